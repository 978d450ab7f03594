"""Which links of a page lead to articles: judged by address, words and place, with reasons.

Alone, the shape of the address is right on .93 of links, their words on .87; what stands
around a link decides the rest. Points are added up; whatever is in the same list, or has an
address made in the same way, is judged alike, so that short headlines and odd addresses follow
their neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import html as lxml_html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from model.source import ListingMemory
from monitors.identity import url_key
from monitors.listings.anchors import (
    LONG_TEXT,
    Anchor,
    anchors_of,
    heading_beside,
    is_call,
    is_card,
    place_cards,
    signature,
    words,
)
from monitors.listings.learning import experience
from monitors.listings.urlshape import (
    SERVICES,
    Reason,
    names_article,
    service,
    shape,
    template,
)
from monitors.text.nesting import too_deep, too_wide

THRESHOLD = 2.5  # points from which a link is one to an article
NEIGHBOURS = 3  # least size of a group that says anything
SHARE = 0.6  # how much of a group's mean a link is given
BOUND = 2.5  # the most a group gives or takes

# Places under which registrations are made: outlet.co.uk is a site, co.uk is none.
_SECOND_LEVEL = frozenset(
    {"co", "com", "org", "net", "gov", "gouv", "gob", "ac", "edu", "or", "go"}
)
_ZONE_POINTS: dict[str, tuple[str, float]] = {
    "byline": ("in a byline", -4.0),
    "menu": ("in a menu", -3.0),
    "nav": ("in the navigation", -3.0),
    "footer": ("in the footer", -3.0),
    "header": ("in the page's header", -1.5),
    "main": ("in the main part", 0.5),
    "article": ("in an article's block", 1.0),
}
_BY_WORDS: tuple[tuple[int, str, float], ...] = (
    (8, "text of a headline's length", 2.0),
    (5, "text of several words", 1.5),
    (3, "text of a few words", 0.25),
    (2, "text of two words", -0.75),
    (1, "text of one word", -1.5),
)


@dataclass(frozen=True, slots=True)
class LinkJudgement:
    """One address that a page links to (its links merged), and why it is an article or not.

    `score` is in points, an article from 2.5 on; each reason ends in the points it gave.
    """

    url: str
    text: str
    score: float
    reasons: tuple[str, ...]
    is_article: bool
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Home:
    """The page that is judged: its key and its site."""

    key: str
    site: str


@dataclass(slots=True)
class _Candidate:
    """All links of the page to one address."""

    anchors: list[Anchor]
    text: str
    own: float
    reasons: list[Reason]
    published: datetime | None


def judge_links(
    html: str, base_url: str, memory: ListingMemory | None = None
) -> list[LinkJudgement]:
    """Each address that the page links to, once, in the page's order; [] of what is no page.

    `memory` is what following the source's links has taught.
    """
    root = parse_page(html)
    return [] if root is None else judge_tree(root, base_url, memory)


def parse_page(html: str) -> HtmlElement | None:
    """The page's tree; None of an empty or absurdly nested document."""
    return None if too_deep(html, html=True) or too_wide(html) else tree_of(html)


def tree_of(html: str) -> HtmlElement | None:
    """The same of a document that is known to be nested like an honest one."""
    if not html.strip():
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8")
    try:
        return lxml_html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):  # nothing but comments, say
        return None


def base_of(root: HtmlElement, url: str) -> str:
    """What the page's relative addresses stand on."""
    base = next(root.iter("base"), None)
    if base is None:
        return url
    try:
        return urljoin(url, str(base.get("href") or "").strip())
    except ValueError:  # what urllib says of an impossible host
        return url


def judge_tree(
    root: HtmlElement, url: str, memory: ListingMemory | None = None
) -> list[LinkJudgement]:
    """The same of a parsed page that was found at `url`."""
    by_key = _by_address(anchors_of(root, base_of(root, url)))
    home = _Home(url_key(url), _site(url))
    refused = {key: why for key, links in by_key.items() if (why := _refusal(links[0], home))}
    open_keys = {key: links for key, links in by_key.items() if key not in refused}
    place_cards([anchor for links in open_keys.values() for anchor in _weighty(links)])
    candidates = {key: _candidate(links, memory) for key, links in open_keys.items()}
    given = _neighbours(candidates)
    return [
        _refused(links, refused[key]) if key in refused else _judged(candidates[key], given[key])
        for key, links in by_key.items()
    ]


def _by_address(found: Iterable[Anchor]) -> dict[str, list[Anchor]]:
    """The links of each address. Where an article's address stands on the page with and without
    parameters (?responses, ?tid=popular), both are the one without."""
    by_key: dict[str, list[Anchor]] = defaultdict(list)
    for anchor in found:
        by_key[anchor.key].append(anchor)
    for key in [key for key in by_key if "?" in key]:
        bare = key.partition("?")[0]
        if bare in by_key and names_article(bare):
            by_key[bare] += by_key.pop(key)
    return by_key


def _weighty(links: list[Anchor]) -> list[Anchor]:
    """Those that may be an article's by their address or their words alone."""
    if sum(points for _, points in shape(links[0].url)) > 0:
        return links
    return [anchor for anchor in links if words(anchor.text) >= LONG_TEXT]


