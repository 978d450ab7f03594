"""The written tables of words: what says nothing, what goes before a name, kinds of events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from stories.text import arabic_base, arabic_forms, is_arabic

_DATA = Path(__file__).parent / "data"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _table(name: str) -> Any:
    return yaml.load((_DATA / name).read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - a safe loader


@cache
def listed(section: str, language: str = "") -> frozenset[str]:
    """The words of one section of `data/words.yaml`: of a language, or of all where it is ""."""
    found = _table("words.yaml")[section]
    if isinstance(found, str):
        return frozenset(found.split())
    cells = [found[language]] if language else found.values()
    return frozenset(word for cell in cells for word in str(cell).split())


@cache
def ordered(section: str) -> Mapping[str, int]:
    """The place, from 0, of each word of a section in its language's row: mardi is 1."""
    rows = _table("words.yaml")[section].values()
    return {word.replace("_", " "): at for row in rows for at, word in enumerate(str(row).split())}


@cache
def numbers() -> Mapping[str, int]:
    """Small numbers in letters, by word."""
    rows = _table("words.yaml")["numbers"].values()
    return {word: value for row in rows for value, cell in row.items() for word in cell.split()}


@cache
def letters() -> Mapping[str, str]:
    """Latin letters by the Arabic words that spell them."""
    return dict(_table("words.yaml")["letters"])


@cache
def scales() -> Mapping[str, int]:
    """What multiplies the number before it: milliard is 1,000,000,000."""
    rows = _table("words.yaml")["scales"]
    return {word: int(value) for value, cell in rows.items() for word in cell.split()}


@cache
def _concepts() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Whole words and beginnings of words → concept, Latin and Arabic together."""
    whole: dict[str, str] = {}
    begun: dict[str, str] = {}
    for name, cells in _table("concepts.yaml").items():
        for word in _cells(cells):
            target = begun if word.endswith("*") else whole
            target.setdefault(word.rstrip("*"), _unmarked(name))
    return whole, begun


def _cells(cells: Mapping[str, str]) -> Iterator[str]:
    for cell in cells.values():
        yield from cell.split()


def _unmarked(name: str) -> str:
    return name.rsplit(" ", 1)[-1]


@cache
def units() -> frozenset[str]:
    """The concepts that can be counted."""
    return frozenset(_unmarked(name) for name in _table("concepts.yaml") if " " in name)


@cache
def mere_units() -> frozenset[str]:
    """Those that are units of numbers and nothing else: a percentage, a year."""
    found = (name for name in _table("concepts.yaml") if name.startswith("count "))
    return frozenset(map(_unmarked, found))


@lru_cache(maxsize=1 << 15)
def concept(text: str) -> str:
    """The concept that a folded word speaks of; "" where it speaks of none."""
    if not is_arabic(text):
        return _looked_up(text)
    forms = dict.fromkeys((text, *arabic_forms(text), arabic_base(text)))
    more = [arabic_base(form) for form in forms]
    return next((found for form in (*forms, *more) if (found := _looked_up(form))), "")


def _looked_up(text: str) -> str:
    whole, begun = _concepts()
    if text in whole:
        return whole[text]
    ends = range(len(text), 2, -1)
    return next((begun[text[:end]] for end in ends if text[:end] in begun), "")


@lru_cache(maxsize=1 << 15)
def is_stop(text: str) -> bool:
    """Whether a folded word says nothing by itself."""
    if is_arabic(text):
        stop = listed("stop", "ar")
        return any(form in stop or form.removeprefix("ال") in stop for form in arabic_forms(text))
    return len(text) < 2 or text in _latin_stop()  # noqa: PLR2004 - a letter is no word


@cache
def _latin_stop() -> frozenset[str]:
    calendar = listed("days") | listed("months")
    return listed("stop", "en") | listed("stop", "fr") | calendar


@lru_cache(maxsize=1 << 15)
def is_common(text: str) -> bool:
    """Whether an Arabic word is vocabulary and so no part of a name."""
    return bool(is_stop(text) or concept(text) or text in _arabic_vocabulary())


@cache
def _arabic_vocabulary() -> frozenset[str]:
    calendar = listed("days", "ar") | listed("months")
    return listed("titles", "ar") | listed("offices", "ar") | listed("verbs", "ar") | calendar
