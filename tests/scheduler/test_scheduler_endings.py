"""A mute that has ended is told of once, with what it held back, over restarts too."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from model.alert import Alert, AlertKind, Fate, Mute, MuteKind, Receipt
from model.rulebook import Chat
from scheduler.endings import endings
from tests.kit.line import CHAT, START, Line, make_book, make_line, make_source

HOUR = timedelta(hours=1)


@pytest.fixture
def line() -> Line:
    """A line with its clock at noon."""
    return make_line()


async def muted(line: Line, chat: str = CHAT.key, **other: object) -> Mute:
    """A mute of drones for an hour."""
    wish = Mute(chat, MuteKind.TOPIC, "drones", START, START + HOUR)
    return await line.world.store.mute(replace(wish, **other))


async def test_the_end_of_a_mute_is_told_once(line: Line):
    """Not before its time, then in one silent line, and not again."""
    await muted(line)
    assert await endings(line.world) == 0
    line.clock.pass_time(hours=1)
    assert await endings(line.world) == 1
    assert await endings(line.world) == 0
    await line.deliver()
    [notice] = line.channel.sent
    assert notice.kind is AlertKind.NOTICE
    assert notice.text == "🔔 Topic “Drones”: the mute has ended. Held back: 0."
    assert notice.mute == 0
    assert line.world.woken.is_set()


async def test_dying_between_telling_and_forgetting_repeats_nothing(line: Line, monkeypatch):
    """The notice is queued under a name of its own: the outbox takes it once."""
    await muted(line)
    line.clock.pass_time(hours=1)
    with monkeypatch.context() as patch:
        patch.setattr(line.world.store, "unmute", _dies)
        with pytest.raises(RuntimeError):
            await endings(line.world)
    assert await endings(line.world) == 1
    await line.deliver()
    assert len(line.channel.sent) == 1


async def _dies(_: int) -> bool:
    raise RuntimeError


async def test_what_was_held_back_can_be_shown(line: Line):
    """The notice names the tally and the mute, in the chat's language."""
    line.world.book = make_book(make_source(), chats=(replace(CHAT, language="fr"),))
    kept = await muted(line, kind=MuteKind.WORD, value="drone")
    (number,) = await line.world.store.queue([_alert()])
    await line.world.store.record(Receipt(number, Fate.MUTED, START, mute_id=kept.id))
    line.clock.pass_time(hours=2)
    await endings(line.world)
    await line.deliver()
    [notice] = line.channel.sent
    assert notice.text == "🔔 Mot « drone » : la sourdine est terminée. Retenues : 1."
    assert notice.mute == kept.id


def _alert() -> Alert:
    return Alert(CHAT.key, "a", START, title="Drones")


async def test_a_chat_that_left_the_rules_hears_nothing(line: Line):
    """Its mute is forgotten; the others are told of theirs."""
    await muted(line, chat=Chat("telegram:5", 5).key)
    await muted(line)
    line.clock.pass_time(hours=1)
    await endings(line.world)
    await line.deliver()
    assert len(line.channel.sent) == 1
    assert not await line.world.store.ended_mutes(line.clock.now())


async def test_a_mute_ended_by_hand_is_not_told_again(line: Line):
    """/unmute has said it."""
    kept = await muted(line)
    await line.world.store.unmute(kept.id)
    line.clock.pass_time(hours=1)
    assert await endings(line.world) == 0
