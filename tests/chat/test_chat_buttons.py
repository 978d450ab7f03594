"""Pressed buttons over real HTTP: answered in time, shown in the same message, rights checked."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest
from chat_room import ALERT, BOOK, FORUM, GROUP, NEWSROOM, PRIVATE, Room

from chat import pressing
from chat.endings import mute_ended
from chat.telegram import TelegramChannel
from model.alert import Fate, MuteKind, Receipt, Sent
from tests.standin import faults

FIRST = [["🔇 Mute…", "❔ Why?"], ["📰 Story", "Not relevant"]]


async def test_an_alert_arrives_with_its_buttons(room):
    """The message has the four buttons, and the store knows which message it is."""
    message = await room.tell(PRIVATE, ALERT)
    assert message.labels == FIRST
    told = await room.store.alert_at("telegram:7", message.message_id)
    assert told is not None
    assert told.title == ALERT.title


@pytest.mark.parametrize(
    "words", ["BUTTON_DATA_INVALID", "can't parse inline keyboard button", "?"]
)
async def test_buttons_that_are_refused_do_not_cost_the_alert(room, words):
    """It goes without them, its markup kept."""
    room.api.fail(faults.bad_request(words))
    message = await room.tell(PRIVATE, ALERT)
    assert message.buttons == []
    assert message.mode == "HTML"


async def test_what_is_refused_for_good_is_refused_without_buttons_too(room):
    """One more try, then the refusal stands."""
    room.api.fail(faults.bad_request("something new"), times=9)
    outcome = await TelegramChannel(room.bot, now=lambda: room.now).send(
        replace(ALERT, id=1), PRIVATE
    )
    assert not isinstance(outcome, Sent)
    assert len([name for name, _ in room.api.calls if name == "sendmessage"]) == 2


async def test_a_mute_by_buttons_edits_the_same_message(room):
    """Three presses mute a topic for two hours; Undo brings the buttons back."""
    message = await room.tell(PRIVATE, ALERT)
    await room.press(message, "Mute")
    await room.press(message, "Topic")
    toast = await room.press(message, "2 hours")
    assert toast.text == "🔇 Topic “Arms”: muted until 16:00"
    assert message.labels == [
        ["🔇 muted until 16:00 · Undo"],
        ["❔ Why?"],
        ["📰 Story", "Not relevant"],
    ]
    [mute] = await room.store.mutes("telegram:7", room.now)
    assert (mute.kind, mute.value, mute.by) == (MuteKind.TOPIC, "arms", "Ada")
    await room.press(message, "Undo")
    assert message.labels == FIRST
    assert not await room.store.mutes("telegram:7", room.now)
    assert len(room.api.sent) == 1


async def test_pressing_twice_is_harmless(room, caplog):
    """The second edit changes nothing, and nobody hears of it."""
    message = await room.tell(PRIVATE, ALERT)
    data = message.payload("Mute")
    await room.press(message, "", data=data)
    await room.press(message, "", data=data)
    assert message.edits == 1
    assert not caplog.records


async def test_why_is_a_window(room):
    """The rule's words and its line, until it is closed."""
    message = await room.tell(PRIVATE, ALERT)
    toast = await room.press(message, "Why")
    assert (toast.text, toast.window) == ("Arms, rules.yaml:12: “drones” in the text", True)
    assert message.edits == 0


async def test_not_relevant_turns_into_a_tick_and_back(room):
    """Pressed, it is remembered and ticked; pressed again, forgotten."""
    message = await room.tell(PRIVATE, ALERT)
    await room.press(message, "Not relevant")
    assert message.labels[1] == ["📰 Story", "✓ Not relevant"]
    [word] = await room.store.feedback(1)
    assert (word.topic, word.by) == ("arms", "Ada")
    await room.press(message, "✓")
    assert message.labels == FIRST
    assert not await room.store.feedback(1)


