"""Walls are told from news, in three languages."""

from __future__ import annotations

import pytest
import yaml
from fetch_kit import DATA
from hypothesis import given
from hypothesis import strategies as st

from monitors.web.blockpage import block_reason

WALLS = yaml.safe_load((DATA / "walls.yaml").read_text(encoding="utf-8"))
ARTICLES = yaml.safe_load((DATA / "articles.yaml").read_text(encoding="utf-8"))
HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall["name"])
def test_a_wall_is_told_with_its_reason(wall: dict[str, str]) -> None:
    """Each wall of the table is recognised as what it is."""
    assert block_reason(wall["html"].encode(), HTML) == wall["reason"]


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page["name"])
def test_news_is_no_wall(page: dict[str, object]) -> None:
    """What only speaks of walls, or carries their machinery, passes."""
    html = page["html"]
    if repeat := page.get("repeat"):
        html = html.replace("{}", repeat["text"] * repeat["times"])
    assert block_reason(html.encode(), HTML) is None


@pytest.mark.parametrize("content_type", ["application/json", "application/rss+xml", "text/plain"])
def test_only_html_is_looked_at(content_type: str) -> None:
    """Feeds, JSON and text are left to their readers."""
    assert block_reason(WALLS[0]["html"].encode(), content_type) is None


def test_a_page_without_a_type_is_known_by_its_beginning() -> None:
    """Where the header is silent, the bytes tell."""
    assert block_reason(WALLS[0]["html"].encode()) is not None
    assert block_reason(b"Just a moment...") is None


def test_arabic_in_its_old_encoding_is_read() -> None:
    """A wall in windows-1256 is a wall."""
    html = "<html><head><meta charset=windows-1256><title>تم رفض الوصول</title><body>"
    assert block_reason(html.encode("windows-1256"), "text/html") is not None


@pytest.mark.parametrize(
    "html",
    ["<" * 200_000, "<h1>" * 60_000, "<div>" * 50_000, "<noscript><b>" * 20_000, "<a\t>" * 60_000],
    ids=["brackets", "headings", "depth", "noscript", "links"],
)
def test_hostile_markup_is_no_wall_and_no_trouble(html: str) -> None:
    """Unclosed and deeply nested tags are looked at in linear time."""
    assert block_reason(html.encode(), HTML) is None


@given(st.binary(max_size=500), st.text(max_size=30))
def test_any_bytes_are_judged(body: bytes, content_type: str) -> None:
    """No page and no header makes it fail."""
    block_reason(body, content_type)
    block_reason(b"<html>" + body, "text/html;charset=" + content_type)
