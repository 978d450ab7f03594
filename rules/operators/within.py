"""SENTENCE(…) and PARAGRAPH(…): their part must hold within one of them."""

from __future__ import annotations

from model.reason import Reason
from rules.document import Document, View
from rules.operators.finding import Ask, Finding, Tell, gathered
from rules.tree import Within

_IN_ONE = {
    "SENTENCE": "{told}, in one sentence",
    "PARAGRAPH": "{told}, in one paragraph",
}


def holds(node: Within, view: View, ask: Ask) -> Finding | None:
    """Every sentence or paragraph of the view in which the part holds."""
    inside = view.units(node.unit).one_by_one()
    parts = tuple(finding for one in inside if (finding := ask(node.part, one)))
    return gathered(node, parts) if parts else None


def why(finding: Finding, document: Document, tell: Tell) -> str:
    """The reason of the first one."""
    told = tell(finding.parts[0], document)
    return told and Reason(_IN_ONE[finding.node.unit], told=told)
