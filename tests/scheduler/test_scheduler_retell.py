"""The message that told of a story first says how many more tell it by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.telegram import TelegramChannel, close_bot, open_bot
from model.alert import Alert, AlertKind, Feedback, Later, Refused
from model.story import Member, Spread, Story
from scheduler.check import check
from scheduler.deliver import Delivery
from scheduler.pacing import OwnPace
from scheduler.retell import retell, spread_of
from scheduler.world import World
from tests.kit.line import CHAT, START, Line, Unpaced
from tests.kit.papers import ENGLISH, FRENCH, LATER, PAPERS, put, watch
from tests.kit.runners import Runner
from tests.standin import faults
from tests.standin.botapi import TOKEN, BotApi

TRIBUNE = ("tribune", "en")
ALSO_FRENCH = Spread(1, 1, ("fr",))


@pytest.fixture
async def papers(line: Line) -> Line:
    """A line that watches three papers; the first has told of the drones."""
    await watch(line, *PAPERS, TRIBUNE)
    put(line, "post", "drones-48", ENGLISH, START)
    await check(line.world, "post")
    await line.deliver()
    assert len(line.channel.sent) == 1
    return line


async def reports(line: Line, paper: str, story: tuple[str, str] = FRENCH) -> None:
    """Another paper tells the story, too."""
    put(line, paper, f"drones-{paper}", story, line.clock.now())
    await check(line.world, paper)


async def turn(line: Line) -> int:
    """One turn of the job."""
    return await retell(line.world, line.delivery)


async def test_another_outlet_edits_the_first_message_and_rings_nobody(papers: Line):
    """One more outlet, in another language; nothing new is sent."""
    await reports(papers, "fleuve")
    await papers.deliver()
    await turn(papers)
    assert papers.channel.edits == [(1, ALSO_FRENCH)]
    assert len(papers.channel.sent) == 1
    assert await turn(papers) == 0


async def test_edits_of_a_message_are_a_minute_apart_and_the_last_state_wins(papers: Line):
    """What comes meanwhile is told together."""
    await reports(papers, "fleuve")
    await turn(papers)
    await reports(papers, "tribune", LATER)
    papers.clock.pass_time(seconds=30)
    await reports(papers, "fleuve", (FRENCH[0] + " !", FRENCH[1]))
    assert await turn(papers) == 0
    papers.clock.pass_time(seconds=30)
    await turn(papers)
    assert papers.channel.edits == [(1, ALSO_FRENCH), (1, Spread(2, 2, ("fr", "en")))]


async def test_the_same_outlet_again_edits_nothing(papers: Line):
    """The message says so already."""
    await reports(papers, "fleuve")
    await turn(papers)
    papers.clock.pass_time(minutes=2)
    again = (f"{FRENCH[0]} : la suite", FRENCH[1].replace("remise", "livraison"))
    put(papers, "fleuve", "suite", again, papers.clock.now())
    await check(papers.world, "fleuve")
    assert await turn(papers) == 1
    assert len(papers.channel.edits) == 1


async def test_a_restart_goes_on(papers: Line):
    """What is to be edited stands in the store, in the check's own commit."""
    await reports(papers, "fleuve")
    old = papers.world
    world = World(old.store, papers.web, papers.channel, old.book, papers.clock, Random(2))
    await retell(world, Delivery(world))
    assert papers.channel.edits == [(1, ALSO_FRENCH)]


async def test_an_edit_that_did_not_get_through_is_made_later(papers: Line):
    """After the pause that was asked for, which holds for the chat's alerts, too."""
    await reports(papers, "fleuve")
    papers.channel.edit_outcomes = [Later("flood", after=timedelta(seconds=20))]
    await turn(papers)
    assert (await papers.delivery.pacing.take(str(CHAT.address), "")).rest == timedelta(seconds=20)
    papers.clock.pass_time(seconds=19)
    assert await turn(papers) == 0
    papers.clock.pass_time(seconds=1)
    await turn(papers)
    assert len(papers.channel.edits) == 2
    assert await turn(papers) == 0


async def test_an_edit_that_never_gets_through_is_given_up(papers: Line):
    """After a day; a later state is tried anew."""
    await reports(papers, "fleuve")
    papers.channel.edit_outcomes = [Later("no answer", unknown=True)] * 9
    await turn(papers)
    papers.clock.pass_time(days=1, seconds=1)
    await turn(papers)
    papers.clock.pass_time(days=1)
    assert await turn(papers) == 0


async def test_a_message_that_is_gone_is_let_go(papers: Line):
    """Deleted by somebody: nobody is bothered with it, the keeper neither."""
    await reports(papers, "fleuve")
    papers.channel.edit_outcomes = [Refused("message to edit not found")]
    await turn(papers)
    papers.clock.pass_time(hours=1)
    assert await turn(papers) == 0
    assert not await papers.world.store.chats_due(papers.clock.now())


async def test_alerts_go_before_edits(papers: Line):
    """A chat that is busy with alerts, or lost, is edited later."""
    await reports(papers, "fleuve")
    assert await retell(papers.world, papers.delivery, {CHAT.key}) == 0
    await papers.delivery.pacing.lose(CHAT.key, timedelta(hours=1))
    await turn(papers)
    assert papers.channel.edits == []
    await papers.delivery.pacing.find(CHAT.key)
    papers.clock.pass_time(minutes=2)
    await turn(papers)
    assert papers.channel.edits == [(1, ALSO_FRENCH)]


