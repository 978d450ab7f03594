"""SENTENCE(…) and PARAGRAPH(…): their part must hold within one of them."""

from __future__ import annotations

from rules.document import Document, View
from rules.operators.finding import Ask, Finding, Tell, gathered
from rules.tree import Within


def holds(node: Within, view: View, ask: Ask) -> Finding | None:
    """Every sentence or paragraph of the view in which the part holds."""
    inside = view.units(node.unit).one_by_one()
    parts = tuple(finding for one in inside if (finding := ask(node.part, one)))
    return gathered(node, parts) if parts else None


def why(finding: Finding, document: Document, tell: Tell) -> str:
    """The reason of the first one."""
    told = tell(finding.parts[0], document)
    return told and f"{told}, in one {finding.node.unit.lower()}"