async def test_only_administrators_change_a_group_by_buttons(room):
    """A member's press is answered in the group's language and changes nothing."""
    message = await room.tell(NEWSROOM, ALERT)
    toast = await room.press(message, "Sourdine", user=5)
    assert "Seuls les administrateurs" in toast.text
    assert message.edits == 0
    assert "rules.yaml:12" in (await room.press(message, "Pourquoi", user=5)).text
    room.api.members[GROUP, 6] = "administrator"
    await room.press(message, "Sourdine", user=6)
    await room.press(message, "2 heures", user=6)
    [mute] = await room.store.mutes(NEWSROOM.key, room.now)
    assert mute.kind is MuteKind.STORY
    forged = await room.press(message, "", user=5, data="v1:mute:1:t0:ever")
    assert "Seuls" in forged.text
    assert len(await room.store.mutes(NEWSROOM.key, room.now)) == 1


async def test_a_message_too_old_to_be_edited_still_mutes(room):
    """The toast says it; no edit is tried."""
    message = await room.tell(PRIVATE, ALERT)
    toast = await room.press(message, "", data="v1:mute:1:t0:1d", seen=False)
    assert "muted until Wed 4 Mar 14:00" in toast.text
    assert message.edits == 0
    assert len(await room.store.mutes("telegram:7", room.now)) == 1


async def test_mute_under_a_message_too_old_to_be_edited_asks_in_a_new_one(room):
    """The menu comes as a message of its own, and works there."""
    message = await room.tell(PRIVATE, ALERT)
    await room.press(message, "Mute", seen=False)
    (_, asked) = room.api.sent
    assert asked.labels[0] == ["● This story"]
    await room.press(asked, "1 day")
    assert asked.labels == [["🔇 muted until Wed 4 Mar 14:00 · Undo"]]


async def test_a_deleted_message_is_no_fault(room, caplog):
    """The edit of a message that is gone is passed over."""
    message = await room.tell(PRIVATE, ALERT)
    room.api.sent.clear()
    toast = await room.press(message, "", data="v1:mute:1:t0:1d")
    assert "muted" in toast.text
    assert not caplog.records


async def test_after_a_restart_old_buttons_work(room):
    """A new inbox on the same store knows what they are about; what waited is answered."""
    message = await room.tell(PRIVATE, ALERT)
    await room.press(message, "Mute")
    await room.inbox.stop()
    press = room.api.press(message, 7, "1 day")
    again = Room(room.api)
    again.store, again.inbox._store = room.store, room.store
    await again.inbox.start()
    assert "muted" in (await room.api.toast(press)).text
    await room.api.until(lambda: "Undo" in str(message.labels))
    await again.close()


async def test_a_press_that_waited_too_long_is_done_all_the_same(room):
    """Telegram takes no answer any more: the mute holds, and a window becomes a message."""
    message = await room.tell(PRIVATE, ALERT)
    room.api.press(message, 7, "", data="v1:mute:1:t0:1d", expired=True)
    await room.api.until(lambda: "Undo" in str(message.labels))
    room.api.press(message, 7, "Why", expired=True)
    (*_, said) = await room.api.wait_for(2)
    assert said.text == "Arms, rules.yaml:12: “drones” in the text"
    assert said.replies_to == message.message_id


async def test_a_busy_chat_does_not_keep_a_press_waiting(room, monkeypatch):
    """While a command is under way the press is answered within a second, then done in turn."""
    monkeypatch.setattr(pressing, "SOON", 0.05)
    message = await room.tell(PRIVATE, ALERT)
    async with room.inbox._lock(7):
        press = room.api.press(message, 7, "Why")
        assert (await room.api.toast(press)).text == ""
        assert len(room.api.sent) == 1
    (*_, said) = await room.api.wait_for(2)
    assert "rules.yaml:12" in said.text


async def test_presses_of_one_chat_are_done_in_order(room):
    """Mute and Undo at once leave nothing muted."""
    message = await room.tell(PRIVATE, ALERT)
    presses = [
        room.api.press(message, 7, "", data=data)
        for data in ("v1:menu:1:t0", "v1:mute:1:t0:2h", "v1:undo:2:1", "v1:back:1")
    ]
    for press in presses:
        await room.api.toast(press)
    async with room.inbox._lock(7):
        assert message.labels == FIRST
    assert not await room.store.mutes("telegram:7", room.now)


async def test_a_flood_pause_delays_an_edit_not_the_toast(room):
    """Telegram asks for a moment: the toast is there, the edit follows."""
    message = await room.tell(PRIVATE, ALERT)
    room.api.fail(faults.flood(1), method="editMessageReplyMarkup")
    press = room.api.press(message, 7, "Not relevant")
    assert "Thank you" in (await room.api.toast(press)).text
    await room.api.until(lambda: "✓ Not relevant" in message.labels[1])


