"""The demo's rules: load without a complaint, and find in every story what it is about."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import yaml

from demo.outlets import OUTLETS
from demo.site import Site
from demo.story import Published, Story, load_stories
from demo.world import NewsWorld, rules_text
from model.article import Article, Match
from model.rulebook import Priority, Rulebook
from model.source import Entry, Fetched, Source
from monitors.article import read_article
from rules.load import load

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
HOSTED = {o.key: replace(o, base_url=f"https://{o.key}.example") for o in OUTLETS}
STORIES = load_stories({outlet.key: outlet.language for outlet in OUTLETS})
LOADED = load(rules_text(HOSTED.values()).encode())


@pytest.fixture
def book() -> Rulebook:
    """The demo's rulebook."""
    assert LOADED.rulebook is not None, LOADED.problems
    return LOADED.rulebook


def as_written(story: Story) -> Article:
    """A story as its author wrote it, without any page around it."""
    return Article(
        id=story.id,
        url=f"https://{story.outlet}.example/{story.number}",
        title=story.title,
        text="\n".join(story.paragraphs),
        lead=story.lead,
        captions=(story.caption,),
        language=story.language,
    )


def as_read(story: Story) -> Article:
    """A story as the reader gets it off its page, with the site's other stories around it."""
    site = Site(HOSTED[story.outlet], Counter())
    mine: Published | None = None
    for other in STORIES:
        if other.outlet == story.outlet:
            published = site.publish(other, NOW, NOW)
            mine = published if other is story else mine
    assert mine is not None
    document = site.document(mine.url.removeprefix(site.outlet.base_url))
    assert document is not None
    page = Fetched(mine.url, document.body, document.content_type)
    source = Source(site.outlet.name, site.outlet.home_url, encoding=document.encoding)
    article = read_article(page, Entry(mine.url), source, NOW)
    assert isinstance(article, Article)
    return article


def topics(matches: tuple[Match, ...]) -> tuple[str, ...]:
    """The names of the topics found."""
    return tuple(match.topic for match in matches)


each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)


def test_the_rules_load(book: Rulebook):
    """No problem, six sources, three topics of three priorities; the one warning is meant."""
    assert [w.message for w in book.warnings] == ["there are no chats: alerts go to the terminal"]
    assert len(book.sources) == 6
    priorities = [topic.priority for topic in book.topics.values()]
    assert priorities == [Priority.HIGH, Priority.NORMAL, Priority.LOW]


def test_the_sources_are_watched_closely(book: Rulebook):
    """Once a second, no pause between requests, this machine allowed, one of the old may alert."""
    assert book.settings.host_pause == timedelta(0)
    for source in book.sources.values():
        assert (source.every, bool(source.private_hosts), source.backfill) == (
            timedelta(seconds=1),
            True,
            1,
        )


async def test_a_running_world_gives_true_rules():
    """The rules of a running world load, and name the addresses where it listens."""
    async with NewsWorld(speed=100) as world:
        loaded = load(world.rules_text().encode())
        assert loaded.rulebook is not None, loaded.problems
        urls = {source.url for source in loaded.rulebook.sources.values()}
        assert urls == {outlet.source_url for outlet in world.outlets}


@each_story
def test_stories_match_what_they_are_about(book: Rulebook, story: Story):
    """True stories match their topics and no other; look-alikes match nothing."""
    assert topics(book.matcher.match(as_written(story))) == story.expectation.about


@each_story
def test_pages_match_what_their_story_is_about(book: Rulebook, story: Story):
    """The same off the page: neither furniture nor teasers of other stories add a topic."""
    assert topics(book.matcher.match(as_read(story))) == story.expectation.about


@pytest.mark.parametrize(
    "story_id",
    ["film-dealers", "castle-arms", "transfer-window", "mercato", "intiqalat", "ilm-silah"],
)
def test_traps_are_traps(story_id: str):
    """Without the exclusions these look-alikes would alert: they are not silent by chance."""
    rules = yaml.safe_load(rules_text(HOSTED.values()))
    for topic in rules["topics"].values():
        topic.pop("none", None)
        topic.pop("examples")
    naive = load(yaml.safe_dump(rules, allow_unicode=True).encode()).rulebook
    assert naive is not None
    story = next(each for each in STORIES if each.id == story_id)
    assert topics(naive.matcher.match(as_written(story))) == ("arms-transfers",)


@pytest.mark.parametrize(
    ("story_id", "words"),
    [
        ("gifts-en", ("gifts", "five explosive drones")),
        ("gifts-fr", ("cadeaux", "cinq drones explosifs")),
        ("gifts-ar", ("هدايا", "خمس طائرات مسيرة متفجرة")),
        ("wire-missiles", ("deliver", "air defence batteries")),
        ("helicopteres", ("livrera", "hélicoptères d'attaque")),
        ("shuhna", ("تنقل", "الأسلحة")),
    ],
)
def test_excerpts_tell_the_news(book: Rulebook, story_id: str, words: tuple[str, ...]):
    """The excerpt of an arms transfer says what changed hands, and marks it."""
    story = next(each for each in STORIES if each.id == story_id)
    first = book.matcher.match(as_read(story))[0]
    assert [word for word in words if word not in first.excerpt] == []
    assert first.marks
