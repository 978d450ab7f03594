"""Words of an article in the spelling in which they are compared, and where they stand.

Latin words lose case and accents, Arabic words marks, hamza seats and foreign digits. Each
distinct printed word is folded once; clitics and endings are taken off on request.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from model.article import Article

HEADLINE, LEAD, BODY = 1.0, 0.6, 0.3  # prominence
LEAD_LENGTH = 320  # code points of the text that count as its lead
READ = 3000  # code points of the text that are read at all

_TOKEN = re.compile(
    r"(?P<word>(?:[A-Z]\.){2,}"
    r"|[^\W\d_][^\W_]*(?:\.?\d[^\W_]*)?|\d[\d]*(?:[.,\u066b\u066c\u00a0\u202f]\d+)*)"
    r"|(?P<sign>[.!?؟…:;،,\n«»\"“”()\-–—/%٪$€£’'‐‑])"
)
_BREAKS = frozenset('.!?؟…\n:«»"“”()')
_ENDS_BEHIND = _BREAKS | frozenset(",،;")
_AFTER = frozenset({"after", "following", "since", "apres", "depuis", "بعد", "عقب", "منذ"})
# a line that leads to another story
_TEASER = re.compile(
    r"^\W*(?:read (?:also|more)|also read|see also|related(?: stories)?:"
    r"|(?:à )?lire (?:aussi|également)|voir aussi|[اإ]قر[أا] [أا]يضا|شاهد [أا]يضا|طالع [أا]يضا).*$",
    re.IGNORECASE | re.MULTILINE,
)
_DROPPED = re.compile(
    "[\u00ad\u0610-\u061a\u061c\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_ARABIC_LETTERS = str.maketrans("أإآٱىؤئکیۀھةپڤگچژ", "اااايويكيهههبفكجز")
_LATIN_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_PREFIXES = ("وبال", "وكال", "ولل", "وال", "بال", "فال", "كال", "لل", "ال")  # light10's
_CLITICS = "وفبلك"
_ENDINGS = ("يات", "يين", "يون", "ات", "ون", "ين", "ان", "ها", "هم", "يه", "ه", "ي", "ا")
STEM = 6  # letters of a Latin word that tell it from others: exercise and exercice are one


@dataclass(slots=True)
class Word:
    """One printed word: `first` in its sentence, `joined` by a hyphen to the word before."""

    raw: str
    text: str  # folded
    prominence: float
    first: bool
    joined: bool
    glued: bool  # nothing but one space between it and the word before
    sign: str  # what stands before it: "$", "-", "" …

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.raw[0].isupper()


def is_arabic(text: str) -> bool:
    """Whether a folded word is written in Arabic letters."""
    return "\u0620" <= text[:1] <= "\u064a"


def clean(text: str) -> str:
    """The text without marks that only change how it looks."""
    return text if text.isascii() else _DROPPED.sub("", text)


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """One spelling of a word: no case, no accents, no hamza seats, Western digits."""
    text = unicodedata.normalize("NFKC", word).casefold().replace(".", "")
    if text.isascii():
        return text
    text = _DROPPED.sub("", text)
    if "\u0620" <= text[:1] <= "\u06d3":
        return text.translate(_ARABIC_LETTERS)
    parts = unicodedata.normalize("NFD", text.translate(_LATIN_LETTERS))
    bare = "".join(mark for mark in parts if not unicodedata.combining(mark))
    return "".join(str(unicodedata.decimal(mark, mark)) for mark in bare)


def words(article: Article) -> list[Word]:
    """The words of headline, lead and the beginning of the text, in order."""
    text = _TEASER.sub("", clean(article.text[:READ]))
    found = list(_words(clean(article.title), HEADLINE))
    found += _words(clean(article.lead), LEAD)
    cut = _lead_end(text) if not article.lead else 0
    found += _words(text[:cut], LEAD)
    found += _words(text[cut:], BODY)
    return found


def _lead_end(text: str) -> int:
    """The lead ends with a paragraph, or with a word where the paragraph is long."""
    end = text.find("\n", 80)
    if 0 <= end <= LEAD_LENGTH:
        return end
    space = text.rfind(" ", 0, LEAD_LENGTH)
    return len(text) if len(text) <= LEAD_LENGTH else max(space, 0)


def _words(text: str, prominence: float) -> Iterator[Word]:
    """The words of one part. What a headline puts behind an "after" is another event: it
    counts as body up to the next comma."""
    first, sign, end, behind = True, "", 0, False
    for found in _TOKEN.finditer(text):
        start = found.start()
        if found.lastgroup == "sign":
            sign = found.group()
            first = first or sign in _BREAKS
            behind = behind and sign not in _ENDS_BEHIND
            continue
        raw = found.group()
        glued = start - end <= 1
        joined = glued and sign in {"-", "‐", "‑", "’", "'"} and start - end == 1
        weight = BODY if behind and prominence == HEADLINE else prominence
        folded = fold(raw)
        yield Word(raw, folded, weight, first, joined, glued and not first, sign)
        behind = behind or folded in _AFTER
        first, sign, end = False, "", found.end()


@lru_cache(maxsize=1 << 15)
def arabic_forms(text: str) -> tuple[str, ...]:
    """A folded Arabic word, and what is left when a clitic is taken off its front."""
    forms = [text]
    if len(text) > 3 and text[0] in _CLITICS:  # noqa: PLR2004 - shorter words have none
        forms.append("ال" + text[2:] if text.startswith("لل") else text[1:])
        rest = forms[-1]
        if text[0] in "وف" and len(rest) > 3 and rest[0] in "بلك":  # noqa: PLR2004 - likewise
            forms.append("ال" + rest[2:] if rest.startswith("لل") else rest[1:])
    return tuple(forms)


@lru_cache(maxsize=1 << 15)
def arabic_base(text: str) -> str:
    """A folded Arabic word without article and the clitics before it; its ending stays.

    Of single letters only و goes, as in light10 (Larkey et al. 2002): ف ب ك ل begin roots.
    """
    for prefix in _PREFIXES:
        if text.startswith(prefix) and len(text) - len(prefix) >= 2:  # noqa: PLR2004 - letters of a word
            return text[len(prefix) :]
    return text[1:] if len(text) > 4 and text[0] == "و" else text  # noqa: PLR2004 - shorter are roots


@lru_cache(maxsize=1 << 15)
def stem(text: str) -> str:
    """What two forms of a word share: six Latin letters, an Arabic word's bare trunk."""
    if not is_arabic(text):
        return text[:STEM] if len(text) > STEM else text.rstrip("s") or text
    base = arabic_base(text)
    for ending in _ENDINGS:
        if base.endswith(ending) and len(base) - len(ending) >= 3:  # noqa: PLR2004 - a root's letters
            return base[: -len(ending)]
    return base
