"""The paragraphs of a page: trafilatura in its precise mode, with plain rules before and after.

Measured (F1 / clean first 60 words): trafilatura precise .964/.71 on the public benchmark; no
other single library reaches it on news. Its caches are bounded: over 540 pages of different
words the process stood at 125 MB with and without emptying them.
"""

from __future__ import annotations

from typing import Any

import trafilatura
from lxml import etree

from monitors.articles import captions
from monitors.articles.htmltree import Block, text_of
from monitors.text.hygiene import tidy

# What trafilatura's time grows with: elements, each weighed by its depth and 10. The pages of the
# public set have up to 40,000; beyond the bound it needs seconds, and the plain rules stand in.
MOST_WORK = 200_000
_EACH = 10
_LINKED = 0.5  # share of a paragraph inside links
_LAYOUT = 400  # characters in one cell that make a table a page's frame
_SENTENCE = 80  # characters
_MOSTLY = 0.7  # of the characters of a second chance
_PARAGRAPH = 40  # characters of the least paragraph the plain rules take


def lines(root: Any, blocks: list[Block]) -> list[str]:
    """The lines of the article in order, not yet clean; [] when the page has none.

    The tree is taken apart on the way.
    """
    captions.remove(root)
    found = _by_trafilatura(root) if _work(root) <= MOST_WORK else []
    return found or plain(blocks)


def generous(root: Any) -> list[str]:
    """A second chance for a page that seems to have no text: trafilatura in its usual mode, taken
    only where most of it is in paragraphs. The tree is taken apart."""
    found = _by_trafilatura(root, precise=False) if _work(root) <= MOST_WORK else []
    prose = sum(len(line) for line in found if len(line) >= _SENTENCE)
    return found if prose >= _MOSTLY * sum(map(len, found)) else []


def plain(blocks: list[Block]) -> list[str]:
    """Paragraphs outside navigation, side columns and forms, by their own looks."""
    found: list[list[str]] = []
    for block in blocks:
        if block.zone or block.linked >= _LINKED or block.tag in ("h1", "figcaption"):
            continue
        if block.goes_on and found:
            found[-1].append(block.text)
        else:
            found.append([block.text])
    paragraphs = (" ".join(parts) for parts in found)
    return [paragraph for paragraph in paragraphs if len(paragraph) >= _PARAGRAPH]


def _work(root: Any) -> int:
    """The sum of the weights of all elements."""
    depth = total = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            total += depth + _EACH
        else:
            depth -= 1
    return total


def _by_trafilatura(root: Any, *, precise: bool = True) -> list[str]:
    _unframe(root)
    try:
        found = trafilatura.bare_extraction(
            root, favor_precision=precise, include_comments=False, include_tables=True,
            include_images=False, with_metadata=False,
        )  # fmt: skip
    except Exception:  # noqa: BLE001 - a library's fault on odd markup: the plain rules stand in
        return []
    text = getattr(found, "text", "") or ""
    return [line for raw in text.split("\n") if (line := _unlisted(tidy(raw)))]


def _unlisted(line: str) -> str:
    """A list item without trafilatura's dash."""
    return line.removeprefix("- ").strip() if line.startswith("- ") else line


def _unframe(root: Any) -> None:
    """Tables that lay out a page become plain boxes; tables of figures stay tables."""
    for table in list(root.iter("table")):
        if any(len(text_of(cell)) > _LAYOUT for cell in table.iter("td")):
            for part in table.iter("table", "tbody", "tr", "td", "th"):
                part.tag = "div"
