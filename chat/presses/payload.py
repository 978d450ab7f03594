"""What a button sends back when it is pressed: versioned, at most 64 bytes, nothing secret.

    v1:<press>:<value>:<value>…

It names rows of the store, not their content, so that it survives restarts. Anybody can
send any payload: whoever acts on one looks up what it names and whether it belongs here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST = 64  # bytes, by the Bot API
LONGEST_NUMBER = 18  # digits: fits every database's integers
_VERSION = "v1"
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Payload:
    """The name of a press and what it is about."""

    press: str
    values: tuple[str, ...] = ()


def encode(press: str, *values: object) -> str:
    """The text for a button. ValueError where it is too long or a part holds a colon."""
    parts = [_VERSION, press, *map(str, values)]
    text = ":".join(parts)
    if text.count(":") != len(parts) - 1:
        raise ValueError(f"a part of the payload {text!r} holds a colon")
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST:
        raise ValueError(f"the payload {text!r} has more than {LONGEST} bytes")
    return text


def decode(text: str) -> Payload | None:
    """The payload of a button; None for what is none, or of another version, or no text at all:
    half a character could neither be shown again nor kept."""
    if _HALF.search(text):
        return None
    version, *parts = text.split(":")
    if version != _VERSION or not parts or not parts[0]:
        return None
    return Payload(parts[0], tuple(parts[1:]))


def number(values: tuple[str, ...], place: int = 0) -> int | None:
    """The whole number at a place of a payload's values; None where there is none."""
    if place >= len(values):
        return None
    text = values[place]
    known = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if known else None
