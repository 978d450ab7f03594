"""How often, and after what waits, one message is tried again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

LONGEST_WAIT = timedelta(minutes=1)  # between two tries at one message
STUBBORN = 10  # unknown outcomes after which a message is given up, if others get through


@dataclass(slots=True)
class Tries:
    """Tries whose answer never came, by alert: since what moment of the loop's time, how many."""

    unknown: dict[int, tuple[float, int]] = field(default_factory=dict)

    def hopeless(self, alert: int, now: float, last_sent: float) -> bool:
        """Count one more; a message that keeps failing while others get through is itself the
        trouble.

        Only if another message went out since the first of them: while nothing gets through at
        all, everything waits.
        """
        since, count = self.unknown.get(alert, (now, 0))
        self.unknown[alert] = since, count + 1
        return count + 1 >= STUBBORN and last_sent > since

    def settled(self, alert: int) -> None:
        """It is tried no more."""
        self.unknown.pop(alert, None)


def back_off(attempts: int, chance: float) -> timedelta:
    """1, 2, 4 … 60 s, a fifth early or late so that chats do not return all at once."""
    wait: timedelta = min(timedelta(seconds=2 ** min(attempts - 1, 10)), LONGEST_WAIT)
    return wait * (0.8 + 0.4 * chance)
