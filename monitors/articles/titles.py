"""The headline of a page: its h1, checked against what it tells search engines and networks.

Where h1 and og:title differ in words, the h1 is taken: it is what readers see. Two claims beat it
only where they are a part of it: what markup glues to a headline, a kicker before or a subtitle
behind, is left out so. A site's name before or after the headline is cut off. How often that is
right, and why not more often, stands in docs/reading.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from monitors.articles.htmltree import class_of, short_text, up
from monitors.articles.structured import Structured
from monitors.text.hygiene import key, shorten, tidy

LONGEST = 500
_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/~]{1,2}\s+|\s*[|»]\s*|\s+::\s+")
_COLON = re.compile(r":\s+")
_INITIALS = 3  # letters: so short a name occurs in words
_HEAD, _TAIL = 4, 3  # words: at least of a headline, at most of a name
_LETTERS = 16  # of a headline in a script without spaces
_RUN = 10  # letters of a headline that stands within another
_FEW = 3  # words: fewer agree with anything
_MOST_H1 = 50
_ROOM = 18  # letters beside a name: "Online", "World news"
_KICKER = re.compile(r"kicker|label|badge|overline|eyebrow|surtitre|category|rubri|flag|tag\b|icon")
_OUTSIDE = frozenset({"nav", "footer", "aside", "li"})  # li: the last step of a breadcrumb trail
_SITE_TITLE = re.compile(r"site-?(?:title|name|logo)|\blogo|masthead|brand(?:ing)?\b")
_LABELS = (
    r"live(?: updates?| blog)?|breaking(?: news)?|exclusive|video|watch|photos?|in pictures|audio|"
    r"en direct|direct|vidéo|exclusif|en images|info exclusive|مباشر|عاجل|فيديو|بالفيديو|بالصور|خاص"
)
_LABEL = re.compile(rf"^(?:{_LABELS})\s*[|:–—-]\s+", re.IGNORECASE)
_ALIKE = 0.6
_ARCHIVE = re.compile(r"^blog archi(?:ve|v) [»|-] ", re.IGNORECASE)
_LOOSE_SIGN = re.compile(r"\s[:,.;!：，。；！]")
_SIGN = re.compile(r"[:,.;!?–—|]")
_CUT_SHORT = ("…", "...")
_OPENING = frozenset('"“«„')
_ALL = 3  # claims: JSON-LD, og:title and <title>


def choose(root: Any, claims: Structured, url: str, hint: str = "") -> str:
    """The headline, at most 500 code points; "" when the page has none.

    `hint` is what the listing called the article: it decides between several h1 and is the
    last resort.
    """
    sites = (*site_names(claims, url), *_mastheads(root, claims.page_title))
    told = [cut_site(text, sites) for text in (*claims.headlines, *claims.social_titles)]
    told = [text for text in told if text and key(text) not in {key(s) for s in sites}]
    page = cut_site(claims.page_title, sites, loose=True)
    raw = (*claims.headlines, *claims.social_titles, claims.page_title)
    headings = _headings(root, sites, frozenset(key(text) for text in raw))
    witnesses = [*told, page, hint]
    confirmed = _confirmed(headings, witnesses)
    best = _as_told(confirmed, told, page, hint) or _agreed(told, page) or _lone(headings, told)
    found = best or next((text for text in (*told, page, hint) if text), "")
    return shorten(tidy(_whole(found, page)), LONGEST)


def _whole(found: str, page: str) -> str:
    """A title that was cut short ("…", or at a quotation mark), as the page's title tells it."""
    start = found.removesuffix("…").removesuffix("...").rstrip()
    rest = page[len(start) :].lstrip() if page.startswith(start) else ""
    cut = rest[:1].isalnum() if found.endswith(_CUT_SHORT) else rest[:1] in _OPENING
    return page if cut and rest and not page.endswith(_CUT_SHORT) else found


