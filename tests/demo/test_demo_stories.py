"""The invented stories: whole, fairly spread, and true to what the demo promises to show."""

from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations

import pytest

from demo.outlets import OUTLETS
from demo.story import Story, load_stories
from model.article import Article
from stories.copies import RESEMBLANCE, resemblance, sketch

LANGUAGES = {outlet.key: outlet.language for outlet in OUTLETS}
STORIES = load_stories(LANGUAGES)
BY_ID = {story.id: story for story in STORIES}
TRUE_ONES = [story for story in STORIES if story.expectation.about]


def name(story: Story) -> str:
    """The story's id, so that a failing test names it."""
    return story.id


def test_ids_are_unique():
    """Each story can be named."""
    assert len(BY_ID) == len(STORIES)


def test_the_timeline_is_a_short_film():
    """About two dozen stories appear within twenty seconds, the first at once, none together."""
    moments = [story.at for story in STORIES if story.at > 0]
    assert 20 <= len(moments) <= 28
    assert moments[0] <= 0.5
    assert 18 <= moments[-1] <= 20
    assert len(set(moments)) == len(moments)


def test_every_language_has_both_kinds():
    """English, French and Arabic each have alerts to show and look-alikes to keep silent on."""
    alerts = Counter(s.language for s in STORIES if s.expectation.alerts)
    traps = Counter(s.language for s in STORIES if s.expectation.reason == "look-alike")
    assert set(alerts) == set(traps) == {"en", "fr", "ar"}
    assert min(alerts.values()) >= 3
    assert min(traps.values()) >= 3


def test_every_topic_is_shown():
    """Each of the demo's topics has at least one alert."""
    shown = {topic for story in STORIES for topic in story.expectation.alerts}
    assert shown == {"arms-transfers", "state-visits", "ceasefire-talks"}


def test_the_gifts_are_told_in_three_languages():
    """The root story comes in English at once, in the other two a few seconds later."""
    told = {s.language: s for s in STORIES if s.event == "gifts"}
    assert set(told) == {"en", "fr", "ar"}
    assert told["en"].at < told["fr"].at < told["ar"].at < 8
    assert {s.expectation.alerts for s in told.values()} == {("arms-transfers", "state-visits")}


@pytest.mark.parametrize("story", TRUE_ONES, ids=name)
def test_true_stories_are_whole_articles(story: Story):
    """What alerts is a real article: five paragraphs or more, 120 words or more."""
    assert 4 <= len(story.paragraphs) <= 8
    assert 120 <= story.words <= 270


@pytest.mark.parametrize("story", STORIES, ids=name)
def test_silence_has_a_reason(story: Story):
    """A story that must not alert says why, one that must does not."""
    assert bool(story.expectation.alerts) != bool(story.expectation.reason)


@pytest.mark.parametrize("story", [s for s in STORIES if s.expectation.copy_of], ids=name)
def test_wire_copies_are_nearly_word_for_word(story: Story):
    """A copy appears later, at another outlet, with light edits and its own headline."""
    original = BY_ID[str(story.expectation.copy_of)]
    assert (original.outlet, original.title) != (story.outlet, story.title)
    assert original.at + 3 <= story.at
    mine, theirs = (" ".join(s.paragraphs).split() for s in (story, original))
    assert 0.9 < SequenceMatcher(None, mine, theirs, autojunk=False).ratio() < 1


def test_only_copies_are_copies():
    """To the line's own fingerprint the two wire copies are near copies, and no other pair is."""
    articles = [Article(s.id, "", s.title, "\n".join(s.paragraphs)) for s in STORIES]
    signatures = {a.id: made.signature for a in articles if (made := sketch(a)) is not None}
    near = {
        frozenset(pair)
        for pair in combinations(signatures, 2)
        if resemblance(*(signatures[each] for each in pair)) > RESEMBLANCE / 2
    }
    copies = [s for s in STORIES if s.expectation.copy_of]
    assert near == {frozenset((s.id, str(s.expectation.copy_of))) for s in copies}


def test_the_seed_settles_the_numbers():
    """The same seed gives the same article numbers, another one others; none twice."""
    again, other = load_stories(LANGUAGES, 1), load_stories(LANGUAGES, 2)
    assert again == STORIES
    assert other != STORIES
    assert len({story.number for story in STORIES}) == len(STORIES)
