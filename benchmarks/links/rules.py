"""Simpler ways of telling articles, to measure against: all look at one link at a time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from importlib import import_module

from monitors.listings.anchors import words
from monitors.listings.urlshape import SLUG_WORDS, date_in, shape, slug_words

Rule = Callable[[str, str], bool]  # address and text of a link → whether it is an article
MANY = 5  # words


def rules() -> dict[str, Rule]:
    """By name, the libraries' rules only where they are installed."""
    own: dict[str, Rule] = {
        "every link": lambda _, __: True,
        "text of 5 words or more": lambda _, text: words(text) >= MANY,
        "slug of 4 words, date or long number": lambda url, _: _by_address(url),
    }
    return own | _libraries()


def _by_address(url: str) -> bool:
    long_number = any(why in {"long number", "opaque identifier"} for why, _ in shape(url))
    return slug_words(url) >= SLUG_WORDS or date_in(url) is not None or long_number


def _libraries() -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    with suppress(ImportError):
        strict = import_module("courlan").check_url
        found["courlan, strict"] = lambda url, _: strict(url, strict=True) is not None
    with suppress(ImportError):
        valid = import_module("newspaper.urls").valid_url
        found["newspaper4k"] = lambda url, _: bool(valid(url))
    return found
