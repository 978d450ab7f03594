"""The reader's view in a terminal."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console

from chat.console import ConsoleChannel
from model.alert import Alert, AlertKind, Refused, Sent
from model.article import Match
from model.rulebook import Chat, Priority

NOW = datetime(2026, 3, 3, 13, 2, tzinfo=UTC)
ARABIC = "سلّم الحاكم خمس طائرات من طراز F-16 إلى الضيف."
ALERT = Alert(
    chat="terminal",
    dedupe="d",
    made_at=NOW,
    priority=Priority.HIGH,
    url="https://post.example/1",
    title="Governor gives \x1b[31mfive\x07 drones",
    site="Meridian Post",
    published=NOW,
    language="fr",
    matches=(
        Match("arms", 1, "He gave five drones.", ((13, 19),), rule_line=31, why="drones NEAR gave"),
        Match("arms", 1, ARABIC, ((31, 35),)),
    ),
    titles=(("arms", "Arms [bold]transfers"),),
)


async def show(alert: Alert = ALERT, **settings: object) -> str:
    """What a terminal of these settings prints."""
    screen = Console(**({"file": io.StringIO(), "width": 70} | settings))
    channel = ConsoleChannel(screen, now=lambda: NOW)
    assert await channel.send(alert, Chat("terminal", timezone="Europe/Paris")) == Sent()
    assert channel.pause(Chat("terminal")) == timedelta(0)
    return screen.file.getvalue()


async def test_plain_where_there_is_no_terminal():
    """A pipe gets the same words without colours, Arabic in logical order."""
    printed = await show()
    assert "\x1b" not in printed
    lines = printed.splitlines()
    assert lines[0].startswith("🔴 Arms [bold]transfers ───")
    assert lines[1:3] == ["Governor gives five drones", "Meridian Post · 14:02 · French"]
    assert f"  {ARABIC}" in lines
    assert lines[5:7] == ["why: drones NEAR gave (rules.yaml:31)", "https://post.example/1"]


async def test_colours_and_links_in_a_terminal():
    """Matched words stand out, the address can be pressed."""
    printed = await show(force_terminal=True, color_system="standard")
    assert re.search(r"\x1b\[1;30;43mdrones\x1b\[0m", printed)
    assert "]8;" in printed
    assert "\x1b[31mfive" not in printed
    assert "\x07" not in printed


async def test_no_color_is_respected(monkeypatch):
    """NO_COLOR leaves weight and reverse, and no colour."""
    monkeypatch.setenv("NO_COLOR", "1")
    printed = await show(force_terminal=True, color_system="standard")
    assert "\x1b[1;7mdrones" in printed
    assert not re.search(r"\x1b\[[0-9;]*[34][0-7]m", printed)


@pytest.mark.parametrize("width", [20, 40, 200])
async def test_lines_keep_to_the_width(width):
    """Nothing runs over a narrow terminal, nothing spreads over a very wide one."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", await show(width=width))
    assert max(cell_len(line) for line in plain.splitlines()) <= min(width, 100)


async def test_a_terminal_without_unicode_still_shows_it():
    """Letters it lacks become question marks; nothing breaks."""
    raw = io.BytesIO()
    await show_ascii(raw)
    assert raw.getvalue().startswith(b"(!) Arms [bold]transfers ---")


async def show_ascii(raw: io.BytesIO) -> None:
    """Print to a terminal of 7 bits."""
    file = io.TextIOWrapper(raw, encoding="ascii", write_through=True)
    channel = ConsoleChannel(Console(file=file, width=70), now=lambda: NOW)
    assert await channel.send(ALERT, Chat("terminal")) == Sent()
    file.detach()


async def test_digests_and_notices():
    """A digest has a line for each alert, a notice its text without control characters."""
    digest = Alert("c", "d", NOW, kind=AlertKind.DIGEST, items=(ALERT, ALERT))
    assert (await show(digest)).count("Governor gives five drones") == 2
    notice = Alert("c", "d", NOW, kind=AlertKind.NOTICE, text="line 1\n\x1b]0;title\x07line [2]")
    assert (await show(notice)).split("\n")[:2] == ["line 1", "line [2]"]


class Full(io.StringIO):
    """A file on a full disk."""

    def write(self, text: str) -> int:
        """Never succeeds."""
        raise OSError(28, "No space left on device")


class Pipeless(Console):
    """A console whose reader went away: rich asks the program to exit then."""

    def print(self, *_: object, **__: object) -> None:
        """Never succeeds."""
        raise SystemExit(1)


@pytest.mark.parametrize("console", [Console(file=Full()), Pipeless(file=io.StringIO())])
async def test_a_terminal_that_is_gone_is_a_refusal(console):
    """A full disk or a closed pipe takes nothing more, and the line hears it as an outcome."""
    channel = ConsoleChannel(console, now=lambda: NOW)
    outcome = await channel.send(ALERT, Chat("terminal"))
    assert outcome == Refused("the terminal is gone", gone=True)
