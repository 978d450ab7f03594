"""Words, phrases and lists: the leaves that everything else is made of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from rules.document import Document, Hit, View
from rules.gate import stands
from rules.operators.finding import Ask, Finding, Tell
from rules.tree import Phrase, Words

_PLACES = {
    "title": " in the title",
    "lead": " in the lead",
    "body": " in the text",
    "caption": " in a caption",
    "author": " as author",
    "site": " as site",
    "url": " in the address",
    "lang": " as language",
    "tag": " as tag",
}
_LONGEST_QUOTE = 60


def holds(node: Words, view: View, _ask: Ask) -> Finding | None:
    """Every place in the view where one of the words or phrases stands."""
    if not stands(node, view.document.present):  # as most parts of most conditions
        return None
    everywhere = view.document.standing(node, _everywhere)
    hits = tuple([hit for pair in view.ranges for hit in _inside(everywhere, *pair)])
    return Finding(node, hits) if hits else None


def _inside(hits: list[Hit], start: int, end: int) -> list[Hit]:
    low = bisect_left(hits, start, key=_START)
    high = bisect_left(hits, end, lo=low, key=_START)
    return [hit for hit in hits[low:high] if hit.end <= end]


_START = attrgetter("start")


def _everywhere(node: Words, document: Document) -> list[Hit]:
    """All hits of the document in order; those across two fields are in no view."""
    places, present = document.places, document.present
    hits = {_hit(at, 1) for slot in node.singles & present for at in places[slot]}
    for first in node.phrases.keys() & present:
        for phrase in node.phrases[first]:
            hits.update(_phrase_hits(phrase, document))
    return sorted(hits)


def _hit(at: int, length: int) -> Hit:
    return Hit(at, at + length, ((at, at + length),))


def _phrase_hits(phrase: Phrase, document: Document) -> Iterator[Hit]:
    at, length = document.at, len(phrase)
    for start in document.places[phrase[0]]:
        if start + length <= len(at) and all(
            slot in at[start + step] for step, slot in enumerate(phrase)
        ):
            yield _hit(start, length)


def why(finding: Finding, document: Document, _tell: Tell) -> str:
    """As in `"arms deal" in the title`."""
    hit = finding.hits[0]
    return quote(hit, document) + place(hit, document)


def quote(hit: Hit, document: Document) -> str:
    """The printed words of a hit in quotation marks."""
    text = document.printed((hit.start, hit.end))
    if len(text) > _LONGEST_QUOTE:
        text = text[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f'"{text}"'


def place(hit: Hit, document: Document) -> str:
    """Which field the hit stands in, such as ` in the title`."""
    return _PLACES[document.zone_of(hit.start).scope]
