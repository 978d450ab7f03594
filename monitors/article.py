"""Page bytes, or what a feed says, → one clean Article. Pure: `now` is handed in.

`read_article` for pages, `entry_article` for feeds; `explain` for people who ask what was
taken out of a page and why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from model.article import Article
from model.source import Entry, Fetched, ReadFailed, Source, Trouble
from monitors import identity
from monitors.articles import (
    agency,
    bylines,
    captions,
    dates,
    evidence,
    furniture,
    htmltree,
    language,
    mainbox,
    maintext,
    standfirst,
    structured,
    teasers,
    titles,
)
from monitors.articles.learning import learn as learn_lines
from monitors.articles.learning import learned as learned_lines
from monitors.articles.learning import line_hashes
from monitors.articles.reasons import Reason
from monitors.text import charset
from monitors.text.hygiene import key as line_key
from monitors.text.hygiene import shorten, tidy

__all__ = [
    "Reading",
    "Reason",
    "entry_article",
    "explain",
    "learn_lines",
    "learned_lines",
    "line_key",
    "read_article",
]

MOST_TEXT = 200_000  # code points of an article's text
_MUCH_LESS = 0.25  # of JSON-LD's articleBody: then the extractor missed the article
_WHOLE_BODY = 300  # characters of an articleBody that may stand in
_MOST_LEARNED = 0.5  # of a page's letters
_CREDITS = frozenset({Reason.AGENCY, Reason.BYLINE})
_CUT_SHORT = ("…", "...", "[…]", "[...]", "(...)", "(…)")


@dataclass(frozen=True, slots=True)
class Reading:
    """An article with the lines that were left out of its text, in page order.

    `lines` is what the page showed, for `monitors.articles.learning.learn`.
    """

    article: Article
    removed: tuple[tuple[str, Reason], ...] = ()
    lines: tuple[int, ...] = ()


def read_article(
    page: Fetched,
    entry: Entry,
    source: Source,
    now: datetime,
    learned: Collection[int] = (),
) -> Article | ReadFailed:
    """Read the article on a page; ReadFailed(NO_ARTICLE) where there is none."""
    reading = explain(page, entry, source, now, learned)
    return reading.article if isinstance(reading, Reading) else reading


def explain(
    page: Fetched,
    entry: Entry,
    source: Source,
    now: datetime,
    learned: Collection[int] = (),
) -> Reading | ReadFailed:
    """Like `read_article`, with the lines taken out and why.

    `learned` are lines that other articles of the site show too
    (`monitors.articles.learning.learned`).
    """
    markup = charset.decode(page.body, page.content_type, source.encoding)
    root = htmltree.parse(markup)
    if root is None:
        return ReadFailed(Trouble.NO_ARTICLE, f"{page.url} is empty: there is nothing to read.")
    return _Page(root, page, entry, source, now, markup).read(frozenset(learned))


@dataclass(frozen=True, slots=True)
class _Found:
    """Lines as found, the keys of those known as the site's furniture, and what stays."""

    raw: list[str]
    known: frozenset[str]
    cleaned: furniture.Cleaned


