"""“also: 3 outlets (2 independent), en fr ar” in the message that told of a story first."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from chat_room import ALERT, NOW, PRIVATE, Room
from hypothesis import given
from hypothesis import strategies as st

from chat.compose import compose
from chat.html import FSI, PDI, RLM, fits
from chat.presses.under import as_kept
from chat.spreading import also
from chat.telegram import TelegramChannel
from model.alert import Later, Mute, MuteKind, Outcome, Refused, Sent
from model.article import Match
from model.story import Spread
from tests.standin import faults
from tests.standin.botapi import Delivery

SPREAD = Spread(3, 2, ("en", "fr", "ar"))


@pytest.mark.parametrize(
    ("language", "spread", "said"),
    [
        ("en", SPREAD, "also: 3 outlets (2 independent), en fr ar"),
        ("en", Spread(1, 0, ("en",)), "also: 1 outlet (0 independent), en"),
        ("en", Spread(2, 1), "also: 2 outlets (1 independent)"),
        ("fr", SPREAD, "aussi : 3 médias (2 indépendants), en fr ar"),
        ("fr", Spread(1, 1, ("fr",)), "aussi : 1 média (1 indépendant), fr"),
        (
            "ar",
            SPREAD,
            f"{RLM}أيضًا: 3 وسائل إعلام (مستقلتان)، {FSI}en fr ar{PDI}",
        ),
        (
            "ar",
            Spread(1, 0, ("ar",)),
            f"{RLM}أيضًا: وسيلة إعلام واحدة (لا مستقل منها)، {FSI}ar{PDI}",
        ),
        ("ar", Spread(11, 4), "أيضًا: 11 وسيلة إعلام (المستقلة: 4)"),
        ("pt-BR", Spread(2, 2, ("pt",)), "also: 2 outlets (2 independent), pt"),
    ],
)
def test_the_line_reads_as_it_should(language: str, spread: Spread, said: str):
    """Plurals of each language; codes of languages isolated where they run the other way."""
    assert also(spread, language) == said


def test_the_line_stands_before_the_hash_tags():
    """And where nothing has spread, the message is what it was."""
    plain = compose(ALERT, PRIVATE, NOW).plain.splitlines()
    told = compose(ALERT, PRIVATE, NOW, SPREAD).plain.splitlines()
    assert told == [*plain[:-1], "also: 3 outlets (2 independent), en fr ar", plain[-1]]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40)


@given(
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.lists(TEXT, max_size=30),
    st.sampled_from(["en", "fr", "ar"]),
    st.integers(0, 6000),
)
def test_the_message_always_fits(others, independent, languages, language, length):
    """However far a story spreads, and however long its excerpts are."""
    match = Match("arms", 1, "<&> drones " * (length // 11 + 1), ((4, 10),))
    alert = replace(ALERT, matches=(match,) * 3)
    spread = Spread(others, independent, tuple(languages))
    message = compose(alert, replace(PRIVATE, language=language), NOW, spread)
    assert fits(message.html)


# over the wire


@pytest.fixture
async def message(room: Room) -> Delivery:
    """An alert that was sent."""
    return await room.tell(PRIVATE, ALERT)


async def edit(room, message: Delivery, *, noted: bool = False, **other: object) -> Outcome:
    """Tell how far its story has spread."""
    told = await room.store.alert_at(PRIVATE.key, message.message_id)
    assert told is not None
    chat = replace(PRIVATE, **other)
    mutes = await room.store.mutes(chat.key, room.now)
    channel = TelegramChannel(room.bot, now=lambda: room.now)
    return await channel.edit(
        told, chat, message.message_id, spread=SPREAD, mutes=mutes, noted=noted
    )


async def test_the_message_is_edited_in_place(room, message):
    """Text and preview as before with one more line, and the same buttons."""
    text, buttons = message.text, message.buttons
    assert await edit(room, message) == Sent(message.message_id)
    assert message.text != text
    assert "\nalso: 3 outlets (2 independent), en fr ar\n#" in message.text
    assert message.buttons == buttons
    [call] = [given for name, given in room.api.calls if name == "editmessagetext"]
    assert call["link_preview_options"] == message.preview
    assert len(room.api.sent) == 1


async def test_saying_it_again_is_harmless(room, message):
    """An answer of “message is not modified” is what was wanted."""
    await edit(room, message)
    assert await edit(room, message) == Sent(message.message_id)


@pytest.mark.parametrize("words", ["message to edit not found", "message can't be edited"])
async def test_a_message_that_is_gone_is_refused_at_once(room, message, words):
    """No second try without buttons, and the chat is not lost for it."""
    room.api.fail(faults.bad_request(words), method="editMessageText", times=9)
    outcome = await edit(room, message)
    assert isinstance(outcome, Refused)
    assert not outcome.gone
    assert sum(name == "editmessagetext" for name, _ in room.api.calls) == 1


async def test_a_flood_asks_for_its_pause(room, message):
    """The caller waits, then edits."""
    room.api.fail(faults.flood(7), method="editMessageText")
    outcome = await edit(room, message)
    assert isinstance(outcome, Later)
    assert outcome.after is not None
    assert outcome.after >= timedelta(seconds=7)
    assert isinstance(await edit(room, message), Sent)


async def test_refused_markup_is_edited_as_plain_text(room, message):
    """As when it was sent."""
    room.api.fail(faults.bad_request("can't parse entities: x"), method="editMessageText")
    assert isinstance(await edit(room, message), Sent)
    assert "also: 3 outlets" in message.text


async def test_a_mute_stays_under_its_message(room, message):
    """Muted by its buttons, it reads “muted until … · Undo” afterwards, too, in each language."""
    await room.press(message, "Mute")
    await room.press(message, "Topic")
    await room.press(message, "2 hours")
    labels = message.labels
    await edit(room, message)
    assert message.labels == labels
    assert message.labels[0] == ["🔇 muted until 16:00 · Undo"]


async def test_somebody_who_is_choosing_is_not_disturbed(room, message):
    """The menu of a mute stays open under the new text."""
    await room.press(message, "Mute")
    labels = message.labels
    assert labels[0][0].startswith("●")
    await edit(room, message)
    assert message.labels == labels
    assert "also: 3 outlets" in message.text


async def test_buttons_go_by_what_the_store_keeps(room, message):
    """After a restart nobody knows what was pressed; the store does."""
    assert (await edit(room, message, noted=True)) == Sent(message.message_id)
    assert message.labels[1][1] == "✓ Not relevant"


@pytest.mark.parametrize(
    ("language", "undo"),
    [
        ("en", "🔇 muted until 15:00 · Undo"),
        ("fr", "🔇 en sourdine jusqu’à 15:00 · Annuler"),
        ("ar", "🔇 مُسكَت حتى 15:00 · تراجع"),
    ],
)
def test_a_mute_of_the_story_is_shown_in_each_language(language: str, undo: str):
    """The newest mute in force of anything the alert is about; a mute of something else is not."""
    chat = replace(PRIVATE, language=language, timezone="UTC")
    until = NOW.replace(hour=15, minute=0)
    own = Mute(chat.key, MuteKind.STORY, ALERT.story, NOW, until, id=4)
    other = Mute(chat.key, MuteKind.WORD, "x", NOW, until, id=5)
    rows = as_kept(replace(ALERT, id=3), chat, [own, other], NOW, noted=False)
    assert rows[0][0].label == undo
    assert len(as_kept(replace(ALERT, id=3), chat, [other], NOW, noted=False)) == 2
