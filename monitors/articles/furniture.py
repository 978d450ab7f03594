"""Lines that are no article text, told apart and kept with the reason.

Taking lines out lifts the share of pages whose first 60 words are clean by a fifth, and costs less
than a hundredth of recall (docs/reading.md). Rules that shorten or guess at first and last lines
lost text in an earlier study: there are none. Only whole lines go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from monitors.articles.bylines import is_byline
from monitors.articles.datetext import is_dateline, is_label, western
from monitors.articles.furniture_lines import LEADING, PATTERNS
from monitors.articles.reasons import Reason
from monitors.text.hygiene import key

LONGEST = 420  # characters; longer lines are never furniture by their words
_HEADLINE = 25  # letters: a shorter title may end a sentence
_KICKER = 40  # letters before a title
_CREDIT = 30  # letters of a credit behind a caption
_NAME = 20  # letters: a shorter line may stand in a caption and head a section too
_BARS = re.compile(r"\s+[-–—/]\s+|\s*[|·•]\s*")
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the page besides its lines. All texts as read; compared by letters only."""

    titles: tuple[str, ...] = ()
    lead: str = ""
    authors: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    images: tuple[str, ...] = ()  # alt and title attributes
    links: frozenset[str] = frozenset()  # keys of lines that are wholly a link to another page
    teasers: frozenset[str] = frozenset()  # keys of what is written in boxes that announce pages
    sites: tuple[str, ...] = ()
    learned: frozenset[str] = frozenset()  # keys of lines that other articles of the site show too


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The lines that stay, in order, and those that went, each with its reason."""

    kept: tuple[str, ...]
    removed: tuple[tuple[str, Reason], ...] = ()


class _Judge:
    """The rules over one page; keys of the context are worked out once."""

    def __init__(self, context: Context) -> None:
        self.titles = {key(text) for text in context.titles} - {""}
        self.lead = key(context.lead)
        self.authors = {key(name) for name in context.authors} - {""}
        self.names = [name.casefold() for name in context.authors if name]
        self.captions = tuple(k for text in context.captions if (k := key(text)))
        self.images = {key(text) for text in context.images} - {""}
        self.links = context.links
        self.teasers = context.teasers
        self.sites = {key(site) for site in context.sites} - {""}
        self.learned = context.learned
        self.seen: set[str] = set()

    def reason(self, line: str) -> Reason | None:
        """Why this line goes; None when it stays."""
        k = key(line)
        if not k:
            return Reason.SIGNS
        found = self._alone(line, k) or self._in_parts(line)
        if not found and k in self.seen:
            return Reason.REPEATED
        self.seen.add(k)
        return found

    def _alone(self, line: str, k: str) -> Reason | None:
        return self._known(k) or by_words(line) or self._people(line, k)

    def _in_parts(self, line: str) -> Reason | None:
        """A bar of several: "Ann Lee | 3 March 2026 | 2 min read". Every part must be one."""
        parts = [part for part in _BARS.split(line) if key(part)] if len(line) <= LONGEST else []
        if not parts[1:]:
            return None
        reasons = [self._alone(part, key(part)) for part in parts]
        return reasons[0] if all(reasons) else None

    def _known(self, k: str) -> Reason | None:
        """Rules by what the page says elsewhere."""
        tests: tuple[tuple[Reason, Callable[[str], bool]], ...] = (
            (Reason.TITLE, self._is_title),
            (Reason.LEAD, self.lead.__eq__),
            (Reason.CAPTION, self._is_caption),
            (Reason.IMAGE, self.images.__contains__),
            (Reason.SITE, self.sites.__contains__),
            (Reason.LINK, self.links.__contains__),
            (Reason.TEASER, self.teasers.__contains__),
            (Reason.LEARNED, self.learned.__contains__),
        )
        return next((reason for reason, test in tests if test(k)), None)

    def _is_title(self, k: str) -> bool:
        """A title, or one with its kicker before it in one line."""
        if k in self.titles:
            return True
        return any(
            len(title) > _HEADLINE and len(k) - len(title) <= _KICKER and k.endswith(title)
            for title in self.titles
        )

    def _is_caption(self, k: str) -> bool:
        """The caption itself, twice in one line, or the caption with its credit."""
        for caption in self.captions:
            if k in (caption, caption * 2):
                return True
            if len(caption) > _CREDIT >= len(k) - len(caption) and k.startswith(caption):
                return True
            if len(k) > _NAME and k in caption:
                return True
        return False

    def _people(self, line: str, k: str) -> Reason | None:
        if k in self.authors or is_byline(line):
            return Reason.BYLINE
        rest = line.casefold()
        for name in self.names:
            rest = rest.replace(name, " ")
        if (
            len(rest.split()) < len(line.split())
            and len(line) <= LONGEST
            and (is_label(rest) or is_dateline(rest, _LONG_AGO))
        ):
            return Reason.BYLINE
        return None


@lru_cache(maxsize=2_000)  # a page's lines are judged more than once
def by_words(line: str) -> Reason | None:
    """The reason a line is furniture by its own words alone, in any of the three languages."""
    if len(line) > LONGEST:
        return None
    text = western(line)
    found = _by_pattern(text)
    if not found and (label := LEADING.match(text)):  # "Live 2 min read"
        found = _by_pattern(text[label.end() :])
    return found or (Reason.DATE if is_dateline(line, _LONG_AGO) else None)


def _by_pattern(text: str) -> Reason | None:
    words = len(text.split())
    tests = (reason for reason, most, one in PATTERNS if words <= most and one.fullmatch(text))
    return next(tests, None)


def clean(lines: Sequence[str], context: Context) -> Cleaned:
    """Tell the text of an article from the furniture between its lines.

    Every line given is in `kept` or in `removed`, in the order given; blank ones vanish.
    """
    judge = _Judge(context)
    kept: list[str] = []
    removed: list[tuple[str, Reason]] = []
    for line in lines:
        if not line.strip():
            continue
        reason = judge.reason(line)
        if reason:
            removed.append((line, reason))
        else:
            kept.append(line)
    return Cleaned(tuple(kept), tuple(removed))
