"""Every decision that is made about the links of a page, for a person to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase

from lxml.html import HtmlElement

from model.source import Entry, Fetched, ListingMemory, ReadFailed, Source
from monitors.identity import url_key
from monitors.listings.anchors import text_of
from monitors.listings.announced import announced_feeds
from monitors.listings.learning import amiss, usual
from monitors.listings.links import LinkJudgement, base_of, judge_tree
from monitors.listings.page import open_page, selected
from monitors.listings.selector import Selector, suggested
from monitors.text.tongue import two_letters


class Verdict(StrEnum):
    """What becomes of a link."""

    ARTICLE = "article"
    OTHER = "other"
    IGNORED = "ignored"  # an article but for a pattern of `ignore:`


@dataclass(frozen=True, slots=True)
class Decision:
    """One address that the page links to, and what becomes of it.

    `rule` is what the source's `links:` or `ignore:` has to say of it, "" where the judgement
    stands alone.
    """

    link: LinkJudgement
    verdict: Verdict
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """A page's links in its own order, and what else is known of it.

    `feeds` are the feeds it announces, best first; `usual` is how many articles it shows as a
    rule, where enough looks are remembered; `amiss` says in words that it shows far fewer;
    `selector` is what could stand under `links:`.
    """

    url: str
    title: str
    language: str | None
    decisions: tuple[Decision, ...]
    feeds: tuple[str, ...]
    memory: ListingMemory
    usual: int | None
    amiss: str
    selector: Selector | None

    @property
    def articles(self) -> tuple[Decision, ...]:
        """Those that would be followed."""
        return tuple(one for one in self.decisions if one.verdict is Verdict.ARTICLE)


def decide(source: Source, fetched: Fetched, memory: ListingMemory) -> Decisions | ReadFailed:
    """Judge every link as `read_page` does for this source, and keep all that is found.

    ReadFailed where the document is no page, or `links:` is no CSS selector.
    """
    page = open_page(source, fetched)
    if isinstance(page, ReadFailed):
        return page
    text, root = page
    base = base_of(root, fetched.url)
    judged = judge_tree(root, fetched.url, memory)
    picked = selected(text, source.links, fetched.url, base) if source.links else None
    if isinstance(picked, ReadFailed):
        return picked
    if picked == [] and any(memory.counts):
        picked = None  # it used to pick some: the page was rebuilt, and is read by its structure
    decisions = tuple(_decisions(source, judged, picked))
    return _whole(fetched.url, root, decisions, memory)


def _whole(
    url: str, root: HtmlElement, decisions: tuple[Decision, ...], memory: ListingMemory
) -> Decisions:
    title = next(root.iter("title"), None)
    articles = {url_key(one.link.url) for one in decisions if one.verdict is Verdict.ARTICLE}
    return Decisions(
        url=url,
        title=text_of(title) if title is not None else "",
        language=two_letters(root.get("lang") or root.get("xml:lang")),
        decisions=decisions,
        feeds=announced_feeds(root, url),
        memory=memory,
        usual=usual(memory),
        amiss=amiss(memory, len(articles)),
        selector=suggested(root, base_of(root, url), articles),
    )


def _decisions(
    source: Source, judged: Iterable[LinkJudgement], picked: list[Entry] | None
) -> Iterator[Decision]:
    keys = None if picked is None else {url_key(entry.url) for entry in picked}
    for link in judged:
        wanted = link.is_article if keys is None else url_key(link.url) in keys
        pattern = next((one for one in source.ignore if fnmatchcase(link.url, one)), None)
        if wanted and pattern:
            yield Decision(link, Verdict.IGNORED, f"ignore: {pattern}")
        else:
            verdict = Verdict.ARTICLE if wanted else Verdict.OTHER
            yield Decision(link, verdict, _of_selector(source, keys, wanted=wanted))


def _of_selector(source: Source, keys: set[str] | None, *, wanted: bool) -> str:
    """What `links:` says of a link."""
    if keys is None:
        return ""
    return f"links: {source.links}" if wanted else f"not picked by links: {source.links}"
