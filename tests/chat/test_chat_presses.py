"""The presses as pure replies: what is stored, what the message becomes, what the toast says."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from chat_desk import ask, desk, takes
from chat_room import ALERT, NOW
from hypothesis import given
from hypothesis import strategies as st

from chat.commands.ask import Desk
from chat.commands.durations import MORNING, code, decoded, morning
from chat.commands.durations import parse as parse_time
from chat.commands.table import answer
from chat.html import fits
from chat.presses import choice, under
from chat.presses.table import PRESSES, press
from chat.presses.why import told
from chat.reply import Keyboard, Pressed
from chat.words import LANGUAGES
from model.alert import Alert, Fate, MuteKind, Receipt
from model.article import Article, Match
from model.source import SourceState
from model.stores import Checked, Remembered
from model.story import Joined
from tests.standin.markup import parse as parse_html

MESSAGE = 77


async def told_alert(table: Desk, alert: Alert = ALERT) -> Alert:
    """The alert, sent to the chat of `ask` as message 77."""
    (number,) = await table.store.queue([replace(alert, chat="c")])
    await table.store.record(Receipt(number, Fate.SENT, NOW, message_id=MESSAGE))
    sent = await table.store.alert(number)
    assert sent is not None
    return sent


def labels(buttons: Keyboard | None) -> list[list[str]]:
    """What the buttons show."""
    return [[button.label for button in row] for row in buttons or ()]


async def pressed(buttons: Keyboard | None, label: str, table: Desk, **more: object) -> Pressed:
    """Press the button that shows these words."""
    flat = [button for row in buttons or () for button in row]
    payload = next(button.payload for button in flat if label in button.label)
    return await press(payload, ask(**({"message": MESSAGE} | more)), table)


async def test_an_alert_has_four_buttons():
    """Two rows of two, in the chat's language."""
    alert = await told_alert(desk())
    assert labels(under.at_first(alert, "en")) == [
        ["🔇 Mute…", "❔ Why?"],
        ["📰 Story", "Not relevant"],
    ]
    assert labels(under.at_first(alert, "ar"))[0] == ["🔇 إسكات…", "❔ لماذا؟"]
    assert under.at_first(replace(alert, id=0), "en") == ()


async def test_mute_opens_the_targets_and_lengths():
    """Story, topics and source; two lengths a row; the first target is chosen."""
    table = desk()
    alert = await told_alert(table)
    opened = await pressed(under.at_first(alert, "en"), "Mute", table)
    assert labels(opened.buttons) == [
        ["● This story"],
        ["○ Topic “arms”"],
        ["○ Source “Meridian Post”"],
        ["2 hours", "1 day"],
        ["until Wed 4 Mar 07:00", "Forever"],
        ["← Back"],
    ]
    chosen = await pressed(opened.buttons, "Source", table)
    assert labels(chosen.buttons)[0:3] == [
        ["○ This story"],
        ["○ Topic “arms”"],
        ["● Source “Meridian Post”"],
    ]
    assert not await table.store.mutes("c", NOW)
    closed = await pressed(chosen.buttons, "Back", table)
    assert closed.buttons == under.at_first(alert, "en")


