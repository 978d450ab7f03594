"""bot.py story: what a person reads of a story."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import main
from cli.world import DATABASE
from model.article import Article
from model.source import SourceState
from model.stores import Checked, Remembered
from model.story import Joined, Reason, Traits
from model.version import Change, Revisited, Version
from store.sqlite import SqliteStore

AT = datetime(2026, 3, 3, 10, tzinfo=UTC)


def kept(name: str, title: str, reasons: Sequence[Reason] = (), **facts: str | None) -> Remembered:
    """An article of the story that a1 opened."""
    copy_of = facts.pop("copy_of", None)
    url = f"https://post.example/{name}"
    at = AT + timedelta(hours=int(name[1:]))
    plain = Article(name, url, title, "Text.", published=at, found_at=at, language="en")
    joined = Joined(name, "a1", 0.9 if reasons else 0.0, tuple(reasons))
    return Remembered(replace(plain, **facts), None, copy_of, Traits(), joined)


STORY = (
    kept("a1", "Governor gives visitor five drones", site="Meridian Post", agency="NPA"),
    kept("a2", "Visitor given five drones", [("copy", "a1")], site="Echo", copy_of="a1"),
    kept(
        "a3",
        "Cinq drones en cadeau",
        [("like", "a1"), ("name", "sandor velk"), ("place", "GH"), ("number", "5 drones")],
        site="Le Courrier",
        language="fr",
    ),
)
GONE = Version("a2", 2, AT + timedelta(days=1), Change.WITHDRAWN)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one story."""

    async def fill() -> None:
        store = await SqliteStore.open(tmp_path / DATABASE)
        await store.commit_check(Checked(SourceState("post", next_check=AT), AT, articles=STORY))
        await store.commit_revisit(Revisited("a2", version=GONE))
        await store.close()

    asyncio.run(fill())
    return tmp_path


@pytest.mark.parametrize("name", ["a1", "a3"])
def test_story_tells_who_said_what_and_why(
    data: Path, name: str, capsys: pytest.CaptureFixture[str]
):
    """Named by any of its articles, a story is a timeline with the reason for each article."""
    assert main(["story", name, "--data", str(data)]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "3 articles · 3 outlets, 2 independent sources · 2 languages · story a1" in shown
    assert "Meridian Post · English · credits NPA" in shown
    assert "opened the story" in shown
    assert "near copy of “Governor gives visitor five drones”" in shown
    assert "both name Sandor Velk; same place Ghana; same number 5 drones (90%)" in shown
    assert "withdrawn" in shown


def test_story_as_json(data: Path, capsys: pytest.CaptureFixture[str]):
    """The same for programs: sources put together, reasons in pairs."""
    assert main(["story", "a2", "--data", str(data), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["independent"] == [["a1", "a2"], ["a3"]]
    assert [one["id"] for one in told["articles"]] == ["a1", "a2", "a3"]
    assert told["articles"][2]["why"][1] == ["name", "sandor velk"]
    assert told["articles"][1]["versions"][0]["change"] == "withdrawn"


def test_unknown_story_is_one_sentence(data: Path, capsys: pytest.CaptureFixture[str]):
    """An id that nobody knows, and a folder without an archive, are told in a sentence."""
    assert main(["story", "zz", "--data", str(data)]) == 1
    assert "no story or article with the id zz" in capsys.readouterr().err
    assert main(["story", "a1", "--data", str(data / "none")]) == 1
    assert "no archive" in capsys.readouterr().err
