"""The fast way to the text: the one box that holds nearly all paragraphs of a page.

Taken only where it leaves no doubt; the other pages are read by `maintext`. On public news pages
about seven in ten are read this way; what it gains stands in docs/reading.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from monitors.articles.htmltree import Block, class_of

PARAGRAPH = 60  # characters: a shorter block proves nothing
_LINKED = 0.35  # share of a paragraph inside links
_MOSTLY = 0.5  # likewise, of a line that is a link
_SHARE = 0.85  # of a page's paragraphs, by length, that the box must hold
_KEPT = 0.7  # of them that must be left without the boxes within that are none of the text
_SMALL = 0.3  # of them that such a box may hold: one with more is the text, whatever it is called
_LINKS = 0.2  # characters in links to characters in paragraphs
_SHORT = 0.15  # characters in short blocks to characters in paragraphs
_SHORT_LINES = 0.3  # of the lines that stay
_INNER = frozenset({"p", "li", "blockquote", "pre", "dd", "span"})
_PROSE = _INNER | {"div", "section", "article", "td", "main", "body", "center"}
_TAGS = _PROSE | {"dt", "h2", "h3", "h4", "h5", "h6"}
_PAGE = frozenset({"html", "body"})
_CELLS = frozenset({"td", "th"})
UNLIKELY = re.compile(
    r"related|newsletter|promo|share|social|comment|author|byline|side-?bar|widget|caption|credit|"
    r"recommend|teaser|more-?(?:on|news|stories)|read-?(?:more|next|also)|trending|"
    r"most-?(?:read|popular)|subscri|sign-?up|advert|\bads?\b|sponsor|cookie|consent|breadcrumb|"
    r"\btags?\b|topics|footer|disclaimer|\bbio\b|outbrain|taboola|paywall|lire-aussi|modal|popup|"
    r"banner|disqus|toolbar|timestamp|dateline|infobox|gallery|slider|carousel|pagination|\bnav"
)
_HIDDEN = re.compile(r"display\s*:\s*none")


def lines(blocks: Sequence[Block]) -> list[str] | None:
    """The lines of the article in order, not yet clean; None where the page leaves doubt."""
    weights = _weights(block for block in blocks if _is_prose(block))
    box = _box(weights)
    if box is None:
        return None
    inside = _Inside(box, weights)
    kept = [block for block in blocks if not block.zone and inside.holds(block.element)]
    return _joined(kept) if _sure(kept, max(weights.values())) else None


def doubtful(kept: Sequence[str]) -> bool:
    """Whether the clean lines of a box look like anything but paragraphs."""
    short = sum(len(line) < PARAGRAPH for line in kept)
    return not kept or short > max(1, _SHORT_LINES * len(kept))


def _is_prose(block: Block) -> bool:
    return (
        not block.zone
        and len(block.text) >= PARAGRAPH
        and block.tag in _PROSE
        and block.linked < _LINKED
    )


def _weights(paragraphs: Iterable[Block]) -> dict[Any, int]:
    """Characters of paragraphs within each element that holds any."""
    weights: dict[Any, int] = {}
    for block in paragraphs:
        holder = block.element.getparent() if block.tag in _INNER else block.element
        while holder is not None:
            weights[holder] = weights.get(holder, 0) + len(block.text)
            holder = holder.getparent()
    return weights


def _box(weights: dict[Any, int]) -> Any | None:
    """The deepest element that holds nearly all; none where that is the page itself."""
    total = max(weights.values(), default=0)
    holders = [element for element, weight in weights.items() if weight >= _SHARE * total]
    deepest = max(holders, key=lambda e: sum(1 for _ in e.iterancestors()), default=None)
    return None if deepest is None or deepest.tag in _PAGE else deepest


class _Inside:
    """Which elements belong to the text of a box; each is judged once."""

    def __init__(self, box: Any, weights: dict[Any, int]) -> None:
        self.weights = weights
        self.most = _SMALL * max(weights.values())
        self.known: dict[Any, bool] = {box: True}

    def holds(self, element: Any) -> bool:
        """Within the box, and in no smaller box that is hidden or named as furniture."""
        path = []
        while element is not None and element not in self.known:
            path.append(element)
            element = element.getparent()
        answer = element is not None and self.known[element]
        for one in reversed(path):
            answer = answer and not self._is_apart(one)
            self.known[one] = answer
        return answer

    def _is_apart(self, element: Any) -> bool:
        if self.weights.get(element, 0) >= self.most:
            return False
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        return bool(hidden or UNLIKELY.search(class_of(element)))


def _sure(kept: list[Block], total: int) -> bool:
    """Whether what is left is nearly all of the page's paragraphs and hardly anything else."""
    if any(block.tag in _CELLS for block in kept):
        return False
    linked = sum(len(block.text) for block in kept if block.linked >= _MOSTLY)
    plain = [block for block in kept if block.linked < _MOSTLY and block.tag in _TAGS]
    prose = sum(len(block.text) for block in plain if _is_prose(block))
    short = sum(len(block.text) for block in plain) - prose
    return prose >= _KEPT * total and linked <= _LINKS * prose and short <= _SHORT * prose


def _joined(kept: list[Block]) -> list[str]:
    """Lines; what only a line break parts is one."""
    found: list[list[str]] = []
    for block in kept:
        if block.tag not in _TAGS or block.linked >= _MOSTLY:
            continue
        if block.goes_on and found:
            found[-1].append(block.text)
        else:
            found.append([block.text])
    return [" ".join(parts) for parts in found]
