"""One typed parser for each kind of value in rules.yaml: text in, value out.

Each raises `FieldError` for a text it does not take, with a sentence and a hint for the
editor; nothing else is ever raised, whatever the text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from model.rulebook import Priority, Quiet
from model.source import Kind
from rules.languages import ISO_639_1, NAMES
from rules.suggest import closest, did_you_mean


class FieldError(ValueError):
    """A text that does not fit its field: what is wrong, and what to write instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a source is checked: fixed when both are equal, else adapting between."""

    least: timedelta
    most: timedelta


UNITS: Mapping[str, timedelta] = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_WORDS = {"s": "s(?:ec(?:ond)?s?)?", "m": "m(?:in(?:ute)?s?)?", "h": "h(?:ours?)?"}
_WORDS |= {"d": "d(?:ays?)?", "w": "w(?:eeks?)?"}
_PART = re.compile(
    r"\s*([0-9]{1,9}(?:\.[0-9]{1,3})?)\s*(?:"
    + "|".join(f"(?P<{unit}>{word})" for unit, word in _WORDS.items())
    + r")(?![a-z])",
    re.IGNORECASE,
)
DURATION_HINT = "write a number and a unit: 90s, 5m, 2h, 3d or 1w"
LONGEST = timedelta(days=3650)


def duration(least: timedelta, most: timedelta = LONGEST) -> Callable[[str], timedelta]:
    """A parser of lengths of time such as “90s”, “5m”, “1h30m”, “3 days”, within bounds."""

    def parse(text: str) -> timedelta:
        value = _duration(text)
        if not least <= value <= most:
            bounds = f"from {spoken(least)} to {spoken(most)} is possible"
            raise FieldError(f"“{text}” is too {'short' if value < least else 'long'}", bounds)
        return value

    return parse


def _duration(text: str) -> timedelta:
    if re.fullmatch(r"\s*[0-9]+\s*", text):
        raise FieldError(
            f"“{text}” has no unit", f"did you mean “{text.strip()}m”? {DURATION_HINT}"
        )
    total, at = timedelta(), 0
    while part := _PART.match(text, at):
        total += _times(UNITS[(part.lastgroup or "s").lower()], part[1])
        at = part.end()
    if at == 0 or text[at:].strip():
        raise FieldError(f"“{text}” is not a length of time", DURATION_HINT)
    return total


def _times(unit: timedelta, number: str) -> timedelta:
    return min(unit * min(float(number), LONGEST / unit + 1), LONGEST * 2)


def spoken(length: timedelta) -> str:
    """A length of time as an editor writes it: “90s”, “5m”, “3d”."""
    seconds = length.total_seconds()
    for letter in ("d", "h", "m"):
        size = UNITS[letter].total_seconds()
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:.0f}{letter}"
    return f"{seconds:.3f}".rstrip("0").rstrip(".") + "s"


_RANGE = re.compile(r"\s*(.*?[a-z])\s*(?:-|–|\bto\b)\s*([0-9].*)", re.IGNORECASE | re.DOTALL)
_ONE_CHECK = duration(timedelta(seconds=1), timedelta(days=31))


def pace(text: str) -> Pace:
    """A parser of rhythms: “5m” is fixed, “2m-30m” adapts between its bounds."""
    if (span := _RANGE.fullmatch(text)) is None:
        if re.fullmatch(r"\s*[0-9]+\s*[-–]\s*[0-9]+\s*[a-z]+\s*", text, re.IGNORECASE):
            raise FieldError(f"“{text}” has no unit before the dash", "write it as 2m-30m")
        return Pace(_ONE_CHECK(text), _ONE_CHECK(text))
    least, most = _ONE_CHECK(span[1]), _ONE_CHECK(span[2])
    if least > most:
        swapped = f"did you mean “{spoken(most)}-{spoken(least)}”?"
        raise FieldError("the first of the two is the longer one", swapped)
    return Pace(least, most)


_CLOCK = re.compile(r"\s*([0-9]{1,2}):([0-9]{2})\s*")


def clock(text: str) -> time:
    """A time of day on the 24-hour clock: “07:30”."""
    parts = _CLOCK.fullmatch(text)
    if parts is None:
        raise FieldError(f"“{text}” is not a time of day", 'write hours and minutes: "07:30"')
    hour, minute = int(parts[1]), int(parts[2])
    if hour > 23 or minute > 59:  # noqa: PLR2004 - the clock's own bounds
        hint = "midnight is 00:00" if hour == 24 else "the day runs from 00:00 to 23:59"  # noqa: PLR2004 - likewise
        raise FieldError(f"there is no such time as “{text.strip()}”", hint)
    return time(hour, minute)


def quiet(text: str) -> Quiet:
    """Quiet hours, “22:00-07:00”; they may run over midnight."""
    parts = re.split(r"[-–]|\bto\b", text)
    if len(parts) != 2:  # noqa: PLR2004 - a start and an end
        raise FieldError(f"“{text}” is not a span of hours", 'write it as "22:00-07:00"')
    start, end = clock(parts[0]), clock(parts[1])
    if start == end:
        raise FieldError("quiet hours begin and end at the same time", 'as in "22:00-07:00"')
    return Quiet(start, end)


BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


NEVER = timedelta.max


def same_story(text: str) -> timedelta:
    """A length of time, “always” (no time at all) or “never” (`NEVER`)."""
    word = text.strip().lower()
    if word in {"always", "never"}:
        return NEVER if word == "never" else timedelta()
    return duration(timedelta())(text)


def boolean(text: str) -> bool:
    """Yes or no, in the spellings of YAML 1.1."""
    value = BOOLEANS.get(text.strip().lower())
    if value is None:
        raise FieldError(f"“{text}” is neither true nor false", "write true or false")
    return value


def whole(least: int, most: int) -> Callable[[str], int]:
    """A parser of whole numbers within bounds."""

    def parse(text: str) -> int:
        if not re.fullmatch(r" *[+-]?[0-9]{1,18} *", text):
            raise FieldError(f"“{text}” is not a whole number", f"write one from {least} to {most}")
        value = int(text)
        if not least <= value <= most:
            raise FieldError(f"{value} is out of bounds", f"from {least} to {most} is possible")
        return value

    return parse


def number(text: str) -> float:
    """A decimal number, “2” or “-1.5”, of at most 1000 either way."""
    if not re.fullmatch(r" *[+-]?[0-9]{1,4}(?:\.[0-9]{1,6})? *", text):
        raise FieldError(f"“{text}” is not a number", "write it as 2 or 1.5")
    if abs(float(text)) > 1000:  # noqa: PLR2004 - beyond any useful weight
        raise FieldError(f"“{text}” is out of bounds", "at most 1000 is possible")
    return float(text)


def choice(kinds: Mapping[str, object], noun: str) -> Callable[[str], str]:
    """A parser of one name out of a few."""

    def parse(text: str) -> str:
        name = text.strip().lower()
        if name not in kinds:
            raise FieldError(f"“{text}” is not {noun}", did_you_mean(text, kinds))
        return name

    return parse


PRIORITIES = {priority.name.lower(): priority for priority in Priority}
KINDS = {kind.value: kind for kind in Kind}
_priority_name = choice(PRIORITIES, "a priority")
_kind_name = choice(KINDS, "a kind of source")


def priority(text: str) -> Priority:
    """low, normal, high or urgent."""
    return PRIORITIES[_priority_name(text)]


def kind(text: str) -> Kind:
    """auto, feed, page or sitemap."""
    return KINDS[_kind_name(text)]


def language(text: str) -> str:
    """An ISO 639-1 code in small letters: “en”, “fr”, “ar”."""
    code = text.strip().lower()
    if code in ISO_639_1:
        return code
    base = re.split(r"[-_]", code)[0]
    meant = base if base in ISO_639_1 else NAMES.get(code) or NAMES.get(closest(code, NAMES) or "")
    hint = f"did you mean “{meant}”?" if meant else "write its two letters: en, fr, ar, …"
    raise FieldError(f"“{text}” is not a language code", hint)


SPOKEN_BY_US = ("en", "fr", "ar")


def reading_language(text: str) -> str:
    """A language the bot itself writes: en, fr or ar."""
    code = language(text)
    if code not in SPOKEN_BY_US:
        raise FieldError(
            f"the bot does not write in “{code}”", f"it writes in {', '.join(SPOKEN_BY_US)}"
        )
    return code


@cache
def _zones() -> dict[str, str]:
    """Known zones by their folded name, and by their city where that is unique enough."""
    zones = sorted(available_timezones())
    cities = {zone.rsplit("/", 1)[-1].casefold(): zone for zone in zones if "/" in zone}
    return cities | {zone.casefold(): zone for zone in zones}


def timezone(text: str) -> str:
    """A time zone of the IANA database: “Europe/Paris”."""
    zone = text.strip()
    known = _zones()
    if known.get(zone.casefold()) == zone:
        return zone
    folded = zone.casefold().replace(" ", "_")
    meant = known.get(folded) or known.get(closest(folded, known) or "")
    hint = f"did you mean “{meant}”?" if meant else "write continent and city: Europe/Paris"
    raise FieldError(f"“{text}” is not a time zone", hint)


def url(text: str) -> str:
    """A web address with its scheme and host: “https://news.example/feed.xml”."""
    address = text.strip()
    if re.search(r"[\s\x00-\x1f<>\"]", address):
        raise FieldError("there is a space or a quotation mark in this address", "take it out")
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise FieldError(
            f"“{address}” is not a web address", "copy it from a browser's address bar"
        ) from None
    if parts.scheme.lower() not in ("http", "https"):
        raise FieldError(f"“{address}” is not a web address", _web_address(address))
    if not host:
        raise FieldError(f"“{address}” names no website", "write it as https://news.example/feed")
    return address


