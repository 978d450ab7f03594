"""JSON Feed 1 and 1.1 (jsonfeed.org) → the entries it lists."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from model.source import Entry, Fetched, Kind, Listing, ReadFailed, Source, Trouble
from monitors.identity import canonical
from monitors.listings.hubs import Link, offer
from monitors.listings.plain import plain, shortened, visible_length
from monitors.text.charset import decode
from monitors.text.hygiene import parsable
from monitors.text.stamps import moment
from monitors.text.tongue import two_letters

MOST_ENTRIES = 2000
LEAST_FULL = 250  # characters: content_* is by its definition the article, unless it is a stub
LONGEST_SUMMARY = 5000

Object = dict[str, Any]


def read_json_feed(source: Source, fetched: Fetched, now: datetime) -> Listing | ReadFailed:  # noqa: ARG001 - every reader is handed the moment
    """The first 2,000 items; wrong types within are taken as missing."""
    text = decode(fetched.body, fetched.content_type, source.encoding, xml=True)
    try:
        feed = json.loads(text)
    except json.JSONDecodeError as fault:
        return _broken(fetched, f"{fault.msg[:1].lower()}{fault.msg[1:]} at line {fault.lineno}")
    except RecursionError:
        return _broken(fetched, "it is nested too deeply")
    except ValueError:  # a number of more digits than Python converts
        return _broken(fetched, "it holds a number of absurd length")
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return _broken(fetched, "it has no list of `items`")
    return _listing(feed, fetched.url)


def _broken(fetched: Fetched, why: str) -> ReadFailed:
    """Nothing could be read."""
    return ReadFailed(Trouble.BROKEN, f"{fetched.url} is not a readable JSON feed: {why}")


def _listing(feed: Object, url: str) -> Listing:
    """The feed as a whole; items without an address are left out."""
    language = two_letters(feed.get("language"))
    items = [item for item in feed["items"][:MOST_ENTRIES] if isinstance(item, dict)]
    entries = (_entry(item, feed, url, language) for item in items)
    hub, topic = offer(_links(feed), url)
    return Listing(
        kind=Kind.FEED,
        entries=tuple(entry for entry in entries if entry),
        language=language,
        title=plain(_text(feed, "title")),
        hub=hub,
        topic=topic,
    )


def _links(feed: Object) -> Iterator[Link]:
    """`hubs` of WebSub, and `feed_url`."""
    yield "self", _text(feed, "feed_url")
    hubs = feed.get("hubs")
    for one in hubs if isinstance(hubs, list) else ():
        if isinstance(one, dict) and _text(one, "type").lower() == "websub":
            yield "hub", _text(one, "url")


def _entry(item: Object, feed: Object, base: str, language: str | None) -> Entry | None:
    """One item."""
    addresses = (_text(item, name) for name in ("url", "external_url"))
    linked = next((u for a in addresses if a and (u := canonical(a, base))), None)
    url = linked or canonical(_text(item, "id"))
    if url is None:
        return None
    content = _content(item)
    pictures = (_text(item, name) for name in ("image", "banner_image"))
    return Entry(
        url=url,
        title=plain(_text(item, "title")),
        summary=shortened(plain(_text(item, "summary") or content), LONGEST_SUMMARY),
        html=content if visible_length(content) >= LEAST_FULL else "",
        published=moment(_text(item, "date_published")) or moment(_text(item, "date_modified")),
        guid=_text(item, "id") or None,
        language=two_letters(item.get("language")) or language,
        authors=_authors(item) or _authors(feed),
        image=next(
            (p for picture in pictures if picture and (p := canonical(picture, base))), None
        ),
    )


def _text(item: Object, name: str) -> str:
    """A member as text; numbers (ids are often such) count, all else is missing."""
    value = item.get(name)
    known = isinstance(value, str | int | float) and not isinstance(value, bool)
    return parsable(str(value)).strip() if known else ""


def _content(item: Object) -> str:
    """content_html, else content_text as paragraphs."""
    if markup := _text(item, "content_html"):
        return markup
    paragraphs = _text(item, "content_text").split("\n")
    return "".join(f"<p>{html.escape(p.strip())}</p>" for p in paragraphs if p.strip())


def _authors(item: Object) -> tuple[str, ...]:
    """`authors` of version 1.1, `author` of version 1."""
    several = item.get("authors")
    people = several if isinstance(several, list) else [item.get("author")]
    names = (_text(person, "name") for person in people if isinstance(person, dict))
    return tuple(dict.fromkeys(plain(name) for name in names if name))
