"""What robots.txt says to us."""

from __future__ import annotations

from datetime import timedelta

import pytest
import yaml
from fetch_kit import DATA
from hypothesis import given
from hypothesis import strategies as st

from monitors.web.robots import ALLOW_ALL, MAX_BYTES, parse_robots, robots_url

FILES = yaml.safe_load((DATA / "robots.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["name"])
def test_a_robots_txt_opens_and_closes(file: dict[str, object]) -> None:
    """The addresses of the table are open, closed and paced as its file says."""
    robots = parse_robots(file["text"].encode())
    for path in file.get("may", []):
        assert robots.allows(f"https://news.example{path}"), path
    for path in file.get("may_not", []):
        assert not robots.allows(f"https://news.example{path}"), path
    assert robots.delay == timedelta(seconds=file.get("delay", 0))


def test_what_concerns_nobody_here_costs_no_memory() -> None:
    """A file without a group for us is the one shared object that allows everything."""
    assert parse_robots(b"User-agent: SomeBot\nDisallow: /") is ALLOW_ALL


def test_a_hostile_file_is_read_in_no_time() -> None:
    """Ten thousand agents over ten thousand rules would be a hundred million pairs."""
    agents = b"".join(b"User-agent: a%d\n" % number for number in range(10_000))
    robots = parse_robots(agents + b"User-agent: *\n" + b"Disallow: /a\n" * 10_000)
    assert not robots.allows("https://news.example/a")


@given(st.binary(max_size=500), st.text(max_size=50))
def test_junk_is_read_without_complaint(junk: bytes, path: str) -> None:
    """Any bytes make rules, and any address can be asked."""
    robots = parse_robots(b"User-agent: *\n" + junk)
    assert robots.allows(f"https://news.example/{path}") in {True, False}
    assert timedelta() <= robots.delay <= timedelta(seconds=60)


def test_only_the_first_half_megabyte_counts() -> None:
    """RFC 9309 lets a reader stop after 500 KiB."""
    late = b"User-agent: *\n" + b"#" * MAX_BYTES + b"\nDisallow: /"
    assert parse_robots(late).allows("https://news.example/a")


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("https://news.example/a/b?c#d", "https://news.example/robots.txt"),
        ("http://ed:secret@news.example:8080", "http://news.example:8080/robots.txt"),
    ],
)
def test_where_robots_txt_lives(url: str, where: str) -> None:
    """At the root of the same scheme, host and port, without the login."""
    assert robots_url(url) == where
