"""Places in running text: names of states, capitals, larger cities and demonyms → ISO codes.

States and their demonyms come from `model.countries`, larger cities from CLDR's exemplar
cities of time zones (through Babel), the seats that stand for a state (the Élysée, the
Pentagon) and the bodies of the world from tables. Names and cities want their capital
letter in Latin script; an Arabic name is found behind its clitics, a demonym in its forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import yaml
from babel import Locale
from babel.core import get_global

from model.countries import country, states
from stories.lexicon import concept
from stories.text import Word, arabic_forms, clean, fold, is_arabic

_BODIES = Path(__file__).parent / "data" / "bodies.yaml"
# states of which so much is written that one kind of event there selects nothing
LOUD = frozenset({"US", "GB", "FR", "RU", "CN", "UA", "IL", "DE", "IN"})
LANGUAGES = ("en", "fr", "ar")
_WORD = re.compile(r"[^\W_]+")
_ACUTE = ("ien", "éen", "en", "on")  # French endings that double their n
_NISBA = ("يات", "يين", "يون", "يه", "ي")
_AS_WORDS = frozenset({"center", "troll", "easter", "eire", "male", "nome", "regina", "resolute"})
_SEATED_DEMONYMS = {"en": (("Korean", "KR"),), "fr": (("coréen", "KR"),), "ar": (("كوري", "KR"),)}
_SHORT_CITIES = frozenset({"دبي", "عدن", "غزه", "حلب"})

# a seat of power → the state that it stands for
_SEATS = {
    "Pentagon": "US",
    "Pentagone": "US",
    "البنتاغون": "US",
    "State Department": "US",
    "Capitol Hill": "US",
    "Élysée": "FR",
    "الإليزيه": "FR",
    "Matignon": "FR",
    "Quai d'Orsay": "FR",
    "Downing Street": "GB",
    "Whitehall": "GB",
    "Westminster": "GB",
    "Bundestag": "DE",
    "Knesset": "IL",
    "الكنيست": "IL",
    "Duma": "RU",
    "الدوما": "RU",
    "Blue House": "KR",
    # Korea without a side is the South in the news of all three languages
    "Korea": "KR",
    "Corée": "KR",
    "كوريا": "KR",
    # and parts that bear the name of another state
    "Niger State": "NG",
    "Niger state": "NG",
    "État du Niger": "NG",
    "ولاية النيجر": "NG",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to call a place. `words` are folded; `code` is a state's or "" for a body."""

    words: tuple[str, ...]
    code: str
    body: str = ""  # what a body or a city is shown as
    exact: str = ""  # printed so and not otherwise: US
    capital: bool = True  # wants a capital letter in Latin script
    demonym: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """Words [start, end) of a text that call a place."""

    start: int
    end: int
    entry: Entry


Table = dict[str, list[Entry]]  # by the first word, longest first


@cache
def known() -> frozenset[str]:
    """The bodies and cities by the names they are shown as: many articles have them."""
    entries = (*_bodies("en"), *(one for lang in LANGUAGES for one in _cities(lang)))
    return frozenset(entry.body for entry in entries)


def places(found: Sequence[Word], language: str | None) -> list[Hit]:
    """The places that the words call, in order; the longest reading wins."""
    latin, hits, at = _table(language or ""), [], 0
    while at < len(found):
        hit = _at(found, at, latin)
        if hit:
            hits.append(hit)
        at = hit.end if hit else at + 1
    return [hit for hit in hits if not _is_doubtful(found, hit, hits)]


def _is_doubtful(found: Sequence[Word], hit: Hit, hits: Sequence[Hit]) -> bool:
    """An Arabic name that is a word as well (سيول, Seoul and floods) wants its state named
    by another word, too."""
    if hit.end - hit.start > 1 or hit.entry.demonym or not concept(found[hit.start].text):
        return False
    words, code = hit.entry.words, hit.entry.code
    return is_arabic(words[0]) and not any(
        other.entry.code == code and other.entry.words != words for other in hits
    )


def _at(found: Sequence[Word], at: int, latin: Table) -> Hit | None:
    word = found[at]
    if is_arabic(word.text):
        return _arabic_at(found, at)
    for entry in latin.get(word.text, ()):
        end = at + len(entry.words)
        if _fits(found[at:end], entry):
            return Hit(at, end, entry)
    return None


def _fits(span: Sequence[Word], entry: Entry) -> bool:
    if entry.capital and not span[0].capital:
        return False
    if entry.exact and span[0].raw.replace(".", "") != entry.exact:
        return False
    return tuple(word.text for word in span) == entry.words


def _arabic_at(found: Sequence[Word], at: int) -> Hit | None:
    for form in arabic_forms(found[at].text):
        for entry in _arabic_names().get(form, ()):
            end = at + len(entry.words)
            if tuple(word.text for word in found[at + 1 : end]) == entry.words[1:]:
                return Hit(at, end, entry)
    return _arabic_demonym(found, at)