def _refusal(anchor: Anchor, home: _Home) -> str | None:
    """Why a link is none whatever stands around it."""
    if anchor.key == home.key:
        return "the page itself"
    if _site(anchor.url) != home.site:
        return "another site"
    word = service(anchor.url)
    if word:
        return f"a page of the site's services ({word})"
    label = (urlsplit(anchor.url).hostname or "").split(".")[0]
    return f"a host of the site's services ({label})" if label in SERVICES else None


def same_site(one: str, other: str) -> bool:
    """True of one host, its sub-domains and their siblings."""
    return _site(one) == _site(other)


def _site(url: str) -> str:
    """The registered name: the last two labels, three under co.uk and its like."""
    labels = (urlsplit(url).hostname or "").split(".")
    if all(label.isdigit() for label in labels):
        return ".".join(labels)
    deep = len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2  # noqa: PLR2004 - labels of a host, letters of a country
    return ".".join(labels[-3:] if deep else labels[-2:])


def _refused(links: Sequence[Anchor], why: str) -> LinkJudgement:
    """The judgement of a link that is out of the question."""
    return LinkJudgement(links[0].url, best_text(links), -9.0, (why,), is_article=False)


def best_text(links: Sequence[Anchor]) -> str:
    """The headline among the texts of the links to one article: one in a heading, else the
    longest shown that is no call to read on, else the heading beside, else a picture's name."""
    speaking = [anchor for anchor in links if not is_call(anchor.text)]
    titles = [anchor.text for anchor in speaking if anchor.heading and anchor.shown]
    shown = [anchor.text for anchor in speaking if anchor.shown]
    beside = [text for anchor in links if (text := heading_beside(anchor))]
    if not titles and max(map(words, shown), default=0) < max(map(words, beside), default=0):
        titles = beside
    texts = titles or shown or [anchor.text for anchor in speaking]
    return max(texts, key=len, default=links[0].text)


def _candidate(links: list[Anchor], memory: ListingMemory | None) -> _Candidate:
    """Merge the links to one address, and add up what it has of its own."""
    text = best_text(links)
    reasons = [*shape(links[0].url), *_wording(text), *_place(links)]
    if memory and (known := experience(memory, links[0].key)):
        reasons.append(known)
    published = next((anchor.published for anchor in links if anchor.published), None)
    return _Candidate(links, text, sum(points for _, points in reasons), reasons, published)


def _wording(text: str) -> Iterator[Reason]:
    """Headlines have words."""
    if is_call(text):
        yield "no text of its own", -0.5
        return
    count = words(text)
    yield next((why, points) for least, why, points in _BY_WORDS if count >= least)


def _place(links: Sequence[Anchor]) -> Iterator[Reason]:
    """The best place that any of the links has."""
    zones = [_ZONE_POINTS[anchor.zone] for anchor in links if anchor.zone in _ZONE_POINTS]
    free = any(anchor.zone not in _ZONE_POINTS for anchor in links)
    best = max(zones, key=lambda zone: zone[1], default=None)
    if best and (best[1] > 0 or not free):
        yield best
    if any(anchor.heading for anchor in links):
        yield "in a heading", 1.5
    if any(is_card(anchor) for anchor in links):
        yield "in a card", 0.75
    if any(anchor.timed for anchor in links):
        yield "a time beside it", 1.0


def _neighbours(candidates: dict[str, _Candidate]) -> dict[str, list[Reason]]:
    """What each address gains or loses by its lists on the page and by addresses made alike."""
    by_list: dict[str, set[str]] = defaultdict(set)
    by_form: dict[str, set[str]] = defaultdict(set)
    for key, candidate in candidates.items():
        by_form[template(key)].add(key)
        for anchor in candidate.anchors:
            by_list[signature(anchor)].add(key)
    given: dict[str, list[Reason]] = {key: [] for key in candidates}
    for why, groups in (("like its list", by_list), ("like addresses of its form", by_form)):
        best = _group_points(groups.values(), candidates)
        for key, points in best.items():
            given[key].append((why, points))
    return given


def _group_points(
    groups: Iterable[set[str]], candidates: dict[str, _Candidate]
) -> dict[str, float]:
    """For each address the most that a group of it gives: SHARE of the group's mean."""
    best: dict[str, float] = {}
    for group in groups:
        if len(group) < NEIGHBOURS:
            continue
        mean = sum(candidates[key].own for key in group) / len(group) - THRESHOLD
        points = round(max(-BOUND, min(BOUND, SHARE * mean)), 2)
        best |= {key: max(points, best.get(key, points)) for key in group}
    return best


def _judged(candidate: _Candidate, given: Sequence[Reason]) -> LinkJudgement:
    """The sum, and its parts in words."""
    reasons = [*candidate.reasons, *given]
    score = round(sum(points for _, points in reasons), 2)
    return LinkJudgement(
        url=candidate.anchors[0].url,
        text=candidate.text,
        score=score,
        reasons=tuple(f"{why} {points:+.2f}" for why, points in reasons if points),
        is_article=score >= THRESHOLD,
        published=candidate.published,
    )
