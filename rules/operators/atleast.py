"""ATLEAST/n: its part stands at least n times, no word counted twice."""

from __future__ import annotations

from collections.abc import Sequence

from model.reason import Reason, joined
from rules.document import Document, Hit, View
from rules.operators.finding import Ask, Finding, Tell, gathered
from rules.operators.words import quote
from rules.tree import AtLeast

QUOTED = 2  # different mentions that the reason names


def holds(node: AtLeast, view: View, ask: Ask) -> Finding | None:
    """All mentions, if they are enough."""
    finding = ask(node.part, view)
    if finding is None or mentions(finding.hits) < node.count:
        return None
    return gathered(node, (finding,))


def mentions(hits: Sequence[Hit]) -> int:
    """How many hits there are that share no word: the earliest end first, which is the most."""
    count, free_from = 0, -1
    for hit in sorted(hits, key=lambda one: one.end):
        if hit.start >= free_from:
            count, free_from = count + 1, hit.end
    return count


def why(finding: Finding, document: Document, _tell: Tell) -> str:
    """As in `"drones", "missile" … 4 times`."""
    printed = list(dict.fromkeys(quote(hit, document) for hit in finding.hits))
    quotes = joined("{one}, {two}", [*printed[:QUOTED]])
    if len(printed) > QUOTED:
        quotes = Reason("{quotes} …", quotes=quotes)
    return Reason("{quotes} {count} times", quotes=quotes, count=mentions(finding.hits))
