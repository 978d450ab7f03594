"""What there is to say of an article by itself: its fingerprint, its topics, its traits. Pure work,
done before the article's turn among all others, so that nobody waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from model.article import Article, Match, Sketch
from model.rulebook import Rulebook
from model.story import Traits
from stories.copies import sketch
from stories.traits import traits


@dataclass(frozen=True, slots=True)
class Considered:
    """An article with what `book` finds in it: a reload must not part matches from their topics."""

    article: Article
    book: Rulebook
    fingerprint: Sketch | None
    matches: tuple[Match, ...]
    traits: Traits

    @property
    def topics(self) -> set[str]:
        """The names of the topics that it is about."""
        return {match.topic for match in self.matches}


def considered(article: Article, book: Rulebook) -> Considered:
    """All of it, some milliseconds of CPU."""
    matches = book.matcher.match(article)
    mine = traits(article, {match.topic for match in matches})
    return Considered(article, book, sketch(article), matches, mine)


async def consider(articles: Mapping[str, Article], book: Rulebook) -> dict[str, Considered]:
    """Each by the key it was handed in with, in a thread: other checks go on meanwhile. Articles
    of one id may be two: pages that call one page canonical."""
    return {
        key: await asyncio.to_thread(considered, article, book) for key, article in articles.items()
    }
