"""What a summary of a burst says: how many alerts, on what, and the most urgent. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chat import words
from chat.html import RLM, isolated, line
from chat.wording.calm import MORE
from model.alert import Alert

HEADLINES = 5
_TOPICS, _TITLE = 4, 60


def heading(items: Sequence[Alert], language: str) -> str:
    """“12 more alerts: 7 Arms transfers, 5 State visits”, each counted under its first topic."""
    base = words.base(language)
    comma = "، " if base == "rtl" else ", "
    counts = Counter(_topic(item) for item in items).most_common()
    told = [f"{count} {isolated(title, base)}" for title, count in counts[:_TOPICS] if title]
    rest = ["…"] if len(counts) > _TOPICS else []
    said = words.counted(MORE, len(items), language)
    colon = " : " if words.tongue(language) == "fr" else ": "
    start = RLM if base == "rtl" else ""
    return f"{start}{said}{colon}{comma.join([*told, *rest])}" if told else f"{start}{said}"


def _topic(item: Alert) -> str:
    first = item.matches[0].topic if item.matches else ""
    return line(dict(item.titles).get(first) or first, _TITLE)


def foremost(items: Sequence[Alert]) -> list[Alert]:
    """The few most urgent, the first of equals."""
    return sorted(items, key=lambda item: (-item.priority, item.id))[:HEADLINES]
