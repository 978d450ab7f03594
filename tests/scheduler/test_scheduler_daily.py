"""The heartbeat: one silent line a day, in the admin chat's language and zone, never twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from model.alert import AlertKind
from model.pause import SENDING, Pause
from model.preferences import LANGUAGE, TIMEZONE
from model.rulebook import Chat, Priority, Settings
from model.source import SourceState, Trouble
from model.stores import Checked
from scheduler.daily import Daily
from tests.kit.line import START, Line, make_book, make_line, make_source

KEEPER = Chat("telegram:99", 99, timezone="Europe/Paris")


async def watched(line: Line, **more: object) -> Daily:
    """A line with a well and a failing source, and a keeper who wants to hear at eight."""
    settings = {"admin_chat": KEEPER, "heartbeat": time(8), **more}
    book = make_book(make_source(), make_source("Delta", "https://delta.example/"))
    await line.adopt(replace(book, settings=Settings(**settings)))
    well = SourceState("post", last_check=START, last_ok=START)
    since = START - timedelta(hours=5)
    ill = SourceState(
        "Delta", last_check=START, failures=3, trouble=Trouble.GONE, trouble_since=since
    )
    for state in (well, ill):
        await line.world.store.commit_check(Checked(state, START))
    return Daily(line.world)


async def told(line: Line) -> list[str]:
    """What the keeper reads."""
    await line.deliver()
    return [one.text for one in line.channel.sent]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            """Watching: 1 of 2 sources well. Since Sat 21 Nov 08:00: articles read 0, alerts \
sent 0.
✗ Delta: the page is gone, for 5 hours""",
        ),
        (
            "fr",
            """Sources en bon état : 1 sur 2. Depuis sam. 21 nov. 08:00 : articles lus 0, \
alertes envoyées 0.
✗ Delta : la page n’existe plus, depuis 5 heures""",
        ),
        (
            "ar",
            """المصادر السليمة: 1 من 2. منذ السبت، 21 نوفمبر 08:00: مقالات قُرئت 0، تنبيهات أُرسلت 0.
✗ Delta: الصفحة لم تعد موجودة · المدة: 5 ساعات""",
        ),
    ],
)
async def test_the_line(language, text):
    """Without a sound, in the language of the admin chat."""
    line = make_line()
    daily = await watched(line, admin_chat=replace(KEEPER, language=language))
    assert await daily.tell()
    assert line.world.woken.is_set()
    assert [one.replace("\xa0", " ").replace("\u202f", " ") for one in await told(line)] == [text]
    [sent] = line.channel.sent
    assert (sent.kind, sent.priority) == (AlertKind.NOTICE, Priority.LOW)


async def test_once_a_day_over_restarts():
    """Neither this run nor the next repeats it; the next day has its own."""
    line = make_line()
    daily = await watched(line)
    assert await daily.tell()
    assert not await daily.tell()
    assert not await Daily(line.world).tell()
    line.clock.pass_time(hours=12)  # 01:00 in Paris
    assert not await daily.tell()
    line.clock.pass_time(hours=7)
    assert await daily.tell()
    assert len(await told(line)) == 2


async def test_with_a_short_memory_neither():
    """Where told alerts are forgotten within hours, a late start does not tell it again."""
    line = make_line()
    await watched(line, retention=timedelta(hours=6))
    line.clock.at = START.replace(hour=7)
    assert await Daily(line.world).tell()
    await told(line)
    for hour in range(8, 23):
        line.clock.at = START.replace(hour=hour)
        before = line.clock.at - timedelta(hours=6)
        await line.world.store.prune(before, before, before)
        assert not await Daily(line.world).tell()


async def test_not_before_its_hour_and_not_the_day_after():
    """What was slept through is told on the same day or not at all."""
    line = make_line()
    daily = await watched(line)
    line.clock.at = START.replace(hour=6, minute=59)
    assert not await daily.tell()
    line.clock.at = START.replace(hour=22, minute=59)  # 23:59 in Paris
    assert await Daily(line.world).tell()


@pytest.mark.parametrize("settings", [{"heartbeat": None}, {"admin_chat": None}])
async def test_nobody_asked_for_it(settings):
    """Without a time, and without a keeper."""
    line = make_line()
    daily = await watched(line, **settings)
    assert not await daily.tell()


async def test_the_hour_is_the_chats_own():
    """As its readers settled it, language and zone, in the group that it became."""
    line = make_line()
    daily = await watched(line)
    await line.world.store.move_chat(KEEPER.key, "telegram:-1009")
    wish = {TIMEZONE: "America/New_York", LANGUAGE: "fr"}
    await line.world.store.settle("telegram:-1009", wish, START, "Ada")
    assert not await daily.tell()  # 07:00 there
    line.clock.pass_time(hours=1)
    assert await daily.tell()
    assert (await told(line))[0].startswith("Sources en bon état")


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        ((2026, 3, 28), time(8), (7, 0)),
        ((2026, 3, 29), time(8), (6, 0)),  # clocks went forward at 02:00
        ((2026, 3, 29), time(2, 30), (1, 30)),  # skipped: the moment after the gap
        ((2026, 10, 25), time(2, 30), (0, 30)),  # shown twice: the first
        ((2026, 10, 25), time(8), (7, 0)),
    ],
)
async def test_on_days_when_the_clocks_change(day, hour, utc):
    """A minute before nothing, then once."""
    line = make_line()
    daily = await watched(line, heartbeat=hour)
    line.clock.at = datetime(*day, *utc, tzinfo=UTC) - timedelta(minutes=1)
    assert not await daily.tell()
    for _ in range(6):
        line.clock.pass_time(minutes=30)
        await daily.tell()
    assert len(await told(line)) == 1


async def test_what_rests_is_named():
    """A quiet line must not hide that nothing is sent; it arrives all the same."""
    line = make_line()
    daily = await watched(line)
    await line.world.store.pause(Pause(SENDING, START))
    assert await daily.tell()
    await line.delivery.deliver(KEEPER.key)
    assert "⏸" in line.channel.sent[0].text


async def test_nothing_ails():
    """Then it is quiet."""
    line = make_line()
    daily = await watched(line)
    await line.world.store.commit_check(Checked(SourceState("Delta", last_check=START), START))
    assert await daily.tell()
    assert (await told(line))[0].startswith("Quiet: 2 of 2 sources well. Since")
