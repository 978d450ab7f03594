"""One condition on one article, node by node: held or not, where, and how near it came.

Every node is judged by the operators themselves, which say by what they ask in which part
of the article their parts are looked for: so a kind of node that is unknown here is told
as held or not held, with what it found and with its parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from model.article import Span
from model.reason import Reason, counted
from rules import tree
from rules.closest import Pair, closest, turned
from rules.document import Document, Hit, View
from rules.operators import OPERATORS, ask
from rules.operators.atleast import mentions
from rules.operators.finding import Finding
from rules.operators.words import place
from rules.tree import Node, children

MOST_PLACES = 3  # quoted of one node, each different
LOOKED_AT = 200  # hits, for these
LONGEST_QUOTE = 60  # code points
MOST_UNITS = 100  # sentences or paragraphs that are tried for the closest
ALMOST = 0.95  # what a node is worth that fails though its parts hold

Asked = tuple[Node, View, Finding | None]  # a part, where it was looked for, what was found


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the article: as printed, in which field, and where (None: no text of it)."""

    words: str
    field: str  # as conditions name it: title, lead, body, caption, author, …
    where: str  # "in the title"
    span: Span | None = None

    def __str__(self) -> str:
        return self.told()

    def told(self) -> Reason:
        """The words in quotation marks, and where."""
        return Reason('"{words}" {where}', words=self.words, where=self.where)


@dataclass(frozen=True, slots=True)
class Step:
    """One node of a condition. `places` are a few of the `count` that it found.

    `progress` is 1 where it holds, below 1 by how much of it does. `note` says what the
    parts do not: how far two words are apart, how many mentions there are.
    """

    kind: str  # "words", "NEAR/8", "OR", "title:"
    text: str  # as typed
    held: bool
    progress: float
    places: tuple[Place, ...] = ()
    count: int = 0
    apart: int | None = None  # of NEAR: words between the closest two, plus one
    note: str = ""
    parts: tuple[Step, ...] = ()


def step(node: Node, view: View, text: str) -> Step:
    """How a compiled node fares in a view; `text` is the whole condition as typed."""
    asked: list[Asked] = []

    def listening(part: Node, inner: View) -> Finding | None:
        finding = ask(part, inner)
        asked.append((part, inner, finding))
        return finding

    finding = OPERATORS[type(node)].holds(node, view, listening)
    parts = tuple(
        _part(node, part, tuple(asked), view, text, held=finding is not None)
        for part in children(node) or ()  # a kind of node that tree.py does not know has none
    )
    hits = finding.hits if finding else ()
    pair = _closest_of(node, view)
    return Step(
        kind=kind(node),
        text=" ".join(text[node.start : node.end].split()),
        held=finding is not None,
        progress=1.0 if finding else _progress(node, parts),
        places=tuple(_places(hits, view.document)),
        count=len(hits),
        apart=pair.apart if pair else None,
        note=_NOTES.get(type(node), _no_note)(node, view, finding),
        parts=parts,
    )


def _part(
    node: Node, part: Node, asked: Sequence[Asked], view: View, text: str, *, held: bool
) -> Step:
    """A part where the operator looked for it; of many sentences the one that came closest."""
    if held or not isinstance(node, tree.Within):
        return step(part, _view_of(part, asked, view, held=held), text)
    tried = [step(part, inner, text) for _, inner, _ in asked[:MOST_UNITS]]
    best = max(tried, key=lambda one: one.progress, default=None)
    return best if best and best.progress > 0 else step(part, view, text)


def _view_of(part: Node, asked: Sequence[Asked], view: View, *, held: bool) -> View:
    """Where the operator looked for a part: where it found it, if the whole node held."""
    found = [inner for one, inner, finding in asked if one is part and finding]
    views = found if held and found else [inner for _, inner, _ in asked]
    if not views:
        return view
    return View(view.document, tuple(sorted({pair for one in views for pair in one.ranges})))


def _progress(node: Node, parts: Sequence[Step]) -> float:
    if not parts:
        return 0.0
    if isinstance(node, tree.Or):
        return max(part.progress for part in parts)
    if isinstance(node, tree.Near) and node.how == "NOTNEAR":
        return ALMOST * parts[0].progress  # the other side need not be there
    return ALMOST * sum(part.progress for part in parts) / len(parts)


