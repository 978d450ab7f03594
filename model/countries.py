"""The states of the world by their ISO codes: names, demonyms, capitals.

Names in every configured language come from CLDR through Babel; other names, demonyms and
capitals in English, French and Arabic from `data/countries.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from babel import Locale, UnknownLocaleError

_DATA = Path(__file__).parent / "data" / "countries.yaml"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOT_STATES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # CLDR names these, too
_BRACKETED = re.compile(r"\s*\(([^)]*)\)")
_AND = {"en": " and ", "fr": " et "}


@dataclass(frozen=True, slots=True)
class Country:
    """What a state is called in one language: entries as the data file writes them."""

    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


@cache
def _data() -> Mapping[str, Mapping[str, str]]:
    text = _DATA.read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, _LOADER)  # noqa: S506 - a safe loader
    return loaded


@cache
def _cldr(language: str) -> Mapping[str, str]:
    try:
        return dict(Locale(language).territories)
    except (UnknownLocaleError, ValueError):
        return {}


def states() -> tuple[str, ...]:
    """The codes (ISO 3166-1, and XK) of all states, in order."""
    return tuple(_data())


@cache
def codes() -> frozenset[str]:
    """Every code that has a name: the states and their outlying parts, such as GL."""
    known = {code for code in _cldr("en") if len(code) == 2 and code.isalpha()}  # noqa: PLR2004 - ISO 3166-1 alpha-2
    return frozenset(known - _NOT_STATES)


def english_name(code: str) -> str:
    """What CLDR calls a state in English."""
    return _cldr("en")[code]


@cache
def country(code: str, language: str) -> Country:
    """The names, demonyms and capitals of a state in one language."""
    cells = _data().get(code, {}).get(language, ";;").split(";")
    names, demonyms, capitals = (_entries(cell) for cell in cells)
    official = tuple(_official(code, language))
    if names[:1] and names[0].startswith("!"):
        names, official = (names[0][1:].strip(), *names[1:]), ()
    capitals = tuple(one for name in capitals for one in (official if name == "=" else (name,)))
    return Country(tuple(dict.fromkeys((*official, *names))), demonyms, capitals)


def _entries(cell: str) -> tuple[str, ...]:
    return tuple(entry for part in cell.split(",") if (entry := part.strip()))


def _official(code: str, language: str) -> Iterator[str]:
    """CLDR's name, as people write it: Myanmar (Burma) is two names, & is a word."""
    name = _cldr(language).get(code, "")
    for one in (_BRACKETED.sub("", name), *_BRACKETED.findall(name)):
        if one:
            yield one
        if "&" in one and language in _AND:
            yield re.sub(r"\s*&\s*", _AND[language], one)
