"""The subtitle of an article: only where the page sets one apart from the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice, pairwise
from typing import Any

from monitors.articles.bylines import is_byline
from monitors.articles.furniture import by_words
from monitors.articles.htmltree import Block, Classes, class_of, short_text, text_of, up
from monitors.articles.mainbox import UNLIKELY
from monitors.text.hygiene import key, shorten

LONGEST = 1_000
_MARKED = re.compile(
    r"stand-?first|perex|preamble|\bingress\b|vorspann|entradilla|bajada|sub-?title|sub-?head(?:line|ing)?\b|\bsub\b|\bdek\b|\bdeck\b|chapo|chapeau\b|chap[oô]\b|"
    r"\blede?\b|\blead\b|(?:article|post|entry|story|header|content)[-_]{1,2}(?:intro|lead|lede|excerpt|summary|"
    r"desc(?:ription)?|subtitle|abstract|teaser)\b|^intro\b|^summary\b|soustitre|sous-titre|accroche"
)
_SURELY = re.compile(
    r"stand-?first|perex|preamble|\bingress\b|vorspann|entradilla|bajada|sub-?title|sub-?head(?:line)?\b|\bsub\b|\bdek\b|\bdeck\b|chap[oô]|chapeau|sous-?titre"
)
_HOLDERS = frozenset(
    {"p", "div", "h2", "h3", "h4", "span", "section", "header", "strong", "blockquote"}
)
_ZONES = frozenset({"nav", "footer", "aside", "li", "form"})
_SHORTEST = 25  # characters
_CLAUSE = 6  # words that an h2 has to have
_PROSE = 80  # characters of a paragraph
_SENTENCE = 60  # characters of a standfirst that nothing marks
_NEAR = 40  # blocks between headline and standfirst
_LINKED = 0.35  # share of it inside links
_END = re.compile(r"(?<!\bm)[.!?…؟。][\"'”’»)\]]*$")  # of a sentence, and not of "11 a.m."
_PICTURED = frozenset({"figure", "figcaption", "li", "table", "address"})
_HEADINGS = frozenset({"h1", "h2"})
_TEXT = 2  # paragraphs beside it


def find(
    named: Classes,
    blocks: list[Block],
    description: str,
    titles: Iterable[str],
    text: list[str],
    captions: Iterable[str] = (),
) -> str:
    """The standfirst as one line; "" where there is none.

    An element marked as one, the h2 right under the headline, the description for search
    engines where the page prints it above the text, or the one paragraph between the headline and
    the box of the text. The first paragraph is none of these.
    """
    named_so = {key(title) for title in titles} - {""}
    refused = named_so | {key(line) for line in text[1:]} | {key(one) for one in captions}
    first = key(text[0]) if text else ""
    before = _keys_before_text(blocks, text)
    marked = [(candidate, True) for candidate in _marked(named)]
    for candidate, apart in (*marked, (_under_headline(blocks), False), (description, False)):
        k = key(candidate)
        if len(candidate) < _SHORTEST or k in refused or by_words(candidate):
            continue
        if k in before and (apart or k != first):
            return shorten(candidate, LONGEST)
    return shorten(_above(blocks, named_so, first, refused), LONGEST)


def _above(blocks: list[Block], titles: set[str], first: str, refused: set[str]) -> str:
    """The first paragraph after the headline, where the text begins further down."""
    keys = [key(block.text) for block in blocks]
    end = next((n for n, k in enumerate(keys) if k and k == first), 0)
    heads = (
        n
        for n in range(end)
        if blocks[n].tag in _HEADINGS and (keys[n] in titles or blocks[n].tag == "h1")
    )
    start = max(heads, default=end) + 1
    for n in range(start, min(end, start + _NEAR)):
        if keys[n] not in refused and _is_sentence(blocks[n]):
            return blocks[n].text
    return ""


def _is_sentence(block: Block) -> bool:
    """A paragraph that ends as a sentence, in words that are no furniture, outside pictures,
    lists and boxes that are called something else."""
    if len(block.text) < _SENTENCE or block.tag not in _HOLDERS or block.linked >= _LINKED:
        return False
    if block.zone in _ZONES or not _END.search(block.text):
        return False
    if by_words(block.text) or is_byline(block.text):
        return False
    around = list(up(block.element, 4))
    return not any(e.tag in _PICTURED or UNLIKELY.search(class_of(e)) for e in around)


def _keys_before_text(blocks: list[Block], text: list[str]) -> set[str]:
    """What stands above the second paragraph (a marked lead may be the first), paragraphs of
    the text apart."""
    stop = key(text[1]) if len(text) > 1 else None
    found: set[str] = set()
    for block in blocks:
        k = key(block.text)
        if k == stop:
            break
        found.add(k)
    return found


def _marked(named: Classes) -> Iterable[str]:
    for element, name in named:
        if element.tag not in _HOLDERS or not _MARKED.search(name) or _is_a_paragraph(element):
            continue
        text = short_text(element, LONGEST)
        if text and not any(e.tag in _ZONES for e in up(element, 10)):
            yield text


def _is_a_paragraph(element: Any) -> bool:
    """Among paragraphs of the text and only called lead: the first of them, not a line apart."""
    if _SURELY.search(class_of(element)):
        return False
    beside = islice(element.itersiblings("p"), 10)
    return element.tag == "p" and sum(len(text_of(p)) > _PROSE for p in beside) >= _TEXT


def _under_headline(blocks: list[Block]) -> str:
    for block, after in pairwise(blocks):
        if block.tag == "h1" and after.tag == "h2" and len(after.text.split()) >= _CLAUSE:
            return after.text
    return ""
