"""Articles for the commands that read pages: from a file, an address or JSON lines."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from cli.stop import Stop
from model.article import Article
from model.source import Entry, Fetched, ReadFailed, Request, Source
from monitors.article import Reading, explain, read_article
from monitors.fetch import open_fetcher

NAMELESS = "https://page.invalid/page"  # of a page that neither came with an address nor names one


@dataclass(frozen=True, slots=True)
class Line:
    """One line of input: its id as given, and the article or the sentence why there is none."""

    id: str
    article: Article | None
    error: str = ""


def read_page(page: str, url: str | None, now: datetime) -> Article:
    """Read a page by address or from a file. Raises Stop with the reason where it cannot be."""
    return explain_page(page, url, now).article


def explain_page(
    page: str, url: str | None, now: datetime, learned: Collection[int] = ()
) -> Reading:
    """Like `read_page`, with what was left out of the text and why; `learned` are lines known as
    the site's furniture."""
    fetched = page_of(page, url)
    read = explain(fetched, Entry(fetched.url), _source(fetched.url), now, learned)
    if isinstance(read, ReadFailed):
        raise Stop(f"{page}: {read.message}")
    return read


def read_lines(stream: TextIO, now: datetime) -> Iterator[Line]:
    """Read JSON lines: pages with `html`, or articles with `title` and `text`."""
    for number, raw in enumerate(stream, 1):
        if raw.strip():
            yield _line(raw, number, now)


def as_json(article: Article) -> dict[str, Any]:
    """An article as the pipeline sees it."""
    return {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "lead": article.lead,
        "captions": list(article.captions),
        "site": article.site,
        "agency": article.agency,
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "language": article.language,
        "authors": list(article.authors),
        "image": article.image,
    }


def page_of(page: str, url: str | None = None) -> Fetched:
    """A page by address, or from a file that was saved from `url`. Raises Stop."""
    return _fetch(page) if _is_url(page) else _open(Path(page), url)


def _is_url(page: str) -> bool:
    return page.startswith(("http://", "https://"))


def _fetch(url: str) -> Fetched:
    async def fetch() -> Fetched:
        async with open_fetcher(pause=timedelta(), now=lambda: datetime.now(UTC)) as fetcher:
            # whoever types an address at this keyboard may reach what this machine reaches
            answer = await fetcher.fetch(Request(url, private_hosts=_own_host(url)))
        if not isinstance(answer, Fetched):
            raise Stop(getattr(answer, "message", f"{url} answers 304 without being asked"))
        return answer

    return asyncio.run(fetch())


def _own_host(url: str) -> frozenset[str]:
    try:
        return frozenset({urlsplit(url).hostname or ""})
    except ValueError:  # no address at all, as fetching it will say
        return frozenset()


def _open(path: Path, url: str | None) -> Fetched:
    try:
        html = path.read_bytes()
    except OSError as why:
        raise Stop(f"{path} cannot be read: {why.strerror}.") from None
    return Fetched(url or _own_address(html), html, "text/html")


def _own_address(html: bytes) -> str:
    """The address a saved page says it has."""
    head = BeautifulSoup(html, "lxml", parse_only=SoupStrainer(["link", "meta"]))
    for selector, attribute in (
        ('link[rel="canonical"]', "href"),
        ('meta[property="og:url"]', "content"),
    ):
        found = head.select_one(selector)
        if found is not None and _is_url(address := str(found.get(attribute, ""))):
            return address
    return NAMELESS


def _read(page: Fetched, now: datetime) -> Article | ReadFailed:
    return read_article(page, Entry(page.url), _source(page.url), now)


def _source(url: str) -> Source:
    return Source(urlsplit(url).hostname or "", url)


def _line(raw: str, number: int, now: datetime) -> Line:
    try:
        row = json.loads(raw)
    except ValueError as why:
        return Line(str(number), None, f"line {number} is not JSON: {why}")
    if not isinstance(row, dict):
        return Line(str(number), None, f"line {number} is not a JSON object")
    name = str(row.get("id", number))
    try:
        return _page_line(name, row, now) if row.get("html") else _article_line(name, row)
    except (TypeError, ValueError) as why:
        return Line(name, None, f"line {number}: {why}")


def _page_line(name: str, row: dict[str, Any], now: datetime) -> Line:
    html = str(row["html"]).encode("utf-8", "replace")
    url = str(row.get("url") or "") or _own_address(html)
    page = Fetched(url, html, "text/html; charset=utf-8")
    read = _read(page, now)
    if isinstance(read, ReadFailed):
        return Line(name, None, read.message)
    return Line(name, read)


def _article_line(name: str, row: dict[str, Any]) -> Line:
    if not row.get("title") and not row.get("text"):
        if row.get("error"):  # of the command before in a pipeline
            return Line(name, None, str(row["error"]))
        return Line(name, None, "has neither `html` nor `title` and `text`")
    published = row.get("published")
    article = Article(
        id=name,
        url=str(row.get("url") or ""),
        title=str(row.get("title") or ""),
        text=str(row.get("text") or ""),
        language=row.get("language") or None,
        published=_moment(published) if published else None,
    )
    return Line(name, article)


def _moment(text: object) -> datetime:
    moment = datetime.fromisoformat(str(text))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