async def test_a_stranger_pressing_a_forwarded_button_learns_nothing(room):
    """A chat that is not in the rules gets a polite line, whatever it sends."""
    message = await room.tell(PRIVATE, ALERT)
    elsewhere = replace(message, chat=555)
    toast = await room.press(elsewhere, "", data="v1:why:1", user=555)
    assert "not connected" in toast.text


async def test_a_topics_alert_is_muted_for_its_own_entry(room):
    """In a forum the mute belongs to the entry that the alert was for."""
    room.api.threads[FORUM.address] = {5}
    room.api.members[-1002, 6] = "creator"
    message = await room.tell(FORUM, ALERT)
    await room.press(message, "", user=6, data="v1:mute:1:s:2h")
    [mute] = await room.store.mutes(FORUM.key, room.now)
    assert mute.value == "s1"


async def test_a_reply_with_mute_is_about_that_alert(room):
    """/mute in reply to an alert asks by buttons; a press there answers in that message."""
    message = await room.tell(PRIVATE, ALERT)
    await room.ask(7, 7, "/mute", reply_to=message.message_id)
    asked = room.api.sent[-1]
    assert asked.labels[0] == ["● This story"]
    await room.press(asked, "1 day")
    assert asked.labels == [["🔇 muted until Wed 4 Mar 14:00 · Undo"]]
    await room.press(asked, "Undo")
    assert asked.labels[0] == ["● This story"]


async def test_a_near_miss_is_one_press_away(room):
    """“Did you mean” is a button; its press says what is muted, with Undo."""
    await room.ask(7, 7, "/mute amrs 1d")
    asked = room.api.sent[-1]
    assert asked.labels == [["🔇 Topic “Arms” · until Wed 4 Mar 14:00"]]
    await room.press(asked, "Arms")
    assert "Topic “Arms”: muted until Wed 4 Mar 14:00" in asked.text
    assert asked.labels == [["Undo"]]
    await room.press(asked, "Undo")
    assert "no longer muted" in asked.text
    assert asked.labels == []


async def test_show_them_after_a_mute_has_ended(room):
    """The notice's button lists what the mute held back."""
    await room.ask(7, 7, "/mute arms 1h")
    [mute] = await room.store.mutes("telegram:7", room.now)
    (number,) = await room.store.queue([ALERT])
    room_alert = await room.store.claim("telegram:7", room.now, timedelta(minutes=1))
    assert room_alert is not None
    await room.store.record(Receipt(number, Fate.MUTED, room.now, mute_id=mute.id))
    [over] = await room.store.ended_mutes(room.now + timedelta(hours=1))
    notice = await mute_ended(over, PRIVATE, BOOK, room.store, room.now)
    message = await room.tell(PRIVATE, notice)
    assert message.text == "🔔 Topic “Arms”: the mute has ended. Held back: 1."
    assert message.silent
    await room.press(message, "Show them")
    assert "Governor gives five drones" in room.api.sent[-1].text


async def test_a_fault_of_ours_is_a_toast(room, caplog):
    """A press that breaks says so, and the log tells how."""
    message = await room.tell(PRIVATE, ALERT)

    async def broken(_: int) -> None:
        raise RuntimeError("torn")

    room.store.alert = broken
    with caplog.at_level(logging.ERROR):
        toast = await room.press(message, "Why")
    assert "Something went wrong" in toast.text
    assert "torn" in caplog.text


async def test_a_store_that_fails_is_a_toast_too(room, caplog):
    """Nobody is left with a button that turns and turns."""
    message = await room.tell(PRIVATE, ALERT)

    async def broken() -> dict[str, str]:
        raise RuntimeError("full disk")

    room.store.moved = broken
    with caplog.at_level(logging.ERROR):
        assert "Something went wrong" in (await room.press(message, "Why")).text
    assert "full disk" in caplog.text


async def test_a_press_without_a_message_is_answered(room):
    """Inline messages and games have none; the spinner stops."""
    person = {"id": 7, "is_bot": False, "first_name": "Ada"}
    room.api.update({"callback_query": {"id": "900", "from": person, "chat_instance": "1"}})
    assert (await room.api.toast("900")).text == ""
