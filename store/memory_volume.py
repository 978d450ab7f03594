"""The store in dictionaries, its part of what is counted over time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from model.alert import Fate
from model.article import Article
from model.volume import Stretch, Volume
from store.memory_outbox import Posted
from store.memory_reports import MemoryReports
from store.transitions import aliases

_Group = tuple[str, str, Fate]  # topic, source, fate


class MemoryVolume(MemoryReports):
    """Counted anew each time."""

    async def volume(self, chat: str, stretches: Sequence[Stretch]) -> list[Volume]:
        """A chat's alerts by stretch, topic, source and fate."""
        here = aliases({chat}, self._moved)
        own = [one for one in self._posted.values() if one.alert.chat in here]
        return [
            volume
            for number, (start, end) in enumerate(stretches)
            for volume in _counted(number, [one for one in own if start <= one.alert.made_at < end])
        ]

    async def found_of(self, sources: Collection[str], since: datetime) -> Mapping[str, int]:
        """How many articles of each of these sources were found since then."""
        kept = self._articles.values()
        return Counter(
            one.article.source for one, at in kept if at >= since and one.article.source in sources
        )

    async def newest_of(self, source: str, limit: int) -> list[Article]:
        """The articles of a source that were found last, newest first."""
        kept = sorted(self._articles.values(), key=lambda pair: pair[1])
        own = [one.article for one, _ in kept if one.article.source == source]
        return own[::-1][:limit]


def _counted(stretch: int, posted: Sequence[Posted]) -> Iterator[Volume]:
    alerts: Counter[_Group] = Counter()
    leading: Counter[_Group] = Counter()
    for one in posted:
        topics = [match.topic for match in one.alert.matches if one.alert.article_id]
        alerts.update((topic, one.alert.source, one.fate) for topic in dict.fromkeys(topics))
        leading.update((topic, one.alert.source, one.fate) for topic in topics[:1])
    for group in sorted(alerts):
        yield Volume(stretch, *group, alerts[group], leading[group])
