"""`stem:word`, asked for by name because it is coarse: all words of one stem.

Stemming the whole article was measured and merges arms with armed, vente with vent and, in
Arabic, ministry with visited; so a rule says where it wants that. The algorithms are those
of Snowball. An Arabic word is freed of its proclitics and pronouns first, which Snowball
mostly misses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from rules.inflect_ar import strips
from rules.words import clean, fold, is_arabic

ALGORITHMS: Mapping[str, str] = {"en": "english", "fr": "french", "ar": "arabic"}


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    # thirty languages, a tenth of a second, and few rules ask for stems
    import snowballstemmer  # type: ignore[import-untyped]  # noqa: PLC0415 # it ships no stubs

    made: Callable[[str], str] = snowballstemmer.stemmer(ALGORITHMS[language]).stemWord
    return made


def stem(word: str, language: str) -> str:
    """The stem of a word in `language`; of an Arabic one by Arabic rules whatever it says.

    Snowball takes an Arabic word for a noun, and strips its plural, where it has the article.
    """
    if is_arabic(word):
        body = fold(word)
        return _stemmer("ar")(body if body.startswith("ال") else "ال" + body)
    return _stemmer(language)(clean(word).casefold()) if language in ALGORITHMS else fold(word)


class Stems:
    """Stem → numbers of the slots that ask for it, in articles of one language (None: any)."""

    def __init__(self, language: str | None) -> None:
        self._language = language
        self._numbers: dict[tuple[str, str], set[int]] = defaultdict(set)

    def _languages(self, section: str, word: str) -> tuple[str, ...]:
        """Whose rules apply to a word of this section; those of Arabic go by the letters."""
        if is_arabic(word):
            return ("ar",)
        wanted = section or self._language
        return ("en", "fr") if wanted is None else (wanted,)

    def add(self, word: str, section: str, number: int) -> None:
        """A slot that asks for the stem of `word`."""
        for language in self._languages(section, word):
            self._numbers[language, stem(word, language)].add(number)

    def find(self, printed: str) -> Iterator[int]:
        """The slots that ask for a stem of a printed word."""
        if self._numbers:
            for key in set(self._keys(printed)):
                yield from self._numbers.get(key, ())

    def _keys(self, printed: str) -> Iterator[tuple[str, str]]:
        if is_arabic(printed):
            yield from (("ar", stem(body, "ar")) for body, _ in strips(fold(printed)))
            return
        for language in {language for language, _ in self._numbers} - {"ar"}:
            yield language, stem(printed, language)
