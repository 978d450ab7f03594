"""An article placed and committed as a check does it, from its text on."""

from __future__ import annotations

from model.article import Article
from model.source import Entry, Kind, SourceState
from model.stores import Checked
from scheduler.placing import Placing
from scheduler.world import World


async def place(world: World, article: Article) -> list[int]:
    """The alerts that are new."""
    now = world.clock.now()
    source = world.book.sources["Paper"]
    told = Entry(article.url, article.title)
    async with world.placing():
        placing = Placing(world, source, await world.served())
        found = await placing.place(article, told)
        checked = Checked(
            SourceState("Paper", Kind.FEED, next_check=now, checks=1),
            now,
            articles=found.remembered,
            alerts=found.alerts,
            goes_on=found.goes_on,
        )
        return await world.store.commit_check(checked)
