"""The pure half of fetching: statuses, Retry-After, redirects, sizes in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest
from fetch_kit import NOW
from hypothesis import given
from hypothesis import strategies as st

from model.source import FetchFailed, NotModified, Request
from monitors.web.answers import (
    LONGEST_WAIT,
    Redirect,
    Trail,
    announced_size,
    host_of,
    is_web,
    judge,
    retry_after,
    size_in_words,
)
from monitors.web.journey import Journey

HEADERS = st.dictionaries(
    st.sampled_from(["location", "retry-after", "content-length", "etag"]), st.text(max_size=40)
)


@given(st.integers(0, 1200), HEADERS, st.booleans())
def test_every_answer_has_a_meaning(
    status: int, headers: dict[str, str], conditional: bool
) -> None:
    """Any status and any headers lead to one of the four values; only 200 and 203 to a body."""
    got = judge("http://a.example/", status, headers, conditional=conditional, now=NOW)
    assert (got is None) is (status in {200, 203})
    assert got is None or isinstance(got, Redirect | NotModified | FetchFailed)
    assert announced_size(headers) >= 0


@given(st.text(max_size=60) | st.integers().map(str))
def test_any_retry_after_is_a_bounded_wait_or_none(text: str) -> None:
    """Nothing a server writes there makes the wait negative or endless."""
    wait = retry_after(text, NOW)
    assert wait is None or timedelta() <= wait <= LONGEST_WAIT


@given(st.integers(0, 86_399))
def test_a_retry_after_date_means_the_time_until_then(seconds: int) -> None:
    """A date and the seconds until it say the same."""
    until = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(until, NOW) == retry_after(str(seconds), NOW) == timedelta(seconds=seconds)


def test_a_naive_date_is_utc() -> None:
    """A date with the unknown zone -0000 is read as UTC."""
    moment: datetime = NOW + timedelta(minutes=1)
    text = moment.strftime("%a, %d %b %Y %H:%M:%S -0000")
    assert retry_after(text, NOW) == timedelta(minutes=1)


@given(st.lists(st.text(min_size=1, max_size=20), max_size=30))
def test_a_trail_always_ends(locations: list[str]) -> None:
    """After at most ten different steps a trail refuses to go on, whatever it is told."""
    trail = Trail("http://a.example/")
    steps = [trail.step(Redirect(f"http://a.example/{x}", permanent=True)) for x in locations]
    assert sum(step is None for step in steps) <= 10
    assert len(trail.seen) == 1 + sum(step is None for step in steps)


@given(st.text(max_size=80))
def test_any_text_has_a_host_to_show(text: str) -> None:
    """Messages can be written about every address, web or not."""
    for url in (text, f"http://{text}/"):
        assert isinstance(host_of(url), str)
        assert is_web(url) in {True, False}


@pytest.mark.parametrize(
    ("size", "words"),
    [(8_000_000, "8 MB"), (512_000, "512 kB"), (1_500_000, "1.5 MB"), (12, "12 bytes")],
)
def test_sizes_are_said_in_words(size: int, words: str) -> None:
    """The largest unit that stays readable."""
    assert size_in_words(size) == words


@given(st.text(max_size=50), st.text(max_size=50))
def test_only_plain_validators_are_sent(etag: str, modified: str) -> None:
    """No validator can smuggle a header line into the next request."""
    url = "http://a.example/"
    journey = Journey(Request(url, etag=etag, last_modified=modified), Trail(url), 30)
    for value in journey.validators().values():
        assert value.isascii()
        assert value.isprintable()
