"""An index of articles in memory, as the store keeps one on disk."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import datetime

from model.article import Article, Relative, Sketch
from model.story import Joined, Kin, Traits
from stories.join import LENGTH


@dataclass(slots=True)
class Memory:
    """Articles by their index keys, and near copies by the bands of their sketches."""

    kept: dict[str, Kin] = field(default_factory=dict)
    by_key: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    by_band: defaultdict[int, list[Relative]] = field(default_factory=lambda: defaultdict(list))

    def kin(self, traits: Traits, now: datetime, limit: int, newest: int) -> list[Kin]:
        """Those of the last days that share most keys; of each key the newest."""
        shared, rare = Counter[str](), Counter[str]()
        for key in traits.keys:
            recent = [n for n in self.by_key[key] if self.kept[n].found_at >= now - LENGTH]
            shared.update(recent[-newest:])
            rare.update(recent if len(recent) < newest else ())
        found = sorted(shared, key=lambda name: (-shared[name], -rare[name], name))
        return [replace(self.kept[name], shared=shared[name]) for name in found[:limit]]

    def relatives(self, sketch: Sketch, now: datetime) -> list[Relative]:
        """Those of the last days that share a band."""
        found = {one.article_id: one for band in sketch.bands for one in self.by_band[band]}
        return [one for one in found.values() if self.kept[one.article_id].found_at >= now - LENGTH]

    def keep(
        self,
        article: Article,
        traits: Traits,
        verdict: Joined,
        sketch: Sketch | None,
        copy_of: str | None,
    ) -> None:
        """Remember an article; its found_at must be set."""
        assert article.found_at is not None  # noqa: S101 - the stream dates every article
        opener = self.kept.get(verdict.story)
        opened = opener.found_at if opener else article.found_at
        self.kept[article.id] = Kin.of(
            article, verdict, traits, opened=opened, found_at=article.found_at, copy_of=copy_of
        )
        for key in traits.keys:
            self.by_key[key].append(article.id)
        if sketch:
            for band in sketch.bands:
                self.by_band[band].append(Relative(article.id, sketch.signature, copy_of))
