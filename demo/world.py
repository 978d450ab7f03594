"""An invented news world on loopback: six outlets over real HTTP, stories that appear in time.

start: sockets open → the baseline is there → the loop's clock brings the rest, story by story.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from demo.outlets import OUTLETS, Outlet
from demo.site import Site
from demo.story import Published, Story, load_stories

_RULES = Path(__file__).with_name("rules.yaml")


class NewsWorld:
    """Six outlets on 127.0.0.1, one port each, and the timeline of their stories.

    `speed` 2 makes everything appear twice as fast. `seed` settles the
    article numbers, and with them the addresses. Use it as an async context manager, or
    `start` and `stop` it.
    """

    def __init__(self, *, speed: float = 1.0, seed: int = 1) -> None:
        self.speed = speed
        self.seed = seed
        self.requests: Counter[int] = Counter()  # answers by status: 200, 304, 404
        self.published: list[Published] = []  # in the order of appearance
        self._sites = {outlet.key: Site(outlet, self.requests) for outlet in OUTLETS}
        self._timers: list[asyncio.TimerHandle] = []
        self._began = 0.0  # loop time
        self._epoch = datetime.min.replace(tzinfo=UTC)
        self.stories = load_stories({outlet.key: outlet.language for outlet in OUTLETS}, seed)
        self._appeared = {story.id: asyncio.Event() for story in self.stories}

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def outlets(self) -> tuple[Outlet, ...]:
        """The outlets; their addresses are known once the world runs."""
        return tuple(site.outlet for site in self._sites.values())

    async def start(self) -> None:
        """Open all ports, put the baseline up, begin the timeline."""
        for site in self._sites.values():
            await site.start()
        loop = asyncio.get_running_loop()
        self._began, self._epoch = loop.time(), datetime.now(UTC)
        for story in self.stories:
            if story.at == 0:
                self._publish(story)
            else:
                when = self._began + story.at / self.speed
                self._timers.append(loop.call_at(when, self._publish, story))

    async def stop(self) -> None:
        """End the timeline and close all ports."""
        while self._timers:
            self._timers.pop().cancel()
        await asyncio.gather(*(site.stop() for site in self._sites.values()))

    async def finished(self) -> None:
        """Return when the last story has appeared."""
        for event in self._appeared.values():
            await event.wait()

    async def appeared(self, story_id: str) -> Published:
        """Return when one story has appeared."""
        await self._appeared[story_id].wait()
        return next(p for p in self.published if p.story.id == story_id)

    def rules_text(self) -> str:
        """The demo's rules.yaml with the outlets' true addresses filled in."""
        return rules_text(self.outlets)

    def _publish(self, story: Story) -> None:
        now = self._epoch + timedelta(seconds=asyncio.get_running_loop().time() - self._began)
        when = (now - story.age).replace(microsecond=0)
        self.published.append(self._sites[story.outlet].publish(story, when, now))
        self._appeared[story.id].set()


def rules_text(outlets: Iterable[Outlet]) -> str:
    """rules.yaml with each outlet's address in the place of its name in braces."""
    text = _RULES.read_text(encoding="utf-8")
    for outlet in outlets:
        text = text.replace(f"{{{outlet.key}}}", outlet.base_url)
    return text
