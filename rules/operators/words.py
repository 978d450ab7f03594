"""Words, phrases and lists: the leaves that everything else is made of."""

from __future__ import annotations

from model.reason import Reason
from rules.document import Document, Hit, View
from rules.gate import stands
from rules.operators.finding import Ask, Finding, Tell
from rules.tree import Words

_PLACES = {
    "title": Reason("in the title"),
    "lead": Reason("in the lead"),
    "body": Reason("in the text"),
    "caption": Reason("in a caption"),
    "author": Reason("as author"),
    "site": Reason("as site"),
    "url": Reason("in the address"),
    "lang": Reason("as language"),
    "tag": Reason("as tag"),
}
_LONGEST_QUOTE = 60


def holds(node: Words, view: View, _ask: Ask) -> Finding | None:
    """Every place in the view where one of the words or phrases stands."""
    if not stands(node, view.document.present):  # as most parts of most conditions
        return None
    hits = view.among(_everywhere(node, view.document))
    return Finding(node, tuple(hits)) if hits else None


def _everywhere(node: Words, document: Document) -> list[Hit]:
    """All hits of the document in order; those across two fields are in no view."""
    present = document.present
    rows = [document.stands((slot,)) for slot in node.singles & present]
    for first in node.phrases.keys() & present:
        rows += [document.stands(phrase) for phrase in node.phrases[first]]
    filled = [row for row in rows if row]
    return filled[0] if len(filled) == 1 else sorted(set().union(*filled))


def why(finding: Finding, document: Document, _tell: Tell) -> str:
    """As in `"arms deal" in the title`."""
    return placed(finding.hits[0], document)


def placed(hit: Hit, document: Document) -> Reason:
    """The printed words of a hit in quotation marks, and their field."""
    return Reason('"{words}" {where}', words=printed(hit, document), where=place(hit, document))


def quote(hit: Hit, document: Document) -> Reason:
    """The printed words of a hit in quotation marks."""
    return Reason('"{words}"', words=printed(hit, document))


def printed(hit: Hit, document: Document) -> str:
    """The words of a hit as they stand in the article, cut where they are many."""
    text = " ".join(document.printed((hit.start, hit.end)).split())
    if len(text) > _LONGEST_QUOTE:
        return text[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return text


def place(hit: Hit, document: Document) -> Reason:
    """Which field the hit stands in, such as `in the title`."""
    return _PLACES[document.zone_of(hit.start).scope]
