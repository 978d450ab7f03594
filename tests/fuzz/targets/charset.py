"""Bytes of any charset under any label."""

from __future__ import annotations

import codecs

from monitors.text import charset
from tests.fuzz.draws import Draws
from tests.fuzz.targets.listings import storable


def run(data: bytes) -> None:
    """Text that can be kept; strict UTF-8 stays what it is, whatever single-byte label it has."""
    draws = Draws(data)
    label, xml = draws.text(20), bool(draws.number(1))
    override = draws.text(12) if draws.number(1) else None
    body = draws.rest()
    known = charset.named(label)
    assert known is None or codecs.lookup(known)
    text = charset.decode(body, f"text/html; charset={label}", override, xml=xml)
    storable(text)
    assert not text.startswith("\ufeff\ufeff") or b"\xef\xbb\xbf\xef\xbb\xbf" in body or text
    assert text == charset.decode(body, f"text/html; charset={label}", override, xml=xml)
