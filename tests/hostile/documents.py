"""Documents that cases serve: a good feed, and what bad ones are made of."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from tests.hostile.server import answer
from tests.kit.line import START

GOOD = "Ferry service to the island resumes"
LATER = "Harbour council rejects the new pier"
RSS = "application/rss+xml; charset=utf-8"
WHEN = f"{START:%a, %d %b %Y} 08:00:00 +0000"


def item(
    title: str,
    link: str = "",
    guid: str = "",
    date: str = WHEN,
    raw: bool = False,
    more: str = "",
    said: str = "",
) -> str:
    """One item of a feed; `raw` takes the title as markup. `said` is its text."""
    slug = "".join(letter for letter in title if letter.isalnum())[:40] or "news"
    link = link or f"http://hostile.example/world/{slug}"
    words = said or "Said the mayor: " + " ".join(f"{slug}{number}" for number in range(30))
    shown = title if raw else escape(title)
    guided = f"<guid>{escape(guid)}</guid>" if guid else ""
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return (
        f"<item><title>{shown}</title><link>{escape(link)}</link>{guided}{dated}{more}"
        f"<description>{words}.</description></item>"
    )


def rss(*items: str, head: str = "", doctype: str = "") -> str:
    """A feed of these items."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{doctype}<rss version="2.0"><channel>'
        f"<title>Meridian Post</title>{head}{''.join(items)}</channel></rss>"
    )


def feed(*titles: str, **more: str) -> bytes:
    """An answer with a feed of these headlines."""
    return answer(rss(*(item(title) for title in titles or (GOOD,))), RSS, **more)


def page(body: str, head: str = "<title>Meridian Post</title>") -> str:
    """An HTML page."""
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>"


def links(addresses: Sequence[str]) -> str:
    """A page's list of articles under these addresses."""
    rows = (
        f"<li><a href='{one}'>Headline number {n} of the day from the harbour</a></li>"
        for n, one in enumerate(addresses)
    )
    return f"<ul>{''.join(rows)}</ul>"


def article(title: str, more: str = "", head: str = "") -> str:
    """An article's page with some text, and `more` in it."""
    words = "The mayor of the harbour town said on Tuesday that the ferry would sail again. " * 8
    return page(
        f"<article><h1>{title}</h1><p>{words}</p>{more}<p>{words}</p></article>",
        f"<title>{title}</title>{head}",
    )