class _Page:
    """One page being read. The order matters: claims, blocks and dates first, since looking for
    the text takes the tree apart."""

    def __init__(
        self, root: Any, page: Fetched, entry: Entry, source: Source, now: datetime, markup: str
    ) -> None:
        self.root, self.page, self.entry, self.source, self.now = root, page, entry, source, now
        self.markup = markup
        self.blocks, self.named = htmltree.blocks(root), htmltree.classes(root)
        self.claims = structured.read(root, page.url)
        self.url = _address(self.claims, page, entry)
        clues = dates.Clues(
            root, self.named, self.blocks, self.claims, entry.published, self.url, now,
            source.timezone,
        )  # fmt: skip
        self.published = dates.published(clues)
        self.modified = dates.modified(clues, self.published)
        self.sites = titles.site_names(self.claims, page.url)
        self.title = titles.choose(root, self.claims, page.url, entry.title)
        self.captions = captions.find(root, self.blocks, self.named)
        self.teasers = teasers.texts(root, page.url)
        self.printed = bylines.printed(root, self.blocks, self.named)
        self.authors = self._authors()

    def read(self, learned: frozenset[int]) -> Reading | ReadFailed:
        """Find the text, clean it, judge it, and put the article together."""
        found = self._from_box(learned) or self._from_tree(learned)
        reading = self._judged(found)
        if isinstance(reading, Reading):
            return reading
        second = self._judged(self._from_second_chance(learned))
        return second if isinstance(second, Reading) else reading

    def _judged(self, found: _Found) -> Reading | ReadFailed:
        raw, known, cleaned = found.raw, found.known, found.cleaned
        lead = standfirst.find(
            self.named, self.blocks, self.claims.description, self._titles(), list(cleaned.kept),
            self.captions.texts,
        )  # fmt: skip
        if lead:
            cleaned = furniture.clean(raw, self._context(known, lead))
        lines = list(cleaned.kept)
        listing = teasers.is_listing(self.blocks, lines)
        why = evidence.missing(self.claims, lines, listing=listing, url=self.page.url)
        if why:
            return ReadFailed(Trouble.NO_ARTICLE, f"No article at {self.page.url}: {why}.")
        article = self._article(lines, lead, cleaned.removed)
        return Reading(article, cleaned.removed, line_hashes(raw))

    def _from_box(self, learned: frozenset[int]) -> _Found | None:
        """The text by the fast way, where that leaves no doubt."""
        raw = mainbox.lines(self.blocks)
        if raw is None or _with_body(raw, self.claims.body) is not raw:
            return None
        found = self._cleaned(raw, learned)
        return None if mainbox.doubtful(found.cleaned.kept) else found

    def _from_tree(self, learned: frozenset[int]) -> _Found:
        raw = maintext.lines(self.root, self.blocks)
        return self._cleaned(_with_body(raw, self.claims.body), learned)

    def _from_second_chance(self, learned: frozenset[int]) -> _Found:
        whole = htmltree.parse(self.markup)
        return self._cleaned([] if whole is None else maintext.generous(whole), learned)

    def _cleaned(self, raw: list[str], learned: frozenset[int]) -> _Found:
        known = _learned_keys(raw, learned)
        return _Found(raw, known, furniture.clean(raw, self._context(known)))

    def _titles(self) -> tuple[str, ...]:
        told = (*self.claims.headlines, *self.claims.social_titles, self.claims.page_title)
        return (
            self.title,
            self.entry.title,
            *told,
            *(titles.cut_site(t, self.sites) for t in told),
        )

    def _context(self, learned: frozenset[str], lead: str = "") -> furniture.Context:
        return furniture.Context(
            titles=self._titles(),
            lead=lead,
            authors=self.authors,
            captions=self.captions.texts,
            images=self.captions.images,
            links=teasers.linked_lines(self.blocks),
            teasers=self.teasers,
            sites=self.sites,
            learned=learned,
        )

    def _authors(self) -> tuple[str, ...]:
        claims = (self.claims.authors, self.printed, self.entry.authors)
        found = (bylines.people(claim, self.sites) for claim in claims)
        return next(filter(None, found), ())

    def _by_htmldate(self) -> datetime | None:
        for lists in (False, True):
            whole = htmltree.parse(self.markup)
            if whole is None:
                return None
            if at := dates.by_htmldate(whole, self.blocks, self.now, lists=lists):
                return at
        return None

    def _agency(self, lines: list[str], removed: Iterable[tuple[str, Reason]]) -> str:
        claims = (*self.claims.credits, *self.printed, *self.entry.authors)
        apart = [line for line, reason in removed if reason in _CREDITS]
        return agency.credited(self.url, claims, lines, apart, self.sites)

    def _article(
        self, lines: list[str], lead: str, removed: Iterable[tuple[str, Reason]]
    ) -> Article:
        text = shorten("\n".join(lines), MOST_TEXT)
        declared = (self.source.language, self.entry.language, *self.claims.languages)
        return Article(
            id=identity.article_id(identity.url_key(self.url)),
            url=self.url,
            title=self.title or _first_words(lines),
            text=text,
            source=self.source.name,
            site=_site(self.claims, self.entry, self.page.url),
            lead=lead,
            captions=self.captions.texts,
            published=self.published or self._by_htmldate(),
            language=language.decide(declared, self.title, text),
            authors=self.authors,
            image=self.claims.image or self.entry.image,
            tags=self.source.tags,
            found_at=self.now,
            keys=_keys(self.entry, self.source, self.page.url, self.url),
            modified=self.modified,
            agency=self._agency(lines, removed),
        )  # fmt: skip


