"""Inputs near to those that are known: cut, doubled, spliced, a byte or a token changed."""

from __future__ import annotations

import random
from collections.abc import Sequence

TOKENS = (
    b"\0", b"\xff\xfe", b"\xed\xa0\x80", "\u202e".encode(), "\u200b".encode(), b"<", b">", b"&#0;",
    b"]]>", b"<!--", b"{", b"[", b":", b'"', b"\\", b"\n", b"9" * 20, b"-1", b"%00", b"&a;", b"(",
    "٣".encode(), "²".encode(), "İ".encode(), "ﬁ".encode(), b"//", b"..", b"@", b"*a", b"&a ",
)  # fmt: skip


def mutated(seeds: Sequence[bytes], draw: random.Random) -> bytes:
    """One of the seeds after one to eight changes."""
    data = bytearray(draw.choice(seeds))
    for _ in range(draw.randint(1, 8)):
        start = draw.randint(0, len(data))
        end = min(len(data), start + draw.choice((0, 1, 2, 8, 64)))
        match draw.randrange(5):
            case 0:
                del data[start:end]
            case 1:
                data[start:end] = bytes(data[start:end]) * draw.choice((2, 3, 50))
            case 2:
                data[start:end] = draw.choice(TOKENS)
            case 3:
                data[start:end] = draw.randbytes(end - start)
            case _:
                other = draw.choice(seeds)
                cut = draw.randint(0, len(other))
                data[start:end] = other[cut : cut + draw.choice((1, 8, 64))]
    return bytes(data)
