"""Nouns ↔ JSON text, for the columns that hold a whole article, alert or entry.

The text is an object with a version "v" and one member a field. A field that has its
default is left out; a field that is missing gets its default, one that is unknown is
passed over: so a text written before or after a field was added still reads. Moments are
integers, microseconds since 1970 in UTC. Everything here is pure.
"""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Callable, Iterable
from dataclasses import MISSING, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from model.alert import Alert, AlertKind, Turn
from model.article import Article, Match, Span
from model.memory import SiteMemory
from model.reason import Reason
from model.rulebook import Priority
from model.source import Entry, Followed, ListingMemory
from model.story import Joined, Traits

VERSION = 1
LONGEST_KEY = 2_600  # bytes; a row of PostgreSQL's indexes ends at 2,704
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment, exactly; TypeError for a naive one."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(number: int) -> datetime:
    """The UTC moment `number` microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=number)


@dataclass(frozen=True, slots=True)
class _Way:
    """How one field goes out to JSON and comes back."""

    out: Callable[[Any], Any]
    back: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _pairs(lists: Iterable[Iterable[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(pair) for pair in lists)


def _spans(lists: Iterable[tuple[Any, Any, Any]]) -> tuple[Span, ...]:
    return tuple(Span(*three) for three in lists)


def _bare_spans(spans: Iterable[Span]) -> list[tuple[str, int, int]]:
    return [(span.field, span.start, span.end) for span in spans]


def _taken_apart(part: str | int) -> Any:
    """A reason as its template and its parts; anything else as it is."""
    if not isinstance(part, Reason):
        return part
    return [part.template, {name: _taken_apart(one) for name, one in part.parts.items()}]


def _together(kept: Any) -> Any:
    if not isinstance(kept, list):
        return kept
    template, parts = kept
    try:
        return Reason(template, **{name: _together(one) for name, one in parts.items()})
    except (AttributeError, KeyError, IndexError) as error:
        raise ValueError("a stored reason lacks a part or has one of a wrong kind") from error


_SAME = _Way(_same, _same)
_MOMENT = _Way(micros, moment)
_TUPLE = _Way(list, tuple)
_PAIRS = _Way(list, _pairs)
_SPANS = _Way(_bare_spans, _spans)


class _Shape:
    """The fields of one noun, in their order, with the way of each."""

    def __init__(self, noun: Callable[..., Any], **ways: _Way) -> None:
        self._noun = noun
        # typing: `noun` is a dataclass, but as a callable it may have any signature
        listed = fields(noun)  # type: ignore[arg-type] # every noun is a dataclass
        self._ways = {one.name: ways.get(one.name, _SAME) for one in listed}
        self._defaults = {one.name: one.default for one in listed if one.default is not MISSING}

    def out(self, value: Any) -> dict[str, Any]:
        """The members of the JSON object: the fields that differ from their defaults."""
        held = {name: getattr(value, name) for name in self._ways}
        told = {name: one for name, one in held.items() if one != self._defaults.get(name, MISSING)}
        return {name: self._ways[name].out(one) for name, one in told.items()}

    def back(self, data: dict[str, Any]) -> Any:
        """The noun again; unknown members are passed over."""
        known = {name: way for name, way in self._ways.items() if name in data}
        return self._noun(**{name: way.back(data[name]) for name, way in known.items()})

    def each_out(self, values: Iterable[Any]) -> list[dict[str, Any]]:
        """Members of several."""
        return [self.out(value) for value in values]

    def each_back(self, objects: Iterable[dict[str, Any]]) -> tuple[Any, ...]:
        """Several again."""
        return tuple(self.back(data) for data in objects)


_JOINED = _Shape(Joined, reasons=_PAIRS)
_TRAITS = _Shape(
    Traits,
    names=_PAIRS,
    places=_PAIRS,
    numbers=_TUPLE,
    concepts=_PAIRS,
    words=_TUPLE,
    topics=_TUPLE,
    days=_TUPLE,
    keys=_Way(lambda _: [], lambda _: ()),  # they stand in the index
)
_FOLLOWED = _Shape(Followed)
_LISTING = _Shape(
    ListingMemory, followed=_Way(_FOLLOWED.each_out, _FOLLOWED.each_back), counts=_TUPLE
)
_SITE = _Shape(
    SiteMemory,
    pages=_Way(list, lambda pages: tuple((one, tuple(lines)) for one, lines in pages)),
    furniture=_PAIRS,
)
_MATCH = _Shape(Match, marks=_PAIRS, spans=_SPANS, why=_Way(_taken_apart, _together))
_ENTRY = _Shape(Entry, published=_MOMENT, authors=_TUPLE)
_ARTICLE = _Shape(
    Article,
    captions=_TUPLE,
    published=_MOMENT,
    authors=_TUPLE,
    tags=_TUPLE,
    found_at=_MOMENT,
    keys=_TUPLE,
    modified=_MOMENT,
)
# of an article that stands in for itself among kin
_LEFT_OUT: dict[str, Any] = {
    "text": "", "lead": "", "captions": (), "keys": (), "image": None, "tags": (), "authors": (),
}  # fmt: skip
_ALERT_WAYS = {
    "made_at": _MOMENT,
    "kind": _Way(str, AlertKind),
    "priority": _Way(int, Priority),
    "turn": _Way(str, Turn),
    "published": _MOMENT,
    "found_at": _MOMENT,
    "matches": _Way(_MATCH.each_out, _MATCH.each_back),
    "titles": _PAIRS,
}
_ITEM = _Shape(Alert, **_ALERT_WAYS, items=_Way(lambda _: [], lambda _: ()))
_ALERT = _Shape(Alert, **_ALERT_WAYS, items=_Way(_ITEM.each_out, _ITEM.each_back))


def _text(shape: _Shape, value: Any) -> str:
    return _dumped({"v": VERSION, **shape.out(value)})


def _dumped(data: dict[str, Any]) -> str:
    dump = partial(json.dumps, data, separators=(",", ":"))
    text = dump(ensure_ascii=False)
    # Half a surrogate pair, which a hostile JSON feed can send, has no UTF-8: escape it then.
    return text if encodable(text) else dump(ensure_ascii=True)


def _noun(shape: _Shape, text: str) -> Any:
    return _whole(shape, _object(text))


def _object(text: str) -> dict[str, Any]:
    data = json.loads(text)
    if not isinstance(data, dict) or not isinstance(data.get("v"), int):
        raise ValueError("a stored text has no version")  # noqa: TRY004 — one kind for callers
    if data["v"] > VERSION:
        raise ValueError(f"a stored text has version {data['v']}, this program reads {VERSION}")
    return data


def _whole(shape: _Shape, data: dict[str, Any]) -> Any:
    try:
        return shape.back(data)
    except TypeError as error:
        raise ValueError("a stored text lacks a field or has one of a wrong kind") from error


def article_text(article: Article) -> str:
    """The article as JSON text."""
    return _text(_ARTICLE, article)


def article_of(text: str) -> Article:
    """The article of a text; ValueError when it is not one."""
    article: Article = _noun(_ARTICLE, text)
    return article


def alert_text(alert: Alert) -> str:
    """The alert as JSON text, the items of a digest within it (but not items of items)."""
    return _text(_ALERT, alert)


def alert_of(text: str) -> Alert:
    """The alert of a text; ValueError when it is not one."""
    alert: Alert = _noun(_ALERT, text)
    return alert


def match_text(match: Match) -> str:
    """The match as JSON text."""
    return _text(_MATCH, match)


def match_of(text: str) -> Match:
    """The match of a text; ValueError when it is not one."""
    match: Match = _noun(_MATCH, text)
    return match


def joined_text(article: Article, joined: Joined, traits: Traits | None) -> str:
    """The verdict on an article and the traits it was made by as JSON text, the index keys left
    out; with what kin tell of it, so that they need not be read whole."""
    bare = replace(article, **_LEFT_OUT)
    parts = {"joined": _JOINED.out(joined), "traits": _TRAITS.out(traits or Traits())}
    return _dumped({"v": VERSION, **parts, "article": _ARTICLE.out(bare)})


def joined_of(text: str) -> tuple[Joined, Traits, Article]:
    """The verdict, the traits and the article without its texts; ValueError when it is none."""
    data = _object(text)
    joined = _whole(_JOINED, data["joined"])
    return joined, _whole(_TRAITS, data["traits"]), _whole(_ARTICLE, data["article"])


def site_text(memory: SiteMemory) -> str:
    """The memory of a site as JSON text."""
    return _text(_SITE, memory)


def site_of(text: str) -> SiteMemory:
    """The memory of a text; ValueError when it is none."""
    memory: SiteMemory = _noun(_SITE, text)
    return memory


def listing_text(memory: ListingMemory) -> str:
    """The memory of a list as JSON text."""
    return _text(_LISTING, memory)


def listing_of(text: str) -> ListingMemory:
    """The memory of a text; ValueError when it is none."""
    memory: ListingMemory = _noun(_LISTING, text)
    return memory


def entry_text(entry: Entry) -> str:
    """The entry as JSON text."""
    return _text(_ENTRY, entry)


def entry_of(text: str) -> Entry:
    """The entry of a text; ValueError when it is not one."""
    entry: Entry = _noun(_ENTRY, text)
    return entry


def signature_bytes(signature: tuple[int, ...]) -> bytes:
    """A signature packed: one letter of `struct` (I, Q or q, little-endian), then the numbers.

    Numbers beyond 64 bits are legal and written as JSON behind the letter j.
    """
    for letter in "IQq":
        try:
            packed = struct.pack(f"<{len(signature)}{letter}", *signature)
        except struct.error:
            continue
        return letter.encode() + packed
    return b"j" + json.dumps(signature).encode()


def signature_of(data: bytes) -> tuple[int, ...]:
    """The numbers of a packed signature."""
    letter = data[:1].decode()
    if letter == "j":
        return tuple(json.loads(data[1:]))
    count = (len(data) - 1) // struct.calcsize("<" + letter)
    return struct.unpack(f"<{count}{letter}", data[1:])


def encodable(text: str) -> bool:
    """False when `text` holds half a surrogate pair, which no database takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def indexed(key: str) -> str:
    """A key as every database takes it into an index: `plain`, and of one that is longer than
    LONGEST_KEY bytes the beginning and a digest."""
    whole = plain(key)
    if len(whole) <= LONGEST_KEY // 4:
        return whole
    data = whole.encode()
    if len(data) <= LONGEST_KEY:
        return whole
    return f"{whole[:500]}…{hashlib.blake2b(data, digest_size=16).hexdigest()}"


def plain(text: str) -> str:
    """`text` as every database takes it: no NUL, no half surrogate pair."""
    whole = text if encodable(text) else text.encode(errors="replace").decode()
    return whole.replace("\0", "�")
