"""What stands under pictures: kept apart from the text, however often it is printed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from monitors.articles.htmltree import PICTURES, Block, Classes, short_text, text_of
from monitors.text.hygiene import key, tidy

MOST = 40
LONGEST = 600
_SHORTEST = 4  # characters: no lone credit mark, no "map"
_LABEL = 20  # characters: labels are printed twice as well
_CREDITED = 250  # characters: a longer line with a credit in it is a paragraph
_PARTS = 8  # elements of a caption
_MARKED = re.compile(
    r"caption|legende|légende|credit(?!o)|crédit|wp-caption-text|image-?desc|media__?desc|photo-?desc|"
    r"img-?(?:text|title|desc)|cutline|photo-?credit"
)
_SKIP = re.compile(r"^(?:video poster|poster|image|photo|photos?|logo|thumbnail)$", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:[\[(/–—|-]\s*(?:photo|image|file|archive|afp|reuters|ap|epa|getty|tass|kcna|crédit|handout|d\.?r\.?)\b.{0,60}$)|"
    r"©|\bphotos?\s*(?:by|:|/)|\bcrédits?\s*(?:photo)?\s*:|\bcredit\s*:|(?:تصوير|عدسة|الصورة)\s*:|"
    r"\((?:رويترز|أ\s?ف\s?ب|أرشيف|وكالات)\)",
    re.IGNORECASE,
)
_HOLDERS = frozenset(
    {
        "p",
        "div",
        "span",
        "small",
        "em",
        "figure",
        "td",
        "dd",
        "strong",
        "center",
    }
)


@dataclass(frozen=True, slots=True)
class Captions:
    """`texts` are captions in page order, each once; `images` what images are called in alt and
    title attributes (lines equal to these are no text either)."""

    texts: tuple[str, ...] = ()
    images: tuple[str, ...] = ()


def find(root: Any, blocks: list[Block], named: Classes) -> Captions:
    """Captions by markup (figcaption, class), by a credit right under a picture, and by being
    printed twice with a picture above."""
    names = _image_names(root)
    marked = [short_text(e, LONGEST) for e in root.iter("figcaption")]
    marked += [short_text(e, LONGEST) for e, name in named if _is_marked(e, name)]
    under = _under_pictures(blocks, {key(name) for name in names})
    texts = dict.fromkeys(t for t in (*marked, *under) if _SHORTEST <= len(t) <= LONGEST)
    return Captions(_once(texts), tuple(names))


def _is_marked(element: Any, name: str) -> bool:
    return (
        element.tag in _HOLDERS
        and bool(_MARKED.search(name))
        and element.find(".//p/..") is None
        and len(element) < _PARTS
    )


def _image_names(root: Any) -> list[str]:
    names = (
        tidy(e.get(a) or "")
        for e in root.iter("img", "amp-img", "video")
        for a in ("alt", "title", "data-caption")
    )
    return [name for name in dict.fromkeys(names) if len(name) >= _SHORTEST][:200]


def _under_pictures(blocks: list[Block], names: set[str]) -> list[str]:
    keys = [key(block.text) for block in blocks]
    times = Counter(keys)
    found = []
    for block, k in zip(blocks, keys, strict=True):
        if not block.after_picture or block.tag in ("h1", "h2", "h3") or len(block.text) > LONGEST:
            continue
        if k in names or (times[k] > 1 and len(block.text) > _LABEL) or _is_credit(block):
            found.append(block.text)
    return found


def _is_credit(block: Block) -> bool:
    return len(block.text) <= _CREDITED and bool(_CREDIT.search(block.text))


def _once(texts: dict[str, None]) -> tuple[str, ...]:
    """Each caption once; what is only a part of a longer one (its credit span) goes."""
    keys: list[str] = []
    kept: list[str] = []
    order = list(texts)[: 2 * MOST]
    for text in sorted(order, key=len, reverse=True):
        k = key(text)
        if k and not _SKIP.match(text) and not any(k in longer for longer in keys):
            keys.append(k)
            kept.append(text)
    return tuple(sorted(kept, key=order.index))[:MOST]


def remove(root: Any) -> None:
    """Take captions, pictures and their markup out of a tree before the text is looked for."""
    for element in list(root.iter("figcaption", *PICTURES)):
        parent = element.getparent()
        if parent is not None and not _holds_text(element):
            element.drop_tree()


def _holds_text(element: Any) -> bool:
    """Some pages put the whole article into a <figure>; never lose one."""
    return len(text_of(element)) > LONGEST
