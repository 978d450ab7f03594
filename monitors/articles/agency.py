"""The news agency that an article is credited to: by its place, never by being quoted.

Looked for in this order: the site that is an agency's own; authors as claimed or printed ("AFP",
"Le Phare avec AFP"); the dateline that opens the text ("PARIS, Nov 3 (Reuters) -",
"القاهرة - رويترز"); the credit that closes it ("(AFP)", "المصدر: وكالات"). "He told Reuters" and
the credit of a picture stand in none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from monitors.articles.agency_names import AGENCIES, UNNAMED
from monitors.text.hygiene import tidy

_CLAIM = 80  # characters of an author claim or a credit on its own line
_LAST = 3  # lines that may hold the closing credit
_OPENING = 110  # characters of a dateline


def _spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    for name, _, spellings in AGENCIES:
        for spelling in spellings:
            found.setdefault(spelling, name)
            if not spelling.islower():
                found.setdefault(spelling.upper(), name)
    return found


_NAMED = _spellings()
_HOSTS = {host: name for name, hosts, _ in AGENCIES for host in hosts}
_ANY = "|".join(re.escape(spelling) for spelling in sorted(_NAMED, key=len)[::-1])
_NAME = rf"(?<!\w)(?P<name>{_ANY})(?!\w)"
_ALSO = rf"(?:\s*(?:[/,،;+&|-]|\band\b|\bet\b|\bwith\b|\bavec\b|و|مع)\s*(?:{_ANY})(?!\w))*"
_DASH = r"\s*(?:--|[-–—:]|\.-|\.\s*—)"

# As in: PARIS, Nov 3 (Reuters) -; MOSCOW, November 3. /TASS/.; باريس (أ ف ب) -
_BRACKETED = re.compile(
    rf"^[^()\[\]/]{{0,80}}?(?:[(\[]\s*{_NAME}{_ALSO}\s*[)\]]\s*(?:[-–—:.،,]|$)"
    rf"|/\s*{_NAME.replace('name', 'slashed')}{_ALSO}\s*/)"
)
# As in: Riyadh, November 03, 2025, SPA --; القاهرة - رويترز:
_DASHED = re.compile(rf"^[^.!?؟()]{{2,60}}?[,،/–—-]\s*{_NAME}{_ALSO}{_DASH}\s")
_CLOSING = re.compile(
    rf"(?:^|[.!?…؟»”\"'’)\]])\s*(?:[-–—]+\s*)?[(\[/©]?\s*"
    rf"(?:(?:with|avec|source|المصدر|عن)\s*:?\s*)?"
    rf"{_NAME}{_ALSO}\s*[)\]/]?\s*\.?$"
)
# A line of its own, as in: Source: Reuters; With AFP; الجزيرة + وكالات
_BEFORE = (
    r"(?:(?:written |posted |reporting )?by|from|via|with|sources?|avec|par|d['’]après|et|and|"
    r"the|la|le|les|rédaction|staff|newsroom|copyright|المصدر|المصادر|بقلم|وكالة|نقلا عن|عن|مع|كتب|"
    r"إعداد)"
)
_OWN_LINE = re.compile(
    rf"^[(\[©–—-]*\s*(?:{_BEFORE}[\s:/+]*)*"
    rf"(?:[\w’'. -]{{2,50}}?(?:\s(?:with|avec|et|and|for|pour|مع|و)|\s*[+/,،&|(–—-])[\s:]*)?"
    rf"{_NAME}{_ALSO}(?:\s*(?:[/,،+&|(-]|و|and|et)\s*[\w .’'-]{{2,30}})?\s*[)\]]*\s*\.?$",
    re.IGNORECASE,
)


def credited(
    url: str,
    claims: Iterable[str],
    text: Sequence[str],
    credits_apart: Sequence[str] = (),
    sites: Iterable[str] = (),
) -> str:
    """The agency's name as in the table; "agencies" where none is named; "" where nobody is.

    `claims` are authors as machine-readable data, feed and page print them; `text` the lines of
    the article; `credits_apart` lines that were taken out of it as bylines and sign-offs; `sites`
    what the outlet calls itself.
    """
    steps = (
        _own(url, sites),
        *(_claimed(claim) for claim in claims),
        *(_opening(line) for line in text[:2]),
        *(_claimed(line) for line in credits_apart),
        *(_closing(line) for line in reversed(text[-_LAST:])),
    )
    found = [name for name in steps if name]
    return next((name for name in found if name != UNNAMED), found[0] if found else "")


def _own(url: str, sites: Iterable[str]) -> str:
    """The agency whose own site this is."""
    host = (urlsplit(url).hostname or "").lower()
    by_host = next((n for h, n in _HOSTS.items() if host == h or host.endswith(f".{h}")), "")
    return by_host or next(
        (n for site in sites if (n := _NAMED.get(tidy(site), "")) != UNNAMED), ""
    )


def _claimed(claim: str) -> str:
    """The agency of an author's name or of a credit on a line of its own."""
    text = tidy(claim)
    found = _OWN_LINE.match(text) if len(text) <= _CLAIM else None
    return _as_written(found)


def _opening(line: str) -> str:
    head = line[:_OPENING]
    return _as_written(_BRACKETED.match(head)) or _as_written(_DASHED.match(head))


def _closing(line: str) -> str:
    return _as_written(_CLOSING.search(line[-_CLAIM:]))


def _as_written(found: re.Match[str] | None) -> str:
    """The name of a spelling found; in lower-case patterns capitals still count."""
    if found is None:
        return ""
    spelling = next(filter(None, (found[group] for group in found.re.groupindex)), "")
    return _NAMED.get(spelling, "")