def _arabic_demonym(found: Sequence[Word], at: int) -> Hit | None:
    for form in arabic_forms(found[at].text):
        for entry in _arabic_demonyms().get(nisba(form), ()):
            end = at + len(entry.words)
            if tuple(nisba(word.text) for word in found[at + 1 : end]) == entry.words[1:]:
                return Hit(at, end, entry)
    return None


@lru_cache(maxsize=1 << 14)
def nisba(text: str) -> str:
    """An Arabic demonym in its base form: الفرنسيين → فرنسي."""
    base = text.removeprefix("ال")
    for ending in _NISBA:
        if base.endswith(ending) and len(base) - len(ending) >= 2:  # noqa: PLR2004 - letters of a name
            return base[: -len(ending)] + "ي"
    return base


@cache
def _table(language: str) -> Table:
    """The Latin table of an article's language; both where it is neither."""
    chosen = (language,) if language in {"en", "fr"} else ("en", "fr")
    entries = [entry for one in chosen for entry in (*_states(one), *_bodies(one), *_cities(one))]
    return _by_first(entries)


@cache
def _arabic_names() -> Table:
    entries = [*_states("ar"), *_bodies("ar"), *_cities("ar")]
    return _by_first(entry for entry in entries if not entry.demonym)


@cache
def _arabic_demonyms() -> Table:
    found = (entry for entry in _states("ar") if entry.demonym)
    return _by_first(
        Entry(tuple(nisba(word) for word in entry.words), entry.code, demonym=True)
        for entry in found
    )


def _by_first(entries: Iterable[Entry]) -> Table:
    table: Table = {}
    for entry in dict.fromkeys(entries):
        table.setdefault(entry.words[0], []).append(entry)
    for one in table.values():
        one.sort(key=lambda entry: -len(entry.words))
    return table


def _states(language: str) -> Iterator[Entry]:
    for code in states():
        found = country(code, language)
        for name in (*found.names, *found.capitals):
            yield from _entry(name, code)
        for name in found.demonyms:
            yield from _demonyms(name, code, language)
    for name, code in _SEATED_DEMONYMS[language]:
        yield from _demonyms(name, code, language)
    for name, code in _SEATS.items():
        if is_arabic(fold(name)) == (language == "ar"):
            yield from _entry(name, code)


def _entry(name: str, code: str, body: str = "") -> Iterator[Entry]:
    printed = name.removeprefix("=")
    folded = _folded(printed)
    if not folded:
        return
    exact = printed if len(folded) == 1 and printed.isupper() else ""
    yield Entry(folded, code, body, exact)
    if printed.startswith(("Le ", "La ", "The ")):
        yield Entry(folded[1:], code, body)


def _folded(printed: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in _WORD.findall(clean(printed)))


def _demonyms(name: str, code: str, language: str) -> Iterator[Entry]:
    printed = name.removeprefix("=")
    forms = _french(printed) if language == "fr" else (printed, printed + "s")
    for form in forms if language != "ar" else (printed,):
        yield Entry(_folded(form), code, capital=language == "en", demonym=True)


def _french(word: str) -> Iterator[str]:
    """The forms of a French adjective: coréen, coréenne, coréens, coréennes."""
    feminine = word if word.endswith("e") else word + "e"
    doubled = [word + "ne"] if word.endswith(_ACUTE) else []
    for form in (word, feminine, *doubled):
        yield form
        yield form if form.endswith(("s", "x")) else form + "s"


def _bodies(language: str) -> Iterator[Entry]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table = yaml.load(_BODIES.read_text(encoding="utf-8"), loader)  # noqa: S506 - a safe loader
    for body, names in table.items():
        for name in names[language].split(","):
            yield from _entry(name.strip(), "", body)


def _cities(language: str) -> Iterator[Entry]:
    """CLDR's exemplar cities: Dubai, Dubaï, دبي, each with its state."""
    named = Locale(language).time_zones
    english = Locale("en").time_zones
    for zone, code in get_global("zone_territories").items():
        identifier = zone.rsplit("/", 1)[-1].replace("_", " ")
        shown = english.get(zone, {}).get("city") or identifier
        city = named.get(zone, {}).get("city") or ("" if language == "ar" else identifier)
        if code in states() and _is_distinct(city):
            yield from _entry(city, code, fold(shown))


def _is_distinct(city: str) -> bool:
    """Short Arabic names are words as well: only written-out ones are taken."""
    folded = fold(city)
    if is_arabic(folded):
        return len(folded) > 4 or folded in _SHORT_CITIES  # noqa: PLR2004 - letters
    return bool(folded) and folded not in _AS_WORDS and not any(map(str.isdecimal, folded))
