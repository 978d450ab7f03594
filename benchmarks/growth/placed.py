"""An article placed and committed as a check does it, from its text on."""

from __future__ import annotations

from collections.abc import Callable

from model.article import Article
from model.source import Entry, Kind, SourceState
from model.stores import Checked
from scheduler.considered import consider
from scheduler.placing import Placing
from scheduler.world import World


async def place(
    world: World, article: Article, inside: Callable[[], None] = lambda: None
) -> list[int]:
    """The alerts that are new; `inside` is called once it is this article's turn."""
    now = world.clock.now()
    source = world.book.sources["Paper"]
    told = Entry(article.url, article.title)
    thought = await consider({article.id: article}, world.book)
    async with world.placing():
        inside()
        placing = Placing(world, source, await world.served())
        found = await placing.place(thought[article.id], told)
        checked = Checked(
            SourceState("Paper", Kind.FEED, next_check=now, checks=1),
            now,
            articles=found.remembered,
            alerts=found.alerts,
            goes_on=found.goes_on,
        )
        return await world.store.commit_check(checked)
