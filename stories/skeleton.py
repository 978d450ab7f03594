"""Names across scripts: كيم جونغ أون and Kim Jong Un have one skeleton, km knk n.

Arabic writes consonants and long vowels, and foreign sounds as near as it can: what a name
keeps in every spelling are its consonants, in few classes. b p, f v, d dh ض ذ ظ and so on are
one; all gutturals that spellings swap (k q c g j gh kh ق ك غ ج خ) are one; h, w, y, hamza and
ayn come and go and are left out. So a skeleton is a key to find by, and says little of a
short word: `alike` compares the vowels, too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from stories.text import is_arabic

# Latin letters → class, longest spelling first; two classes where spellings differ: ch is
# ش in French names, تش in English, ك in Italian ones
_LATIN = {
    "sch": "s",
    "tch": "s",
    "tsch": "s",
    "ch": "sk",
    "ck": "k",
    "dh": "d",
    "dj": "k",
    "gh": "k",
    "kh": "k",
    "ph": "f",
    "qu": "k",
    "sh": "s",
    "th": "t",
    "ts": "s",
    "tz": "s",
    "b": "b",
    "c": "k",
    "d": "d",
    "f": "f",
    "g": "k",
    "j": "k",
    "k": "k",
    "l": "l",
    "m": "m",
    "n": "n",
    "p": "b",
    "q": "k",
    "r": "r",
    "s": "s",
    "t": "t",
    "v": "f",
    "x": "x",
    "z": "s",
}
_SPELLING = re.compile("|".join(sorted(_LATIN, key=len, reverse=True)) + "|[aeiouwyh]")
_SOFT = re.compile("c(?=[eiy])")
_ARABIC = {
    "تش": "s",
    "تس": "s",
    "كس": "x",
    **dict.fromkeys("ب", "b"),
    **dict.fromkeys("ف", "f"),
    **dict.fromkeys("تطث", "t"),
    **dict.fromkeys("دضذظ", "d"),
    **dict.fromkeys("جكقغخ", "k"),
    **dict.fromkeys("سصشز", "s"),
    **dict.fromkeys("ر", "r"),
    **dict.fromkeys("ل", "l"),
    **dict.fromkeys("م", "m"),
    **dict.fromkeys("ن", "n"),
}
_LETTERS = re.compile("|".join(sorted(_ARABIC, key=len, reverse=True)) + "|[اويهحعء]")
_DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1+")
VARIANTS = 4
_LONG = {"ا": "aeo", "و": "ouw", "ي": "iyeaj"}  # a long vowel and how Latin may write it


@lru_cache(maxsize=1 << 15)
def skeletons(word: str) -> tuple[str, ...]:
    """The skeletons of a folded word, the likeliest first; one of "" where it is all vowels."""
    if is_arabic(word):
        classes = ["ks" if one == "x" else one for one in _arabic_classes(word)]
        return ("".join(classes),)
    spelled = _SOFT.sub("s", _DOUBLED.sub(r"\1", word))
    parts = [_latin_class(found.group(), found.start()) for found in _SPELLING.finditer(spelled)]
    made = ("".join(choice) for choice in product(*(part or ("",) for part in parts)))
    return tuple(dict.fromkeys(one for one, _ in zip(made, range(VARIANTS), strict=False)))


def _arabic_classes(word: str) -> list[str]:
    return [_ARABIC.get(found.group(), "") for found in _LETTERS.finditer(word)]


def _latin_class(spelling: str, at: int) -> tuple[str, ...]:
    if spelling == "x":
        return ("ks",) if at else ("s",)  # Alexei, Xi
    return tuple(_LATIN.get(spelling, ""))


def alike(left: str, right: str) -> bool:
    """Whether two folded words can be one name in two spellings, vowels considered."""
    if left == right:
        return True
    if not set(skeletons(left)) & set(skeletons(right)):
        return False
    if is_arabic(left) == is_arabic(right):
        return is_arabic(left) or _near(left, right)
    arabic, latin = (left, right) if is_arabic(left) else (right, left)
    return _vowels_agree(arabic, latin)


def _near(left: str, right: str) -> bool:
    """Two Latin spellings of one skeleton: the first sound and the length are much the same."""
    vowels = "aeiouywh"
    if left[0] != right[0] and not (left[0] in vowels and right[0] in vowels):
        return skeletons(left)[0][:1] == skeletons(right)[0][:1] and abs(len(left) - len(right)) < 2  # noqa: PLR2004 - letters
    return abs(len(left) - len(right)) <= 2  # noqa: PLR2004 - letters


def _vowels_agree(arabic: str, latin: str) -> bool:
    """A long vowel of the Arabic word is a vowel of that colour at the same place in the other."""
    heard, written = _gaps(latin, _SPELLING, _latin_mute), _gaps(arabic, _LETTERS, _arabic_mute)
    if len(heard) != len(written):
        return True  # spelled with ks and x: the gaps cannot be laid side by side
    pairs = list(zip(written, heard, strict=True))
    return all(_covers(mine, theirs) for mine, theirs in pairs[1:-1])


def _covers(written: str, heard: str) -> bool:
    return all(any(one in heard for one in _LONG[mark]) for mark in written if mark in _LONG)


def _latin_mute(spelling: str) -> bool:
    return spelling not in _LATIN


def _arabic_mute(letter: str) -> bool:
    return letter not in _ARABIC


def _gaps(word: str, pattern: re.Pattern[str], mute: object) -> list[str]:
    """The vowels before, between and behind the consonants of a word."""
    gaps = [""]
    for found in pattern.finditer(_DOUBLED.sub(r"\1", word)):
        one = found.group()
        if callable(mute) and mute(one):
            gaps[-1] += one
        else:
            gaps.append("")
    return gaps