def kind(node: Node) -> str:
    """What a node is, as it is written in conditions."""
    match node:
        case tree.Words():
            return "words"
        case tree.Near():
            return f"{node.how}/{node.distance}"
        case tree.First():
            return f"FIRST/{node.count}"
        case tree.AtLeast():
            return f"ATLEAST/{node.count}"
        case tree.Within():
            return node.unit
        case tree.Scope():
            return f"{node.name}:"
        case _:
            return type(node).__name__.upper()


def _places(hits: Sequence[Hit], document: Document) -> Iterator[Place]:
    """The first few hits whose printed words differ."""
    told: set[str] = set()
    for hit in hits[:LOOKED_AT]:
        words = _short(document.printed((hit.start, hit.end)))
        if words.casefold() not in told:
            told.add(words.casefold())
            yield _placed(hit, document, words)
        if len(told) == MOST_PLACES:
            return


def _placed(hit: Hit, document: Document, words: str) -> Place:
    scope = document.zone_of(hit.start).scope
    return Place(words, scope, place(hit, document), document.span((hit.start, hit.end)))


def _short(text: str) -> str:
    if len(text) <= LONGEST_QUOTE:
        return text
    return text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _told(hit: Hit, document: Document) -> Reason:
    return _placed(hit, document, _short(document.printed((hit.start, hit.end)))).told()


def _closest_of(node: Node, view: View) -> Pair | None:
    return closest(node, view) if isinstance(node, tree.Near) else None


# What the parts of a node do not say


def _no_note(_node: Node, _view: View, _finding: Finding | None) -> str:
    return ""


def _near_note(node: tree.Near, view: View, finding: Finding | None) -> str:
    pair = closest(node, view)
    if node.how == "NOTNEAR":
        return _notnear_note(node, view, finding, pair)
    if pair is None:
        return _never_note(node, view)
    if finding:
        near = pair.apart <= node.distance  # else it holds by hits that interlock
        return Reason("{count} apart", count=counted(pair.apart)) if near else ""
    return Reason(
        "closest {count} apart, {allowed} allowed: {pair}",
        count=counted(pair.apart),
        allowed=node.distance,
        pair=_pair(pair, view.document),
    )


def _notnear_note(node: tree.Near, view: View, finding: Finding | None, pair: Pair | None) -> str:
    if finding or pair is None:
        return ""
    return Reason(
        "never more than {count} away from what it must not stand near: {pair}",
        count=counted(node.distance),
        pair=_pair(pair, view.document),
    )


def _never_note(node: tree.Near, view: View) -> str:
    """Why there is no pair at all though both sides may be found."""
    left, right = ask(node.left, view), ask(node.right, view)
    if left is None or right is None:
        return ""
    other = turned(node, view)
    if other is not None:
        return Reason("only in the other order: {pair}", pair=_pair(other, view.document))
    scopes = [view.document.zone_of(one.hits[0].start) for one in (left, right)]
    if scopes[0] is scopes[1]:
        return Reason("one word cannot count for both sides")
    told = [_told(one.hits[0], view.document) for one in (left, right)]
    return Reason("never in one field: {one} and {two}", one=told[0], two=told[1])


def _pair(pair: Pair, document: Document) -> Reason:
    one, other = sorted((pair.one, pair.other))
    words = _short(document.printed((one.start, one.end)))
    return Reason('"{words}" … {told}', words=words, told=_told(other, document))


def _atleast_note(node: tree.AtLeast, view: View, finding: Finding | None) -> str:
    part = finding or ask(node.part, view)
    if not part or not part.hits:
        return ""
    return Reason("{count} of {wanted} times", count=mentions(part.hits), wanted=node.count)


def _within_note(node: tree.Within, view: View, finding: Finding | None) -> str:
    whole = None if finding else ask(node.part, view)
    return _NEVER_IN_ONE[node.unit] if whole else ""


def _elsewhere_note(node: tree.Scope | tree.First, view: View, finding: Finding | None) -> str:
    """Something found outside the field, or behind the first words."""
    whole = None if finding else ask(node.part, view)
    if not whole or not whole.hits:
        return ""
    return Reason("only elsewhere: {told}", told=_told(whole.hits[0], view.document))


_NEVER_IN_ONE = {
    "SENTENCE": Reason("never in one sentence"),
    "PARAGRAPH": Reason("never in one paragraph"),
}
_NOTES: dict[type, Callable[..., str]] = {
    tree.Near: _near_note,
    tree.AtLeast: _atleast_note,
    tree.Within: _within_note,
    tree.Scope: _elsewhere_note,
    tree.First: _elsewhere_note,
}