async def test_an_edit_whose_chat_has_something_queued_or_rests_is_left_as_it_is(papers: Line):
    """It stays due, and is made once both are over; nothing is put off by a minute."""
    await reports(papers, "fleuve")
    notice = Alert(CHAT.key, "n", START, kind=AlertKind.NOTICE, text="A notice")
    [queued] = await papers.world.store.queue([notice])
    assert await turn(papers) == 0
    await papers.deliver()
    assert queued in [one.id for one in papers.channel.sent]
    papers.delivery.pacing = pace = OwnPace(papers.clock)
    await pace.done(str(CHAT.address), 60)
    await turn(papers)
    assert papers.channel.edits == []
    pace.free.clear()
    await turn(papers)
    assert papers.channel.edits == [(1, ALSO_FRENCH)]


async def test_an_alert_that_is_not_sent_yet_is_edited_once_it_is(line: Line):
    """The second outlet was faster than the messenger."""
    await watch(line, *PAPERS)
    put(line, "post", "drones-48", ENGLISH, START)
    await check(line.world, "post")
    await reports(line, "fleuve")
    assert await turn(line) == 0
    await line.deliver()
    await turn(line)
    assert line.channel.edits == [(1, ALSO_FRENCH)]


@pytest.mark.parametrize("same_story", [timedelta(0), timedelta(hours=12)])
async def test_what_is_told_anew_edits_nothing(papers: Line, same_story: timedelta):
    """Where a chat hears of the report by an alert of its own: the rest of the story is over."""
    chats = (replace(CHAT, same_story=same_story),)
    papers.world.book = replace(papers.world.book, chats=chats)
    papers.clock.pass_time(hours=13)
    await reports(papers, "fleuve", LATER)
    await papers.deliver()
    assert len(papers.channel.sent) == 2
    assert await turn(papers) == 0


async def test_a_chat_that_moved_took_no_messages_along(papers: Line):
    """A supergroup does not know the messages of the group it was."""
    await reports(papers, "fleuve")
    await papers.world.store.move_chat(CHAT.key, "telegram:-100777")
    await turn(papers)
    assert papers.channel.edits == []
    papers.clock.pass_time(hours=1)
    assert await turn(papers) == 0


async def test_over_the_wire_the_message_says_so_and_keeps_its_buttons(line: Line):
    """The whole way against the Bot API stand-in; "not relevant" stays ticked."""
    async with BotApi() as api:
        bot = open_bot(TOKEN, api.url)
        line.world.channel = TelegramChannel(bot, now=line.clock.now)
        await watch(line, *PAPERS)
        put(line, "post", "drones-48", ENGLISH, START)
        await check(line.world, "post")
        await line.world.store.keep_feedback([Feedback(1, "drones", START)])
        line.delivery.pacing = Unpaced(line.clock)
        await line.deliver()
        [message] = api.sent
        before, buttons = message.text, message.buttons
        await reports(line, "fleuve")
        api.fail(faults.flood(1), method="editMessageText")
        await turn(line)
        assert message.text == before
        line.clock.pass_time(minutes=1)
        await turn(line)
        await close_bot(bot)
    assert message.text == before.replace(
        "\n#drones", "\nalso: 1 outlet (1 independent), fr\n#drones"
    )
    assert len(api.sent) == 1
    assert [len(row) for row in message.buttons] == [len(row) for row in buttons]
    assert message.labels[1][1].startswith("✓")


async def test_one_run_sends_and_edits(line: Line, runner: Runner):
    """`--once` over two papers with one story: one alert, and its message names the other."""
    await watch(line, *PAPERS)
    put(line, "post", "drones-48", ENGLISH, START)
    put(line, "fleuve", "drones-48", FRENCH, START)
    await runner(line.world).once()
    assert len(line.channel.sent) == 1
    assert [(number, spread.others) for number, spread in line.channel.edits] == [(1, 1)]


# who tells it


def member(name: str, outlet: str, language: str = "en", copy_of: str | None = None) -> Member:
    """An article in a story."""
    return Member(name, name, "", START, outlet=outlet, language=language, copy_of=copy_of)


def test_copies_of_a_wire_report_count_as_one_source():
    """Three papers print one agency's text, one writes for itself, one copies the first."""
    story = Story(
        "a",
        (
            member("a", "Post"),
            member("b", "Fleuve", "fr"),
            member("c", "Delta", "fr", copy_of="b"),
            member("d", "Fjord", "ar", copy_of="b"),
            member("e", "Basalt"),
            member("f", "Cedar", copy_of="a"),
            member("g", "Post"),
        ),
    )
    assert spread_of(story, "a") == Spread(5, 2, ("fr", "ar", "en"))
    assert spread_of(Story("a", story.members[:1]), "a") is None
    assert spread_of(Story("a", (story.members[0], story.members[-1])), "a") is None


OUTLETS = st.lists(st.sampled_from(["Post", "Fleuve", "Delta", "Fjord"]), min_size=1, max_size=9)


@given(OUTLETS)
def test_there_are_never_more_sources_than_outlets(outlets: list[str]):
    """Nor more languages than articles, and the own outlet is not among the others."""
    members = tuple(member(str(at), outlet) for at, outlet in enumerate(outlets))
    spread = spread_of(Story("0", members), "0")
    others = set(outlets) - {outlets[0]}
    assert (spread.others if spread else 0) == len(others)
    assert spread is None or spread.independent <= spread.others
