"""The last word before sending."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from alerts.judge import Gather, Hold, Send, Silence, Unwanted, judge
from model.alert import Alert, AlertKind, Mute, MuteKind
from model.article import Match
from model.rulebook import Burst, Chat, Digest, Priority, Quiet

NOW = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
CHAT = Chat("telegram:1", 1)
NIGHT = replace(CHAT, quiet=Quiet(time(22), time(7)))
ALERT = Alert(
    chat="telegram:1",
    dedupe="x",
    made_at=NOW,
    title="Vareska hands over drones",
    source="Meridian Post",
    story="s1",
    matches=(Match("arms", 1.0, "Five drones were a gift."), Match("visits", 1.0, "He left.")),
)


def mute(kind: MuteKind, value: str, number: int = 1) -> Mute:
    """Make a mute of two hours."""
    return Mute("telegram:1", kind, value, NOW, NOW + timedelta(hours=2), id=number)


@pytest.mark.parametrize(
    ("mutes", "silent"),
    [
        ([], False),
        ([mute(MuteKind.ALL, "")], True),
        ([mute(MuteKind.SOURCE, "Meridian Post")], True),
        ([mute(MuteKind.SOURCE, "Other")], False),
        ([mute(MuteKind.WORD, "GIFT")], True),
        ([mute(MuteKind.WORD, "vareska")], True),
        ([mute(MuteKind.WORD, "museum")], False),
        ([mute(MuteKind.STORY, "s1")], True),
        ([mute(MuteKind.STORY, "s2")], False),
        ([mute(MuteKind.TOPIC, "arms")], False),
        ([mute(MuteKind.TOPIC, "arms"), mute(MuteKind.TOPIC, "visits", 2)], True),
    ],
)
def test_a_mute_silences_what_it_names_and_no_more(mutes: list[Mute], silent: bool):
    """An alert on two topics stays audible until both of them are muted."""
    assert isinstance(judge(ALERT, CHAT, mutes, NOW), Silence) is silent


def test_an_alert_without_a_story_is_in_no_muted_one():
    """An empty id is nobody's."""
    assert judge(replace(ALERT, story=""), CHAT, [mute(MuteKind.STORY, "")], NOW) == Send()


def test_urgent_alerts_pass_mutes_and_quiet_hours():
    """Urgency breaks through everything."""
    urgent = replace(ALERT, priority=Priority.URGENT)
    assert judge(urgent, NIGHT, [mute(MuteKind.ALL, "")], NOW) == Send()


def test_notices_wait_for_nothing():
    """The bot's own word reaches its keeper."""
    notice = replace(ALERT, kind=AlertKind.NOTICE)
    assert judge(notice, NIGHT, [mute(MuteKind.ALL, "")], NOW) == Send()


@pytest.mark.parametrize("kind", [AlertKind.DIGEST, AlertKind.SUMMARY])
def test_what_tells_of_many_waits_for_the_end_of_quiet_hours_alone(kind: AlertKind):
    """Mutes were judged item by item; one that was late does not ring at night."""
    whole = replace(ALERT, kind=kind)
    assert judge(whole, CHAT, [mute(MuteKind.ALL, "")], NOW) == Send()
    morning = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert judge(whole, NIGHT, [], NOW) == Hold(morning, "quiet hours")


@pytest.mark.parametrize("priority", [Priority.NORMAL, Priority.URGENT])
def test_what_is_no_longer_followed_is_not_told(priority: Priority):
    """Neither now nor in a digest; one topic that is still followed keeps it."""
    alert = replace(ALERT, priority=priority)
    ports = replace(CHAT, topics=frozenset({"ports"}))
    assert judge(alert, ports, [], NOW) == Unwanted("no longer followed")
    assert judge(alert, replace(CHAT, topics=frozenset({"arms"})), [], NOW) == Send()


def test_more_than_the_burst_within_its_span_is_gathered():
    """Urgent alerts go by themselves; a span later the chat takes single ones again."""
    calm = replace(CHAT, burst=Burst(2, timedelta(minutes=10)))
    sent = [NOW - timedelta(minutes=9), NOW - timedelta(minutes=1)]
    assert judge(ALERT, calm, [], NOW, sent) == Gather(NOW - timedelta(minutes=10))
    assert judge(replace(ALERT, priority=Priority.URGENT), calm, [], NOW, sent) == Send()
    assert judge(ALERT, calm, [], NOW + timedelta(minutes=1), sent) == Send()
    assert judge(ALERT, CHAT, [], NOW, sent * 9) == Send()


def test_quiet_hours_hold_until_they_end():
    """Without a digest time the end of the quiet is when held alerts go out."""
    morning = datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert judge(ALERT, NIGHT, [], NOW) == Hold(morning, "quiet hours")


@pytest.mark.parametrize(
    ("digest", "hour"), [(time(7, 30), (23, 7, 30)), (time(7), (23, 7, 0)), (time(6), (23, 7, 0))]
)
def test_a_digest_takes_what_the_night_held_once_the_quiet_is_over(
    digest: time, hour: tuple[int, int, int]
):
    """A digest time inside the quiet waits for its end."""
    verdict = judge(ALERT, replace(NIGHT, digest=Digest(digest)), [], NOW)
    assert verdict == Hold(datetime(2026, 11, *hour, tzinfo=UTC), "quiet hours")


def test_what_is_below_the_minimum_waits_for_the_digest():
    """A low alert does not ring in a chat that wants high ones, but nothing lapses."""
    picky = replace(CHAT, minimum_priority=Priority.HIGH, digest=Digest(time(7, 30)))
    verdict = judge(ALERT, picky, [], NOW)
    assert verdict == Hold(
        datetime(2026, 11, 23, 7, 30, tzinfo=UTC), "below the chat's minimum priority"
    )
