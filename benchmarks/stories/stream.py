"""The labelled stories as a stream of articles in time order, and unrelated items among them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from model.article import Article

ROOT = Path(__file__).parents[2]

HALVES = ("dev", "test")
LANGUAGES = ("en", "fr", "ar")
LABELLED = Path(__file__).parent / "labelled"
ITEMS = ROOT / "benchmarks" / "topics" / "labelled"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article and the story that it was written for; `name` is its id in the file, which
    begins with the label: the method sees a number instead."""

    article: Article
    story: str
    name: str
    noise: bool = False


def stream(half: str, *, among_items: bool = False) -> list[Labelled]:
    """The articles of one half in the order of their publication.

    `among_items`: with the same half's items of `benchmarks/topics`, each an event of its
    own, scattered over the same days: what a story must not be joined with.
    """
    found = list(_articles(half))
    if among_items:
        found += _items(half, [one.article.published for one in found])
    found.sort(key=lambda one: (one.article.found_at, one.name))
    return [
        replace(one, article=replace(one.article, id=f"a{at:05}")) for at, one in enumerate(found)
    ]


def _articles(half: str) -> Iterator[Labelled]:
    for path in sorted((LABELLED / half).glob("*.yaml")):
        for story in yaml.load(path.read_text(encoding="utf-8"), _LOADER):  # noqa: S506 - a safe loader
            yield from (_labelled(one, story["story"]) for one in story["articles"])


def _labelled(one: dict[str, Any], story: str) -> Labelled:
    published = _moment(one["published"])
    article = Article(
        id="",
        url=one["url"],
        title=one["title"],
        text=one["text"],
        source=one["outlet"],
        site=one["outlet"],
        agency=one.get("agency", ""),
        published=published,
        found_at=published,
        language=one["language"],
    )
    return Labelled(article, story, one["id"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(str(text)).astimezone(UTC)


def _items(half: str, moments: Sequence[datetime | None]) -> Iterator[Labelled]:
    known = [one for one in moments if one]
    start, minutes = min(known), int((max(known) - min(known)) / timedelta(minutes=1))
    rolled = random.Random(4)
    for language in LANGUAGES:
        for path in sorted((ITEMS / language).glob("*.yaml")):
            found = yaml.load(path.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - a safe loader
            for at, item in enumerate(found.get(half, ())):
                name = f"{language}-{path.stem}-{at}"
                moment = start + timedelta(minutes=rolled.randrange(minutes))
                article = Article(
                    id="",
                    url="",
                    title=item["title"],
                    text=item.get("text") or "",
                    source=name,
                    published=moment,
                    found_at=moment,
                    language=language,
                )
                yield Labelled(article, name, name, noise=True)