def entry_article(entry: Entry, source: Source, now: datetime) -> Article | ReadFailed:
    """The article as far as the feed alone tells it: its full content, else its summary
    (`whole` is False then); ReadFailed where it has neither a title nor a text."""
    title = shorten(tidy(entry.title), titles.LONGEST)
    lines, pictures = _entry_lines(entry, title)
    whole = bool(entry.html) and bool(lines) and not lines[-1].endswith(_CUT_SHORT)
    if not lines:
        lines = list(_clean_summary(entry, title))
    if not title and not lines:
        return ReadFailed(
            Trouble.NO_ARTICLE, f"The feed gives neither a title nor a text for {entry.url}."
        )
    text = shorten("\n".join(lines), MOST_TEXT)
    url = identity.canonical(entry.url) or entry.url
    keys = identity.entry_keys(entry, source)
    return Article(
        id=identity.article_id(identity.url_key(url)),
        url=url,
        title=title or _first_words(lines),
        text=text,
        source=source.name,
        site=entry.site or _host(url),
        captions=pictures,
        published=dates.believed(entry.published, now) or dates.believed(dates.of_url(url), now),
        language=language.decide((source.language, entry.language), title, text),
        authors=bylines.people(entry.authors),
        image=entry.image,
        tags=source.tags,
        found_at=now,
        keys=_unique((*keys, identity.url_key(url))),
        whole=whole,
        agency=agency.credited(url, entry.authors, lines, sites=(entry.site,)),
    )


def _entry_lines(entry: Entry, title: str) -> tuple[list[str], tuple[str, ...]]:
    """Clean lines and captions of a feed's full content: all of it is meant to be read, so
    nothing but furniture is left out."""
    root = htmltree.parse(f"<html><body>{entry.html}</body></html>") if entry.html.strip() else None
    if root is None:
        return [], ()
    blocks = htmltree.blocks(root)
    found = captions.find(root, blocks, htmltree.classes(root))
    context = furniture.Context(
        titles=(title,), authors=entry.authors, captions=found.texts, images=found.images,
        links=teasers.linked_lines(blocks),
    )  # fmt: skip
    return list(furniture.clean([block.text for block in blocks], context).kept), found.texts


def _clean_summary(entry: Entry, title: str) -> Sequence[str]:
    lines = [tidy(line) for line in entry.summary.splitlines()]
    return furniture.clean(lines, furniture.Context(titles=(title,))).kept


def _with_body(raw: list[str], body: str) -> list[str]:
    """The extractor's lines, or JSON-LD's articleBody where the extractor found much less than
    a body that is whole. First choice it is not: on pages that have one, F1 fell from .978 to
    .866, since many are cut short."""
    if len(body) < _WHOLE_BODY or body.endswith(_CUT_SHORT):
        return raw
    return body.split("\n") if sum(map(len, raw)) < _MUCH_LESS * len(body) else raw


def _learned_keys(raw: list[str], learned: frozenset[int]) -> frozenset[str]:
    """Keys of the page's lines that are known as the site's furniture; none where that would be
    the greater part of the page."""
    if not learned:
        return frozenset()
    known = [line for line, number in zip(raw, line_hashes(raw), strict=True) if number in learned]
    if sum(map(len, known)) > _MOST_LEARNED * sum(map(len, raw)):
        return frozenset()
    return frozenset(map(line_key, known))


def _address(claims: structured.Structured, page: Fetched, entry: Entry) -> str:
    """The article's own address: what the page calls canonical where that can be believed."""
    for claim in claims.canonicals:
        url = identity.canonical(claim, page.url)
        if url and _same_site(url, page.url) and not identity.is_front(url):
            return url
    return identity.canonical(entry.url) or entry.url


def _same_site(one: str, other: str) -> bool:
    a, b = _host(one), _host(other)
    return bool(a and b) and (a == b or a.endswith(f".{b}") or b.endswith(f".{a}"))


def _host(url: str) -> str:
    """Host name without the labels of its mobile twins."""
    host = (urlsplit(url).hostname or "").lower()
    for label in ("www.", "m.", "amp.", "mobile."):
        host = host.removeprefix(label)
    return host


def _site(claims: structured.Structured, entry: Entry, url: str) -> str:
    return claims.site or claims.publisher or entry.site or _host(url)


def _keys(entry: Entry, source: Source, *urls: str) -> tuple[str, ...]:
    return _unique((*identity.entry_keys(entry, source), *(identity.url_key(url) for url in urls)))


def _unique(keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _first_words(lines: Sequence[str]) -> str:
    """A title for what has none."""
    return shorten(next(iter(lines), ""), 120)
