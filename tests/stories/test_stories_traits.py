"""What is read off an article: names, places, quantities, days, designations, keys."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from model.article import Article
from stories.gazetteer import places
from stories.names import names
from stories.numbers import days, designations, parsed, quantities
from stories.skeleton import VARIANTS, alike, skeletons
from stories.text import Word, fold, words
from stories.traits import KEYS, traits

DATA = Path(__file__).parents[1] / "data" / "stories"
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def rows(name: str) -> list[dict]:
    """Load one table of cases."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text("utf-8"))


def article(title: str, text: str = "", language: str = "en") -> Article:
    """Make an article of a headline and a text."""
    return Article("a", "", title, text, language=language, published=NOON, found_at=NOON)


def read(text: str) -> list[Word]:
    """Read a text as a lead."""
    return words(article("", text))


@pytest.mark.parametrize(
    "row", rows("transliterations"), ids=lambda row: row["left"] + row["right"]
)
def test_spellings_of_one_name_are_alike(row: dict):
    """A name is the same in either script and spelling; another name is not."""
    assert alike(fold(row["left"]), fold(row["right"])) is row["same"]


@given(st.text(max_size=20))
def test_skeletons_are_few_and_never_fail(text: str):
    """Whatever a word is made of, it has from one to VARIANTS skeletons and is like itself."""
    folded = fold(text)
    assert 1 <= len(skeletons(folded)) <= VARIANTS
    assert alike(folded, folded)


@given(st.sampled_from(rows("transliterations")))
def test_likeness_of_names_is_symmetric(row: dict):
    """It does not matter which spelling comes first."""
    left, right = fold(row["left"]), fold(row["right"])
    assert alike(left, right) == alike(right, left)


@pytest.mark.parametrize("row", rows("places"), ids=lambda row: row["text"][:30])
def test_places_are_found_in_three_languages(row: dict):
    """Names, capitals, demonyms and seats point to their state; common words do not."""
    found = words(article(row["text"], language=row["language"]))
    assert [hit.entry.code for hit in places(found, row["language"])] == row["places"]


@pytest.mark.parametrize("row", rows("names"), ids=lambda row: row["title"][:30])
def test_names_are_found_in_three_languages(row: dict):
    """Titles and particles are left out, and a headline in capitals makes no names."""
    found = words(article(row["title"], row["text"], row["language"]))
    made = [name for name, _ in names(found, places(found, row["language"]))]
    assert set(row["names"]) <= set(made)
    assert bool(row["names"]) is bool(made)


@pytest.mark.parametrize("row", rows("quantities"), ids=lambda row: row["text"][:30])
def test_quantities_have_their_unit(row: dict):
    """Numbers in figures or letters with what they count; dates and years are none."""
    assert list(quantities(read(row["text"]))) == row["quantities"]


@pytest.mark.parametrize(
    ("raw", "value"),
    [("1,900", 1900), ("1.900", 1900), ("1,9", 1.9), ("١٬٩٠٠", 1900), ("1.9.3", None), ("12", 12)],
)
def test_numbers_are_read_in_all_notations(raw: str, value: float | None):
    """Commas and stops divide thousands before three figures and decimals elsewhere."""
    assert parsed(raw) == value


@pytest.mark.parametrize("row", rows("days"), ids=lambda row: row["text"][:30])
def test_days_are_resolved_against_publication(row: dict):
    """A weekday is the nearest one; an impossible date is none."""
    assert list(days(read(row["text"]), date(2026, 3, 4))) == row["days"]


@pytest.mark.parametrize("row", rows("designations"), ids=lambda row: row["text"][:30])
def test_designations_are_one_in_both_scripts(row: dict):
    """F-16 and its Arabic spelling are one type; G7 is none."""
    assert [name for name, _ in designations(read(row["text"]))] == row["types"]


def test_what_follows_an_after_in_a_headline_is_background():
    """Another event that the headline only mentions counts as body."""
    made = dict(traits(article("Okello visits Laos after trip to Peru")).places)
    assert made["LA"] == 1.0
    assert made["PE"] < 0.5


def test_an_agency_is_no_name_of_the_event():
    """The credited agency's own name in the dateline ties nothing together."""
    one = article("Deal signed", "CAIRO (Meridian) - It was signed by Ada Finch on Tuesday.")
    with_credit = Article(**{**{f: getattr(one, f) for f in one.__slots__}, "agency": "Meridian"})
    assert "meridian" not in dict(traits(with_credit).names)


def test_two_languages_share_keys():
    """Reports of one event in English, French and Arabic are found by the same index keys."""
    found = [traits(article(r["title"], r["text"], r["language"])) for r in rows("joining")[:3]]
    english, french, arabic = (set(one.keys) for one in found)
    assert english & french
    assert english & arabic
    assert french & arabic


def test_a_bare_state_is_no_key():
    """Two reports that share a state and nothing else are not found by each other."""
    one = traits(article("Canada's hockey team wins", "The match in Toronto was watched by many."))
    other = traits(
        article("Canada raises bank rate", "The bank in Ottawa gave inflation as reason.")
    )
    assert not set(one.keys) & set(other.keys)


@given(
    st.text(max_size=300), st.text(max_size=600), st.sampled_from(["en", "fr", "ar", "de", None])
)
def test_traits_are_bounded_whatever_the_text(title: str, text: str, language: str | None):
    """At most KEYS keys of 63 bits, prominences in (0, 1], and no failure on any text."""
    made = traits(Article("a", "", title, text, language=language, found_at=NOON))
    assert len(made.keys) <= KEYS
    assert all(0 <= key < 2**63 for key in made.keys)
    assert all(0 < weight <= 1 for _, weight in (*made.names, *made.places, *made.concepts))
