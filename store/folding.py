"""One spelling for all ways to write a word, so that a search finds it. Pure.

Lower case, no accents; Arabic without vowel signs and tatweel, its alefs, yehs and tehs made
one (as Lucene's ArabicNormalizer does), its digits Latin. What is no letter or digit parts
words.
"""

from __future__ import annotations

import unicodedata

LONGEST = 20_000  # code points of an article that can be found
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None}
    | dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))
    | dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True))
)


def folded(text: str) -> str:
    """The words of `text` in one spelling, one blank between them."""
    whole = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_ARABIC).casefold()
    bare = (one for one in unicodedata.normalize("NFKD", whole) if not unicodedata.combining(one))
    return " ".join("".join(one if one.isalnum() else " " for one in bare).split())


def found(wanted: str, within: str) -> bool:
    """Whether each of the folded words begins some word of a folded text."""
    padded = f" {within}"
    return all(f" {word}" in padded for word in wanted.split())
