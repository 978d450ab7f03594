"""Steps in words: what a condition found, or what it lacked, on one line."""

from __future__ import annotations

from collections.abc import Iterator

from model.reason import Reason, joined
from rules.steps import Step

MOST_TOLD = 4  # parts of a condition that one line names
LONGEST_NAME = 40  # code points of a part as typed


def found(held: Step) -> str:
    """What a step that holds found: `"drones" in the text`; "" for what has no evidence."""
    return joined("{one} and {two}", [place.told() for place in held.places[:2]])


def lacking(failed: Step) -> str:
    """What a step that does not hold found and missed, as far as it came."""
    told = list(dict.fromkeys(_told(failed)))
    listed = joined("{one}, {two}", told[:MOST_TOLD])
    rest = len(told) - MOST_TOLD
    return Reason("{listed} and {count} more", listed=listed, count=rest) if rest > 0 else listed


def _told(one: Step) -> Iterator[str]:
    if one.held and one.places:
        yield Reason("{name} found ({evidence})", name=name(one), evidence=_first(one))
    elif one.held:
        yield Reason("{name} holds", name=name(one))
    elif one.note:
        yield one.note
    elif one.kind == "NOT":
        part = one.parts[0]
        yield Reason("{name} stands there ({evidence})", name=name(part), evidence=_first(part))
    elif not one.parts or not _far(one):
        yield Reason("{name} not found", name=name(one))
    elif one.kind == "OR":
        yield from _told(max(one.parts, key=lambda part: part.progress))
    else:
        for part in _wanted(one):
            yield from _told(part)


def _wanted(one: Step) -> tuple[Step, ...]:
    """The parts that a step asks for; what must not stand near is none of them."""
    return one.parts[:1] if one.kind.startswith("NOTNEAR/") else one.parts


def _far(one: Step) -> bool:
    """Whether the parts say more than that nothing was found."""
    return one.progress > 0 or one.kind not in ("OR", "words")


def _first(one: Step) -> Reason:
    return one.places[0].told() if one.places else Reason("without words to quote")


def name(one: Step) -> str:
    """The step as typed, cut where it is long."""
    if len(one.text) <= LONGEST_NAME:
        return one.text
    return one.text[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"
