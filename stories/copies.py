"""Near copies: the same wire text in other papers, re-posts, light edits.

A text's sketch is the bottom-k of its hashed word shingles (Broder 1997, "On the
resemblance and containment of documents"): the k smallest hashes are a random sample
of the shingle set, and what two sketches share of the k smallest of their union
estimates the Jaccard resemblance. The few smallest of all serve as index keys: two
texts of resemblance r share one of 8 with a chance of about 1 - (1 - r)^8, 98 % at .4,
so a lookup asks the store for 8 keys however large the archive is.

A shortened copy resembles the whole text little. Where the shorter text's sketch holds all
of its hashes, the share of them that the longer one's sketch has, among those small enough
to be in it, tells how much of the shorter text stands in the longer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from model.article import Article, Relative, Sketch

SHINGLE = 4  # words
SIGNATURE = 64  # hashes kept of a text
BANDS = 8  # of which index keys
RELATIVES = 256  # to ask the store for: half the papers may print one formula under their articles
SHORTEST = 12  # shingles; a shorter text says too little to be called a copy
RESEMBLANCE = 0.4  # at which two texts are one
CONTAINED = 0.75  # share of a shorter text at which it was cut from the longer one

_WORDS = re.compile(r"[^\W_]+")


def sketch(article: Article) -> Sketch | None:
    """The fingerprint of an article's text; None when the text is too short to judge by."""
    hashes = sorted({_hash(shingle) for shingle in _shingles(article.text)})
    if len(hashes) < SHORTEST:
        return None
    return Sketch(tuple(hashes[:SIGNATURE]), tuple(hashes[:BANDS]))


def original(mine: Sketch, relatives: Iterable[Relative]) -> str | None:
    """The id of the article that this one copies: the closest relative's own original."""
    near = [(closeness(mine.signature, one.signature), one) for one in relatives]
    score, best = max(near, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or score < RESEMBLANCE:
        return None
    return best.copy_of or best.article_id


def closeness(left: tuple[int, ...], right: tuple[int, ...]) -> float:
    """The resemblance of two texts, or what is contained of the shorter in the longer one
    where that is CONTAINED or more."""
    short, long = sorted((left, right), key=len)
    inside = _contained(short, long) if len(short) < SIGNATURE else 0.0
    return max(resemblance(left, right), inside if inside >= CONTAINED else 0.0)


def _contained(short: tuple[int, ...], long: tuple[int, ...]) -> float:
    """The share of the short text's hashes that the long one has, of those within the long
    one's range; 0 where too few are to tell."""
    whole = len(long) < SIGNATURE
    within = [one for one in short if whole or one <= max(long)]
    if len(within) < SHORTEST:
        return 0.0
    return len(set(within) & set(long)) / len(within)


def resemblance(left: tuple[int, ...], right: tuple[int, ...]) -> float:
    """Estimated Jaccard resemblance in [0, 1] of the texts behind two signatures."""
    common = set(left).intersection(right)
    union = list(dict.fromkeys(sorted((*left, *right))))[: max(len(left), len(right))]
    return len(common.intersection(union)) / len(union) if union else 0.0


def _shingles(text: str) -> Iterable[str]:
    words = _WORDS.findall(text.casefold())
    return (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))


def _hash(shingle: str) -> int:
    """63 bits, so that it fits a signed integer column of any store."""
    return int.from_bytes(blake2b(shingle.encode(), digest_size=8).digest(), "big") >> 1
