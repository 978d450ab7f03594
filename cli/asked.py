"""What the chat asks of other rooms: why the rules find an article, what an address stands for."""

from __future__ import annotations

import asyncio

from chat.chart import Chart
from chat.commands.ask import Explained
from model.article import Article
from model.rulebook import Rulebook
from model.story import Story
from monitors.identity import canonical, url_key
from rules.explain import Explainable, explain
from stories.independence import independent


async def explained(book: Rulebook, article: Article, origin: str) -> list[Explained]:
    """One for each topic, in the order of the rules file; in a thread, since it takes a while."""
    return await asyncio.to_thread(_explained, book, article, origin)


def _explained(book: Rulebook, article: Article, origin: str) -> list[Explained]:
    if not isinstance(book.matcher, Explainable):
        return []
    told = [explain(book.matcher, topic, article, origin) for topic in book.topics.values()]
    return [Explained(one.topic, one.held, one.sentence) for one in told]


def sources(story: Story) -> int:
    """How many sources a story has that wrote for themselves."""
    return len(independent(story))


def address_keys(address: str) -> tuple[str, ...]:
    """The identity key of an address, with or without its scheme; none for what is none."""
    written = address if "://" in address else f"https://{address}"
    tidy = canonical(written) if "." in address and " " not in address else None
    return (url_key(tidy),) if tidy else ()


async def drawn(chart: Chart) -> bytes:
    """The picture of a chart, made in a thread."""
    return await asyncio.to_thread(_drawn, chart)


def _drawn(chart: Chart) -> bytes:
    from chat.drawing import draw  # noqa: PLC0415 # half a second that a start must not pay

    return draw(chart)