def _web_address(address: str) -> str:
    rest = re.sub(r"^(?:[a-z]{2,6}:)?/*", "", address, flags=re.IGNORECASE)
    if "." in rest.split("/")[0] and "@" not in rest:
        return f"did you mean “https://{rest}”?"
    return "it begins with https:// or http://"


LONGEST_SELECTOR = 200


def selector(text: str) -> str:
    """A CSS selector."""
    if len(text) > LONGEST_SELECTOR:
        raise FieldError("this CSS selector is too long", f"at most {LONGEST_SELECTOR} characters")
    import soupsieve  # noqa: PLC0415 # an eighth of a second, and few sources have a selector

    try:
        soupsieve.compile(text)
    except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:  # "::part" is the latter
        first = str(error).splitlines()[0].rstrip(":")
        hint = f"write it as in a style sheet: main h2 a ({first})"
        raise FieldError(f"“{text}” is not a CSS selector", hint) from None
    return text


def encoding(text: str) -> str:
    """The name of a text encoding: “utf-8”, “windows-1256”."""
    name = text.strip()
    try:
        codecs.lookup(name)
        "a".encode(name)  # refuses those that are no text encodings, such as base64
    except (LookupError, ValueError):
        known = ("utf-8", "windows-1256", "windows-1252", "iso-8859-1", "iso-8859-6", "iso-8859-15")
        near = closest(name, known)
        hint = f"did you mean “{near}”?" if near else "common are utf-8, windows-1256, iso-8859-1"
        raise FieldError(f"“{text}” is not a text encoding", hint) from None
    return name.lower()


