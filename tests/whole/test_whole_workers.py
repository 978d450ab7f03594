"""`bot.py worker` as processes that share one PostgreSQL: real HTTP, a Bot API stand-in."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
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


async def test_run_and_workers_refuse_each_other(office: Office):
    """One sentence each, and what to do."""
    async with office.start() as worker:
        await worker.says("Alerts go")
        async with office.start("run") as run:
            assert await run.ends() == 1
        assert "python bot.py worker" in run.output
        await stopped(worker)
    async with office.start("run") as run:
        await run.says("Alerts go")
        async with office.start() as worker:
            assert await worker.ends() == 1
        assert "stop it first" in worker.output
        await stopped(run)


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({"DATABASE_URL": ""}, "write DATABASE_URL="),
        ({"DATABASE_URL": "postgresql://ada:secret@127.0.0.1:9/none"}, "cannot be reached"),
        ({"WIREWATCH_PATIENCE": "soon"}, "WIREWATCH_PATIENCE=soon"),
    ],
)
async def test_what_keeps_a_worker_from_starting_is_one_sentence(
    office: Office, env: dict[str, str], sentence: str
):
    """No database named, none there, a setting that is none."""
    async with office.start("worker", **env) as worker:
        assert await worker.ends() == 1
    assert sentence in worker.output
    assert "secret" not in worker.output
    assert len(worker.output.splitlines()) == 1


async def test_a_store_of_a_newer_program_is_one_sentence(office: Office):
    """An older worker beside newer ones changes nothing."""
    async with office.start() as worker:
        await worker.says("Alerts go")
        await stopped(worker)
    with psycopg.connect(office.url) as server:
        server.execute("UPDATE wirewatch SET version = version + 1")
    async with office.start() as worker:
        assert await worker.ends() == 1
    assert "newer Wirewatch" in worker.output
    assert "Traceback" not in worker.output
