"""How like two articles are in their traits: a few named features, each between 0 and 1.

Names are compared by the skeletons of two adjacent words (`knk n` of Kim Jong Un), so that
script and spelling do not matter; of an Arabic article all content words count as possible
names when the other one is in Latin script. A surname alone counts less than a whole name.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from model.story import Traits, Weights
from stories.gazetteer import LOUD, known
from stories.lexicon import is_common, listed, mere_units
from stories.skeleton import alike, skeletons
from stories.text import BODY, arabic_base, is_arabic, stem

_LOUDNESS = 0.6  # what a loud state counts for
_BACKGROUND = 0.1  # what counts a trait that stands in the body of both
_GENERIC = 0.4  # and a concept that many articles touch on
_SPANS = frozenset({"day", "month", "year"})
SURNAME = 3  # consonants of a name that can stand alone
FRONT = 0.6  # prominence of headline and lead
_TYPE = re.compile(r"[a-z]{1,3}\d{1,4}[a-z]?")


@dataclass(frozen=True, slots=True)
class Profile:
    """The traits of one article, laid out for comparison. Signs are skeletons of names."""

    traits: Traits
    whole: Mapping[str, tuple[float, str]]  # two adjacent words → prominence, name
    alone: Mapping[str, tuple[float, str]]  # one word → prominence, word
    loose: Mapping[str, str]  # Arabic: sign of words that may be a name → the words
    known: Mapping[str, float]  # bodies and cities
    types: frozenset[str]  # designations: f16
    places: Mapping[str, float]
    concepts: Mapping[str, float]
    stems: frozenset[str]
    numbers: frozenset[str]
    days: frozenset[str]
    topics: frozenset[str]
    arabic: bool


@lru_cache(maxsize=1 << 11)  # some 10 kB each with its traits, made in 0.2 ms
def profile(traits: Traits) -> Profile:
    """The profile of an article's traits."""
    arabic = bool(traits.words) and is_arabic(traits.words[0])
    proper = tuple(pair for pair in traits.names if pair[0] not in known())
    return Profile(
        traits=traits,
        whole=_whole(proper),
        alone=_alone(proper),
        loose=dict(_loose(traits.words)) if arabic else {},
        known={name: weight for name, weight in traits.names if name in known()},
        types=frozenset(name for name, _ in proper if _TYPE.fullmatch(name)),
        places=dict(traits.places),
        concepts=dict(traits.concepts),
        stems=frozenset(map(stem, traits.words)),
        numbers=frozenset(number for number in traits.numbers if _tells(number)),
        days=frozenset(traits.days),
        topics=frozenset(traits.topics),
        arabic=arabic,
    )


def unit_of(number: str) -> str:
    """What a quantity counts; "" for a bare number."""
    return "" if number.startswith("n ") else number.split(" ", 1)[1]


def _tells(number: str) -> bool:
    """Small counts, and those of days and the like, are everywhere."""
    unit = unit_of(number)
    value = float(number.removeprefix("n ").split(" ", 1)[0])
    return unit not in _SPANS and (value > 2 or unit not in mere_units())  # noqa: PLR2004 - two of anything


def _whole(names: Weights) -> dict[str, tuple[float, str]]:
    found: dict[str, tuple[float, str]] = {}
    for name, prominence in names:
        parts = name.split()
        for first, last in pairwise(parts):
            for sign in _pairs(first, last):
                found.setdefault(sign, (prominence, name))
    return found


def _pairs(first: str, last: str) -> Iterator[str]:
    for one in skeletons(first)[:2]:
        for other in skeletons(last)[:2]:
            if len(one) + len(other) > SURNAME:
                yield f"{one} {other}"


def _alone(names: Weights) -> dict[str, tuple[float, str]]:
    found: dict[str, tuple[float, str]] = {}
    for name, prominence in names:
        last = name.rsplit(" ", 1)[-1]
        for sign in skeletons(last)[:2]:
            if len(sign) >= SURNAME or (" " not in name and len(last) > SURNAME):
                found.setdefault(sign, (prominence, last))
    return found


