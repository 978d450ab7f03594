"""Who reads the pages: Wirewatch, and the libraries that happen to be installed beside it.

Each reader is a function of a page and the present moment, written into a table.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from benchmarks.reading.score import Read
from benchmarks.reading.truth import Page
from model.article import Article
from model.memory import SiteMemory
from model.source import Entry, Fetched, Source
from monitors.article import Reading, explain
from monitors.articles.learning import learn, learned

Reader = Callable[[Page, datetime], Read]


def site_of(page: Page) -> str:
    """The host whose memory a page belongs to."""
    return (urlsplit(page.url).hostname or page.name).removeprefix("www.")


def wirewatch(page: Page, now: datetime, known: frozenset[int] = frozenset()) -> Read:
    """As a check reads the page, with what is known of its site."""
    reading = _explain(page, now, known)
    if reading is None:
        return Read()
    article: Article = reading.article
    return Read(article.text, article.title, article.published, article.lead)


def memories(pages: list[Page], now: datetime) -> dict[str, frozenset[int]]:
    """What a store would have learned of each site, had all these pages been read before."""
    found: dict[str, SiteMemory] = {}
    for page in pages:
        reading, site = _explain(page, now), site_of(page)
        if reading is not None:
            memory = found.get(site, SiteMemory(site))
            found[site] = learn(memory, reading.article.id, reading.lines, now.date())
    return {site: learned(memory) for site, memory in found.items()}


def _explain(page: Page, now: datetime, known: frozenset[int] = frozenset()) -> Reading | None:
    source = Source(site_of(page), page.url)
    fetched = Fetched(page.url, page.body, "text/html")
    reading = explain(fetched, Entry(page.url), source, now, known)
    return reading if isinstance(reading, Reading) else None


def _trafilatura(**options: bool) -> Reader:
    def read(page: Page, now: datetime) -> Read:  # noqa: ARG001 - a reader like the others
        import trafilatura  # noqa: PLC0415 - only where it is asked for

        found: Any = trafilatura.bare_extraction(
            page.body, url=page.url, include_comments=False, with_metadata=True, **options
        )
        if found is None:
            return Read()
        return Read(found.text or "", found.title or "", _day(found.date))

    return read


def _newspaper(page: Page, now: datetime) -> Read:  # noqa: ARG001 - a reader like the others
    import newspaper  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415 - optional

    article = newspaper.Article(page.url, fetch_images=False)
    article.download(input_html=page.body)
    article.parse()
    published = article.publish_date
    day = published.date() if isinstance(published, datetime) else None
    return Read(article.text, article.title, day)


def _readability(page: Page, now: datetime) -> Read:  # noqa: ARG001 - a reader like the others
    from lxml import html  # noqa: PLC0415 - likewise
    from readability import Document  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415 - measured where installed

    document = Document(page.body, url=page.url)
    root = html.fromstring(document.summary())
    return Read("\n".join(root.itertext()), document.short_title())


def _resiliparse(page: Page, now: datetime) -> Read:  # noqa: ARG001 - a reader like the others
    from resiliparse.extract.html2text import (  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415 - measured where installed
        extract_plain_text,
    )
    from resiliparse.parse.html import (  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415 - measured where installed
        HTMLTree,
    )

    tree = HTMLTree.parse_from_bytes(page.body)
    return Read(extract_plain_text(tree, main_content=True, alt_texts=False), tree.title or "")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text else None


_LIBRARIES: Mapping[str, tuple[str, Reader]] = {
    "trafilatura": ("trafilatura", _trafilatura()),
    "trafilatura precision": ("trafilatura", _trafilatura(favor_precision=True)),
    "newspaper4k": ("newspaper", _newspaper),
    "readability-lxml": ("readability", _readability),
    "resiliparse": ("resiliparse", _resiliparse),
}


def libraries() -> dict[str, Reader]:
    """The readers whose library can be imported here."""
    return {
        name: reader
        for name, (module, reader) in _LIBRARIES.items()
        if importlib.util.find_spec(module)
    }
