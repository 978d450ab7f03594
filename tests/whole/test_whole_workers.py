"""`bot.py worker` as processes that share one PostgreSQL: real HTTP, a Bot API stand-in."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.kit.newspaper import Newspaper
from tests.kit.postgres import schema
from tests.kit.program import program, stopped
from tests.standin.botapi import TOKEN, BotApi

CHAT = 4711


@dataclass
class Office:
    """One paper, one messenger, one database, and whoever is started on them."""

    folder: Path
    url: str
    paper: Newspaper
    api: BotApi
    env: dict[str, str] = field(default_factory=dict)

    def start(self, command: str = "worker", *more: str, **env: str):
        """One more program."""
        paths = ("--rules", str(self.folder / "rules.yaml"), "--data", str(self.folder / "data"))
        given = {"DATABASE_URL": self.url, **self.env, **env}
        return program(command, *paths, *more, cwd=self.folder, **given)

    def told(self) -> Counter[str]:
        """How often each story was told, by its slug."""
        return Counter(
            title.rpartition(" ")[2]
            for title in map("Drones for harbour {}".format, self.paper.stories)
            for one in self.api.sent
            if f"{title}\n" in one.text
        )


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    """An office whose paper has one old story."""
    with schema() as url:
        async with Newspaper() as paper, BotApi() as api:
            paper.publish("of-old")
            (tmp_path / "rules.yaml").write_text(paper.rules(CHAT), "utf-8")
            env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
            yield Office(tmp_path, url, paper, api, env)


async def test_two_workers_tell_each_story_once_and_stop_in_order(office: Office):
    """From the page to the message, whichever of the two checks and whichever sends."""
    async with office.start() as one:
        await one.says("the only worker so far")
        async with office.start() as two:
            await two.says("beside 1 other worker")
            await office.paper.polled()
            office.paper.publish("one", "two", "three")
            await office.api.wait_for(3, 20)
            await stopped(two)
            office.paper.publish("four")
            await office.api.wait_for(4, 20)
            await stopped(one)
    assert office.told() == Counter({"one": 1, "two": 1, "three": 1, "four": 1})
    for worker in (one, two):
        assert "left to the other workers" in worker.output
        assert "Traceback" not in worker.output
        assert TOKEN not in worker.output