def site_names(claims: Structured, url: str) -> tuple[str, ...]:
    """What the outlet may be called in a title: its names and its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    label = max(host.split(".")[:-1] or [host], key=len, default="")
    return tuple(name for name in (claims.site, claims.publisher, host, label) if name)


def _mastheads(root: Any, page_title: str) -> list[str]:
    """The first headings that are the site's name: what ends a page's title whose beginning is
    longer, and so the headline."""
    parts = [part for part in _SEPARATOR.split(tidy(page_title[: 2 * LONGEST])) if part]
    if not parts[1:] or len(parts[0].split()) < _FEW or len(parts[0]) <= len(parts[-1]):
        return []
    ends = {key("".join(parts[-n:])) for n in (1, 2) if len(parts) > n}
    headings = [short_text(element, LONGEST) for element in islice(root.iter("h1"), 3)]
    return [text for text in headings if key(text) in ends - {""}]


def cut_site(title: str, sites: Iterable[str], *, loose: bool = False) -> str:
    """`title` without the outlet's name at either end. `loose` also cuts what only looks like
    one: a short last part behind a separator that titles themselves do not use."""
    title = tidy(title[: 2 * LONGEST])
    names = [key(site) for site in sites if key(site)]
    for _ in range(3):
        shorter = _cut_once(title, names)
        if shorter == title:
            break
        title = shorter
    return _cut_loose(title) if loose else title


def _cut_once(title: str, names: list[str]) -> str:
    for found in reversed(list(_SEPARATOR.finditer(title))):
        quoted = "»" in found[0] and "«" in title[: found.start()]
        if not quoted and _is_site(title[found.end() :], names):
            return title[: found.start()].strip()
    for pattern, room in ((_SEPARATOR, _ROOM), (_COLON, 8)):
        first = pattern.search(title)
        if first and _is_site(title[: first.start()], names, room):
            return title[first.end() :].strip()
    return title


def _is_site(part: str, names: list[str], room: int = _ROOM) -> bool:
    """Whether a part is a name of the outlet, or holds one and at most `room` letters more."""
    short = key(part)
    if not short:
        return True
    if short in names:
        return True
    return any(
        name in short and len(short) <= len(name) + room for name in names if len(name) > _INITIALS
    )


def _cut_loose(title: str) -> str:
    title = _ARCHIVE.sub("", title)
    head, bar, tail = title.replace("｜", " | ").rpartition(" | ")
    if not bar:
        head, bar, tail = title.rpartition(" - ")
    enough = len(head.split()) >= _HEAD or (len(key(head)) >= _LETTERS and not head.isascii())
    if not (bar and enough and len(tail.split()) <= _TAIL):
        return title
    head = head.strip(" |-")
    return _cut_loose(head) if " | " in head else head


def _headings(root: Any, sites: tuple[str, ...], told: frozenset[str]) -> list[str]:
    """The h1 that may be headlines, as read. `told` are the keys of what the page claims to be
    called: a heading that equals one whole keeps its labels and what only looks like a name."""
    names = {key(site) for site in sites}
    found = []
    for element in islice(root.iter("h1"), _MOST_H1):
        if any(e.tag in _OUTSIDE for e in up(element, 12)) or _SITE_TITLE.search(class_of(element)):
            continue
        text = _heading_text(element)
        if key(text) not in told or _ends_in_name(text, names):
            text = cut_site(_LABEL.sub("", text), sites)
        if text and key(text) not in names:
            found.append(text)
    return found


def _ends_in_name(text: str, names: set[str]) -> bool:
    """Whether a site's name stands at either end, exactly."""
    parts = [key(part) for part in _SEPARATOR.split(text)]
    return len(parts) > 1 and bool({parts[0], parts[-1]} & names)


def _heading_text(element: Any) -> str:
    """Text of a heading without the kicker some sites put inside it ("Live", "Opinion")."""
    text = short_text(element, 2 * LONGEST)
    for child in element.iter("span", "small", "em", "strong", "i", "div", "a"):
        kicker = short_text(child, LONGEST)
        if kicker and len(kicker) < len(text) / 2 and _KICKER.search(class_of(child)):
            text = tidy(text.replace(kicker, " ", 1)).lstrip("|:–—- ")
    return text


def _confirmed(headings: list[str], witnesses: list[str]) -> str:
    """The first h1 that another claim agrees with."""
    scored = [(max((_likeness(h, w) for w in witnesses if w), default=0.0), h) for h in headings]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else ""


def _likeness(one: str, other: str) -> float:
    """Shared words over the words of the shorter title (0 to 1)."""
    a, b = set(_words(one)), set(_words(other))
    if not a or not b:
        return 0.0
    short, long = sorted((key(one), key(other)), key=len)
    if short == long:
        return 2.0
    if len(short) >= _RUN and (long.startswith(short) or long.endswith(short)):
        return _ALIKE + (1 - _ALIKE) * len(short) / len(long)
    if min(len(a), len(b)) < _FEW:
        return 0.0
    return len(a & b) / min(len(a), len(b))


def _as_told(heading: str, told: list[str], page: str, hint: str) -> str:
    """A heading as other claims write it: without the kicker or the subtitle that its markup
    glues to it ("Ice hockey Delta beat Karsund"), with the signs that it leaves out."""
    whole = key(heading)
    claims = [text for text in (*told, page, hint) if text]
    same = [text for text in claims if key(text) == whole]
    part = _part(whole, claims, alone=any(key(text) == whole for text in (*told, hint)))
    if part and not heading.removeprefix(part).lstrip()[:1].islower():
        return part
    return _better_spelled(heading, same) if same else heading


def _part(whole: str, claims: list[str], *, alone: bool) -> str:
    """A claim that the heading ends in, told twice where another tells the `whole`; or one that
    it starts with, where all tell that."""
    keys = [key(text) for text in claims]
    for text, k in zip(claims, keys, strict=True):
        times = keys.count(k)
        if k == whole or len(k) < _RUN:
            continue
        enough = times > 1 or (not alone and len(text.split()) >= _FEW)
        if whole.endswith(k) and enough:
            return text
        if whole.startswith(k) and times >= _ALL:
            return text
    return ""


def _better_spelled(heading: str, same: list[str]) -> str:
    """The same words with the signs that markup parts them by instead ("The flood: Two go")."""
    if _LOOSE_SIGN.search(heading):
        return same[0]
    richer = [text for text in same if len(_SIGN.findall(text)) > len(_SIGN.findall(heading))]
    return richer[0] if len(richer) > 1 else heading


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _agreed(told: list[str], page: str) -> str:
    """A claim made twice in the same words, as most spell it."""
    keys = [key(text) for text in told]
    found = next((k for k in keys if keys.count(k) > 1), None)
    same = [text for text in (*told, page) if key(text) == found]
    return max(same, key=same.count, default="")


def _lone(headings: list[str], told: list[str]) -> str:
    """A page with one h1 and no contradicting claims: the h1 it is, if it reads like a title."""
    if told or len(headings) != 1:
        return ""
    return headings[0] if len(headings[0].split()) >= _FEW else ""
