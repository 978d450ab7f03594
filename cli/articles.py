"""One article named on the command line: a page's address, a file, or an id in the store."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from cli.inputs import read_page
from cli.stop import Stop
from cli.world import opened_reader
from model.article import Article
from model.rulebook import Rulebook
from store.errors import StoreError


def named_article(
    name: str, book: Rulebook, data: Path, now: datetime, url: str | None = None
) -> Article:
    """The article, as one of the source that its address belongs to. Raises Stop."""
    if name.startswith(("http://", "https://")) or Path(name).is_file():
        return as_of_source(read_page(name, url, now), book)
    return asyncio.run(_stored(name, data))


async def _stored(name: str, data: Path) -> Article:
    store = await opened_reader(data, f"There is no file {name}, and no archive in {data}/.")
    try:
        article = await store.article(name)
    except StoreError as why:
        raise Stop(str(why)) from None
    finally:
        await store.close()
    if article is None:
        raise Stop(
            f"There is no file {name}, and no article with that id in {data}/. "
            "Ids stand in what `python bot.py backtest` prints."
        )
    return article


def as_of_source(article: Article, book: Rulebook) -> Article:
    """The article with name and tags of the source on its host, which topics may ask for."""
    host = _host(article.url)
    source = next((one for one in book.sources.values() if host and _host(one.url) == host), None)
    if source is None:
        return article
    return replace(article, source=source.name, tags=source.tags)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
