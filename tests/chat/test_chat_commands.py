"""The commands as pure replies, in each language, and how people write times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from chat_desk import NOW, PARIS, ask, desk, takes
from hypothesis import given
from hypothesis import strategies as st

from chat.commands import phrases
from chat.commands.ask import Ask, Desk
from chat.commands.durations import parse
from chat.commands.phrases import say
from chat.commands.table import COMMANDS, Audience, Command, answer, menu, menus
from chat.html import fits
from chat.presses.table import press
from chat.words import LANGUAGES
from model.alert import MuteKind
from tests.standin.markup import parse as parse_html


async def said(name: str, asked: Ask, table: Desk) -> str:
    """The text of an answer."""
    return (await answer(name, asked, table)).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*COMMANDS, "nonsense"])
@pytest.mark.parametrize("args", ["", "ports", '"<word>" 2h', "prots 1d", "all until 25:99"])
async def test_every_answer_is_valid_and_fits(name, language, args):
    """Each command answers in each language with HTML the server takes, in any state."""
    table = desk()
    for asked in (ask(args, language), ask("all 1h", language), ask('"a<b"', language)):
        for reply in (
            await answer("mute", asked, table),
            await answer(name, ask(args, language), table),
        ):
            assert not parse_html(reply.text, "HTML").dropped
            assert fits(reply.text)
            assert takes(reply.buttons)
    stranger = await answer(name, ask(args, language, chat=None), table)
    assert parse_html(stranger.text, "HTML")
    assert not stranger.buttons


@pytest.mark.parametrize(
    ("args", "kind", "value", "minutes"),
    [
        ("", MuteKind.ALL, "", 120),
        ("all 1d", MuteKind.ALL, "", 1440),
        ("2h 30min", MuteKind.ALL, "", 150),
        ("Arms-Transfers", MuteKind.TOPIC, "arms-transfers", 120),
        ("نقل الأسلحة ساعتين", MuteKind.TOPIC, "arms-transfers", 120),
        ("#arms_transfers until 18:00", MuteKind.TOPIC, "arms-transfers", 240),
        ("20 minutes", MuteKind.SOURCE, "20 Minutes", 120),
        ("20 minutes 20 minutes", MuteKind.SOURCE, "20 Minutes", 20),
        ("meridian post 3d", MuteKind.SOURCE, "Meridian Post", 4320),
        ('"coat of arms" 1h', MuteKind.WORD, "coat of arms", 60),
        ("“drone”", MuteKind.WORD, "drone", 120),
        ("« drone » 1j", MuteKind.WORD, "drone", 1440),
    ],
)
async def test_what_is_muted_until_when(args, kind, value, minutes):
    """People name topics, sources, words and times as they come to mind."""
    table = desk()
    await answer("mute", ask(args), table)
    [mute] = await table.store.mutes("c", NOW)
    assert (mute.kind, mute.value) == (kind, value)
    assert mute.until == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("args", "told", "labels"),
    [
        (
            "arms-transfer 2d",
            "I know no topic or source “arms-transfer”",
            ["🔇 Topic “Arms <transfers>” · until Thu 5 Mar 14:00"],
        ),
        ("meridian until 18:00", "Did you mean:", ["🔇 Source “Meridian Post” · until 18:00"]),
        ("xyzzy", "I know no topic or source “xyzzy”", []),
        ("ports until 25:00", "I do not understand the time “until 25:00”", []),
        ("5 parsecs", "I do not understand the time “5 parsecs”", []),
    ],
)
async def test_near_misses_are_met_with_what_was_meant(args, told, labels):
    """Nothing is muted on a guess; what was meant is one press away."""
    table = desk()
    reply = await answer("mute", ask(args), table)
    assert told in reply.text
    assert [button.label for row in reply.buttons for button in row] == labels
    assert not await table.store.mutes("c", NOW)
    for row in reply.buttons:
        pressed = await press(row[0].payload, ask(), table)
        assert "muted until" in (pressed.text or "")


async def test_ending_mutes_by_number_name_and_all():
    """What was muted can be named in every way it was muted by."""
    table = desk()
    for args in ("ports", '"drone"', "meridian post", "all"):
        await answer("mute", ask(args), table)
    assert "No mute “99”" in await said("unmute", ask("99"), table)
    assert "Which one?" in await said("unmute", ask(), table)
    for args in ("2", "Ports", "Meridian Post"):
        assert "no longer muted" in await said("unmute", ask(args), table)
    assert len(await table.store.mutes("c", NOW)) == 1
    assert "Everything" in await said("unmute", ask("all"), table)


async def test_members_may_look_but_not_change():
    """Only what changes the chat is for administrators."""
    assert "Only administrators" in await said("mute", ask(is_admin=False), desk())
    assert "follows" in await said("topics", ask(is_admin=False), desk())


@pytest.mark.parametrize(
    ("written", "end"),
    [
        ("until 18:00", "2026-03-03 18:00"),
        ("until 9", "2026-03-04 09:00"),
        ("until 6pm", "2026-03-03 18:00"),
        ("jusqu’à 18h30", "2026-03-03 18:30"),
        ("حتى ١٨:٠٠", "2026-03-03 18:00"),
        ("until tomorrow", "2026-03-04 00:00"),
        ("until tomorrow 8:15", "2026-03-04 08:15"),
        ("until monday", "2026-03-09 00:00"),
        ("until tuesday", "2026-03-10 00:00"),
        ("jusqu'au lundi 07:00", "2026-03-09 07:00"),
        ("until 2026-03-29 12:00", "2026-03-29 12:00"),
    ],
)
def test_times_are_those_of_the_chat(written, end):
    """Wall-clock times mean the chat's zone, on both sides of a change of the clocks."""
    until = parse(written.split(), NOW, PARIS)
    assert until is not None
    assert until.moment is not None
    assert f"{until.moment.astimezone(PARIS):%Y-%m-%d %H:%M}" == end


