"""bot.py story: all articles of one story, and why each is in it."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from babel import Locale
from rich.console import Console
from rich.text import Text

from chat.words import language_name, when
from cli.check import counted
from cli.screen import screen
from cli.stop import Stop
from cli.world import opened_reader, utc_now
from model.story import Member, Story
from model.version import Change, Version
from store.errors import StoreError
from stories.independence import independent

WIDEST = 100
_CHANGES = {
    Change.EDITED: ("edited without a word", "yellow"),
    Change.CORRECTED: ("corrected", "bold yellow"),
    Change.WITHDRAWN: ("withdrawn", "bold red"),
    Change.RETURNED: ("back again", "green"),
}
_WHATS = {
    "copy": "near copy of",
    "like": "closest to",
    "name": "both name",
    "place": "same place",
    "number": "same number",
    "day": "same day",
    "about": "both about",
    "topic": "same topic",
    "words": "words in common:",
}


def run(options: argparse.Namespace) -> int:
    """Print the story of an article; 1 where the archive knows neither."""
    story, versions = asyncio.run(_stored(options))
    if options.json:
        print(json.dumps(as_json(story, versions), ensure_ascii=False))
    else:
        show(story, versions, screen(), utc_now())
    return 0


async def _stored(options: argparse.Namespace) -> tuple[Story, Mapping[str, Sequence[Version]]]:
    data, name = options.data, options.article
    store = await opened_reader(data, f"There is no archive in {data}/: `bot.py run` makes one.")
    try:
        story = await store.story(name)
        if story is None:
            raise Stop(
                f"There is no story or article with the id {name} in {data}/. "
                "Ids stand in what `python bot.py backtest` prints."
            )
        ids = [one.article_id for one in story.members]
        return story, {key: await store.versions(key) for key in ids}
    except StoreError as why:
        raise Stop(str(why)) from None
    finally:
        await store.close()


def as_json(story: Story, versions: Mapping[str, Sequence[Version]]) -> dict[str, Any]:
    """The story as one object."""
    return {
        "story": story.id,
        "independent": [[one.article_id for one in group] for group in independent(story)],
        "articles": [_member_json(one, versions.get(one.article_id, ())) for one in story.members],
    }


def _member_json(one: Member, versions: Sequence[Version]) -> dict[str, Any]:
    return {
        "id": one.article_id,
        "title": one.title,
        "url": one.url,
        "outlet": one.outlet,
        "agency": one.agency,
        "language": one.language,
        "published": one.published.isoformat() if one.published else None,
        "found": one.found_at.isoformat(),
        "copy_of": one.copy_of,
        "score": one.score,
        "why": [list(reason) for reason in one.reasons],
        "versions": [
            {"number": v.number, "seen": v.seen_at.isoformat(), "change": v.change, "note": v.note}
            for v in versions
        ],
    }


def show(
    story: Story, versions: Mapping[str, Sequence[Version]], console: Console, now: datetime
) -> None:
    """Print the story as a timeline."""
    first = story.members[0]
    width = min(console.width, WIDEST)
    here = now.astimezone().tzinfo or UTC
    console.print(Text(first.title, style="bold"), width=width)
    console.print(Text(_counts(story), style="dim"), width=width)
    titles = {one.article_id: one.title for one in story.members}
    for one in story.members:
        console.print()
        for part in _told(one, titles, now, here):
            console.print(part, width=width)
        for version in versions.get(one.article_id, ()):
            console.print(_changed(version, now, here), width=width)


def _counts(story: Story) -> str:
    outlets = {one.outlet for one in story.members}
    languages = {one.language for one in story.members if one.language}
    sources = counted(len(independent(story)), "independent source")
    parts = (
        counted(len(story.members), "article"),
        f"{counted(len(outlets), 'outlet')}, {sources}",
        counted(len(languages), "language"),
        f"story {story.id}",
    )
    return " · ".join(parts)


def _told(one: Member, titles: Mapping[str, str], now: datetime, here: tzinfo) -> Sequence[Text]:
    facts = (
        when(one.published or one.found_at, now, here, "en"),
        one.outlet,
        language_name(one.language, "en") if one.language else "",
        f"credits {one.agency}" if one.agency else "",
    )
    lines = [Text(" · ".join(filter(None, facts)), style="cyan"), Text(one.title, style="bold")]
    if one.reasons:
        lines.append(Text(f"belongs to it: {why(one, titles)}", style="dim"))
    else:
        lines.append(Text("opened the story", style="dim"))
    return [*lines, Text(one.url, style="dim")]


def why(one: Member, titles: Mapping[str, str]) -> str:
    """The reasons of a member in words; ids become headlines where the story knows them."""
    told: dict[str, list[str]] = {}
    for what, value in one.reasons:
        told.setdefault(_WHATS.get(what, what), []).append(_shown(what, value, titles))
    parts = (f"{words} {', '.join(values)}" for words, values in told.items())
    return f"{'; '.join(parts)} ({one.score:.0%})"


def _shown(what: str, value: str, titles: Mapping[str, str]) -> str:
    match what:
        case "copy" | "like":
            return f"“{titles[value]}”" if value in titles else value
        case "name":
            return value.title()
        case "place":
            return str(Locale("en").territories.get(value, value))
        case _:
            return value


def _changed(version: Version, now: datetime, here: tzinfo) -> Text:
    words, style = _CHANGES[version.change]
    at = when(version.seen_at, now, here, "en")
    return Text(f"  {at}: {words}{f' — {version.note}' if version.note else ''}", style=style)