@pytest.mark.parametrize(
    ("target", "length", "kind", "value", "until"),
    [
        ("story", "2 hours", MuteKind.STORY, "s1", NOW + timedelta(hours=2)),
        ("Topic", "1 day", MuteKind.TOPIC, "arms", NOW + timedelta(days=1)),
        ("Source", "07:00", MuteKind.SOURCE, "Meridian Post", datetime(2026, 3, 4, 6, tzinfo=UTC)),
        ("Topic", "Forever", MuteKind.TOPIC, "arms", None),
    ],
)
async def test_a_length_mutes_and_undo_restores(target, length, kind, value, until):
    """The mute is stored, the message says until when, Undo ends it and the buttons are back."""
    table = desk()
    alert = await told_alert(table)
    opened = await pressed(under.at_first(alert, "en"), "Mute", table)
    chosen = await pressed(opened.buttons, target, table)
    muted = await pressed(chosen.buttons, length, table)
    [mute] = await table.store.mutes("c", NOW)
    assert (mute.kind, mute.value, mute.until, mute.by) == (kind, value, until, "<Ada>")
    assert labels(muted.buttons)[0][0].startswith("🔇 muted until ")
    assert labels(muted.buttons)[0][0].endswith("· Undo")
    assert "muted until" in muted.toast
    undone = await pressed(muted.buttons, "Undo", table)
    assert undone.buttons == under.at_first(alert, "en")
    assert not await table.store.mutes("c", NOW)
    again = await pressed(muted.buttons, "Undo", table)
    assert again.toast == "That mute has ended already."


async def test_undo_brings_back_the_mute_that_was_replaced():
    """Who muted a topic for a day, then by mistake for two hours, has the day again."""
    table = desk()
    alert = await told_alert(table)
    opened = await pressed(under.at_first(alert, "en"), "Mute", table)
    chosen = await pressed(opened.buttons, "Topic", table)
    await pressed(chosen.buttons, "1 day", table, user="Nour")
    shorter = await pressed(chosen.buttons, "2 hours", table)
    assert len(await table.store.mutes("c", NOW)) == 1
    undone = await pressed(shorter.buttons, "Undo", table)
    [mute] = await table.store.mutes("c", NOW)
    assert (mute.until, mute.by) == (NOW + timedelta(days=1), "Nour")
    assert "muted until Wed 4 Mar" in labels(undone.buttons)[0][0]


async def test_a_length_pressed_twice_is_one_mute_and_one_undo():
    """A double tap, a moment apart, leaves nothing behind once it is undone."""
    table = desk()
    alert = await told_alert(table)
    opened = await pressed(under.at_first(alert, "en"), "Mute", table)
    for seconds in (0, 1):
        later = NOW + timedelta(seconds=seconds)
        muted = await pressed(opened.buttons, "2 hours", table, now=later)
    await pressed(muted.buttons, "Undo", table)
    assert not await table.store.mutes("c", NOW)


async def test_not_relevant_is_remembered_and_taken_back():
    """Noted with who and for which topic; the mark stays through a mute and its undo."""
    table = desk()
    alert = await told_alert(table)
    noted = await pressed(under.at_first(alert, "en"), "Not relevant", table)
    [word] = await table.store.feedback(alert.id)
    assert (word.topic, word.by, word.at) == ("arms", "<Ada>", NOW)
    assert "Thank you" in noted.toast
    assert labels(noted.buttons)[1] == ["📰 Story", "✓ Not relevant"]
    twice = await pressed(under.at_first(alert, "en"), "Not relevant", table)
    assert twice.buttons == noted.buttons
    opened = await pressed(noted.buttons, "Mute", table)
    muted = await pressed(opened.buttons, "2 hours", table)
    assert labels(muted.buttons)[-1] == ["📰 Story", "✓ Not relevant"]
    back = await pressed(muted.buttons, "✓", table)
    assert not await table.store.feedback(alert.id)
    assert labels(back.buttons)[-1] == ["📰 Story", "Not relevant"]


async def test_why_names_rule_and_line_within_a_toast():
    """Topic, line and words, in a window that stays."""
    table = desk()
    alert = await told_alert(table)
    done = await pressed(under.at_first(alert, "en"), "Why", table)
    assert done.toast == "Arms, rules.yaml:12: “drones” in the text"
    assert done.window
    assert done.buttons is None


