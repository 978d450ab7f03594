"""The built-in lists of places: {country:KP}, {countries}, {capitals}.

What the states are called is told by `model.countries`. Names are found as written, since
turkey and chad are words as well; demonyms are inflected like any word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.countries import Country, codes, country, english_name, states
from rules.tree import Term
from rules.words import bare, is_arabic

__all__ = ["Country", "capitals", "codes", "country", "english_name", "places", "states"]


_ACCENTED_CAPITAL = re.compile("[\u00c0-\u00de]")  # Érythrée is printed as Erythrée


def places(code: str, language: str) -> tuple[Term, ...]:
    """{country:KP} in one language: names, demonyms and capitals."""
    found = country(code, language)
    as_written = [term for name in (*found.names, *found.capitals) for term in _name(name)]
    return _with_section((*as_written, *(_word(one) for one in found.demonyms)), language)


def capitals(code: str, language: str) -> tuple[Term, ...]:
    """The capitals of a state in one language."""
    found = [term for name in country(code, language).capitals for term in _name(name)]
    return _with_section(tuple(found), language)


def _with_section(terms: tuple[Term, ...], language: str) -> tuple[Term, ...]:
    made = (Term(one.text, 0, len(one.text), one.exact, language) for one in terms)
    return tuple(dict.fromkeys(made))


def _word(entry: str) -> Term:
    text = entry.removeprefix("=")
    return Term(text, 0, len(text), exact=text != entry)


def _name(entry: str) -> Iterator[Term]:
    """A name as written, without accents (or those of capitals), and in capitals.

    An Arabic one takes its clitics.
    """
    if entry.startswith("=") or is_arabic(entry):
        yield _word(entry)
        return
    plain = _ACCENTED_CAPITAL.sub(lambda found: bare(found.group()), entry)
    for text in (entry, plain, bare(entry), entry.upper(), bare(entry.upper())):
        yield Term(text, 0, len(text), exact=True)
