"""Time zones by the names people have for them: a city or a country, in three languages. Pure.

Names of cities and countries come from Babel (Unicode CLDR).
"""

from __future__ import annotations

import difflib
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from chat.words import LANGUAGES, tongue

UTC = "UTC"
NEAR = 8  # zones offered
_WORLD = "001"  # CLDR's country of zones that are none's
# Of a country with many zones these are offered first; without a wish, the first few.
USUAL = (
    "Europe/London",
    "Europe/Paris",
    "Africa/Cairo",
    "Asia/Beirut",
    "Asia/Dubai",
    "America/New_York",
    "Europe/Moscow",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Denver",
    "America/Toronto",
    "America/Mexico_City",
    "Asia/Jakarta",
    "Asia/Vladivostok",
    "America/Sao_Paulo",
    "Australia/Sydney",
    "Asia/Shanghai",
)
# What people write instead of a country's name, beside its code.
_SHORT = {"usa": "us", "uk": "gb", "uae": "ae", "drc": "cd", "rdc": "cd", "ksa": "sa"}


def named(written: str) -> list[str]:
    """The zones of that name: one for most, several for a large country, none for what is
    unknown."""
    return list(_index().get(_folded(written), ()))


def nearest(written: str) -> list[str]:
    """The zones perhaps meant: of names spelt alike, or that hold the name."""
    wanted, index = _folded(written), _index()
    close = difflib.get_close_matches(wanted, index, n=NEAR, cutoff=0.7)
    holding = [name for name in index if len(wanted) > 2 and wanted in name]  # noqa: PLR2004 # “us”
    return list(dict.fromkeys(zone for one in [*close, *holding] for zone in index[one]))[:NEAR]


def city(zone: str, language: str) -> str:
    """A zone's city in a language; UTC is itself."""
    if "/" not in zone:
        return zone
    found = get_timezone_location(zone, locale=tongue(language), return_city=True)
    return str(found).rpartition("/")[2]


def _folded(name: str) -> str:
    """One spelling: small letters without accents, blanks for what parts words."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(bare.translate(_PARTING).split())


_PARTING = str.maketrans("_-/,.’'ةى", "       هي")


@cache
def _index() -> dict[str, tuple[str, ...]]:
    """Folded names → zones. Built once, in a fifth of a second."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for written, zone in _zones():
        for name in (written, *_names(zone)):
            found[_folded(name)][zone] = None
    found[_folded(UTC)] = found["gmt"] = {UTC: None}
    return {name: tuple(sorted(zones, key=_rank)) for name, zones in found.items() if name}


def _rank(zone: str) -> tuple[int, str]:
    return (USUAL.index(zone) if zone in USUAL else len(USUAL), zone)


def _zones() -> Iterator[tuple[str, str]]:
    """The zones of this machine that CLDR puts into a country, with those that were renamed:
    each name and the zone it stands for."""
    aliases, countries = get_global("zone_aliases"), get_global("zone_territories")
    known = available_timezones()
    for zone in known:
        current = aliases.get(zone, zone)
        if "/" in zone and current in known and countries.get(current, _WORLD) != _WORLD:
            yield zone, current


def _names(zone: str) -> Iterator[str]:
    yield zone
    yield zone.rpartition("/")[2]
    country = get_global("zone_territories")[zone]
    yield country
    yield from (short for short, code in _SHORT.items() if code == country.lower())
    for language in LANGUAGES:
        yield city(zone, language)
        yield Locale.parse(language).territories.get(country, "")
