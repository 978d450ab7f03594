"""What changed in an article, and when it is read again."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from model.article import Article
from stories.revisit import SCHEDULE, next_visit
from stories.versions import applied, compare, diff, notice_in, sentences, withdrawn

NOTICES = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "stories" / "notices.yaml").read_text("utf-8")
)
NOW = datetime(2026, 3, 3, tzinfo=UTC)
TEXTS = st.lists(
    st.sampled_from(
        ["The guns came. ", "Nobody paid. ", "Mr. Velk left at 5.30 p.m. ", "لم يحضر أحد. ", "\n"]
    ),
    max_size=12,
).map("".join)


def article(text: str, title: str = "Guns for Oulane", lead: str = "") -> Article:
    """Make an article of a text."""
    return Article("a", "", title, text, lead=lead)


def test_a_changed_figure_is_marked_within_its_sentence():
    """The sentence counts as changed, and only the words that differ are marked."""
    before = "The contract is worth 1.9 billion. Delivery begins in May."
    after = "The contract is worth 1.7 billion. Delivery begins in May."
    changed, kept = diff(before, after)
    assert (changed.change, kept.change) == ("changed", "kept")
    assert [changed.before[a:b] for a, b in changed.gone] == ["1.9"]
    assert [changed.after[a:b] for a, b in changed.new] == ["1.7"]


def test_added_and_removed_sentences_are_told():
    """What came and what went are told apart."""
    made = list(diff("One stays. Two goes away.", "One stays. Quite another thing happened here."))
    assert [one.change for one in made] == ["kept", "added", "removed"]


def test_quotes_and_spaces_are_no_change():
    """A page that was typeset anew reads the same."""
    revision = compare(article("“No,” he said.  Nothing."), article('"No," he said. Nothing.'))
    assert revision.is_empty


def test_a_changed_headline_is_told():
    """The old and the new headline are both kept."""
    revision = compare(article("One.", "Twelve dead"), article("One.", "Fifteen dead"))
    assert revision.title == ("Twelve dead", "Fifteen dead")
    assert not revision.is_empty


@pytest.mark.parametrize("row", NOTICES, ids=lambda row: row["text"][:30])
def test_notices_are_recognised_in_three_languages(row: dict):
    """A correction and a withdrawal say so at the head; the verbs in a story do not."""
    assert notice_in([row["text"]])[0] == row["notice"]


def test_a_notice_that_came_with_the_new_version_is_told():
    """The kind of notice and the sentence that gives it."""
    after = article("Correction: there are six guns. The guns came.")
    revision = compare(article("The guns came."), after)
    assert (revision.notice, revision.said) == ("correction", "Correction: there are six guns.")


def test_an_old_notice_is_no_news():
    """A notice that stood there before does not come up again."""
    lead = "Correction: there are six guns."
    revision = compare(article("The guns came.", lead=lead), article("They left.", lead=lead))
    assert revision.notice == ""


def test_a_withdrawn_article_lost_all():
    """Every sentence is removed, and the notice says why."""
    revision = withdrawn(article("One. Two."))
    assert [one.change for one in revision.passages] == ["removed", "removed"]
    assert revision.notice == "withdrawal"


@given(TEXTS)
def test_a_text_and_itself_do_not_differ(text: str):
    """The comparison of a text with itself keeps every sentence."""
    assert all(one.change == "kept" for one in diff(text, text))


@given(TEXTS, TEXTS)
def test_applying_a_comparison_gives_the_new_text(before: str, after: str):
    """Nothing of either text is lost on the way, and marks lie within their sentences."""
    made = list(diff(before, after))
    assert applied(made) == sentences(after)
    assert [one.before for one in made if one.change != "added"] == sentences(before)
    for one in made:
        assert all(0 <= start < end <= len(one.before) for start, end in one.gone)
        assert all(0 <= start < end <= len(one.after) for start, end in one.new)


@given(TEXTS)
def test_sentences_hold_the_whole_text(text: str):
    """Cutting into sentences loses nothing but spaces."""
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_titles_and_initials_do_not_end_a_sentence():
    """Mr. Velk and J. Finch are not cut off."""
    text = "Mr. Velk met J. Finch. They spoke."
    assert sentences(text) == ["Mr. Velk met J. Finch.", "They spoke."]


def test_visits_grow_rarer_and_end():
    """From half an hour after the alert to a week, and then no more."""
    visits = [next_visit(step, NOW) for step in range(len(SCHEDULE) + 1)]
    assert visits[0] == NOW + timedelta(minutes=30)
    assert visits[-2] == NOW + timedelta(days=7)
    assert visits[-1] is None
    pauses = [later - earlier for earlier, later in pairwise(visits[:-1])]
    assert pauses == sorted(pauses)


def test_a_visit_before_the_first_is_refused():
    """A negative step is a mistake of the caller."""
    with pytest.raises(ValueError, match="counted from 0"):
        next_visit(-1, NOW)
