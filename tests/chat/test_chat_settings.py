"""A reader's own settings: how people write them, what is kept, who may, what survives."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest
from chat_desk import ask, desk, takes
from chat_room import ALERT, GROUP, NEWSROOM, PRIVATE
from hypothesis import given
from hypothesis import strategies as st

from chat.commands import hours, places
from chat.commands.ask import Ask, Desk
from chat.commands.table import COMMANDS, answer, linked
from chat.html import fits
from chat.presses.page import PAGES
from chat.presses.payload import encode
from chat.presses.table import press
from chat.words import LANGUAGES, length
from model import preferences
from model.preferences import NOTHING, applied, known
from tests.standin import faults
from tests.standin.markup import parse as parse_html

NAMES = ("language", "timezone", "quiet", "digest", "follow", "unfollow", "settings", "topics")


async def kept(table: Desk) -> dict[str, str]:
    """What is settled in the chat of `ask`."""
    own = (await table.store.settled()).get("c", NOTHING)
    return {name: one.value for name, one in own.items()}


async def after(asked: Ask, table: Desk) -> Ask:
    """The same chat, as it wants to be told by now."""
    assert asked.chat is not None
    ruled = asked.ruled or asked.chat
    own = (await table.store.settled()).get(ruled.key, NOTHING)
    chat = applied(ruled, own, table.book.topics)
    return replace(asked, ruled=ruled, chat=chat, language=chat.language)


@pytest.mark.parametrize(
    ("command", "settled"),
    [
        ("language fr", {"language": "fr"}),
        ("language Français", {"language": "fr"}),
        ("language arabic", {"language": "ar"}),
        ("language الإنجليزية", {"language": "en"}),
        ("language عربي", {"language": "ar"}),
        ("timezone Africa/Tunis", {"timezone": "Africa/Tunis"}),
        ("timezone africa/tunis", {"timezone": "Africa/Tunis"}),
        ("timezone new york", {"timezone": "America/New_York"}),
        ("timezone Le Caire", {"timezone": "Africa/Cairo"}),
        ("timezone beyrouth", {"timezone": "Asia/Beirut"}),
        ("timezone القاهره", {"timezone": "Africa/Cairo"}),
        ("timezone Asia/Calcutta", {"timezone": "Asia/Kolkata"}),
        ("timezone tunisie", {"timezone": "Africa/Tunis"}),
        ("timezone المغرب", {"timezone": "Africa/Casablanca"}),
        ("timezone UK", {"timezone": "Europe/London"}),
        ("timezone utc", {"timezone": "UTC"}),
        ("quiet 22:00-07:00", {"quiet": "22:00-07:00"}),
        ("quiet 22h–7h", {"quiet": "22:00-07:00"}),
        ("quiet from 10pm to 6:30 am", {"quiet": "22:00-06:30"}),
        ("quiet de 22h30 à 7h", {"quiet": "22:30-07:00"}),
        ("quiet من ٢٢:٠٠ إلى ٠٧:٠٠", {"quiet": "22:00-07:00"}),
        ("quiet 22-24:00", {"quiet": "22:00-00:00"}),
        ("quiet off", {"quiet": "off"}),
        ("quiet Aucune", {"quiet": "off"}),
        ("quiet بدون", {"quiet": "off"}),
        ("digest 7:30", {"digest": "07:30"}),
        ("digest 18h", {"digest": "18:00"}),
        ("digest ٦:١٥", {"digest": "06:15"}),
        ("digest non", {"digest": "off"}),
        ("digest 07:30 weekdays", {"digest": "07:30 mon-fri"}),
        ("digest 7:30 am Mon Wed Fri", {"digest": "07:30 mon wed fri"}),
        ("digest 18:00 daily", {"digest": "18:00"}),
        ("digest 8h en semaine", {"digest": "08:00 mon-fri"}),
        ("digest 8h lundi au mercredi", {"digest": "08:00 mon-wed"}),
        ("digest 8h30 le samedi et dimanche", {"digest": "08:30 sat sun"}),
        ("digest 20:00 fri-mon", {"digest": "20:00 mon fri sat sun"}),
        ("digest ٧:٣٠ أيام العمل", {"digest": "07:30 mon-fri"}),
        ("digest 7:30 من الأحد إلى الخميس", {"digest": "07:30 mon tue wed thu sun"}),
        ("digest 9:00 الاثنين والأربعاء", {"digest": "09:00 mon wed"}),
        ("unfollow Ports", {"topic:ports": "off"}),
        ("unfollow all", {"topics": "none"}),
        ("unfollow نقل الأسلحة", {"topic:arms-transfers": "off"}),
        ("follow ports", {}),
        ("follow tout", {}),
    ],
)
async def test_settings_are_written_as_they_come_to_mind(command, settled):
    """What is meant is kept before it is answered; what holds anyway is not."""
    table = desk()
    name, _, args = command.partition(" ")
    reply = await answer(name, ask(args), table)
    assert await kept(table) == settled
    assert "✓" in reply.text


@pytest.mark.parametrize(
    ("command", "told", "labels"),
    [
        ("language frensh", "Did you mean", ["English", "français"]),
        ("timezone parris", "Did you mean", ["Paris · 14:00"]),
        ("timezone australia", "several time zones", ["Sydney · 00:00"]),
        ("timezone nowhere at all", "I do not understand", ["● Paris · 14:00"]),
        ("quiet 23:00", "Did you mean", ["23:00 – 07:00"]),
        ("quiet 06:00", "Did you mean", ["22:00 – 06:00"]),
        ("quiet of", "Did you mean", ["off"]),
        ("quiet 22:00-22:00", "I do not understand", ["○ 22:00 – 07:00"]),
        ("quiet 22:00-25:00", "I do not understand", ["○ 22:00 – 07:00"]),
        ("quiet 7:00-", "I do not understand", ["○ 22:00 – 07:00"]),
        ("digest 25:00", "I do not understand “25:00”", ["○ 07:30"]),
        ("digest 18:00 mun-fri", "Did you mean", ["18:00", "18:00 · Mon – Fri"]),
        ("digest offf", "Did you mean", ["off"]),
        ("follow prots", "Did you mean", ["☐ Ports"]),
        ("unfollow prots", "Did you mean", ["☑ Ports"]),
        ("unfollow Meridian Post", "I know no topic “Meridian Post”", []),
    ],
)
async def test_near_misses_change_nothing_and_offer_what_was_meant(command, told, labels):
    """A guess is one press away, and the press keeps it."""
    table = desk()
    name, _, args = command.partition(" ")
    reply = await answer(name, ask(args), table)
    assert told in reply.text
    assert [row[0].label for row in reply.buttons][: len(labels)] == labels
    assert await kept(table) == {}
    if "Did you mean" in reply.text:
        done = await press(reply.buttons[0][0].payload, ask(), table)
        assert done.toast.startswith("✓")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
async def test_every_page_and_its_presses_are_what_telegram_takes(name, language):
    """Each button of each page can be pressed, in each language; every text fits."""
    table = desk()
    page = await answer(name, ask("", language), table)
    for row in page.buttons:
        for button in row:
            asked = await after(ask("", language), table)
            done = await press(button.payload, asked, table)
            assert done.text
            assert fits(done.text)
            assert not parse_html(done.text, "HTML").dropped
            assert takes(done.buttons or ())


async def test_the_answer_is_in_the_language_just_chosen():
    """So are the buttons under it."""
    reply = await answer("language", ask("fr"), desk())
    assert "Langue" in reply.text
    assert "réglages" in reply.buttons[-1][0].label


async def test_a_topic_turned_off_and_on_again_leaves_nothing_behind():
    """The chat follows rules.yaml as before, topics to come included."""
    table = desk()
    asked = ask()
    for command in ("unfollow", "follow"):
        await answer(command, await after(replace(asked, args="ports"), table), table)
    assert await kept(table) == {}
    assert (await after(asked, table)).chat == asked.chat


async def test_all_but_one_and_one_but_none():
    """“All” and “none” are what holds for every topic that nothing was said of."""
    table = desk()
    chat = ask().chat
    assert chat is not None
    few = ask(chat=replace(chat, topics=frozenset({"ports"})))
    for name, args in (("unfollow", "all"), ("follow", "arms-transfers")):
        await answer(name, await after(replace(few, args=args), table), table)
    now = await after(few, table)
    assert now.chat is not None
    assert now.chat.topics == {"arms-transfers"}
    await answer("follow", replace(now, args="all"), table)
    assert await kept(table) == {"topics": "all"}


async def test_members_see_settings_but_do_not_change_them():
    """In groups a member may look; neither a command nor a forged press gets through."""
    table = desk()
    member = ask(is_admin=False)
    assert "Settings" in (await answer("settings", member, table)).text
    for name in ("language", "timezone", "quiet", "digest", "follow", "unfollow"):
        assert "Only administrators" in (await answer(name, member, table)).text
    for payload in ("v1:prefer:language:fr", "v1:reset", "v1:follow:0:1"):
        assert "Only administrators" in (await press(payload, member, table)).toast
    assert await kept(table) == {}


@pytest.mark.parametrize(
    "values",
    [
        ("prefer",),
        ("prefer", "language", "de"),
        ("prefer", "timezone", "../../etc/passwd"),
        ("prefer", "quiet", "2200-2200"),
        ("prefer", "quiet", "9900-0700"),
        ("prefer", "digest", "0730x"),
        ("prefer", "same_story", "0h"),
        ("prefer", "topics", "none"),
        ("prefer", "settings", "x"),
        ("prefer", "reset", "rules"),
        ("prefer", "topics", "rules"),
        ("page", "nothing"),
        ("page",),
        ("follow", "x", 1),
        ("follow",),
        ("follow", "0" * 12, 7),
    ],
)
async def test_forged_presses_keep_nothing(values):
    """Whatever is sent is checked as if it had been typed."""
    table = desk()
    done = await press(encode(*values), ask(), table)
    assert done.text is None
    assert done.toast
    assert await kept(table) == {}


async def test_back_to_the_rules_file():
    """One setting by its word, all of them by two presses."""
    table = desk()
    for command in ("language fr", "quiet 22-7", "unfollow ports"):
        name, _, args = command.partition(" ")
        await answer(name, ask(args), table)
    await answer("quiet", ask("rules"), table)
    assert await kept(table) == {"language": "fr", "topic:ports": "off"}
    await press("v1:page:reset", ask(), table)
    assert len(await kept(table)) == 2
    done = await press("v1:reset", await after(ask(), table), table)
    assert await kept(table) == {}
    assert "Settings of this chat" in (done.text or "")


def test_links_follow_a_topic():
    """t.me/bot?start=follow_ports is /follow ports; any other payload is a plain /start."""
    assert linked("start", "follow_ports") == ("follow", "ports")
    assert linked("start", "") == ("start", "")
    assert linked("start", "unknown_ports") == ("start", "unknown_ports")
    assert linked("help", "follow_ports") == ("help", "follow_ports")


def test_every_setting_has_a_page_and_a_command():
    """What /settings leads to exists; same_story has no command of its own."""
    assert preferences.LANGUAGES == LANGUAGES
    assert set(preferences.NAMES) <= set(PAGES)
    assert set(PAGES) - {"reset", "same_story"} <= set(COMMANDS)


@given(st.times(), st.times())
def test_hours_are_read_in_every_spelling(start: time, end: time):
    """What one spelling means the others mean too; a span of no length is none."""
    first, last = start.replace(second=0, microsecond=0), end.replace(second=0, microsecond=0)
    wanted = None if first == last else (first, last)
    spellings = ("{:%H:%M}-{:%H:%M}", "de {:%Hh%M} à {:%Hh%M}", "from {:%I:%M%p} to {:%I:%M%p}")
    for spelling in (*spellings, "من {:%H:%M} إلى {:%H:%M}", "{:%H%M}–{:%H%M}"):
        assert hours.span(spelling.format(first, last)) == wanted
    assert hours.clock(f"{first:%H:%M}") == first


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text: str):
    """Whatever is written is a time, a zone or neither."""
    span = hours.span(text)
    assert span is None or span[0] != span[1]
    assert all(known("timezone", zone) for zone in places.named(text))
    assert len(places.nearest(text[:8])) <= places.NEAR


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_city_has_a_name_and_every_zone_is_known(language):
    """What a button offers can be settled, and its label is not empty."""
    for zone in places.USUAL:
        assert places.city(zone, language)
        assert places.named(zone) == [zone]


def test_lengths_are_said_whole():
    """In the largest unit that fits, plurals as the language has them."""
    spans = [timedelta(days=3), timedelta(days=11), timedelta(hours=36), timedelta(minutes=90)]
    said = [length(span, language) for language in LANGUAGES for span in spans]
    assert [one.replace("\u00a0", " ") for one in said] == [
        *("3 days", "11 days", "36 hours", "90 minutes"),
        *("3 jours", "11 jours", "36 heures", "90 minutes"),
        *("3 أيام", "11 يومًا", "36 ساعة", "90 دقيقة"),
    ]


# --- in a chat, over real HTTP


async def test_a_chat_hears_in_its_own_language_from_then_on(room):
    """The next command, the next alert's buttons and the menu of presses are French."""
    assert "Langue" in await room.ask(7, 7, "/language fr")
    assert "Rien n’est en sourdine" in await room.ask(7, 7, "/mutes")
    message = await room.tell(replace(PRIVATE, language="fr"), ALERT)
    assert (await room.press(message, "Pourquoi")).text.startswith("Arms, rules.yaml:12")


