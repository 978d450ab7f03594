"""An article → its Traits: what of it can be compared with another one, in any language.

Headline and lead count for more than the body, of which the first `text.READ` code points
are read. The index keys are made of traits that two reports of one event share and few other
articles of the same days do: never of a name or a state alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC
from hashlib import blake2b
from itertools import combinations

from model.article import Article
from model.story import Traits, Weights
from stories.gazetteer import LOUD, Hit, places
from stories.lexicon import concept, is_stop, mere_units
from stories.names import names
from stories.numbers import days, designations, quantities
from stories.skeleton import skeletons
from stories.text import Word, fold, stem, words

KEYS = 24  # of an article at most
WORDS = 60  # content words kept
PLACES = 8
CONCEPTS = 10


def traits(article: Article, topics: Collection[str] = ()) -> Traits:
    """The traits of an article; `topics` are the names of those that match it."""
    found = words(article)
    hits = places(found, article.language)
    agency = " ".join(fold(part) for part in article.agency.split())
    proper = dict(names(found, hits, agency)) | dict(designations(found))
    published = article.published or article.found_at
    made = Traits(
        language=article.language,
        names=tuple(proper.items()),
        places=_places(found, hits),
        numbers=quantities(found),
        concepts=_concepts(found, hits),
        words=_words(found, hits),
        topics=tuple(sorted(topics)),
        days=days(found, published.astimezone(UTC).date() if published else None),
    )
    return replace(made, keys=keys(made))


def _places(found: Sequence[Word], hits: Sequence[Hit]) -> Weights:
    weighed: dict[str, float] = {}
    for hit in hits:
        if code := hit.entry.code:
            weighed[code] = max(weighed.get(code, 0.0), found[hit.start].prominence)
    return _heaviest(weighed, PLACES)


def _concepts(found: Sequence[Word], hits: Sequence[Hit]) -> Weights:
    taken = _taken(hits)
    weighed: dict[str, float] = {}
    for at, word in enumerate(found):
        one = "" if at in taken else concept(word.text)
        if one and one not in mere_units():
            weighed[one] = max(weighed.get(one, 0.0), word.prominence)
    return _heaviest(weighed, CONCEPTS)


def _taken(hits: Sequence[Hit]) -> frozenset[int]:
    """The words that are places, and so nothing else: سيول in Seoul is no flood."""
    return frozenset(at for hit in hits for at in range(hit.start, hit.end))


def _heaviest(weighed: Mapping[str, float], limit: int) -> Weights:
    """The most prominent, in the order of the text where they are alike."""
    return tuple(sorted(weighed.items(), key=lambda pair: -pair[1])[:limit])


def _words(found: Sequence[Word], hits: Sequence[Hit]) -> tuple[str, ...]:
    taken = _taken(hits)
    kept = (
        word.text
        for at, word in enumerate(found)
        if at not in taken and not is_stop(word.text) and not word.text[0].isdecimal()
    )
    return tuple(dict.fromkeys(kept))[:WORDS]


# --- index keys


def keys(made: Traits) -> tuple[int, ...]:
    """At most KEYS index keys: each way of making them gives in turn, the best first."""
    ways = [_by_name(made), _by_places(made), _by_words(made), _by_number(made)]
    texts: dict[str, None] = {}
    while ways and len(texts) < KEYS:
        for way in list(ways):
            text = next(way, None)
            if text is None:
                ways.remove(way)
            else:
                texts[text] = None
    return tuple(_hash(text) for text in texts)[:KEYS]


def _top(weights: Weights, limit: int) -> list[str]:
    return [value for value, _ in weights[:limit]]


def _by_name(made: Traits) -> Iterator[str]:
    """A name in a state or with a kind of event; two names. Any spelling, in any script."""
    signs = [sign for name, _ in made.names for sign in signs_of(name)][:6]
    companions = (*_top(made.places, 2), *_top(made.concepts, 2 if made.places else 4))
    for one in companions:
        yield from (f"n|{sign}|{one}" for sign in signs[:4])
    yield from (f"n|{one}|{other}" for one, other in combinations(sorted(signs), 2))


def signs_of(name: str) -> tuple[str, ...]:
    """What a name is found by: the skeletons of its last two words, or of its only one."""
    parts = [skeletons(word) for word in name.split()]
    if len(parts) == 1:
        return tuple(one for one in parts[0][:2] if len(one) > 2) or (name,)  # noqa: PLR2004 - shorter are everywhere
    return tuple(f"{first} {last}" for first in parts[-2][:2] for last in parts[-1][:2])


def _by_places(made: Traits) -> Iterator[str]:
    """Two states and a kind of event; a state and two kinds of events or things."""
    places, concepts = _top(made.places, 3), _top(made.concepts, 4)
    for one in concepts:
        for pair in combinations(places, 2):
            yield "|".join(("p", one, *sorted(pair)))
    yield from (
        f"c|{place}|{concepts[0]}" for place in places[:1] if concepts and place not in LOUD
    )
    for place in places[:2]:
        for pair in combinations(concepts, 2):
            yield "|".join(("c", place, *sorted(pair)))


def _by_words(made: Traits) -> Iterator[str]:
    """Two of the headline's words, for reports in one language."""
    stems = [stem(word) for word in made.words[:6]]
    yield from ("|".join(("w", *sorted(pair))) for pair in combinations(stems, 2))


def _by_number(made: Traits) -> Iterator[str]:
    """A quantity and a state or a kind of event."""
    for number in made.numbers[:4]:
        for companion in (*_top(made.places, 1), *_top(made.concepts, 1)):
            yield f"q|{number}|{companion}"


def _hash(text: str) -> int:
    """63 bits, so that it fits a signed integer column of any store."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
