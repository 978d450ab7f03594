"""The pace of sending: a chat at a time, and over all of them."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from model.alert import Alert, Fate, Later, Mute, MuteKind, Outcome, Sent
from model.rulebook import Chat
from scheduler.deliver import Delivery
from scheduler.pacing import OwnPace
from tests.kit.driven import DrivenPolicy
from tests.kit.line import START, Line, Listener, make_book, make_line

PAUSE = 0.1
ANSWER = 0.06  # seconds that the messenger takes to answer
CHATS = tuple(Chat(f"telegram:{n}", n) for n in range(1, 6))
TOPICS = tuple(Chat(f"telegram:-5:{n}", -5, thread=n) for n in (3, 4))


def alert(number: int, chat: Chat) -> Alert:
    """Make an alert about an article of its own."""
    return Alert(
        chat.key, f"{chat.key} {number}", START, article_id=f"a{number}", title=f"N{number}"
    )


class Slow(Listener):
    """A channel whose answers take a while, and that notes when each call began."""

    def __init__(self) -> None:
        super().__init__()
        self.began: list[tuple[float, Chat]] = []

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """Take the alert, later."""
        self.began.append((asyncio.get_running_loop().time(), chat))
        await asyncio.sleep(ANSWER)
        return await super().send(alert, chat)

    def pause(self, chat: Chat) -> timedelta:
        """Longer than an answer takes."""
        return timedelta(seconds=PAUSE)

    def gaps(self, *chats: Chat) -> list[float]:
        """The seconds between the calls for these chats."""
        return [b - a for a, b in pairwise(at for at, chat in self.began if chat in chats)]


@pytest.fixture(scope="module")
def event_loop_policy() -> DrivenPolicy:
    """Time that is exact, however busy the machine is."""
    return DrivenPolicy()


@pytest.fixture
def slow() -> tuple[Line, Slow]:
    """A line with such a channel."""
    line, channel = make_line(), Slow()
    line.world.channel = line.channel = channel
    line.world.book = make_book(chats=(*CHATS, *TOPICS))
    return line, channel


async def test_a_chat_gets_a_message_a_pause_after_the_last_call(slow: tuple[Line, Slow]):
    """From its end, since it may have arrived as late; what comes after it is none of its rest."""
    line, channel = slow
    await line.world.store.queue([alert(n, CHATS[0]) for n in range(5)])
    await line.deliver()
    assert channel.gaps(CHATS[0]) == pytest.approx([ANSWER + PAUSE] * 4)


async def test_topics_of_a_group_share_its_pause(slow: tuple[Line, Slow]):
    """Side by side, with other chats between."""
    line, channel = slow
    await line.world.store.queue([alert(n, chat) for n in range(2) for chat in (*TOPICS, CHATS[0])])
    await asyncio.gather(*(line.delivery.deliver(one.key) for one in (*TOPICS, CHATS[0])))
    assert channel.gaps(*TOPICS) == pytest.approx([ANSWER + PAUSE] * 3)
    assert channel.gaps(CHATS[0]) == pytest.approx([ANSWER + PAUSE])
    assert min(channel.gaps(CHATS[0], *TOPICS)) == 0


async def test_all_chats_together_keep_the_spacing(slow: tuple[Line, Slow]):
    """One call each thirtieth of a second here, whichever chat it is for."""
    line, channel = slow
    line.delivery = Delivery(line.world, OwnPace(line.clock, 1 / 30))
    await line.world.store.queue([alert(n, chat) for n in range(2) for chat in CHATS])
    await asyncio.gather(*(line.delivery.deliver(chat.key) for chat in CHATS))
    assert channel.gaps(*CHATS) == pytest.approx([1 / 30] * 9)


async def test_what_waits_for_its_place_among_all_is_put_back_when_all_is_closed(
    slow: tuple[Line, Slow],
):
    """The first finds no connection: who stood behind it does not try."""
    line, channel = slow
    line.delivery = Delivery(line.world, OwnPace(line.clock, 0.1))
    channel.outcomes = [Later("no connection", timedelta(seconds=9), everyone=True)]
    await line.world.store.queue([alert(1, chat) for chat in CHATS])
    await asyncio.gather(*(line.delivery.deliver(chat.key) for chat in CHATS))
    assert len(channel.began) == 1
    assert (await line.world.store.tally(START)).fates == {Fate.QUEUED: 5}
    assert await line.world.store.chats_due(START + timedelta(seconds=5)) == []


async def test_a_stop_ends_the_pause_with_nothing_leased(slow: tuple[Line, Slow]):
    """What was not sent can be claimed by the next program at once."""
    line, _ = slow
    stop = asyncio.Event()

    async def nap(_: float) -> None:
        stop.set()

    line.delivery.sleep = nap
    await line.world.store.queue([alert(n, CHATS[0]) for n in range(3)])
    assert await line.delivery.deliver(CHATS[0].key) == 1
    assert stop.is_set()
    assert await line.world.store.claim(CHATS[0].key, START, timedelta(minutes=1))


async def test_an_edit_owes_the_pause_as_well(slow: tuple[Line, Slow]):
    """Telegram counts edits as it counts messages."""
    line, channel = slow

    async def edit() -> Outcome:
        channel.began.append((asyncio.get_running_loop().time(), CHATS[0]))
        return Sent(1)

    await line.delivery.in_turn(CHATS[0], edit, 1.0)
    await line.world.store.queue([alert(1, CHATS[0])])
    await line.deliver()
    assert channel.gaps(CHATS[0]) == pytest.approx([PAUSE])


async def test_an_alert_never_waits_for_an_edit_that_waits(slow: tuple[Line, Slow]):
    """The edit comes first, to the same chat, while another's message has the gate: it is left."""
    line, channel = slow
    line.delivery = Delivery(line.world, OwnPace(line.clock, 0.5))
    calls: list[str] = []

    async def edit() -> Outcome:
        calls.append("edit")
        return Sent(1)

    await line.world.store.queue([alert(1, chat) for chat in CHATS])
    others = [asyncio.create_task(line.delivery.deliver(one.key)) for one in CHATS[1:]]
    await asyncio.sleep(0.1)
    editing = asyncio.create_task(line.delivery.in_turn(CHATS[0], edit, 1.0))
    await asyncio.sleep(0)
    others.append(asyncio.create_task(line.delivery.deliver(CHATS[0].key)))
    assert await editing is None
    await asyncio.gather(*others)
    assert calls == []
    assert channel.gaps(*CHATS) == pytest.approx([0.5] * 4)


async def test_a_mute_while_a_message_waits_for_its_lane_is_the_last_word(
    slow: tuple[Line, Slow],
):
    """All else was read before; the mute is asked for again, and the message not sent."""
    line, channel = slow
    line.delivery = Delivery(line.world, OwnPace(line.clock, 0.5))
    await line.world.store.queue([alert(1, chat) for chat in CHATS[:2]])
    sending = [asyncio.create_task(line.delivery.deliver(one.key)) for one in CHATS[:2]]
    await asyncio.sleep(0.2)
    mute = Mute(CHATS[1].key, MuteKind.ALL, "*", START, START + timedelta(hours=1))
    await line.world.store.mute(mute)
    await asyncio.gather(*sending)
    assert [chat for _, chat in channel.began] == [CHATS[0]]
    tally = await line.world.store.tally(START)
    assert tally.fates == {Fate.SENT: 1, Fate.MUTED: 1}
