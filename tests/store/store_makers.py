"""Nouns with everything but the point of a test filled in. Invented outlets only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from model.alert import Alert, Fate, Mute, MuteKind, Receipt
from model.article import Article, Sketch
from model.source import Entry, Source, SourceState, Waiting
from model.stores import Checked, Remembered

T0 = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
LEASE = 5 * MINUTE


def source(name: str = "Meridian Post", **other: Any) -> Source:
    """A source of the rules."""
    return Source(name, **{"url": "https://meridian-post.example/feed.xml", **other})


def article(name: str = "a1", **other: Any) -> Article:
    """An article with two identity keys of its own."""
    keys = (f"url:{name}", f"guid:{name}")
    usual: dict[str, Any] = {"title": f"Harbour story {name}", "text": "A ship came in."}
    url = f"https://meridian-post.example/{name}"
    return Article(**{"id": name, "url": url, "keys": keys, "found_at": T0, **usual, **other})


def remembered(name: str = "a1", *bands: int, **other: Any) -> Remembered:
    """An article to keep; with bands it has a fingerprint."""
    copy_of = other.pop("copy_of", None)
    sketch = Sketch(tuple(band * 7 for band in bands), bands) if bands else None
    return Remembered(article(name, **other), sketch, copy_of)


def alert(dedupe: str = "d1", chat: str = "terminal", **other: Any) -> Alert:
    """An alert about an article of its own."""
    usual: dict[str, Any] = {"made_at": T0, "article_id": f"of {dedupe}", "title": dedupe}
    return Alert(chat=chat, dedupe=dedupe, **{**usual, **other})


def waiting(key: str, name: str = "Meridian Post", **other: Any) -> Waiting:
    """An entry found but not read."""
    entry = Entry(f"https://meridian-post.example/{key}", "Bateau à l'ancre", published=T0)
    return Waiting(name, key, entry, **other)


def checked(name: str = "Meridian Post", **other: Any) -> Checked:
    """What a check led to; its state is due again in five minutes."""
    at = other.pop("at", T0)
    state = other.pop("state", None) or SourceState(name, next_check=at + LEASE, checks=1)
    return Checked(state, at, **other)


def receipt(alert_id: int, fate: Fate, at: datetime = T0, **other: Any) -> Receipt:
    """What a try led to."""
    return Receipt(alert_id, fate, at, **other)


def mute(chat: str = "terminal", **other: Any) -> Mute:
    """A mute of one topic for an hour."""
    usual: dict[str, Any] = {"kind": MuteKind.TOPIC, "value": "arms-transfers"}
    return Mute(**{"chat": chat, "since": T0, "until": T0 + HOUR, **usual, **other})
