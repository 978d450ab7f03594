"""Chats that Telegram says are lost or back, and forum topics that take nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from model.alert import Alert, AlertKind, Fate, Mute, MuteKind, Refused, Sent
from model.rulebook import Chat, Settings
from scheduler.reaching import Reaching
from tests.kit.line import CHAT, START, Line, make_book

ADMIN = Chat("telegram:9", 9)
TOPICS = tuple(Chat(f"telegram:-5:{n}", -5, thread=n) for n in (3, 4))


def alert(number: int, chat: Chat = CHAT) -> Alert:
    """Make an alert about an article of its own."""
    return Alert(
        chat.key, f"{chat.key} {number}", START, article_id=f"a{number}", title=f"N{number}"
    )


@pytest.fixture
async def reach(line: Line) -> Reaching:
    """A delivery's ear, in a world with an admin chat."""
    book = make_book(chats=(CHAT, *TOPICS))
    await line.adopt(replace(book, settings=Settings(admin_chat=ADMIN)))
    return Reaching(line.delivery)


def notices(line: Line) -> list[str]:
    """What the admin chat read."""
    return [one.text for one in line.channel.sent if one.kind is AlertKind.NOTICE]


async def fates(line: Line) -> dict[Fate, int]:
    """Count what became of alerts."""
    return (await line.world.store.tally(START - timedelta(days=1))).fates


async def test_a_blocked_chat_costs_no_alert_and_is_told_of_once(line: Line, reach: Reaching):
    """What comes waits; let in again all of it goes at once, in order; mutes hold on."""
    await line.world.store.mute(Mute(CHAT.key, MuteKind.WORD, "museum", START, None))
    await reach.lost(CHAT.key, "the bot was blocked by the user")
    await reach.lost(CHAT.key, "the bot was blocked by the user")
    await line.world.store.queue([alert(1), alert(2)])
    await line.deliver()
    assert await fates(line) == {Fate.QUEUED: 2, Fate.SENT: 1}
    assert "cannot be delivered: the bot was blocked by the user" in notices(line)[0]
    line.clock.pass_time(minutes=5)
    await reach.back(CHAT.key, again=True)
    await reach.back(CHAT.key, again=True)
    await line.deliver()
    assert line.channel.titles[1:3] == ["N1", "N2"]
    assert "can be delivered again" in notices(line)[1]
    assert len(notices(line)) == 2
    assert len(await line.world.store.mutes(CHAT.key, line.clock.now())) == 1


async def test_the_keeper_hears_of_it_in_its_own_language(line: Line, reach: Reaching):
    """The one that rules.yaml gives the admin chat, reasons included."""
    settings = Settings(admin_chat=replace(ADMIN, language="fr"))
    line.world.book = replace(line.world.book, settings=settings)
    await reach.lost(CHAT.key, "the bot was blocked by the user")
    await line.world.store.queue([alert(1, TOPICS[0])])
    line.channel.outcomes = [Refused("Telegram refuses: no"), Sent(2)]
    await line.delivery.deliver(TOPICS[0].key)
    await line.deliver()
    first, second = notices(line)
    assert first.startswith("Les alertes pour 1 ne peuvent pas être remises : la personne a bloqué")
    assert second.startswith("Une alerte pour -5 a été refusée : Telegram refuse : no")


async def test_told_by_a_refusal_or_by_telegram_it_is_one_story(line: Line, reach: Reaching):
    """Whichever comes first; the administrators hear once."""
    await line.world.store.queue([alert(1), alert(2)])
    line.channel.outcomes = [Refused("the bot was blocked by the user", gone=True)]
    await line.delivery.deliver(CHAT.key)
    await reach.lost(CHAT.key, "the bot was blocked by the user")
    await line.deliver()
    assert len(notices(line)) == 1
    assert await fates(line) == {Fate.REFUSED: 1, Fate.QUEUED: 1, Fate.SENT: 1}
    await reach.back(CHAT.key, again=False)
    await line.deliver()
    assert line.channel.titles[1] == "N2"
    assert len(notices(line)) == 2


async def test_a_chat_that_stays_lost_accounts_for_each_alert(line: Line, reach: Reaching):
    """Asked once an hour; none is left after a day of patience."""
    await line.world.store.queue([alert(n) for n in range(40)])
    await reach.lost(CHAT.key, "blocked")
    line.channel.outcomes = [Sent(1)] + [Refused("blocked", gone=True)] * 1000
    await line.delivery.deliver(ADMIN.key)
    for _ in range(30):
        await line.delivery.deliver(CHAT.key)
        line.clock.pass_time(hours=1)
    assert (await fates(line))[Fate.REFUSED] == 40


async def test_a_first_start_says_nothing_to_administrators(line: Line, reach: Reaching):
    """Nobody was lost; nor is anything said of chats that nobody serves."""
    await reach.back(CHAT.key, again=False)
    await reach.back("telegram:555", again=True)
    await reach.lost("telegram:555", "blocked")
    await line.deliver()
    assert line.channel.sent == []
    assert not await line.delivery.pacing.find("telegram:555")


async def test_all_topics_of_a_group_are_one_notice(line: Line, reach: Reaching):
    """The group is what is lost."""
    for chat in TOPICS:
        await reach.lost(chat.key, "the bot was removed from the chat")
    await line.deliver()
    assert len(notices(line)) == 1


async def test_a_closed_topic_is_told_of_once(line: Line, reach: Reaching):
    """Not at every message that goes to the group instead; another topic is told of too."""
    one, other = TOPICS
    await line.world.store.queue([alert(1, one), alert(2, one), alert(3, other)])
    line.channel.outcomes = [Sent(n, note="outside its forum topic", astray=3) for n in (1, 2)]
    await line.delivery.deliver(one.key)
    line.channel.outcomes = [Sent(3, note="outside its forum topic", astray=4)]
    await line.delivery.deliver(other.key)
    await line.deliver()
    told = notices(line)
    assert [text.split(" of ")[0] for text in told] == ["The forum topic 3", "The forum topic 4"]