@given(st.lists(st.text(max_size=400), min_size=1, max_size=12), st.sampled_from(LANGUAGES))
def test_why_fits_a_toast_whatever_the_rules_say(reasons, language):
    """Any number of topics with any reasons stays within 200 UTF-16 units."""
    matches = tuple(Match(f"t{at}", 1, "", why=why) for at, why in enumerate(reasons))
    said = told(replace(ALERT, matches=matches), language, "rules.yaml")
    assert len(said.encode("utf-16-le", "surrogatepass")) // 2 <= 200
    assert said.strip()


async def keep_story(table: Desk, *, alone: bool = False) -> None:
    """A story of three outlets, one of which copied a wire report."""
    own = Article("a1", "https://post.example/1", "Five drones", "…", site="Post", language="en")
    wire = replace(own, id="a2", url="https://delta.example/2", site="Delta", agency="Agence X")
    copy = replace(own, id="a3", url="https://marfa.example/3", site="Marfa", language="ar")
    rows = [
        Remembered(replace(one, found_at=NOW), joined=Joined(one.id, "a1"), copy_of=original)
        for one, original in ((own, None), (wire, None), (copy, "a2"))
    ]
    state = SourceState("Post")
    await table.store.commit_check(Checked(state, NOW, articles=tuple(rows[:1] if alone else rows)))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_story_lists_the_outlets(language):
    """All who tell it, in one message; copies of a wire report count as one voice."""
    table = desk()
    await keep_story(table)
    alert = await told_alert(table)
    done = await press(under.at_first(alert, language)[1][0].payload, ask(language=language), table)
    assert done.reply is not None
    assert fits(done.reply.text)
    shown = parse_html(done.reply.text, "HTML").text
    assert all(outlet in shown for outlet in ("Post", "Delta", "Marfa", "Agence X"))
    assert [part.strip() for part in shown.splitlines()[0].split("·")[1:4]] == {
        "en": ["outlets: 3", "independent: 2", "languages: 2"],
        "fr": ["médias : 3", "indépendants : 2", "langues : 2"],
        "ar": ["المصادر: 3", "المستقلة: 2", "اللغات: 2"],
    }[language]


async def test_no_story_is_a_toast():
    """Where nothing is known there is no empty message."""
    table = desk()
    alert = await told_alert(table)
    done = await pressed(under.at_first(alert, "en"), "Story", table)
    assert done.reply is None
    assert "No other outlet" in done.toast


async def test_mutes_are_ended_by_buttons_and_show_what_they_held():
    """/mutes has a button to end each and one to show what it held back."""
    table = desk()
    for args in ("ports 2h", '"drone" 1d'):
        await answer("mute", ask(args), table)
    mutes = await table.store.mutes("c", NOW)
    (number,) = await table.store.queue([replace(ALERT, chat="c", dedupe="held")])
    await table.store.record(Receipt(number, Fate.MUTED, NOW, mute_id=mutes[0].id))
    listed = await answer("mutes", ask(), table)
    assert labels(listed.buttons) == [
        ["🔔 1 Topic “Ports”", "📥 Show 1"],
        ["🔔 2 Word “drone”"],
        ["🔔 End all"],
    ]
    shown = await pressed(listed.buttons, "Show", table)
    assert shown.reply is not None
    assert "Governor gives five drones" in shown.reply.text
    ended = await pressed(listed.buttons, "Ports", table)
    assert "Topic “Ports”: no longer muted. Held back: 1." in ended.toast
    assert labels(ended.buttons) == [["🔔 2 Word “drone”"], ["📥 Show 1"]]
    stale = await pressed(listed.buttons, "Ports", table)
    assert "ended already" in stale.toast
    every = await pressed(listed.buttons, "End all", table)
    assert "Nothing is muted here." in (every.text or "")


