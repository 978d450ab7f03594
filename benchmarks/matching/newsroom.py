"""Invented articles in three languages whose words occur as often as in news.

Words are made of syllables; how often each occurs follows Zipf's law with the head taken
by function words. An article is about two subjects: a third of its words come from
theirs, set phrases among them, so that the words of a rule meet as they do in print.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from model.article import Article

LANGUAGES = ("en", "fr", "ar")
WORDS = 300  # of an article, about
VOCABULARY = 30_000  # base forms a language
SUBJECTS = 400  # a language
SUBJECT_WORDS = 80
SUBJECT_PHRASES = 24
FUNCTION = 50  # the most frequent words of the vocabulary

_SYLLABLES = {
    "en": ("b c d f g h k l m n p r s t v w z st tr sh", "a e i o u ea", "n r l t s d"),
    "fr": ("b c d f g j l m n p r s t v z ch cr qu tr", "a e i o u é è ai ou", "n r l t s"),
    "ar": ("ب ت ج ح خ د ر ز س ش ص ض ط ع غ ف ق ك ل م ن ه", "ا و ي   ", "ر ل م ن د ب"),
}  # fmt: skip
_ENDINGS = {
    "en": ("s", "ed", "ing"),
    "fr": ("s", "s", "s"),
    "ar": ("ات", "ها", "ين"),
}
_STARTS = {"en": ("",), "fr": ("l'", "d’"), "ar": ("ال", "و", "ب", "وال", "لل")}
_PLAIN_SHARE = {"en": 0.75, "fr": 0.72, "ar": 0.5}  # of content words, printed as they are typed


@dataclass(frozen=True, slots=True)
class Subject:
    """What articles can be about: its words, the first the most frequent, and set phrases."""

    words: tuple[str, ...]
    weights: tuple[float, ...]
    phrases: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Language:
    """The vocabulary of a language by rank, its cumulated weights, and its subjects."""

    code: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    subjects: tuple[Subject, ...]


@cache
def language(code: str, seed: int = 1) -> Language:
    """The same words for the same seed."""
    dice = random.Random(f"{code} {seed}")
    words = tuple(_words(code, dice))
    weights = tuple(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
    subjects = tuple(_subject(words, dice) for _ in range(SUBJECTS))
    return Language(code, words, weights, subjects)


def _words(code: str, dice: random.Random) -> list[str]:
    heads, cores, tails = (part.split(" ") for part in _SYLLABLES[code])
    made: dict[str, None] = {}
    while len(made) < VOCABULARY:
        short = len(made) < FUNCTION
        count = 1 if short else dice.choice((2, 2, 2, 3) if len(made) < 8000 else (2, 3, 3))
        word = "".join(dice.choice(heads) + dice.choice(cores) for _ in range(count))
        made[word if short else word + dice.choice(tails)] = None
    return list(made)


def _subject(words: tuple[str, ...], dice: random.Random) -> Subject:
    ranks = [
        int(FUNCTION + (VOCABULARY - FUNCTION) * dice.random() ** 3) for _ in range(SUBJECT_WORDS)
    ]
    own = tuple(words[rank] for rank in ranks)
    phrases = tuple(
        tuple(dice.sample(own, dice.choice((2, 2, 2, 3)))) for _ in range(SUBJECT_PHRASES)
    )
    return Subject(own, tuple(accumulate(1 / (n + 12) for n in range(SUBJECT_WORDS))), phrases)


def articles(spoken: Language, count: int, seed: int) -> list[Article]:
    """`count` articles of one language."""
    dice = random.Random(f"{spoken.code} {seed}")
    return [_article(spoken, dice, f"{spoken.code}{seed}-{number}") for number in range(count)]


def _article(spoken: Language, dice: random.Random, name: str) -> Article:
    subjects = dice.choices(spoken.subjects, k=2)
    length = max(60, int(dice.gauss(WORDS, 90)))
    bases = _bases(spoken, subjects, length, dice)
    sentences = list(_sentences(spoken.code, bases, dice))
    paragraphs = [" ".join(sentences[at : at + 3]) for at in range(2, len(sentences), 3)]
    return Article(
        id=name,
        url=f"https://harbour-{spoken.code}.example/{name}",
        title=sentences[0],
        lead=sentences[1],
        text="\n".join(paragraphs),
        captions=(sentences[-1],),
        source="Harbour",
        site="The Harbour Mail",
        language=spoken.code,
    )


def _bases(
    spoken: Language, subjects: list[Subject], length: int, dice: random.Random
) -> list[str]:
    common = dice.choices(spoken.words, cum_weights=spoken.weights, k=length)
    made: list[str] = []
    for word in common:
        draw = dice.random()
        subject = subjects[dice.random() < 0.3]
        if draw < 0.22:
            made += dice.choices(subject.words, cum_weights=subject.weights)
        elif draw < 0.26:
            made += dice.choice(subject.phrases)
        else:
            made.append(word)
    return made[:length]


def _sentences(code: str, bases: list[str], dice: random.Random) -> Iterator[str]:
    at = 0
    while at < len(bases):
        length = dice.randint(8, 28)
        printed = [_printed(code, base, dice) for base in bases[at : at + length]]
        printed[0] = printed[0][:1].upper() + printed[0][1:]
        for place in range(4, len(printed) - 2, 7):
            printed[place] += "،" if code == "ar" else ","
        yield " ".join(printed) + dice.choice((".", ".", ".", "?" if code != "ar" else "؟"))
        at += length


def _printed(code: str, base: str, dice: random.Random) -> str:
    if len(base) < 4 or dice.random() < _PLAIN_SHARE[code]:
        return base
    draw = dice.random()
    if draw < 0.04:
        return f"{base}-{dice.randint(1, 90)}"
    if draw < 0.5 or code == "en":
        return base + dice.choice(_ENDINGS[code])
    return dice.choice(_STARTS[code]) + base
