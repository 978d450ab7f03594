"""AND, OR and NOT."""

from __future__ import annotations

from model.reason import joined
from rules.document import Document, View
from rules.operators.finding import Ask, Finding, Tell, gathered
from rules.tree import And, Not, Or


def all_hold(node: And, view: View, ask: Ask) -> Finding | None:
    """All parts, or nothing."""
    parts = []
    for part in node.parts:
        finding = ask(part, view)
        if finding is None:
            return None
        parts.append(finding)
    return gathered(node, tuple(parts))


def any_holds(node: Or, view: View, ask: Ask) -> Finding | None:
    """All the parts that hold, if any does."""
    parts = tuple(finding for part in node.parts if (finding := ask(part, view)))
    return gathered(node, parts) if parts else None


def does_not_hold(node: Not, view: View, ask: Ask) -> Finding | None:
    """Holds, without evidence, where the part does not."""
    return Finding(node, ()) if ask(node.part, view) is None else None


def why_all(finding: Finding, document: Document, tell: Tell) -> str:
    """The parts' reasons joined by `and`; a NOT has none."""
    reasons = [reason for part in finding.parts if (reason := tell(part, document))]
    return joined("{one} and {two}", reasons)


def why_any(finding: Finding, document: Document, tell: Tell) -> str:
    """The reason of the first part that has one."""
    return next((reason for part in finding.parts if (reason := tell(part, document))), "")


def why_not(_finding: Finding, _document: Document, _tell: Tell) -> str:
    """The absence of something is no evidence that could be quoted."""
    return ""
