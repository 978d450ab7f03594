"""Who wrote it: names of people, from structured claims or else from the printed byline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from monitors.articles.htmltree import Block, Classes, class_of, short_text, text_of, up
from monitors.text.hygiene import key, tidy

LONGEST = 60  # characters of one name
MOST = 12  # authors of one article

_HOLDERS = frozenset({"span", "p", "div", "address", "a", "li"})
_PARTS = 12  # elements: boxes with more hold more than a name
_WORDS = 5  # of a name
_BY = re.compile(
    r"^(?:(?:written |posted |reported |published )?by\s*:?|(?:article |texte )?(?:écrit |"
    r"rédigé |publié |propos recueillis )?par\s*:?|authors?\s*:|auteurs?\s*:|von|por|di|بقلم\s*:?|"
    r"كتب(?:ت|ه|ته)?\s*[:/]?|"
    r"إعداد\s*:?|تقرير\s*:|الكاتب\s*:|تحرير\s*:|المصدر\s*:)\s+",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|;|،|؛|\||/|&|\band\b|\bwith\b|\bet\b|\bavec\b)\s*", re.IGNORECASE)
# "سلمى الحداد ونبيل عكاري" are two people, "سمير وليد" is one.
_ARABIC_AND = re.compile(r"(?<=\w\s)(\S+) و(?=\w+ \w)")
_TAIL = re.compile(
    r"\s*(?:\bfor\b|\bin\b|\bpour\b|\bà\b|\(|–|—|\s-\s|·|•|\bcorrespondent\b|\breporter\b|"
    r"\bpublished\b|"
    r"\bupdated\b|\bpublié|\bmis à jour\b|\d).*$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"\b(?:staff|admin(?:istrator)?|editors?|editorial|newsroom|news ?desk|desk|team|"
    r"agency|agencies|"
    r"agence|correspondents?|reporters?|writers?|rédaction|équipe|service|webdesk|online|editor|"
    r"afp|reuters|ap|tass|kcna|xinhua|spa|wam|efe|dpa|ansa|apa|upi|bloomberg|press|presse|media|"
    r"news|guest|contributor|unknown|anonymous|author)\b|وكال|التحرير|مراسل|هيئة|موقع|صحيفة|"
    r"رويترز|أسرة|محرر|فريق|غرفة الأخبار",
    re.IGNORECASE,
)
_MARKED = re.compile(r"byline|author|auteur|signature|writer|katib|كاتب")
_ZONES = frozenset({"nav", "footer", "aside", "figure", "figcaption"})
_ELSEWHERE = re.compile(
    r"comment|caption|image|photo|picture|media__|gallery|legend|credit|teaser|related|\bcard|promo|"
    r"recommend|most-|latest|side-?bar"
)


def people(names: Iterable[str], sites: Iterable[str] = ()) -> tuple[str, ...]:
    """Names of people out of author claims: split, cut free of "By", without desks, agencies,
    addresses and the outlet's own name; each once, at most 12."""
    outlets = {key(site) for site in sites}
    found: dict[str, str] = {}
    for claim in names:
        for name in _split(claim):
            if _is_person(name) and key(name) not in outlets:
                found.setdefault(key(name), name)
    return tuple(found.values())[:MOST]


def printed(root: Any, blocks: list[Block], named: Classes) -> list[str]:
    """Author claims as printed: rel=author links, marked elements, then "By …" lines."""
    claims = [text_of(e) for e in root.iter("a") if "author" in (e.get("rel") or "").split()]
    claims += [text for e, name in named if (text := _marked(e, name))]
    claims = claims or [b.text for b in blocks if is_byline(b.text) and b.zone not in _ZONES][:2]
    return [claim for claim in claims if claim][:MOST]


def is_byline(line: str) -> bool:
    """Whether a line is "By" and the names of people, and no sentence."""
    begin = _BY.match(line)
    if not begin or len(line) > 2 * LONGEST or line.endswith((".", "!", "?", "؟")):
        return False
    names = _split(line)
    return bool(names) and all(_looks_named(name) for name in names)


def _marked(element: Any, name: str) -> str:
    if element.tag not in _HOLDERS or len(element) > _PARTS or not _MARKED.search(name):
        return ""
    if any(e.tag in _ZONES or _ELSEWHERE.search(class_of(e)) for e in up(element, 10)):
        return ""
    text = short_text(element, 2 * LONGEST)
    return text if len(text) <= LONGEST or _BY.match(text) else ""


def _split(claim: str) -> list[str]:
    text = _ARABIC_AND.sub(r"\1, ", _BY.sub("", tidy(claim)))
    parts = (_TAIL.sub("", _BY.sub("", part)).strip(" .,:;|-–—") for part in _AND.split(text))
    return [part for part in parts if part]


def _looks_named(name: str) -> bool:
    """Capitalised words, or Arabic ones, and few of them."""
    words = name.split()
    small = [
        w
        for w in words
        if w[:1].islower() and w not in ("de", "du", "la", "van", "von", "bin", "al", "le", "el")
    ]
    return len(words) <= _WORDS and not small


def _is_person(name: str) -> bool:
    words = name.split()
    if not words[1:] or len(words) > _WORDS or len(name) > LONGEST:
        return False
    if any(c in name for c in "@/\\<>{}|_#") or any(map(str.isdigit, name)):
        return False
    return not _NOBODY.search(name) and _looks_named(name)