def _loose(words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    bases = [word.removeprefix("و") if len(word) > SURNAME else word for word in words]
    bases = [arabic_base(word) for word in bases]
    for first, last in pairwise(bases):
        yield from ((sign, f"{first} {last}") for sign in _pairs(first, last))
    for word, base in zip(words, bases, strict=True):
        if not is_common(word):
            yield from ((sign, base) for sign in skeletons(base) if len(sign) >= SURNAME)


def shared_names(left: Profile, right: Profile) -> dict[str, float]:
    """The whole names that both have (as the second writes them), with their prominence."""
    found: dict[str, float] = {}
    for sign in left.whole.keys() & right.whole.keys():
        _keep(found, right.whole[sign][1], left.whole[sign][0], right.whole[sign][0])
    if left.arabic != right.arabic:
        arabic, latin = (left, right) if left.arabic else (right, left)
        for sign in arabic.loose.keys() & latin.whole.keys():
            _keep(found, latin.whole[sign][1], latin.whole[sign][0], latin.whole[sign][0])
    return found


def shared_surnames(left: Profile, right: Profile) -> dict[str, float]:
    """The single names that both have."""
    found: dict[str, float] = {}
    for sign in left.alone.keys() & right.alone.keys():
        if alike(left.alone[sign][1], right.alone[sign][1]):
            _keep(found, right.alone[sign][1], left.alone[sign][0], right.alone[sign][0])
    if left.arabic != right.arabic:
        arabic, latin = (left, right) if left.arabic else (right, left)
        for sign in arabic.loose.keys() & latin.alone.keys():
            if alike(arabic.loose[sign], latin.alone[sign][1]):
                _keep(found, latin.alone[sign][1], latin.alone[sign][0], latin.alone[sign][0])
    return found


def _keep(found: dict[str, float], name: str, one: float, other: float) -> None:
    found[name] = max(found.get(name, 0.0), _together(one, other))


# --- features


@dataclass(frozen=True, slots=True)
class Shared:
    """What two articles have in common, for the score and for the people who ask why."""

    names: Mapping[str, float]
    surnames: Mapping[str, float]
    known: frozenset[str]
    types: frozenset[str]
    places: frozenset[str]
    concepts: frozenset[str]
    numbers: frozenset[str]
    stems: frozenset[str]
    days: frozenset[str]
    topics: frozenset[str]


def shared(left: Profile, right: Profile) -> Shared:
    """The traits that both have."""
    whole = shared_names(left, right)
    inside = {word for name in whole for word in name.split()}
    alone = shared_surnames(left, right)
    return Shared(
        whole,
        {name: weight for name, weight in alone.items() if name not in inside},
        frozenset(left.known.keys() & right.known.keys()),
        left.types & right.types,
        frozenset(left.places.keys() & right.places.keys()),
        frozenset(left.concepts.keys() & right.concepts.keys()),
        left.numbers & right.numbers,
        left.stems & right.stems if left.arabic == right.arabic else frozenset(),
        left.days & right.days,
        left.topics & right.topics,
    )


def features(left: Profile, right: Profile, hours: float, common: Shared) -> dict[str, float]:
    """How like two articles are, and how unlike: each value in [0, 1]."""
    same = left.traits.language == right.traits.language
    words = _cosine(len(common.stems), len(left.stems), len(right.stems))
    return {
        "names": _sated(1.2 * sum(common.names.values())),
        "surnames": _sated(1.2 * sum(common.surnames.values())),
        "known": _sated(0.7 * len(common.known)),
        "places": _sated(0.8 * _place_weight(left, right, common)),
        "elsewhere": _elsewhere(left, right),
        "concepts": _sated(0.6 * _concept_weight(left, right, common)),
        "numbers": _sated(0.8 * len(common.numbers)),
        "other numbers": float(_numbers_differ(left, right, common)),
        "words": words if same else 0.0,
        "cognates": words if not same else 0.0,
        "script": float(left.arabic != right.arabic),
        "language": float(not same and left.arabic == right.arabic),
        "days": float(bool(common.days)),
        "other days": float(_differ(left.days, right.days)),
        "other types": float(_differ(left.types, right.types)),
        "topics": float(bool(common.topics)),
        "other topics": float(_differ(left.topics, right.topics)),
        "gap": min(hours / 168, 1.0),
        "next day": min(hours / 24, 1.0),
    }


def _sated(amount: float) -> float:
    """Each further one counts less: 1 - e^-amount."""
    return 1.0 - math.exp(-amount)


def _cosine(common: int, left: int, right: int) -> float:
    return common / math.sqrt(left * right) if common else 0.0


def _together(one: float, other: float) -> float:
    """What a trait that both have counts: little where it is background in both, since
    agencies repeat the same last paragraph under many stories."""
    return _BACKGROUND if max(one, other) <= BODY else math.sqrt(one * other)


def _place_weight(left: Profile, right: Profile, common: Shared) -> float:
    return sum(
        _together(left.places[code], right.places[code]) * (_LOUDNESS if code in LOUD else 1.0)
        for code in common.places
    )


def _elsewhere(left: Profile, right: Profile) -> float:
    """The share of prominent states that the other article does not name at all; 0 where
    one of them names none."""
    if not left.places or not right.places:
        return 0.0
    mine = {code for code, weight in left.places.items() if weight >= FRONT}
    theirs = {code for code, weight in right.places.items() if weight >= FRONT}
    unmet = (mine - right.places.keys()) | (theirs - left.places.keys())
    return len(unmet) / len(mine | theirs) if unmet else 0.0


def _concept_weight(left: Profile, right: Profile, common: Shared) -> float:
    return sum(
        _together(left.concepts[one], right.concepts[one]) * _telling(one)
        for one in common.concepts
    )


def _telling(concept: str) -> float:
    return _GENERIC if concept in listed("generic") else 1.0


def _numbers_differ(left: Profile, right: Profile, common: Shared) -> bool:
    """They count the same thing and never alike: 8 batteries and 6 batteries."""
    met = {unit_of(number) for number in common.numbers}
    mine = {unit_of(number) for number in left.numbers} - met - {""}
    return any(unit_of(number) in mine for number in right.numbers)


def _differ(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left) and bool(right) and not left & right


def novelty(mine: Profile, story: Sequence[Profile]) -> dict[str, float]:
    """What sets an article apart from a story as a whole: the shares in [0, 1] of its prominent
    states that none of the members puts in front, of the states in front of most members that
    it does not, of its prominent names that none has (0 against another script); and whether
    it has moved on, to days and to a state that are both new."""
    fronts = Counter(code for one in story for code in _front(one))
    own = _front(mine)
    core = {code for code, n in fronts.items() if 2 * n > len(story)}
    days = {day for one in story for day in one.days}
    elsewhere = own - fronts.keys()
    later = bool(mine.days and days) and not mine.days & days
    return {
        "new places": _share(elsewhere, own),
        "missing places": _share(core - own, core) if own else 0.0,
        "new names": _new_names(mine, story),
        "moved on": float(later and bool(elsewhere)),
    }


def _front(one: Profile) -> frozenset[str]:
    return frozenset(code for code, weight in one.places.items() if weight >= FRONT)


def _share(part: AbstractSet[str], whole: AbstractSet[str]) -> float:
    return len(part) / len(whole) if whole else 0.0


def _new_names(mine: Profile, story: Sequence[Profile]) -> float:
    """A name is met where one of its words is among a member's words or names, or sounds alike."""
    near = [one for one in story if one.arabic == mine.arabic]
    front = [name for name, weight in mine.traits.names if weight >= FRONT]
    if not near or not front:
        return 0.0
    met = {word for one in near for word in (*one.stems, *one.alone, *one.types, *one.known)}
    unmet = [name for name in front if not met & _ways_to_say(name)]
    return len(unmet) / len(front)


def _ways_to_say(name: str) -> frozenset[str]:
    words = name.split()
    return frozenset({name, *map(stem, words), *skeletons(words[-1])[:2]})
