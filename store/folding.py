"""One spelling for all ways to write a word, so that a search finds it. Pure.

Lower case, no accents; Arabic without vowel signs and tatweel, its alefs, yehs and tehs made
one (as Lucene's ArabicNormalizer does), without the article and what is written before it
(as Lucene's ArabicStemmer does), its digits Latin. What is no letter or digit parts words.
"""

from __future__ import annotations

import re
import unicodedata

BEGINNING = 3  # letters that stand for all words that begin so
LONGEST = 20_000  # code points of an article that can be found
_WRITTEN_TOGETHER = frozenset("وفبكال")  # a word with an article begins with one of these
_ARTICLE = re.compile(r"^[وف]?(?:[بك]?ال|لل)(?=\w{3})")
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None}
    | dict(zip("٠١٢٣٤٥٦٧٨٩", "0123456789", strict=True))
    | dict(zip("۰۱۲۳۴۵۶۷۸۹", "0123456789", strict=True))
)
_TO_BE_ONE = re.compile(f"[{''.join(map(chr, _ARABIC))}]")
_TABLED = 0x3000  # letters below, of most scripts, are remembered


class _Bare(dict[int, str | None]):
    """What becomes of a letter: nothing of an accent, a blank of what is no letter or digit.
    Filled as letters are met: a table is ten times as fast as a look at each letter."""

    def __missing__(self, code: int) -> str | None:
        one = chr(code)
        bare = None if unicodedata.combining(one) else one if one.isalnum() else " "
        if code < _TABLED:
            self[code] = bare
        return bare


_BARE = _Bare()


def folded(text: str) -> str:
    """The words of `text` in one spelling, one blank between them."""
    whole = unicodedata.normalize("NFKC", text[:LONGEST])
    if _TO_BE_ONE.search(whole):
        whole = whole.translate(_ARABIC)
    whole = whole.casefold()
    words = unicodedata.normalize("NFKD", whole).translate(_BARE).split()
    return " ".join(
        _without_article(word) if word[0] in _WRITTEN_TOGETHER else word for word in words
    )


def _without_article(word: str) -> str:
    """An Arabic word without what is written together with it: and, with, like, for, the."""
    while (bare := _ARTICLE.sub("", word, count=1)) != word:
        word = bare
    return word


def found(wanted: str, within: str) -> bool:
    """Whether each of the folded words begins some word of a folded text, or is one where it
    is too short to be a beginning."""
    padded = f" {within} "
    return all(f" {word}" in padded for word in sought(wanted))


def sought(wanted: str) -> list[str]:
    """The folded words, those of one or two letters with a blank behind them: they must stand
    as they are, for half an archive holds words that begin so."""
    return [word if len(word) >= BEGINNING else f"{word} " for word in wanted.split()]
