"""Documents that are .gz files themselves (sitemaps mostly), unpacked within a bound."""

from __future__ import annotations

import dataclasses
import zlib

from model.source import Fetched, ReadFailed, Trouble

MAGIC = b"\x1f\x8b"
MOST_BYTES = 32_000_000  # a sitemap may have 50 MB by its definition; those of news are small
_GZIP = 31  # zlib's window bits for gzip framing


def unpacked(fetched: Fetched) -> Fetched | ReadFailed:
    """The document with its body unpacked once; as it is where it is no .gz file."""
    if not fetched.body.startswith(MAGIC):
        return fetched
    engine = zlib.decompressobj(_GZIP)
    try:
        body = engine.decompress(fetched.body, MOST_BYTES)
    except zlib.error:
        return ReadFailed(Trouble.BROKEN, f"{fetched.url} is a damaged .gz file")
    if engine.unconsumed_tail:
        return ReadFailed(Trouble.TOO_LARGE, f"{fetched.url} unpacks to more than 32 MB")
    return dataclasses.replace(fetched, body=body)
