"""FIRST/n and the fields: their part is asked about less of the article."""

from __future__ import annotations

from rules.document import Document, View
from rules.operators.finding import Ask, Finding, Tell, gathered
from rules.tree import First, Scope


def first_words(node: First, view: View, ask: Ask) -> Finding | None:
    """Within the first words of title, lead or text; captions have no place in the order."""
    ordered = view.document.scoped(("title", "lead", "body"))
    heads = [(start, min(end, start + node.count)) for start, end in ordered.ranges]
    finding = ask(node.part, view.within(heads))
    return gathered(node, (finding,)) if finding else None


def in_field(node: Scope, view: View, ask: Ask) -> Finding | None:
    """Within one field: of the view for text, of the article for what is about it."""
    named = view.document.scoped((node.name,))
    narrowed = view.within(named.ranges) if node.name in _TEXT else named
    finding = ask(node.part, narrowed)
    return gathered(node, (finding,)) if finding else None


_TEXT = ("title", "lead", "body", "caption")


def why_first(finding: Finding, document: Document, tell: Tell) -> str:
    """The part's reason, and that it stands early."""
    told = tell(finding.parts[0], document)
    return told and f"{told} (first {finding.node.count} words)"


def why_in_field(finding: Finding, document: Document, tell: Tell) -> str:
    """The part's reason, which names the field already."""
    return tell(finding.parts[0], document)
