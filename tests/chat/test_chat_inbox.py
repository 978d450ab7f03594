"""Commands in a chat, over real HTTP against the stand-in."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from itertools import product

from chat_room import GROUP, Room

from chat.inbox import BAD_TOKEN, RIVAL
from chat.serving import Rivals, Verdict
from model.alert import MuteKind
from model.stores import StoreError
from tests.standin import faults

ANONYMOUS, AS_CHANNEL = 1087968824, 136817688


async def test_start_says_what_the_bot_does_and_follows(room):
    """/start in a connected chat names the purpose and the topics."""
    answer = await room.ask(7, 7, "/start")
    assert "Wirewatch watches news pages" in answer
    assert "🔴 Arms · arms" in answer


async def test_a_stranger_is_told_once_how_to_connect(room):
    """A chat not in the rules gets the lines to paste, then silence."""
    answer = await room.ask(555, 555, "/topics")
    assert "chats:\n  - chat: 555\n    language: en" in answer
    room.api.say(555, 555, "/start")
    room.api.say(555, 555, "/mute")
    await room.ask(7, 7, "/help")
    assert len(room.api.texts(555)) == 1


async def test_strange_groups_are_left_alone_unless_addressed(room):
    """In a group /help may be meant for another bot; /start@this_bot is not."""
    room.api.say(-77, 5, "/help")
    assert "-77" in await room.ask(-77, 5, "/help@wirewatch_bot")
    assert len(room.api.texts(-77)) == 1


async def test_mute_is_stored_before_it_is_answered(room):
    """An answer that cannot be delivered leaves the mute in force."""
    room.api.fail(faults.forbidden(), chat=7)
    room.api.say(7, 7, "/mute arms 1d", name="Zoë")
    await room.api.called("sendMessage")
    [mute] = await room.store.mutes("telegram:7", room.now)
    assert (mute.kind, mute.value, mute.by) == (MuteKind.TOPIC, "arms", "Zoë")
    assert mute.until == room.now + timedelta(days=1)


async def test_the_life_of_a_mute(room):
    """Muted, listed and ended, times in the chat's zone."""
    assert "Topic “Arms”: muted until 18:00" in await room.ask(7, 7, "/mute arms until 18:00")
    listed = await room.ask(7, 7, "/mutes")
    assert "1 Topic “Arms”: until 18:00, by Ada · held back: 0" in listed
    assert "muted" in (await room.ask(7, 7, "/topics")).splitlines()[1]
    assert "no longer muted" in await room.ask(7, 7, "/unmute 1")
    assert await room.ask(7, 7, "/mutes") == "Nothing is muted here."


async def test_status_comes_from_the_runner(room):
    """In the chat's words."""
    assert "0 of 1 sources well, 1 not checked yet" in await room.ask(7, 7, "/status")


async def test_unknown_commands_get_a_suggestion_in_private(room):
    """A misspelt command is met with the nearest one."""
    assert "/mute" in await room.ask(7, 7, "/mut")


async def test_edited_commands_are_ignored(room):
    """Editing an old command does not run it again."""
    room.api.say(7, 7, "/mute", edited=True)
    await room.ask(7, 7, "/help")
    assert not await room.store.mutes("telegram:7", room.now)


async def test_only_administrators_change_a_group(room):
    """A member is refused in the group's language, an administrator is served."""
    assert "Seuls les administrateurs" in await room.ask(GROUP, 5, "/mute")
    room.api.members[GROUP, 6] = "administrator"
    assert "en sourdine" in await room.ask(GROUP, 6, "/mute")
    assert "Sujets suivis" in await room.ask(GROUP, 5, "/topics")


async def test_rank_is_asked_once_in_thirty_seconds(room):
    """Telegram is not asked for every command, and a lost rank is noticed."""
    room.api.members[GROUP, 6] = "creator"
    await room.ask(GROUP, 6, "/mute")
    room.api.members[GROUP, 6] = "member"
    assert "en sourdine" in await room.ask(GROUP, 6, "/mute 3h")
    room.now += timedelta(seconds=31)
    assert "Seuls" in await room.ask(GROUP, 6, "/mute")


async def test_hidden_administrators_count_and_channels_do_not(room):
    """Who writes as the group is an administrator, who writes as a channel may be anyone."""
    group = {"id": GROUP, "type": "supergroup", "title": "Newsroom"}
    other = {"id": -1009, "type": "channel", "title": "Elsewhere"}
    assert "en sourdine" in await room.ask(GROUP, ANONYMOUS, "/mute", sender_chat=group)
    assert "Seuls" in await room.ask(GROUP, AS_CHANNEL, "/mute", sender_chat=other)


