"""FIRST/n and the fields: their part is asked about less of the article."""

from __future__ import annotations

from model.reason import Reason
from rules.document import Document, View
from rules.operators.finding import Ask, Finding, Tell, gathered
from rules.tree import First, Scope


def first_words(node: First, view: View, ask: Ask) -> Finding | None:
    """Within the first words of title, lead or text; captions have no place in the order."""
    finding = ask(node.part, view.first(node.count))
    return gathered(node, (finding,)) if finding else None


def in_field(node: Scope, view: View, ask: Ask) -> Finding | None:
    """Within one field: of the view for text, of the article for what is about it."""
    finding = ask(node.part, view.field(node.name))
    return gathered(node, (finding,)) if finding else None


def why_first(finding: Finding, document: Document, tell: Tell) -> str:
    """The part's reason, and that it stands early."""
    told = tell(finding.parts[0], document)
    count = finding.node.count
    return told and Reason("{told} (first {count} words)", told=told, count=count)


def why_in_field(finding: Finding, document: Document, tell: Tell) -> str:
    """The part's reason, which names the field already."""
    return tell(finding.parts[0], document)
