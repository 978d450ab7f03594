"""Which story an article belongs to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from model.article import Article, Relative
from model.story import Kin
from stories.copies import original, sketch
from stories.join import LENGTH, WINDOW, join, moment
from stories.traits import traits

START = datetime(2026, 3, 3, 8, tzinfo=UTC)
ROWS = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "stories" / "joining.yaml").read_text("utf-8")
)


def read(number: int) -> Article:
    """The article of one row of the stream."""
    row = ROWS[number]
    at = START + timedelta(hours=row["at"])
    return Article(
        f"a{number}",
        "",
        row["title"],
        row["text"],
        source=row["outlet"],
        language=row["language"],
        published=at,
        found_at=at,
    )


def remembered(article: Article, story: str = "", shared: int = 3) -> Kin:
    """An article as the store gives it back."""
    return Kin(
        article_id=article.id,
        story=story or article.id,
        opened=article.found_at,
        found_at=article.found_at,
        traits=traits(article),
        published=article.published,
        source=article.source,
        title=article.title,
        language=article.language,
        shared=shared,
    )


def test_a_stream_in_three_languages_falls_into_its_stories():
    """Reports of one event come together across languages; a leader's second visit and the
    next day's report in the same words are stories of their own."""
    kept: list[Kin] = []
    for number, _ in enumerate(ROWS):
        article = read(number)
        made = traits(article)
        kin = [one for one in kept if set(one.traits.keys) & set(made.keys)]
        verdict = join(article, made, kin)
        opener = next((one for one in kept if one.story == verdict.story), None)
        one = remembered(article, verdict.story)
        kept.append(replace(one, opened=opener.opened) if opener else one)
    labels: dict[str, str] = {}
    for one, row in zip(kept, ROWS, strict=True):
        labels.setdefault(row["story"], one.story)
        assert one.story == labels[row["story"]], row["title"]
    assert len(set(labels.values())) == len(labels)


def test_nothing_known_opens_a_story():
    """An article without kin is the first of its own story."""
    verdict = join(read(0), traits(read(0)), [])
    assert verdict.opens
    assert (verdict.score, verdict.reasons) == (0.0, ())


def test_a_verdict_tells_why():
    """The reasons name the article it is like and what they share."""
    verdict = join(read(1), traits(read(1)), [remembered(read(0))])
    assert verdict.story == "a0"
    assert verdict.reasons[0] == ("like", "a0")
    assert {"name", "place"} <= {what for what, _ in verdict.reasons}
    assert verdict.score > 0.5


def test_an_article_is_not_its_own_kin():
    """Read again, an article is not compared with itself."""
    assert join(read(0), traits(read(0)), [remembered(read(0), "other")]).opens


def test_the_same_article_under_another_id_joins():
    """The likest of all articles is the article itself."""
    twin = replace(read(0), id="twin")
    assert join(twin, traits(twin), [remembered(read(0))]).story == "a0"


def test_a_near_copy_joins_at_once():
    """A copy belongs to its original's story even where the store found no kin."""
    twin = replace(read(0), id="twin")
    verdict = join(twin, traits(twin), [], remembered(read(0), "story"))
    assert (verdict.story, verdict.score) == ("story", 1.0)
    assert verdict.reasons == (("copy", "a0"),)


def test_yesterday_s_report_filled_in_anew_is_no_copy():
    """The same words with other numbers on another day are another event."""
    verdict = join(read(9), traits(read(9)), [], remembered(read(8)))
    assert verdict.opens


@pytest.mark.parametrize(
    ("later", "opens"), [(timedelta(hours=5), False), (WINDOW + timedelta(hours=1), True)]
)
def test_a_story_closes_after_its_window(later: timedelta, opens: bool):
    """What comes long after a story's last article is another story."""
    at = START + later
    late = replace(read(1), published=at, found_at=at)
    assert join(late, traits(late), [remembered(read(0))]).opens is opens


def test_a_story_ends_after_its_length():
    """However often it is fed, a story does not go on for ever."""
    kin = replace(remembered(read(0), "story"), opened=START - LENGTH)
    assert join(read(1), traits(read(1)), [kin]).opens


def test_a_bridge_does_not_chain_stories():
    """One member that is like the newcomer does not outweigh a story that is not."""
    guns = [remembered(replace(read(0), id=f"g{i}"), "guns", shared=1) for i in range(5)]
    bridge = remembered(replace(read(3), id="bridge"), "guns")
    assert join(read(6), traits(read(6)), [*guns, bridge]).opens


@given(st.permutations(range(9)))
def test_the_order_of_kin_does_not_matter(order: list[int]):
    """The verdict is one of the set of kin, however the store lists them."""
    kin = [remembered(read(number), ROWS[number]["story"]) for number in range(9)]
    newcomer = replace(read(1), id="new")
    straight = join(newcomer, traits(newcomer), kin)
    assert join(newcomer, traits(newcomer), [kin[number] for number in order]) == straight


def test_a_shortened_copy_is_a_copy():
    """A paper that prints half of the wire text prints the wire text."""
    words = [f"word{number}" for number in range(90)]
    whole, half = (" ".join(words), " ".join(words[:30]))
    one, other = sketch(Article("a", "", "", whole)), sketch(Article("b", "", "", half))
    assert original(other, [Relative("a", one.signature)]) == "a"


@pytest.mark.parametrize(
    ("published", "found", "moved"),
    [(None, 0, 0), (-1, 0, -1), (1, 0, 0), (-30, 0, -7)],
)
def test_an_article_stands_where_it_was_published(published: int | None, found: int, moved: int):
    """By its date, unless that lies ahead or far back."""
    days = [None if one is None else START + timedelta(days=one) for one in (published, found)]
    assert moment(*days) == START + timedelta(days=moved)


def test_no_moment_at_all_is_refused():
    """A caller that forgot to say when an article was found is told so."""
    with pytest.raises(ValueError, match="without any moment"):
        moment(None, None)


def test_alike_words_without_anybody_or_anywhere_are_no_story():
    """Two fires in two towns that nobody names are not brought together by the word fire."""
    text = "A fire broke out in a warehouse on Tuesday and was put out by the brigade."
    first = Article("f1", "", "Fire in a warehouse", text, published=START, found_at=START)
    second = replace(first, id="f2", title="Warehouse fire put out")
    assert join(second, traits(second), [remembered(first)]).opens
