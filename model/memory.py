"""What is remembered of a site's pages, so that its furniture can be told from its news."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteMemory:
    """A site's last pages and the lines known as furniture. Lines are 63-bit numbers
    (`monitors.articles.learning.line_hashes`), days proleptic ordinals (`date.toordinal`)."""

    site: str
    pages: tuple[tuple[str, tuple[int, ...]], ...] = ()  # (article id, lines), oldest first
    furniture: tuple[tuple[int, int], ...] = ()  # (line, day last seen), sorted
