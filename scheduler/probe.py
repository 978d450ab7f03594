"""An address that somebody sent: whether it can be watched, and what it would have told."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from model.article import Article
from model.editing import Cause, Headline, Refusal, Sample
from model.ports import Fetcher
from model.rulebook import Rulebook
from model.source import Entry, Source, SourceState, Trouble
from rules import fields
from rules.sections.sources import default_name, is_private, spelling
from scheduler.look import look
from scheduler.readers import entry_article

PATIENCE = 90.0  # seconds for all that is fetched
SHOWN = 5  # headlines
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_LONGEST = 60  # code points of a name
_UNFIT = re.compile(r'[{}"]')


async def probe(fetcher: Fetcher, book: Rulebook, written: str, now: datetime) -> Sample | Refusal:
    """Look once at an address, with or without its scheme. Private networks are out of reach,
    whatever the rules allow their own sources. The sample has no id yet."""
    address = _address(written)
    if isinstance(address, Refusal):
        return address
    if name := watched(book, address):
        return Refusal(Cause.WATCHED, name)
    source = Source(default_name(address), address)
    try:
        async with asyncio.timeout(PATIENCE):
            looked = await look(fetcher, source, SourceState(source.name), now)
    except TimeoutError:
        return Refusal(Cause.UNREACHABLE, f"no answer within {PATIENCE:.0f} seconds")
    if looked.failure is not None:
        private = looked.failure.trouble is Trouble.ADDRESS
        cause = Cause.PRIVATE if private else Cause.UNREACHABLE
        return Refusal(cause, looked.failure.message)
    if not looked.entries:
        return Refusal(Cause.NOTHING)
    found = looked.state.url or address
    if name := watched(book, found):
        return Refusal(Cause.WATCHED, name)
    source = replace(source, url=found, name=free_name(book, looked.entries, found))
    return await asyncio.to_thread(_sample, book, source, looked.state.kind, looked.entries, now)


def watched(book: Rulebook, address: str) -> str | None:
    """The source that has this address, however it is spelt."""
    wanted = spelling(address)
    sources = book.sources.values()
    return next((one.name for one in sources if spelling(one.url) == wanted), None)


def _address(written: str) -> str | Refusal:
    text = written.strip().strip("<>")
    text = text if _SCHEME.match(text) and not text.startswith("localhost:") else f"https://{text}"
    try:
        address = fields.url(text)
    except fields.FieldError as why:
        return Refusal(Cause.NO_ADDRESS, why.message)
    return Refusal(Cause.PRIVATE, address) if is_private(address) else address


def free_name(book: Rulebook, entries: Sequence[Entry], address: str) -> str:
    """What the list calls itself, else its address; with a number where that is taken."""
    sites = Counter(entry.site for entry in entries if entry.site)
    own = " ".join(_UNFIT.sub(" ", sites.most_common(1)[0][0] if sites else "").split())
    own = "".join(char for char in own if char.isprintable())[:_LONGEST].strip()
    taken = {name.casefold() for name in book.sources}
    base = own or default_name(address)
    return next(name for name in _numbered(base, len(taken)) if name.casefold() not in taken)


def _numbered(name: str, most: int) -> Collection[str]:
    return [name, *(f"{name} {number}" for number in range(2, most + 3))]


def _sample(
    book: Rulebook, source: Source, kind: str, entries: Sequence[Entry], now: datetime
) -> Sample:
    read = (entry_article(entry, source, now) for entry in entries)
    articles = [one for one in read if isinstance(one, Article)]
    dated = sorted(articles, key=_newest_first)[:SHOWN]
    spoken = Counter(one.language for one in articles if one.language)
    language = spoken.most_common(1)[0][0] if spoken else None
    headlines = tuple(_headline(book, one) for one in dated)
    return Sample("", source.name, source.url, kind, language, headlines)


def _newest_first(article: Article) -> float:
    """Undated ones keep their places behind the others."""
    return -article.published.timestamp() if article.published else 0.0


def _headline(book: Rulebook, article: Article) -> Headline:
    topics = tuple(match.topic for match in book.matcher.match(article))
    return Headline(article.title, article.url, article.site, article.published, topics)
