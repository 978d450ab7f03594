"""Words that stand in nearly every text of a language: a rule that asks for one asks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from rules.inflect import FUNCTION_WORDS
from rules.tree import Term
from rules.words import arabic_key, compared, fold

_MORE = {
    "en": """
all also am any because being can could did do does each first he how i if just like may me more
most my new no now one only other said she should so some such then there these those two us very
we what when where while why
""",
    "fr": """
ai aussi autre autres bien c comme d deux dont donc elles être fait fut ils j l lors m même mêmes
moins n non nos notre plus qu s sans si soit tous tout toute toutes très tu été avait avoir ainsi
après avant
""",
    "ar": """
في من على إلى عن مع هذا هذه التي الذي الذين أن إن كان كانت ما لا لم لن قد ثم أو كل بعد قبل بين كما
حتى ذلك تلك هو هي هم عند منذ خلال غير أي إذا حيث لكن أنه أنها وقد فيه فيها به لها له عليه عليها
""",
}
NAMES = {"en": "English", "fr": "French", "ar": "Arabic"}


def _words(language: str) -> frozenset[str]:
    own = FUNCTION_WORDS.get(language, frozenset())
    return frozenset(one for word in (*own, *_MORE[language].split()) for one in compared(word))


COMMON: Mapping[str, frozenset[str]] = {language: _words(language) for language in NAMES}


def common_in(term: Term, languages: Sequence[str]) -> str:
    """The language in which all words of a term are common, "" where there is none.

    A term written with capitals and = is meant as a name, and so is none. A wild card is
    common where a common word fits it.
    """
    if term.exact and not term.text.islower():
        return ""
    asked = (term.section,) if term.section else languages
    if "*" in term.text:
        return next((one for one in asked if one in COMMON and _catches(term.text, one)), "")
    return next(_fitting(compared(term.text), asked), "")


@lru_cache(maxsize=1 << 12)
def _catches(wild: str, language: str) -> bool:
    pattern = re.compile(".*".join(re.escape(arabic_key(fold(part))) for part in wild.split("*")))
    return any(pattern.fullmatch(word) for word in COMMON[language])


def _fitting(words: tuple[str, ...], languages: Sequence[str]) -> Iterator[str]:
    return (one for one in languages if one in COMMON and COMMON[one].issuperset(words))