@pytest.mark.parametrize("written", ["forever", "until forever", "toujours", "دائما"])
def test_forever_has_no_end(written):
    """A mute may last until it is ended."""
    until = parse(written.split(), NOW, PARIS)
    assert until is not None
    assert until.moment is None


@pytest.mark.parametrize(
    "written",
    ["", "2", "2x", "h", "0h", "until", "until 24:61", "until 2020-01-01", "99999w", "-1h"],
)
def test_what_is_no_time(written):
    """What cannot be understood is never guessed at."""
    assert parse(written.split(), NOW, PARIS) is None


@given(
    st.datetimes(
        min_value=datetime(2000, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)
    ),
    st.sampled_from(["Europe/Paris", "Africa/Casablanca", "Australia/Lord_Howe", "UTC"]),
    st.integers(0, 23),
    st.integers(0, 59),
)
def test_until_a_time_is_always_ahead_and_within_two_days(now, zone, hour, minute):
    """A time of day is the next time a clock on the wall shows it, clock changes included."""
    place = ZoneInfo(zone)
    until = parse(["until", f"{hour}:{minute:02}"], now, place)
    assert until is not None
    assert until.moment is not None
    assert now < until.moment <= now + timedelta(hours=26)
    shown = until.moment.astimezone(place)
    gap = abs((shown.hour * 60 + shown.minute) - (hour * 60 + minute))
    assert gap in (0, 30, 60)  # a time that a change of the clocks skips is met just after


@pytest.mark.parametrize("key", phrases.PHRASES)
def test_every_phrase_is_in_three_languages_with_the_same_blanks(key):
    """A translation that forgets a blank would forget what it tells."""
    blanks = [
        sorted({part.split("}")[0] for part in form.split("{")[1:]})
        for form in phrases.PHRASES[key]
    ]
    assert len(blanks) == len(LANGUAGES)
    assert blanks[0] == blanks[1] == blanks[2]


def test_values_in_phrases_are_escaped_once():
    """Names of the outside world are text; phrases within phrases are markup already."""
    inner = say("en", "topic", name="a<b")
    assert "“a&lt;b”" in say("en", "unmuted", what=inner, count=0)


def test_menus_hold_what_telegram_takes():
    """Every command has its line, within the Bot API's bounds, in each language."""
    assert set(phrases.MENU) == set(COMMANDS) - {"join"}  # which a link says
    for language in LANGUAGES:
        entries = menu(Audience.KEEPER, language)
        assert len(entries) == len(phrases.MENU) <= 100
        assert all(1 <= len(text) <= 256 for _, text in entries)


def test_menus_show_what_their_readers_may_do(monkeypatch):
    """Members of a group see no command that changes it, nobody but the keeper the keeper's."""
    kept = Command(COMMANDS["status"].reply, keeper=True)
    monkeypatch.setitem(COMMANDS, "status", kept)
    shown = {one: dict(entries["fr"]) for one, entries in menus().items()}
    assert [one for one in Audience if "status" in shown[one]] == [Audience.KEEPER]
    assert [one for one in Audience if "mute" not in shown[one]] == [Audience.MEMBERS]
    assert all("topics" in entries for entries in shown.values())


def test_help_and_the_table_know_the_same_commands_of_the_keeper():
    """What /help leaves out elsewhere is what the table refuses elsewhere."""
    assert set(phrases.KEEPER) == {name for name, one in COMMANDS.items() if one.keeper}
