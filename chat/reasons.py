"""The rules' reasons in the chat's language. Pure."""

from __future__ import annotations

from chat.html import isolated
from chat.wording.reasons import PHRASES
from chat.words import base, tongue
from model.reason import Part, Reason

_OTHERS = ("fr", "ar")


def worded(reason: str, language: str) -> str:
    """One line of plain text; what was kept as bare English, and what has no words here, stays
    so."""
    own = tongue(language)
    if own not in _OTHERS or not isinstance(reason, Reason):
        return reason
    known = PHRASES.get(reason.template)
    if known is None:
        return reason
    template = known[_OTHERS.index(own)]
    return template.format(**{name: _part(one, own) for name, one in reason.parts.items()})


def _part(part: Part, language: str) -> str:
    if isinstance(part, Reason):
        return worded(part, language)
    return isolated(str(part), base(language))