async def test_times_are_those_of_the_zone_just_chosen(room):
    """A mute until six is until six in Cairo."""
    assert "15:00" in await room.ask(7, 7, "/timezone cairo")
    await room.ask(7, 7, "/mute arms until 18:00")
    [mute] = await room.store.mutes("telegram:7", room.now)
    assert f"{mute.until:%H:%M}" == "16:00"


async def test_settings_by_buttons_edit_one_message(room):
    """From the overview into the hours, a press, and back."""
    await room.ask(7, 7, "/settings")
    message = room.api.sent[-1]
    await room.press(message, "Quiet")
    toast = await room.press(message, "23:00")
    assert toast.text == "✓ 🌙 Quiet hours: 23:00 – 07:00"
    await room.press(message, "All settings")
    assert "Quiet hours: 23:00 – 07:00 · ✎ Ada" in message.text
    assert len(room.api.texts(7)) == 1


async def test_what_is_settled_is_kept_though_the_answer_is_lost(room):
    """A blocked answer leaves the setting in force."""
    room.api.fail(faults.forbidden(), chat=7)
    room.api.say(7, 7, "/quiet 22-7")
    await room.api.called("sendMessage")
    assert (await room.store.settled())["telegram:7"]["quiet"].value == "22:00-07:00"


async def test_only_administrators_settle_a_group(room):
    """By command, by link and by press."""
    for text in ("/language en", "/start follow_arms", "/unfollow arms"):
        assert "Seuls les administrateurs" in await room.ask(GROUP, 5, text)
    await room.ask(GROUP, 5, "/topics")
    toast = await room.press(room.api.sent[-1], "Armes", user=5)
    assert "Seuls les administrateurs" in toast.text
    room.api.members[GROUP, 6] = "administrator"
    assert "Language" in await room.ask(GROUP, 6, "/language en")
    assert set(await room.store.settled()) == {NEWSROOM.key}


async def test_settings_follow_a_group_that_becomes_a_supergroup(room):
    """The new address hears as the old one wanted to."""
    room.api.members[GROUP, 6] = "creator"
    await room.ask(GROUP, 6, "/language ar")
    await room.store.move_chat(NEWSROOM.key, "telegram:-1008")
    assert "إعدادات" in await room.ask(-1008, 5, "/settings")


async def test_a_link_follows_a_topic(room):
    """/start follow_arms brings back a topic that was let go; a stranger is told how to
    connect."""
    await room.ask(7, 7, "/unfollow arms")
    assert "followed from now on" in await room.ask(7, 7, "/start follow_arms")
    assert await room.store.settled() == {}
    assert "chats:" in await room.ask(555, 555, "/start follow_arms")
