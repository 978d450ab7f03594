"""Payloads of buttons: what goes in comes out, and nothing else does harm."""

from __future__ import annotations

import pytest
from chat_desk import ask, desk
from chat_room import ALERT, NOW
from hypothesis import given
from hypothesis import strategies as st

from chat.presses.payload import LONGEST, Payload, decode, encode, number
from chat.presses.table import PRESSES, changes, press
from chat.presses.toasts import cut, units

PARTS = st.text(st.characters(exclude_characters=":", exclude_categories=["Cs"]), max_size=12)


@given(PARTS.filter(bool), st.lists(PARTS, max_size=4))
def test_what_is_encoded_comes_back(name, values):
    """A payload that fits is read as it was written; one that does not fit is refused."""
    try:
        text = encode(name, *values)
    except ValueError:
        assert len(":".join(["v1", name, *values]).encode()) > LONGEST
        return
    assert len(text.encode()) <= LONGEST
    assert decode(text) == Payload(name, tuple(values))


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=64))
def test_any_text_is_a_payload_or_none(text):
    """Reading never raises, and only this version is read."""
    payload = decode(text)
    assert payload is None or encode(payload.press, *payload.values) == text
    assert isinstance(changes(text), bool)


def test_half_a_character_is_no_payload():
    """It would come back in a button that Telegram refuses."""
    assert decode("v1:name:x\udc91:ever") is None


@pytest.mark.parametrize("part", ["a:b", ":"])
def test_a_colon_within_a_part_is_refused(part):
    """It would be read as two parts."""
    with pytest.raises(ValueError, match="colon"):
        encode("mute", part)


@pytest.mark.parametrize("text", ["", "-1", "1.5", "٣", "9" * 19, "x"])
def test_what_is_no_number(text):
    """Only what every database takes as an id is one."""
    assert number((text,)) is None
    assert number((), 0) is None


VALUES = st.lists(
    st.sampled_from(["1", "2", "0", "t0", "s", "o", "2h", "am", "ever", "list", "all", "u1"])
    | st.integers(-5, 10**20).map(str)
    | PARTS,
    max_size=4,
)


@given(st.sampled_from(sorted(PRESSES)), VALUES, st.booleans())
async def test_forged_presses_are_answered_and_change_nothing(name, values, admin):
    """Whatever somebody sends in a chat without alerts, there is an answer and no mute."""
    table = desk()
    try:
        text = encode(name, *values)
    except ValueError:
        return
    done = await press(text, ask(is_admin=admin, message=1), table)
    assert done.toast or done.text or done.reply
    assert units(done.toast) <= 200
    assert not await table.store.mutes("c", NOW)


@pytest.mark.parametrize("name", sorted(PRESSES))
async def test_an_alert_of_another_chat_is_out_of_reach(name):
    """Ids are guessable: an alert told elsewhere can neither be read nor muted from here."""
    table = desk()
    (other,) = await table.store.queue([ALERT])
    for values in ((other, "t0", "2h"), (other, 1), (other,)):
        done = await press(encode(name, *values), ask(), table)
        assert "drones" not in f"{done.toast}{done.text}{done.reply}"
    assert not await table.store.mutes(ALERT.chat, NOW)
    assert not await table.store.feedback(other)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("data", ["v0:mute:1", "v2:mute:1", "v1:", "v1:nonsense:1", "", "🚀"])
async def test_buttons_of_another_version_get_a_polite_answer(data, language):
    """An old or unknown button says so in the chat's language."""
    done = await press(data, ask(language=language), desk())
    assert "/help" in done.toast
    assert done.buttons is None


def test_the_names_of_presses_stay():
    """They stand under messages sent long ago: adding is free, changing is not."""
    assert {
        "back",
        "held",
        "irrelevant",
        "latest",
        "menu",
        "mute",
        "name",
        "story",
        "undo",
        "unmute",
        "why",
    } <= PRESSES.keys()


@given(st.text(max_size=300), st.integers(1, 200))
def test_toasts_are_cut_to_what_telegram_takes(text, limit):
    """Never longer than allowed, counted in UTF-16 units."""
    assert units(cut(text, limit)) <= limit
