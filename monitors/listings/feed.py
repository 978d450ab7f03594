"""RSS 0.9x, 1.0, 2.0 and Atom → the entries they list; JSON Feed is handed on."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import feedparser

from model.source import (
    Entry,
    Fetched,
    Kind,
    Listing,
    ListingMemory,
    ReadFailed,
    Same,
    Source,
    Trouble,
)
from monitors.identity import canonical
from monitors.listings.hubs import offer
from monitors.listings.jsonfeed import read_json_feed
from monitors.listings.plain import plain, shortened, visible_length
from monitors.listings.sight import feed_sight
from monitors.listings.sniff import Form, form
from monitors.listings.xmltext import mended
from monitors.text.charset import decode
from monitors.text.hygiene import parsable
from monitors.text.nesting import defines_too_much, left_open, too_deep
from monitors.text.stamps import moment
from monitors.text.tongue import two_letters

MOST_ENTRIES = 2000
LONGEST_SUMMARY = 5000  # characters
LONGEST_NAME = 200
LEAST_FULL = 600  # characters of text that make a content element an article by itself
LEAST_BRIEF = 250  # the same where the description beside it is clearly shorter
LEAST_DESCRIPTION = 1500  # the same for a description that stands alone

_START = re.compile(r"<(?:\w+:)?(item|entry)\b")
_END = "</{}>"
_TEASER_END = re.compile(
    r"(\[?(?:\.\.\.|…|&#8230;|&hellip;)\]?|(read|see|learn) more|continue reading"
    r"|full (story|article)"
    r"|lire (la suite|plus|l['’]article)|en savoir plus|suite de l['’]article"
    r"|اقرأ المزيد|المزيد|قراءة المزيد|تابع القراءة|للمزيد)[\W_]*$",
    re.IGNORECASE,
)
_TAGS = re.compile(r"<[^<>]*>")
_IMAGE_FILE = re.compile(r"\.(jpe?g|png|webp|gif|avif)(\?|$)", re.IGNORECASE)
_ADDRESS_AND_NAME = re.compile(r"\S+@\S+\s*\((.+)\)")
_ADDRESS = re.compile(r"<?\S+@\S+\.\S+>?")

Parsed = Mapping[str, Any]  # one of feedparser's dictionaries


def read_feed(
    source: Source,
    fetched: Fetched,
    now: datetime,
    memory: ListingMemory | None = None,  # noqa: ARG001 - a feed says itself what is an article
    known: str = "",
) -> Listing | Same | ReadFailed:
    """The first 2,000 entries of a feed of any format; an empty feed is a listing of none.

    `known` is the sight of the feed at an earlier look: Same where it has not changed.
    """
    kind = form(fetched)
    if kind is Form.JSON:
        return read_json_feed(source, fetched, now)
    if kind in {Form.HTML, Form.EMPTY}:
        return _not_a_feed(fetched, kind)
    text = decode(fetched.body, fetched.content_type, source.encoding, xml=True)
    if defines_too_much(text):
        return _broken(fetched, "its document type defines entities out of entities")
    if too_deep(text, html=False) or left_open(text):
        return _broken(fetched, "its elements are nested too deeply or never end")
    return _unless_known(fetched, mended(text), known)


def _unless_known(fetched: Fetched, text: str, known: str) -> Listing | Same | ReadFailed:
    """The parser takes ten times as long as a sight of the feed."""
    sight = feed_sight(text, fetched)
    if sight and sight == known:
        return Same()
    return _parsed(fetched, text, sight)


def _not_a_feed(fetched: Fetched, kind: Form) -> ReadFailed:
    """What came instead, and what to do about it."""
    if kind is Form.EMPTY:
        return ReadFailed(Trouble.BROKEN, f"{fetched.url} is empty where a feed was expected")
    return ReadFailed(
        Trouble.BROKEN,
        f"{fetched.url} is an HTML page, not a feed; give the feed's address, or leave out"
        " `kind: feed` to have it looked for",
    )


def _broken(fetched: Fetched, why: str) -> ReadFailed:
    """A feed that nothing can be read from."""
    return ReadFailed(Trouble.BROKEN, f"{fetched.url} is not a readable feed: {why}")


def _parsed(fetched: Fetched, text: str, sight: str) -> Listing | ReadFailed:
    """Run the parser, and judge whether what it says is a feed.

    The two headers tell it the charset (ours) and the address that relative links stand on.
    Its own cleaning of HTML is off: what is shown is plain text, what is read is cleaned then.
    """
    bounded = _bounded(text)
    parsed: Parsed = feedparser.parse(
        io.BytesIO(bounded.encode("utf-8")),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": fetched.url,
        },
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed["entries"] and (parsed.get("bozo") or not parsed.get("version")):
        return _broken(fetched, _fault(parsed))
    listing = _listing(parsed, fetched.url)
    doubtful = parsed.get("bozo") or listing.amiss or bounded is not text
    return listing if doubtful else replace(listing, sight=sight)


def _bounded(text: str) -> str:
    """The document without the items past the first 2,000, whole otherwise."""
    starts = list(_START.finditer(text))
    if len(starts) <= MOST_ENTRIES:
        return text
    cut = starts[MOST_ENTRIES]
    end = text.rfind(_END.format(cut[0][1:]))
    return text[: cut.start()] + (text[end + len(_END.format(cut[0][1:])) :] if end > 0 else "")


def _fault(parsed: Parsed) -> str:
    """What the XML parser stumbled on, with its line; feedparser puts one line before ours."""
    fault = parsed.get("bozo_exception")
    line = getattr(fault, "getLineNumber", lambda: None)()
    message = getattr(fault, "getMessage", lambda: "")()
    if line is None:
        return "it holds none of the elements of RSS or Atom"
    return f"{message or 'the XML is broken'} at line {max(1, line - 1)}"


def _listing(parsed: Parsed, url: str) -> Listing:
    """The feed as a whole; entries without any address are left out."""
    feed: Parsed = parsed["feed"]
    detail: Parsed = feed.get("title_detail") or {}
    language = two_letters(feed.get("language")) or two_letters(detail.get("language"))
    listed = [_entry(item, url, language) for item in parsed["entries"][:MOST_ENTRIES]]
    entries = tuple(entry for entry in listed if entry)
    links = ((str(one.get("rel")), str(one.get("href"))) for one in feed.get("links") or ())
    hub, topic = offer(links, url)
    return Listing(
        kind=Kind.FEED,
        entries=entries,
        language=language,
        title=plain(feed.get("title") or ""),
        amiss=f"{url}: no item of this feed has a web address" if listed and not entries else "",
        hub=hub,
        topic=topic,
    )


def _entry(item: Parsed, base: str, language: str | None) -> Entry | None:
    """One item, every field as plain as the model wants it."""
    url = _link(item, base)
    if url is None:
        return None
    described = str(item.get("summary") or "")
    full = parsable(_full_text(item, described))
    return Entry(
        url=url,
        title=plain(item.get("title") or ""),
        summary=shortened(plain(described or full), LONGEST_SUMMARY),
        html=full,
        published=_published(item),
        guid=parsable(str(item.get("id") or "")) or None,
        language=_language(item) or language,
        authors=_authors(item),
        image=_image(item, base),
    )


def _link(item: Parsed, base: str) -> str | None:
    """The article's address: before FeedBurner's detour, as an alternate link, as a guid."""
    links: Sequence[Parsed] = item.get("links") or ()
    alternates = [link for link in links if link.get("rel") == "alternate"]
    alternates.sort(key=lambda link: "html" not in (link.get("type") or "html"))
    candidates = [
        item.get("feedburner_origlink"),
        *(link.get("href") for link in alternates),
        item.get("link"),
    ]
    found = next((url for c in candidates if c and (url := canonical(str(c), base))), None)
    return found or canonical(str(item.get("id") or ""))


def _published(item: Parsed) -> datetime | None:
    """When it was published, else last changed; what cannot be read is no date at all."""
    for name in ("published", "created", "updated"):
        # feedparser's own lookup would hand out one date for another
        stamp = moment(dict.get(item, name)) if isinstance(item, dict) else None
        if stamp:
            return stamp
    return None


def _language(item: Parsed) -> str | None:
    """What dc:language or xml:lang of the entry says."""
    details: list[Parsed] = [item.get("title_detail") or {}, item.get("summary_detail") or {}]
    codes = [item.get("language"), *(detail.get("language") for detail in details)]
    return next((code for c in codes if (code := two_letters(c))), None)


def _authors(item: Parsed) -> tuple[str, ...]:
    """Names without mail addresses, each once, in order."""
    people: Sequence[Parsed] = item.get("authors") or ()
    names = [plain(_name(person))[:LONGEST_NAME] for person in people]
    bare = (_ADDRESS.sub("", _ADDRESS_AND_NAME.sub(r"\1", name)).strip(" ,;()") for name in names)
    return tuple(dict.fromkeys(name for name in bare if name))


def _name(person: Parsed) -> str:
    """The name as written: feedparser takes the fifth letter of a mail address's last label
    ('.press') for the name's first, and drops the bracket at the name's end."""
    name, mail = str(person.get("name") or ""), str(person.get("email") or "")
    torn = bool(mail) and "(" in name
    return name.partition("(")[2] if torn else name


def _image(item: Parsed, base: str) -> str | None:
    """The first picture of media:content, media:thumbnail or an enclosure."""
    media: list[Parsed] = [
        *(item.get("media_content") or ()),
        *({**thumbnail, "medium": "image"} for thumbnail in item.get("media_thumbnail") or ()),
        *({"url": e.get("href"), "type": e.get("type")} for e in item.get("enclosures") or ()),
    ]
    pictures = (str(medium.get("url") or "") for medium in media if _is_picture(medium))
    return next((url for picture in pictures if (url := canonical(picture, base))), None)


def _is_picture(medium: Parsed) -> bool:
    """By what it says of itself, else by its file's name."""
    if medium.get("medium") or medium.get("type"):
        return medium.get("medium") == "image" or str(medium.get("type")).startswith("image/")
    return bool(_IMAGE_FILE.search(str(medium.get("url") or "")))


def _full_text(item: Parsed, described: str) -> str:
    """The markup of the whole article where the feed carries it, else nothing."""
    contents = [str(content.get("value") or "") for content in item.get("content") or ()]
    best = max(contents, key=len, default="")
    if best and is_full(best, described):
        return best
    alone = not best or best == described
    paragraphs = len(re.findall(r"<(?:p|br|div)\b", described, re.IGNORECASE))
    long_enough = visible_length(described) >= LEAST_DESCRIPTION
    whole = alone and paragraphs > 1 and long_enough and not _is_teaser(described)
    return described if whole else ""


def is_full(content: str, described: str) -> bool:
    """True where a content element holds the article and no teaser of it: long by itself, or
    of some length and clearly longer than the description; neither ends in 'read more'."""
    length = visible_length(content)
    if length < LEAST_BRIEF or _is_teaser(content):
        return False
    return length >= LEAST_FULL or length > 1.5 * visible_length(described) > 0


def _is_teaser(markup: str) -> bool:
    """True of a text that breaks off with an ellipsis or an invitation to read on."""
    return _TEASER_END.search(_TAGS.sub(" ", markup[-600:]).rstrip()) is not None
