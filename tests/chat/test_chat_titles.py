"""Topics, sources and chats of hostile names, asked after over real HTTP: each answer arrives.

The names come here as no rules file gives them (it refuses the longest), so that no answer rests on
what another room refuses.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import cycle

import pytest
from chat_room import ALERT, BOOK, GROUP, NOW, PRIVATE, Room

from chat.commands import targets
from chat.commands.phrases import PHRASES
from chat.commands.targets import Target
from chat.html import shown
from chat.pace import Pace
from chat.presses.payload import encode
from model.access import Guest, Invite
from model.alert import Mute, MuteKind, Tally
from model.audit import Deed
from model.health import Mood, Overview
from model.rulebook import Rulebook, Topic
from model.source import Source, SourceState, Trouble
from tests.standin.botapi import Delivery

KEEPER = 99
TITLES = {
    "markup": "</b><a href='https://evil.example/?\"'>Ada & Co</a><script>",
    "entities": "&lt;b&gt; &amp;amp; &#0; &#x202e; &copy; &",
    "bidi": "\u202egro.live\u2066\u2069\u200f\u061cأخبار\u202d",
    "long": "Meridian " * 1_111,
    "one word": "x" * 10_000,
    "brackets": "<" * 10_000,
    "emoji": "👩\u200d👩\u200d👧\u200d👦🏴\U000e0067\U000e0062\U000e0065\U000e007f" * 800,
    "accents": "é\u0301\u0302" * 3_000,
    "nul": "Meridian\x00Post\x1b[31m",
    "unseen": "\u200b\u2060\ufeff",
    "half": "Post \ud83d",
    "tags": "#news @wirewatch https://evil.example/ " * 250,
    "braces": "{0} {name} %s {",
    "colons": "v1:mute:1:all",
    "lines": "a\nb\r\n\u2028c\td",
}
FAILED = {shown(one) for one in PHRASES["failed"]}
ASKED = ("/topics", "/sources", "/status", "/mutes", "/settings", "/latest")
OFFICE = ("/audit", "/audit 30", "/sources", "/invite")


def book(title: str) -> Rulebook:
    """Two topics and eleven sources of that name, beside plain ones."""
    named = [f"{title}{number}" for number in range(11)]
    topics = {name: Topic(name, {"en": title, "fr": title}) for name in named[:2]}
    sources = {name: Source(name, f"https://post.example/{title}") for name in named}
    return replace(BOOK, topics=BOOK.topics | topics, sources=BOOK.sources | sources)


async def filled(room: Room, title: str) -> None:
    """What there is to tell: alerts, deeds, a mute, a guest, sources in every state."""
    room.inbox._application.update_queue._pace = Pace(10**6, 10**6)  # each answer, not the pace
    room.api.members[GROUP, 6] = "creator"
    room.book = book(title)
    states = tuple(
        (ailing(name, title), mood)
        for name, mood in zip(room.book.sources, cycle(Mood), strict=False)
    )

    async def status() -> Overview:
        return Overview(NOW, states, Tally())

    room.status = status
    await room.store.keep_sources(room.book.sources.values(), NOW)
    await told_of(room, f"{title}0", title)
    until = NOW + timedelta(days=1)
    await room.store.mute(Mute(PRIVATE.key, MuteKind.TOPIC, f"{title}0", NOW, until))
    await room.store.keep_invite(Invite("d", NOW, until, 2, by=title))
    await room.store.join("d", Guest("telegram:-5", -5, NOW, name=title, by=title))
    for number in range(31):
        deed = Deed(NOW, "telegram:-5", number, title, "mute", title, title, refused=number < 5)
        await room.store.note(deed)


def ailing(name: str, title: str) -> SourceState:
    """A source in trouble that its message names."""
    return SourceState(
        name,
        url=f"https://post.example/{title}",
        last_check=NOW,
        last_new=NOW - timedelta(hours=1),
        failures=3,
        trouble=Trouble.SERVER,
        trouble_since=NOW - timedelta(hours=5),
        message=title,
    )


async def told_of(room: Room, topic: str, title: str) -> None:
    """An alert on a topic, of a source of that name."""
    found = replace(ALERT.matches[0], topic=topic)
    alert = replace(ALERT, title=title, source=topic, site=title, matches=(found,), titles=())
    await room.store.queue([replace(alert, dedupe=topic)])


async def answer(room: Room, chat: int, user: int, text: str, title: str = "Ada") -> Delivery:
    """What is said to a person of that name; whole, and none of “that went wrong”."""
    said = await room.ask(chat, user, text, name=title)
    assert said not in FAILED, text
    assert not room.api.sent[-1].dropped, text
    return room.api.sent[-1]


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
async def test_every_answer_arrives(room: Room, title: str):
    """In a private chat, in a French group, in the admin chat."""
    await filled(room, title)
    for text in ASKED:
        await answer(room, 7, 7, text, title)
        await answer(room, GROUP, 6, text, title)
    for text in OFFICE:
        assert (await answer(room, KEEPER, KEEPER, text, title)).text.count("\n") >= 4


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
async def test_every_press_is_answered(room: Room, title: str):
    """Each button under such an answer, and the one of a source that was perhaps meant."""
    await filled(room, title)
    for chat, text in ((7, "/topics"), (7, "/sources"), (KEEPER, "/audit"), (KEEPER, "/invite")):
        given = await answer(room, chat, chat, text, title)
        for payload in [button["callback_data"] for row in given.buttons for button in row]:
            toast = await room.api.toast(room.api.press(given, chat, data=payload))
            assert toast.text not in FAILED
    await room.inbox._application.update_queue.join()
    before = len(room.api.sent)
    mark = targets.mark(Target(MuteKind.SOURCE, f"{title}0"))
    room.api.press(room.api.sent[-1], 7, data=encode("source", mark))
    told = (await room.api.wait_for(before + 1))[-1]
    assert "post.example" in told.text
    assert not told.dropped


async def test_the_picture_of_all_of_them(room: Room):
    """Drawn and sent with a caption that Telegram takes; so is that of one of them."""
    topics = {name: Topic(name, {"en": title}) for name, title in TITLES.items()}
    room.book = replace(BOOK, topics=topics)
    for name, title in TITLES.items():
        await told_of(room, name, title)
    for text in ("/stats", f"/stats {TITLES['markup']} 7d"):
        before = len(room.api.sent)
        room.api.say(7, 7, text)
        # the drawing library is imported for the first one: seconds of a busy machine
        picture = (await room.api.wait_for(before + 1, timeout=100))[-1]
        assert picture.file is not None
        assert picture.file.picture
        assert not picture.dropped
