"""Life in the town while the program dies: something of everything happens, over and over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.trust.town import PERSON, Town

BEAT = (0.05, 0.25)  # seconds between two events
UNHURRIED = 60  # articles beyond which the town publishes no faster than the chats are served
HALF_AN_HOUR = timedelta(minutes=31)  # mutes and quiet hours end, articles are looked at again
TO_NOON = timedelta(hours=23, minutes=29)  # quiet hours begin anew


@dataclass
class Bustle:
    """What happens, in an order that the seed settles."""

    town: Town
    random: Random

    async def until(self, over: Callable[[], bool]) -> None:
        """Go on until it is over; the supervisor's failure is raised."""
        beat = 0
        while not over():
            self.town.raise_failure()
            self._happen(beat)
            beat += 1
            await asyncio.sleep(self.random.uniform(*BEAT))

    def _happen(self, beat: int) -> None:
        if beat % 20 in EVENTS:
            EVENTS[beat % 20](self.town)
        elif self.town.backlog() < UNHURRIED:
            topic = self.random.choice(("Drones", "Drones", "Convoys", "Fish"))
            self.town.publish(topic=topic, copied=self.random.random() < 0.3)


def _mute(town: Town) -> None:
    town.api.say(PERSON, 5, "/mute convoys 20m")


def _save_rules(town: Town) -> None:
    town.write_rules(f"# saved for the {town.saves}th time\n")


def _others_tell(town: Town) -> None:
    """The second paper prints what the first has."""
    town.papers[1].stories |= dict(list(town.papers[0].stories.items())[-3:])


def _half_an_hour(town: Town) -> None:
    town.clock.jump(HALF_AN_HOUR)


def _to_noon(town: Town) -> None:
    town.clock.jump(TO_NOON)


def _move_group(town: Town) -> None:
    town.move_group()


EVENTS = {
    2: _mute,
    4: _others_tell,
    7: _save_rules,
    10: _half_an_hour,
    13: _move_group,
    15: _to_noon,
}
