"""One story in many outlets and languages: who hears of it, and when again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from model.alert import Turn
from scheduler.check import check
from tests.kit.line import CHAT, START, Line
from tests.kit.papers import (
    BRIEFING,
    ELSEWHERE,
    ENGLISH,
    FRENCH,
    LATER,
    NEXT_BRIEFING,
    PAPERS,
    put,
    watch,
)


@pytest.fixture
async def papers(line: Line) -> Line:
    """A line that watches two papers, each with its baseline behind it."""
    await watch(line, *PAPERS)
    return line


async def told(line: Line) -> list[tuple[str, Turn]]:
    """Headlines in the order they arrived, each with its turn."""
    await line.deliver()
    return [(alert.title, alert.turn) for alert in line.channel.sent]


async def test_a_story_in_another_language_is_told_once(papers: Line):
    """A second outlet's report of one event, in other words and another language, belongs to the
    story and rings nobody; what happens elsewhere on the same topic does."""
    put(papers, "post", "drones-48", ENGLISH, START)
    await check(papers.world, "post")
    put(papers, "fleuve", "drones-48", FRENCH, START)
    await check(papers.world, "fleuve")
    put(papers, "fleuve", "oslo", ELSEWHERE, START)
    await check(papers.world, "fleuve")
    assert await told(papers) == [(ENGLISH[0], Turn.FIRST), (ELSEWHERE[0], Turn.FIRST)]
    first = papers.channel.sent[0]
    story = await papers.world.store.story(first.article_id)
    assert story is not None
    assert [one.language for one in story.members] == ["en", "fr"]
    assert first.story == story.id
    assert ("place", "KE") in story.members[1].reasons


async def test_a_story_is_told_again_after_its_rest(papers: Line):
    """What comes after the chat's rest for a story is a follow-up."""
    put(papers, "post", "drones-48", ENGLISH, START)
    await check(papers.world, "post")
    papers.clock.pass_time(hours=13)
    put(papers, "fleuve", "accra", LATER, START + timedelta(hours=13))
    await check(papers.world, "fleuve")
    assert await told(papers) == [(ENGLISH[0], Turn.FIRST), (LATER[0], Turn.FOLLOW_UP)]


@pytest.mark.parametrize(
    ("same_story", "heard"), [(timedelta.max, 1), (timedelta(0), 2), (timedelta(days=2), 1)]
)
async def test_a_chat_says_how_often_it_hears_of_a_story(
    papers: Line, same_story: timedelta, heard: int
):
    """A chat may want each report of a story, or never more than the first."""
    papers.world.book = replace(papers.world.book, chats=(replace(CHAT, same_story=same_story),))
    put(papers, "post", "drones-48", ENGLISH, START)
    await check(papers.world, "post")
    papers.clock.pass_time(hours=13)
    put(papers, "fleuve", "accra", LATER, START + timedelta(hours=13))
    await check(papers.world, "fleuve")
    assert len(await told(papers)) == heard


async def test_a_story_that_turns_to_another_topic_is_told_again(papers: Line):
    """A chat told of the drones hears at once when the same story becomes a visit too."""
    put(papers, "post", "drones-48", ENGLISH, START)
    await check(papers.world, "post")
    put(papers, "fleuve", "visit", (FRENCH[0], f"{FRENCH[1]} Une visit est prévue."), START)
    await check(papers.world, "fleuve")
    assert [turn for _, turn in await told(papers)] == [Turn.FIRST, Turn.FOLLOW_UP]


async def test_papers_checked_together_tell_a_story_once(papers: Line):
    """Articles of one check know of each other: a paper's two reports ring once."""
    put(papers, "post", "drones-48", ENGLISH, START)
    first = papers.web.pages["https://post.example/feed.xml"].body.decode()
    put(papers, "post", "accra", LATER, START)
    second = papers.web.pages["https://post.example/feed.xml"].body.decode()
    item = first[first.index("<item>") : first.index("</channel>")]
    both = second.replace("</channel>", f"{item}</channel>")
    papers.web.put("https://post.example/feed.xml", both, "application/rss+xml")
    await check(papers.world, "post")
    assert len(await told(papers)) == 1


async def test_the_next_briefing_is_news_though_its_text_is_the_last_one_s(papers: Line):
    """The same words about another day silence nobody, whichever paper prints them; who reprints
    the new ones does copy."""
    put(papers, "post", "night", BRIEFING, START)
    await check(papers.world, "post")
    papers.clock.pass_time(hours=24)
    put(papers, "fleuve", "night", NEXT_BRIEFING, papers.clock.now())
    await check(papers.world, "fleuve")
    put(papers, "post", "next-night", NEXT_BRIEFING, papers.clock.now())
    await check(papers.world, "post")
    assert [title for title, _ in await told(papers)] == [BRIEFING[0], NEXT_BRIEFING[0]]
    first, second = papers.channel.sent
    story = await papers.world.store.story(second.article_id)
    assert story is not None
    assert story.id != first.story
    assert [one.copy_of for one in story.members] == [None, second.article_id]
