"""Words of a text: where they stand, and the forms two spellings are compared in.

A word is a run of letters and digits; marks and invisible characters inside it belong to
it. A possessive 's is no word of its own, nor are the dots of U.S. or the comma of 1,000
word bounds. Hyphens and apostrophes separate: "F-16" and "l'arme" are two words each, in
rules and articles alike.

The text itself is never altered: each distinct printed word is folded, not the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

# soft hyphen, zero-width characters, bidi marks, word joiner, byte order mark
INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
HARAKAT = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_INNER = f"[\u0300-\u036f{HARAKAT}{INVISIBLE}]"

# The look-ahead for a space spares most words the rest: half the time of the whole search.
_WORD = re.compile(
    rf"([^\W_]+(?:(?! )(?:{_INNER}+[^\W_]*"
    r"|(?<=\d)[.,\u066b\u066c](?=\d)[^\W_]+"  # 1,000 and 3.5
    r"|(?<=\b[^\W\d_])\.[^\W\d_]\b))*)"  # U.S.
    r"(?:['\u2019\u02bc][sS]\b)?"
)

_DROPPED = re.compile(f"[{INVISIBLE}]")
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufeff]")
_ARABIC_MARKS = re.compile(f"[{HARAKAT}\u0640]")
_ARABIC_LETTERS = str.maketrans("أإآٱىؤئکیۀھہ", "اااايويكيههه")
_LATIN_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_MARKS = 4_096  # code points remembered
_FINAL_ACUTE = re.compile("é(?=e?s?$)")


class _Marks(dict[int, str]):
    """What stands for a code point, looked up in Unicode's tables at its first sight."""

    def __init__(self, told: Callable[[str], str]) -> None:
        super().__init__()
        self._told = told

    def __missing__(self, point: int) -> str:
        if len(self) >= _MARKS:
            self.clear()
        mark = chr(point)
        found = self[point] = self._told(mark)
        return found


_DIGITS = _Marks(lambda mark: str(unicodedata.decimal(mark, mark)))
_UNACCENTED = _Marks(lambda mark: "" if unicodedata.combining(mark) else mark)


def printed_words(text: str) -> list[str]:
    """The words of `text` as printed, in order."""
    return _WORD.findall(text)


def word_spans(text: str) -> list[tuple[int, int]]:
    """The code points [start, end) of each word that `printed_words` gives."""
    return [found.span(1) for found in _WORD.finditer(text)]


def is_arabic(word: str) -> bool:
    """Whether the word is written in Arabic letters."""
    return _ARABIC.search(word) is not None


def clean(word: str) -> str:
    """The word as printed, in one spelling (NFKC), without invisible characters and dots."""
    text = unicodedata.normalize("NFKC", _DROPPED.sub("", word))
    return text.replace(".", "") if "." in text and not text[0].isdecimal() else text


def fold(word: str) -> str:
    """The word without case, Arabic marks, hamza seats and foreign digits; accents stay.

    The ta marbuta stays too, since it tells a feminine noun from a pronoun; `arabic_key`
    takes it away where words are compared.
    """
    if word.isascii() and "." not in word:
        return word.lower()
    text = clean(word).casefold()
    if not text.isascii():
        text = _fold_letters(text)
    return text


def _fold_letters(text: str) -> str:
    if _ARABIC.search(text):
        text = _ARABIC_MARKS.sub("", text).translate(_ARABIC_LETTERS)
    else:
        text = text.translate(_LATIN_LETTERS)
    return text.translate(_DIGITS)


def arabic_key(folded: str) -> str:
    """A folded Arabic word with ta marbuta as ha, as it is often typed."""
    return folded.replace("ة", "ه")


@lru_cache(maxsize=1 << 14)
def compared(text: str) -> tuple[str, ...]:
    """The words of a rule's term in the form in which two terms are compared."""
    return tuple(arabic_key(fold(word)) for word in printed_words(text))


def bare(folded: str) -> str:
    """A folded word without its accents."""
    if folded.isascii():
        return folded
    return unicodedata.normalize("NFD", folded).translate(_UNACCENTED)


def nearly_bare(folded: str) -> str:
    """`bare`, but a final é stays: in French armé (armed) must not meet arme (weapon)."""
    found = None if folded.isascii() else _FINAL_ACUTE.search(folded)
    if found is None:
        return bare(folded)
    return bare(folded[: found.start()]) + folded[found.start() :]