_LONGEST_ID = 16
_CHANNEL = re.compile(r"@[A-Za-z][A-Za-z0-9_]{3,31}")
CHAT_HINT = 'write its number, -1001234567890, or a public channel as "@channelname"'


def chat_id(text: str) -> int | str:
    """A chat's number, or the @name of a public channel or group."""
    value = text.strip()
    if re.fullmatch(rf"-?[1-9][0-9]{{0,{_LONGEST_ID - 1}}}", value):
        return int(value)
    if _CHANNEL.fullmatch(value):
        return value
    bare = re.sub(r"^(?:https?://)?(?:t\.me|telegram\.me)/", "", value).lstrip("@")
    hint = f'did you mean "@{bare}"?' if _CHANNEL.fullmatch(f"@{bare}") else CHAT_HINT
    raise FieldError(f"“{text}” is not a chat", hint)


def thread(text: str) -> int:
    """The number of a forum topic; General (1) is no thread to Telegram."""
    value = whole(1, 2**31 - 1)(text)
    if value == 1:
        raise FieldError("thread 1 is the group's General topic", "leave `thread` out for General")
    return value


def name(longest: int) -> Callable[[str], str]:
    """A parser of names: one line of visible text without braces or quotes."""

    def parse(text: str) -> str:
        if not text.strip():
            raise FieldError("a name is missing here", "write a short name")
        if not text.isprintable() or re.search(r'[{}"]', text) or text != text.strip():
            raise FieldError(
                f"“{text}” does not do as a name",
                "no braces, quotation marks, line breaks or spaces around it",
            )
        if len(text) > longest:
            raise FieldError("this name is too long", f"at most {longest} characters")
        return text

    return parse


_LIST_NAME = re.compile(r"[^\W\d_][\w-]{0,49}")


def list_name(text: str) -> str:
    """The name of a word list, as it can stand in braces: letters, digits, “-” and “_”."""
    if _LIST_NAME.fullmatch(text):
        return text
    hint = f"did you mean “{meant}”?" if (meant := _slug(text)) else "as in: fighter-jets"
    raise FieldError(f"“{text}” cannot be named in a rule as {{{text}}}", hint)


def _slug(text: str) -> str:
    slug = re.sub(r"[^\w]+", "-", text).strip("-_").lstrip("0123456789-_")
    return slug if _LIST_NAME.fullmatch(slug) else ""


def tag(text: str) -> str:
    """A label of sources or topics."""
    return name(40)(text.strip())


def one_line(longest: int) -> Callable[[str], str]:
    """A parser of texts for people: spaces and line breaks become single spaces."""

    def parse(text: str) -> str:
        value = " ".join(text.split())
        if not any(char.isprintable() and not char.isspace() for char in value):
            raise FieldError("a text is missing here", "write one, or delete the line")
        if len(value) > longest:
            raise FieldError("this text is too long", f"at most {longest} characters")
        return value

    return parse
