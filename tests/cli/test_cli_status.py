"""What `status` shows of few sources, and of very many."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot import main
from cli import sourcelist
from cli.status import show
from cli.world import DATABASE
from model.alert import Tally
from model.source import Kind, Push, Source, SourceState, Trouble
from scheduler.status import Status
from store.sqlite import SqliteStore

NOW = datetime(2031, 3, 3, 12, 0, tzinfo=UTC)


def well(number: int) -> SourceState:
    """A source that was read a minute ago."""
    return SourceState(f"post-{number:05}", last_check=NOW - timedelta(minutes=1), articles=3)


def failing(number: int) -> SourceState:
    """A source that fails for as many hours as its number."""
    return SourceState(
        f"gazette-{number:05}",
        last_check=NOW,
        failures=4,
        trouble=Trouble.GONE,
        trouble_since=NOW - timedelta(hours=number),
        message="it answers 404",
    )


def printed(*states: SourceState, whole: bool = False) -> str:
    """What a pipe gets."""
    out = StringIO()
    show(Status(NOW, states, Tally()), Console(file=out, width=120), whole=whole)
    return out.getvalue()


def test_few_sources_stand_in_a_table_each():
    """With a line more for those that ail."""
    said = printed(*map(well, range(99)), failing(5))
    assert said.count("post-") == 99
    assert said.count("gazette-") == 2
    assert "gazette-00005: failing for 5 h: it answers 404" in said
    assert "99 of 100 sources well." in said


def test_of_many_sources_the_worst_are_named_and_all_are_counted():
    """A screenful: those that have failed longest; how to see the others."""
    said = printed(*map(well, range(10_000)), *map(failing, range(1, 41)))
    assert "post-" not in said
    named = [line.split(":")[0] for line in said.splitlines() if line.startswith("gazette")]
    assert named == [f"gazette-{number:05}" for number in range(40, 10, -1)]
    assert "… and 10 more: `status --all` names them." in said
    assert "10000 of 10040 sources well." in said
    assert said.count("\n") < 40


def test_all_of_many_sources_are_lines_of_text():
    """Each once, its columns below each other; those that ail again with the reason."""
    states = [*map(well, range(101)), failing(7)]
    said = printed(*states, whole=True)
    assert said.count("post-") == 101
    assert "more:" not in said
    head, *rows = said.splitlines()[: len(states) + 1]
    assert [one.strip() for one in head.split("  ") if one] == [
        "source",
        "last check",
        "last new article",
        "articles",
        "state",
    ]
    assert {row.index("well") for row in rows[:-1]} == {head.index("state")}
    assert "gazette-00007: failing for 7 h: it answers 404" in said


def test_lines_of_text_tell_of_pushes_where_there_are_any():
    """In a column of their own."""
    pushed = SourceState("post", hub="https://hub.example/", push=Push.TRUSTED)
    head, row, other = sourcelist.plain([pushed, well(1)], NOW)
    assert head.endswith("push")
    assert row.endswith("trusted")
    assert other.endswith("–")


async def filled(folder: Path, count: int) -> None:
    """A database with so many sources."""
    store = await SqliteStore.open(folder / DATABASE)
    await store.keep_sources(
        [Source(f"s{n}", f"https://s{n}.example/", Kind.AUTO) for n in range(count)], NOW
    )
    await store.close()


@pytest.mark.parametrize(("more", "named"), [((), False), (("--all",), True)])
async def test_the_command_takes_the_word_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], named: bool
):
    """As one types it."""
    await filled(tmp_path, 101)
    code = await asyncio.to_thread(main, ["status", "--data", str(tmp_path), *more])
    said = capsys.readouterr().out
    assert code == 0
    assert ("s77 " in said) is named
    assert "0 of 101 sources well, 101 not checked yet." in said