async def test_a_reply_with_mute_offers_the_alerts_own_targets():
    """Without a target buttons ask; with a time alone they ask what; with one it is done."""
    table = desk()
    alert = await told_alert(table)
    asked = await answer("mute", ask("", message=MESSAGE), table)
    assert labels(asked.buttons)[0] == ["● This story"]
    assert "← Back" not in str(labels(asked.buttons))
    which = await answer("mute", ask("until 18:00", message=MESSAGE), table)
    assert "until 18:00" in which.text
    done = await pressed(which.buttons, "Topic", table, message=MESSAGE + 1)
    assert labels(done.buttons) == [["🔇 muted until 18:00 · Undo"]]
    story = await answer("mute", ask("this story 1d", message=MESSAGE), table)
    assert "muted until Wed 4 Mar 14:00" in story.text
    kinds = {mute.kind for mute in await table.store.mutes("c", NOW)}
    assert kinds == {MuteKind.TOPIC, MuteKind.STORY}
    lost = await answer("mute", ask("this story"), table)
    assert "reply to its alert" in lost.text
    assert alert.story == "s1"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(PRESSES))
async def test_every_press_in_every_language_is_what_telegram_takes(name, language):
    """Whatever is pressed under an alert: valid HTML, valid buttons, a toast that fits."""
    table = desk()
    await keep_story(table)
    alert = await told_alert(table)
    await answer("mute", ask("ports", language), table)
    values = {
        "mute": [(alert.id, code, length) for code in "so" for length in choice.LENGTHS],
        "unmute": [(1, "list"), ("all", "list")],
        "undo": [(1,), (2, alert.id)],
        "name": [("x", "ever")],
        "latest": [("x", 5)],
    }.get(name, [(alert.id,), (alert.id, 1), (alert.id, "t0")])
    for one in values:
        done = await PRESSES[name].reply(
            ask(language=language, message=MESSAGE), tuple(map(str, one)), table
        )
        assert len(done.toast.encode("utf-16-le")) // 2 <= 200
        assert takes(done.buttons or ())
        for text in (done.text, done.reply.text if done.reply else None):
            assert text is None or not parse_html(text, "HTML").dropped


# clocks

ZONES = ["Europe/Paris", "Africa/Casablanca", "Australia/Lord_Howe", "America/St_Johns", "UTC"]
MOMENTS = st.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)
)


@given(MOMENTS, st.sampled_from(ZONES), st.sampled_from(["monday", "lundi", "الاثنين"]))
def test_until_monday_is_the_next_monday_on_the_wall(now, zone, monday):
    """Midnight that begins a Monday, at most seven days and a clock change ahead."""
    place = ZoneInfo(zone)
    until = parse_time(["until", monday], now, place)
    assert until is not None
    assert until.moment is not None
    shown = until.moment.astimezone(place)
    assert now < until.moment <= now + timedelta(days=7, hours=2)
    assert shown.weekday() == 0
    assert shown.hour <= 1  # where summer time skips midnight, the day begins later
    assert shown.date() > now.astimezone(place).date()


@given(MOMENTS, st.sampled_from(ZONES))
def test_tomorrow_morning_is_the_one_people_mean(now, zone):
    """Seven on the wall, tomorrow; in the small hours the same day's; never less than 3 hours."""
    place = ZoneInfo(zone)
    moment = morning(now, place)
    shown, local = moment.astimezone(place), now.astimezone(place)
    assert shown.time() == MORNING
    assert timedelta(hours=2) < moment - now < timedelta(hours=30)
    assert (shown.date() - local.date()).days == (0 if local.hour < 4 else 1)


@given(MOMENTS, st.none() | st.timedeltas(timedelta(seconds=1), timedelta(days=3000)))
def test_the_end_of_a_mute_survives_its_payload(now, length):
    """To the second; what is over by the time of the press is no end."""
    wish = None if length is None else now + length
    read = decoded(code(choice.Until(wish)), now)
    if wish is None:
        assert read is not None
        assert read.moment is None
    elif read is None:
        assert wish - now < timedelta(seconds=1)
    else:
        assert read.moment is not None
        assert abs(read.moment - wish) < timedelta(seconds=1)
    assert decoded("u99999999999", now) is None
    assert decoded("uu", now) is None
