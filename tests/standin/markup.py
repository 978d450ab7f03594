"""Telegram's HTML as its server reads it: strict, and silent about what it drops.

Written from the behaviour of the public server: only &lt; &gt; &amp; &quot; and numeric
references are known; unknown tags, wrong nesting and open tags are errors; links to hosts
without a dot are dropped; so is every entity beyond the hundredth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

VISIBLE = 4096
KEPT = 100
RAW_BYTES = 32 * 1024

_NAMES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_KNOWN = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|([a-zA-Z]+));?")
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/]+)(?:\s*=\s*("[^"]*"|'[^']*'|[a-zA-Z0-9.\-]+))?""")
_AUTOMATIC = re.compile(r"(?<![\w#])#\w*[^\W\d]\w*|(?<![\w@])@\w{4,32}|https?://[^\s<>]+\.[^\s<>]+")


class MarkupError(Exception):
    """Why the text is a 400, in the server's words."""


@dataclass(slots=True)
class Entity:
    """One entity; offset and length in UTF-16 units as the Bot API has them."""

    type: str
    offset: int
    length: int = 0
    url: str | None = None

    def as_json(self) -> dict[str, object]:
        """The Bot API's MessageEntity."""
        known = {"type": self.type, "offset": self.offset, "length": self.length}
        return known | ({"url": self.url} if self.url else {})


@dataclass(slots=True)
class Parsed:
    """The visible text, its entities, and how many of them were dropped."""

    text: str
    entities: list[Entity]
    dropped: int = 0


@dataclass(slots=True)
class _Open:
    tag: str
    at: int
    entity: Entity


@dataclass(slots=True)
class _Parser:
    source: str
    at: int = 0
    text: list[str] = field(default_factory=list)
    units: int = 0
    open: list[_Open] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def run(self) -> Parsed:
        while self.at < len(self.source):
            char = self.source[self.at]
            if char == "<":
                self._tag()
            elif char == "&":
                self._reference()
            else:
                self._put(char)
                self.at += 1
        if self.open:
            tag = self.open[-1].tag
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return Parsed("".join(self.text), sorted(self.entities, key=lambda e: e.offset))

    def _put(self, char: str) -> None:
        self.text.append(char)
        self.units += 2 if ord(char) > 0xFFFF else 1

    def _reference(self) -> None:
        found = _REFERENCE.match(self.source, self.at)
        decoded = _decoded(found) if found else None
        if found is None or decoded is None:
            self._put("&")
            self.at += 1
            return
        self._put(decoded)
        self.at = found.end()

    def _offset(self) -> int:
        return len(self.source[: self.at].encode())

    def _tag(self) -> None:
        end = self.source.find(">", self.at)
        if end < 0:
            raise MarkupError(f"Unclosed start tag at byte offset {self._offset()}")
        body = self.source[self.at + 1 : end]
        if body.startswith("/"):
            self._close(body[1:].strip().lower())
        else:
            self._start(body)
        self.at = end + 1

    def _start(self, body: str) -> None:
        name = body.split(maxsplit=1)[0].lower() if body.split() and not body[0].isspace() else ""
        if name not in _NAMES:
            raise MarkupError(f'Unsupported start tag "{name}" at byte offset {self._offset()}')
        attributes = self._attributes(name, body[len(name) :])
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise MarkupError(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._offset()}'
            )
        entity = Entity(_NAMES[name], self.units, url=attributes.get("href"))
        if name == "blockquote" and "expandable" in attributes:
            entity.type = "expandable_blockquote"
        self.open.append(_Open(name, len(self.text), entity))

    def _attributes(self, name: str, rest: str) -> dict[str, str]:
        found: dict[str, str] = {}
        at = 0
        while rest[at:].strip():
            one = _ATTRIBUTE.match(rest, at)
            if one is None:
                raise MarkupError(
                    f'Empty attribute name in the tag "{name}" at byte offset {self._offset()}'
                )
            found[one[1].lower()] = _unescaped((one[2] or "").strip("\"'"))
            at = one.end()
        return found

    def _close(self, name: str) -> None:
        if not self.open:
            raise MarkupError(f"Unexpected end tag at byte offset {self._offset()}")
        opened = self.open.pop()
        if name and name != opened.tag:
            raise MarkupError(
                f"Unmatched end tag at byte offset {self._offset()}, "
                f'expected "</{opened.tag}>", found "</{name}>"'
            )
        entity = opened.entity
        entity.length = self.units - entity.offset
        if entity.length and self._kept(entity, "".join(self.text[opened.at :])):
            self.entities.append(entity)

    def _kept(self, entity: Entity, inner: str) -> bool:
        if entity.type == "text_link":
            entity.url = link_kept(entity.url or inner)
            return entity.url is not None
        quotes = ("blockquote", "expandable_blockquote")
        nested = any(o.entity.type in quotes for o in self.open)
        return not (entity.type in quotes and nested)


def _decoded(found: re.Match[str]) -> str | None:
    hexadecimal, decimal, name = found.groups()
    if name:
        return _KNOWN.get(name)
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    return chr(code)


def _unescaped(value: str) -> str:
    return _REFERENCE.sub(lambda found: _decoded(found) or found[0], value)


def link_kept(url: str) -> str | None:
    """The address as the server keeps it, None where it drops the link without a word."""
    if "://" not in url:
        scheme, colon, _ = url.partition(":")
        if colon and scheme in ("javascript", "data", "file"):
            return None
        url = f"http://{url}"
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "tg", "ton") or any(map(str.isspace, url)):
        return None
    return url if "." in host.strip(".") or parts.scheme == "tg" else None


def parse(source: str, mode: str | None) -> Parsed:
    """What the server makes of a text; raises MarkupError with its words for a 400."""
    try:
        raw = source.encode()
    except UnicodeEncodeError:
        raise MarkupError("strings must be encoded in UTF-8") from None
    if len(raw) >= RAW_BYTES:
        raise MarkupError("text is too long")
    if mode not in (None, "", "HTML"):
        raise MarkupError("unsupported parse_mode")
    parsed = _entities(source) if mode else Parsed(source, [])
    return _limited(parsed)


def _entities(source: str) -> Parsed:
    try:
        return _Parser(source).run()
    except MarkupError as error:
        raise MarkupError(f"can't parse entities: {error}") from None


def _limited(parsed: Parsed) -> Parsed:
    if not parsed.text.strip():
        raise MarkupError("message text is empty")
    if len(parsed.text) > VISIBLE:
        raise MarkupError("message is too long")
    parsed.entities += _automatic(parsed)
    parsed.dropped = max(0, len(parsed.entities) - KEPT)
    del parsed.entities[KEPT:]
    return parsed


def _automatic(parsed: Parsed) -> list[Entity]:
    """Hash-tags, mentions and addresses the server finds in the text by itself."""
    linked = [(e.offset, e.offset + e.length) for e in parsed.entities if e.type == "text_link"]
    found: list[Entity] = []
    for match in _AUTOMATIC.finditer(parsed.text):
        offset = len(parsed.text[: match.start()].encode("utf-16-le")) // 2
        length = len(match[0].encode("utf-16-le")) // 2
        if not any(start <= offset < end for start, end in linked):
            kind = {"#": "hashtag", "@": "mention"}.get(match[0][0], "url")
            found.append(Entity(kind, offset, length))
    return found
