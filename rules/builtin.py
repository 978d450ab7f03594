"""The built-in lists by name, in a written-out table: what stands in them, in which languages.

A list of the editor's own that bears the same name takes precedence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

from rules import countries, leaders
from rules.lexemes import Fault
from rules.tree import Term

COUNTRY = "country:"
LEADERS = "leaders:"


def _each(of: Callable[[str, str], tuple[Term, ...]]) -> Callable[[str], tuple[Term, ...]]:
    """The terms of every state in one language."""

    def terms(language: str) -> tuple[Term, ...]:
        return tuple(term for code in countries.states() for term in of(code, language))

    return terms


_WHOLE: Mapping[str, Callable[[str], tuple[Term, ...]]] = {
    "countries": _each(countries.places),
    "capitals": _each(countries.capitals),
    "leaders": lambda language: leaders.leaders("", language),
}
_ABOUT = {
    "countries": "names, demonyms, capitals of every state",
    "capitals": "of every state",
    "leaders": "titles of office, no names of persons",
    "leaders:state": "heads of state, monarchs, the pope",
    "leaders:government": "heads of government",
    "leaders:foreign": "foreign ministers",
    "leaders:defence": "defence ministers",
    "leaders:royal": "heirs to a throne",
}


def names() -> tuple[str, ...]:
    """The lists that need no more than a name, and one country as the example of all."""
    return (*_WHOLE, *(LEADERS + group for group in leaders.GROUPS), COUNTRY + "KP")


def about(name: str) -> str:
    """What stands in a built-in list, in a few words."""
    if name.startswith(COUNTRY):
        return countries.english_name(name.removeprefix(COUNTRY).upper())
    return _ABOUT[name]


def known(name: str) -> bool:
    """Whether a list of this name is built in."""
    if name.startswith(COUNTRY):
        return name.removeprefix(COUNTRY).upper() in countries.codes()
    return name in _WHOLE or (
        name.startswith(LEADERS) and name.removeprefix(LEADERS) in leaders.GROUPS
    )


def terms(name: str, languages: Sequence[str]) -> tuple[Term, ...]:
    """The terms of a known built-in list, each in the section of its language."""
    return tuple(dict.fromkeys(term for one in languages for term in _terms(name, one)))


def _terms(name: str, language: str) -> tuple[Term, ...]:
    if name.startswith(COUNTRY):
        return countries.places(name.removeprefix(COUNTRY).upper(), language)
    if name.startswith(LEADERS):
        return leaders.leaders(name.removeprefix(LEADERS), language)
    return _WHOLE[name](language)


def unknown(name: str, start: int, end: int) -> Fault | None:
    """The complaint about a name that only looks like a built-in list; None for another."""
    if name.startswith(COUNTRY):
        code = name.removeprefix(COUNTRY)
        hint = _country_meant(code)
        return Fault(start, end, f"there is no country {code[:60]!s}", hint)
    if name.startswith(LEADERS):
        hint = "groups: " + ", ".join(f"{{{LEADERS}{one}}}" for one in leaders.GROUPS)
        return Fault(start, end, f"there is no list {{{name[:60]}}}", hint)
    return None


_HABITS = {"UK": "GB", "EN": "GB", "EL": "GR", "KO": "KR", "SP": "ES", "JA": "JP", "KS": "XK"}


def _country_meant(code: str) -> str:
    """A country by its name in any of the three languages, or by a code that is near."""
    wanted = code.strip().casefold()
    if code.upper() in _HABITS:
        return _meant(_HABITS[code.upper()])
    by_name = {
        name.removeprefix("=").casefold(): one
        for one in countries.states()
        for language in ("en", "fr", "ar")
        for name in countries.country(one, language).names
    }
    close = get_close_matches(wanted[:60], by_name, 1)
    if close:
        return _meant(by_name[close[0]])
    return "write the two letters of ISO 3166, such as {country:KP} or {country:FR}"


def _meant(code: str) -> str:
    return f"did you mean {{{COUNTRY}{code}}}, {countries.english_name(code)}?"