async def test_answers_stay_in_their_forum_topic(room):
    """A command in a forum topic is answered there, for the entry of that topic."""
    room.api.threads[-1002] = {5}
    await room.ask(-1002, 5, "/topics", message_thread_id=5)
    assert room.api.sent[-1].thread == 5


async def test_a_moved_group_is_served(room):
    """After a migration the new address stands for the old entry of the rules."""
    await room.store.move_chat(f"telegram:{GROUP}", "telegram:-1008")
    assert "Sujets suivis" in await room.ask(-1008, 5, "/topics")


async def test_a_flood_pause_delays_an_answer(room):
    """The answer comes after the pause Telegram asks for."""
    room.api.fail(faults.flood(1), chat=7)
    assert "Nothing is muted" in await room.ask(7, 7, "/mutes")


async def test_menus_are_set_once(room, api):
    """A second start finds the menus as they should be and sets nothing."""
    scopes = ("all_private_chats", "all_group_chats", "all_chat_administrators", "chat 99")
    assert set(api.commands) == set(product(scopes, ("", "en", "fr", "ar")))
    await room.inbox.stop()
    count = sum(name == "setmycommands" for name, _ in api.calls)
    again = Room(api)
    polls = sum(name == "getupdates" for name, _ in api.calls)
    await again.inbox.start()
    await api.called("getUpdates", polls + 1)
    await again.close()
    assert sum(name == "setmycommands" for name, _ in api.calls) == count == 16


async def test_a_wrong_token_is_one_clear_sentence(api):
    """The program hears it and can end; nothing is retried."""
    room = Room(api)
    api.token = "1:another-token"
    await room.inbox.start()
    assert await asyncio.wait_for(room.fatal.get(), 5) == BAD_TOKEN
    await room.close()


async def test_a_token_revoked_later_is_noticed(room):
    """A 401 while polling ends in the same sentence."""
    room.api.fail(faults.unauthorized(), method="getUpdates")
    room.api.say(7, 7, "/help")
    assert await asyncio.wait_for(room.fatal.get(), 5) == BAD_TOKEN


async def test_a_second_program_gives_up(api):
    """Three conflicts before any poll went well: the newcomer says so and ends."""
    room = Room(api)
    api.fail(faults.conflict(), method="getUpdates", times=3)
    await room.inbox.start()
    assert await asyncio.wait_for(room.fatal.get(), 10) == RIVAL
    await room.close()


def test_whoever_polled_well_before_goes_on_and_says_it_once():
    """A newcomer gives up at the third conflict; a program at home never does."""
    newcomer, at_home = Rivals(), Rivals()
    at_home.alone()
    gives_up = [Verdict.NOTHING, Verdict.NOTHING, Verdict.GIVE_UP]
    assert [newcomer.met() for _ in range(3)] == gives_up
    assert [at_home.met() for _ in range(3)] == [Verdict.SAY] + [Verdict.NOTHING] * 2


async def test_coming_up_waits_for_telegram(api):
    """A server that fails at first is asked again."""
    room = Room(api)
    api.fail(faults.server_error(), method="getMe")
    await room.inbox.start()
    await api.called("getUpdates")
    await room.close()


async def test_stopping_before_telegram_answers_is_quick(api):
    """A program that never reached Telegram stops all the same."""
    await api.stop()
    room = Room(api)
    await room.inbox.start()
    async with asyncio.timeout(2):
        await room.close()


async def test_a_fault_of_ours_is_said_without_details(room, caplog):
    """A broken status is an apology in the chat and a trace in the log, no token in it."""

    async def broken() -> str:
        raise RuntimeError(room.api.token)

    room.status = broken
    with caplog.at_level(logging.ERROR):
        assert "Something went wrong" in await room.ask(7, 7, "/status")
    assert room.api.token not in caplog.text


async def test_an_update_that_cannot_be_read_stops_none_after_it(room, caplog):
    """One that lacks a part is passed over with a line in the log; the next is answered."""
    await room.ask(7, 7, "/help")
    with caplog.at_level(logging.WARNING):
        room.api.update({"message": {"message_id": 1, "chat": 5}})
        assert "Wirewatch" in await room.ask(7, 7, "/start")
    assert "cannot be read" in caplog.text


async def test_a_failing_store_is_one_plain_line(room, monkeypatch, caplog):
    """Whoever asks hears that it failed; the log says why in a sentence, without a trace."""

    async def full(_: object) -> None:
        raise StoreError("The disk is full, wirewatch.db cannot grow: free some space.")

    monkeypatch.setattr(room.store, "mute", full)
    assert await room.ask(7, 7, "/mute arms 1d")
    (record,) = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert record.getMessage() == (
        "/mute could not be answered: The disk is full, wirewatch.db cannot grow: free some space."
    )
    assert record.exc_info is None
