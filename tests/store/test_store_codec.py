"""Nouns to JSON and back: exact, compact, and readable across versions."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.alert import Alert
from model.article import Article, Match
from model.source import Entry
from store import codec

CASES = json.loads((Path(__file__).parent.parent / "data/store/codec.json").read_text())
WAYS = {
    "article": (codec.article_text, codec.article_of),
    "alert": (codec.alert_text, codec.alert_of),
    "match": (codec.match_text, codec.match_of),
    "entry": (codec.entry_text, codec.entry_of),
}

moments = st.datetimes(timezones=st.just(UTC))
# NaN is left out: it equals nothing, itself included.
matches = st.builds(Match, score=st.floats(allow_nan=False))
# An item has no items of its own.
flat_alerts = st.builds(
    Alert,
    matches=st.lists(matches, max_size=2).map(tuple),
    made_at=moments,
    published=st.none() | moments,
    found_at=st.none() | moments,
    items=st.just(()),
)
alerts = st.builds(
    Alert,
    matches=st.lists(matches, max_size=2).map(tuple),
    made_at=moments,
    published=st.none() | moments,
    found_at=st.none() | moments,
    items=st.lists(flat_alerts, max_size=2).map(tuple),
)
articles = st.builds(Article, published=st.none() | moments, found_at=st.none() | moments)
entries = st.builds(Entry, published=st.none() | moments)


@given(articles)
def test_articles_round_trip(article: Article):
    """Any article comes back equal."""
    assert codec.article_of(codec.article_text(article)) == article


@given(alerts)
def test_alerts_round_trip(alert: Alert):
    """Any alert comes back equal, a digest with its items, enums and tuples as such."""
    again = codec.alert_of(codec.alert_text(alert))
    assert again == alert
    assert (type(again.kind), type(again.priority)) == (type(alert.kind), type(alert.priority))


@given(matches)
def test_matches_round_trip(match: Match):
    """Any match comes back equal, and can be a member of a set again."""
    again = codec.match_of(codec.match_text(match))
    assert again == match
    assert hash(again) == hash(match)


@given(entries)
def test_entries_round_trip(entry: Entry):
    """Any entry comes back equal."""
    assert codec.entry_of(codec.entry_text(entry)) == entry


@given(moments)
def test_moments_round_trip(moment: datetime):
    """Any moment comes back to the microsecond."""
    assert codec.moment(codec.micros(moment)) == moment


def test_moments_of_other_zones_come_back_in_utc():
    """The same moment, told in UTC."""
    paris = datetime(2031, 3, 5, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    assert codec.moment(codec.micros(paris)).isoformat() == "2031-03-05T08:30:00+00:00"


def test_naive_moments_are_a_mistake():
    """A moment without a zone is nobody's moment."""
    with pytest.raises(TypeError):
        codec.micros(datetime(2031, 3, 5))


@given(st.lists(st.integers()).map(tuple))
def test_signatures_round_trip(signature: tuple[int, ...]):
    """Any numbers come back, whatever their size."""
    assert codec.signature_of(codec.signature_bytes(signature)) == signature


@given(st.lists(st.integers(0, 2**32 - 1)).map(tuple))
def test_usual_signatures_take_four_bytes_a_number(signature: tuple[int, ...]):
    """The 32-bit numbers of a MinHash are packed tight."""
    assert len(codec.signature_bytes(signature)) == 1 + 4 * len(signature)


@given(st.text(st.characters()))
def test_plain_text_is_what_a_database_takes(text: str):
    """No NUL and no half surrogate pair is left, all else is as it was."""
    plain = codec.plain(text)
    assert "\0" not in plain
    assert codec.encodable(plain)
    assert codec.encodable(text) is False or "\0" in text or plain == text


def test_half_surrogate_pairs_survive():
    """A hostile title comes back as it was, in text that can be stored."""
    entry = Entry("https://courrier-delta.example/", title="half \ud800 pair, é")
    text = codec.entry_text(entry)
    assert codec.encodable(text)
    assert codec.entry_of(text) == entry


def test_arabic_is_stored_as_arabic():
    """Text is readable in the file, not escaped."""
    text = codec.entry_text(Entry("https://almarfa.example/", title="صحيفة المرفأ"))
    assert "صحيفة المرفأ" in text


@pytest.mark.parametrize("case", CASES["read"], ids=[case["name"] for case in CASES["read"]])
def test_stored_texts_still_read(case: dict):
    """What was once written reads as codec.json says, and is written again as it says."""
    out, back = WAYS[case["noun"]]
    noun = back(json.dumps(case["text"]))
    shown = {name: repr(getattr(noun, name)) for name in case["shows"]}
    assert shown == case["shows"]
    assert json.loads(out(noun)) == case.get("rewritten", case["text"])


@pytest.mark.parametrize("case", CASES["refuse"], ids=[case["name"] for case in CASES["refuse"]])
def test_other_texts_are_refused(case: dict):
    """What is no stored text, or of a newer version, is a ValueError that says why."""
    with pytest.raises(ValueError, match=case["says"]):
        WAYS[case["noun"]][1](case["text"])
