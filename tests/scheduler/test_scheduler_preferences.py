"""What readers settled holds along the whole line, and rules.yaml where nothing was settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from alerts.judge import Hold, Send, judge
from model.alert import Alert, Fate
from model.article import Match
from model.preferences import (
    NOTHING,
    Preference,
    Preferences,
    applied,
    digest_text,
    known,
    quiet_text,
    same_story_text,
)
from model.rulebook import Chat, Digest, Quiet, Settings
from scheduler.check import check
from tests.kit.line import CHAT, START, Line, make_book

TOPICS = ("drones", "visit")
ADMIN = Chat("telegram:9", 9)


def settled(**values: str) -> Preferences:
    """Preferences by name; `topic_x` stands for topic:x."""
    named = {name.replace("topic_", "topic:"): text for name, text in values.items()}
    return {name: Preference(text, START) for name, text in named.items()}


async def told(line: Line, slug: str) -> list[str]:
    """The headlines that arrive after one more article about drones."""
    line.web.feed((slug, f"Drones {slug}"))
    await check(line.world, "post")
    await line.deliver()
    return line.channel.titles


async def test_a_topic_that_was_let_go_is_not_told(line: Line):
    """Followed again it is; the rules were not touched."""
    line.web.feed()
    await line.adopt()
    await check(line.world, "post")
    await line.world.store.settle(CHAT.key, {"topic:drones": "off"}, START, "Ada")
    assert await told(line, "one") == []
    await line.world.store.settle(CHAT.key, {"topic:drones": None}, START, "Ada")
    assert await told(line, "two") == ["Drones two"]


async def test_quiet_hours_that_were_just_settled_hold_what_is_queued(line: Line):
    """They are judged last, as mutes are."""
    match = Match("visit", 1.0, "")
    await line.world.store.queue([Alert(CHAT.key, "a", made_at=START, matches=(match,))])
    await line.world.store.settle(CHAT.key, {"quiet": "11:00-14:00"}, START, "Ada")
    await line.deliver()
    tally = await line.world.store.tally(START - timedelta(days=1))
    assert tally.fates[Fate.HELD] == 1
    line.clock.pass_time(hours=2)
    await line.world.store.release(line.clock.now())
    await line.deliver()
    assert len(line.channel.sent) == 1


async def test_every_way_to_a_chat_leads_to_what_was_settled(line: Line):
    """By list and by key, under the old address and the new; the admin chat too."""
    book = replace(make_book(), settings=Settings(admin_chat=ADMIN))
    line.world.book = book
    for key in (CHAT.key, ADMIN.key):
        await line.world.store.settle(key, {"language": "ar"}, START, "Ada")
    await line.world.store.move_chat(CHAT.key, "telegram:-1001")
    [chat] = await line.world.chats()
    assert (chat.key, chat.address, chat.language) == ("telegram:-1001", -1001, "ar")
    for key in (chat.key, ADMIN.key):
        found = await line.world.chat(key)
        assert found is not None
        assert found.language == "ar"
    line.world.book = make_book(chats=())
    assert await line.world.chats() == ()  # rules.yaml says who is served


@pytest.mark.parametrize(
    ("ruled", "own", "follows"),
    [
        (None, {}, None),
        (None, {"topic_drones": "off"}, {"visit"}),
        (None, {"topic_drones": "on"}, None),
        (None, {"topic_gone": "off"}, None),
        (None, {"topics": "none"}, set()),
        (None, {"topics": "none", "topic_gone": "on"}, set()),
        ({"visit"}, {"topic_drones": "on"}, {"drones", "visit"}),
        ({"visit"}, {"topic_visit": "off"}, set()),
        ({"visit"}, {"topics": "all"}, None),
        ({"visit"}, {"topics": "all", "topic_visit": "off"}, {"drones"}),
        ({"visit"}, {"topics": "perhaps", "topic_drones": "maybe"}, {"visit"}),
    ],
)
def test_topics_are_those_of_the_rules_but_for_what_was_said(ruled, own, follows):
    """A topic that left the rules is passed over, one that is new is told of as the rules say."""
    chat = replace(CHAT, topics=None if ruled is None else frozenset(ruled))
    assert applied(chat, settled(**own), TOPICS).topics == follows


def test_what_cannot_be_used_is_passed_over():
    """A zone that is gone, a language unknown, hours that are none: the rules hold there."""
    bad = settled(
        language="xx",
        timezone="Nowhere/City",
        quiet="07:00-07:00",
        digest="7",
        same_story="soon",
        other="x",
    )
    assert applied(CHAT, bad, TOPICS) == CHAT
    assert not any(known(name, one.value) for name, one in bad.items())
    assert applied(CHAT, NOTHING, TOPICS) is CHAT


def test_off_is_settled_too():
    """No quiet hours and no digest, whatever the rules say; 12h, always and never."""
    loud = replace(CHAT, quiet=Quiet(time(22), time(7)), digest=Digest(time(8)))
    off = applied(loud, settled(quiet="off", digest="off"), TOPICS)
    assert (off.quiet, off.digest) == (None, None)
    for pause in (timedelta(), timedelta(hours=12), timedelta.max):
        own = settled(same_story=same_story_text(pause))
        assert applied(CHAT, own, TOPICS).same_story == pause


CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
ZONES = st.sampled_from(
    [
        "Europe/Paris",
        "Africa/Cairo",
        "Asia/Beirut",
        "America/New_York",
        "Australia/Lord_Howe",
        "UTC",
    ]
)
# In UTC, when clocks change: in Paris and Beirut, New York, on Lord Howe, in Cairo; twice each.
CHANGES = (
    *("2026-03-29T01:00", "2026-10-25T01:00", "2026-03-28T22:00", "2026-10-24T21:00"),
    *("2026-03-08T07:00", "2026-11-01T06:00", "2026-04-04T15:00", "2026-10-03T15:30"),
    *("2026-04-23T22:00", "2026-10-29T21:00"),
)
NEAR_CHANGES = st.builds(
    lambda change, minutes: (
        datetime.fromisoformat(change).replace(tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from(CHANGES),
    st.integers(-600, 600),
)
MOMENTS = NEAR_CHANGES | st.datetimes(
    datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)
)


@given(CLOCKS, CLOCKS, ZONES, MOMENTS)
@example(time(2, 30), time(3, 30), "Europe/Paris", datetime(2026, 3, 29, 0, 45, tzinfo=UTC))
@example(time(22), time(2, 30), "Europe/Paris", datetime(2026, 10, 25, 0, 45, tzinfo=UTC))
@example(time(22), time(2, 30), "Europe/Paris", datetime(2026, 10, 25, 1, 10, tzinfo=UTC))
@example(time(1, 30), time(2, 15), "Europe/Paris", datetime(2026, 10, 25, 0, 20, tzinfo=UTC))
def test_settled_quiet_hours_are_those_of_the_wall_clock(start, end, zone, now):
    """On every day, those of a change of the clocks included: held exactly while the wall clock
    is within the hours, until a moment ahead at which it shows their end."""
    own = settled(timezone=zone, quiet=quiet_text(Quiet(start, end)))
    chat = applied(CHAT, own, TOPICS)
    alert = Alert(CHAT.key, "a", made_at=now, matches=(Match("visit", 1.0, ""),))
    verdict = judge(alert, chat, (), now)
    wall = now.astimezone(ZoneInfo(zone)).time()
    within = start <= wall < end if start < end else wall >= start or wall < end
    if start == end or not within:
        assert verdict == Send()
        return
    assert isinstance(verdict, Hold)
    span = (end.hour * 60 + end.minute) - (start.hour * 60 + start.minute)
    longest = timedelta(minutes=span % (24 * 60)) + timedelta(hours=1)
    assert now < verdict.until <= now + longest
    shown = verdict.until.astimezone(ZoneInfo(zone))
    late = (shown.hour * 60 + shown.minute) - (end.hour * 60 + end.minute)
    assert late in (0, 30, 60)  # an end that a change of the clocks skips is met just after


@given(CLOCKS, ZONES, MOMENTS)
def test_a_settled_digest_waits_for_its_hour(clock, zone, now):
    """What is held in the quiet hours goes out with the digest, once its hour has come."""
    own = settled(timezone=zone, quiet="22:00-07:00", digest=digest_text(Digest(clock)))
    chat = applied(CHAT, own, TOPICS)
    alert = Alert(CHAT.key, "a", made_at=now, matches=(Match("visit", 1.0, ""),))
    verdict = judge(alert, chat, (), now)
    if isinstance(verdict, Hold):
        assert now < verdict.until <= now + timedelta(hours=36)
