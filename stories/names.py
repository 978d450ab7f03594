"""Proper names in running text: persons, ships, companies, towns without a state of their own.

Latin script: runs of words with capitals, joined by hyphens and particles, without titles of
office; one at the head of a sentence counts where it stands inside one as well. Arabic has no
capitals: a name is what follows a title of office (الوزير أحمد الحديدي, with the ministry and
the nationality between them), a verb of saying, or begins with a common given name, up to
three words that are no vocabulary.
Other names in Arabic are found only when a kin in Latin script knows them: `stories.join`
looks for the skeletons of its names among the article's words.

Cost: one pass over the words. Bound: a foreign name in Arabic that no title introduces
and no Latin text knows is missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from model.story import Weights
from stories.gazetteer import Hit
from stories.lexicon import concept, is_common, is_stop, listed
from stories.text import Word, is_arabic

NAMES = 14  # kept of an article
LONGEST = 5  # words of a name
_TITLE_CASE = 0.6  # share of capitals from which a headline's capitals say nothing
_BETWEEN = 5  # words between an Arabic title and its name
_TITLES = listed("titles", "en") | listed("titles", "fr")
_NOT_LAST = _TITLES | listed("days") | listed("months")
_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "xiv", "xvi"})  # Cheongung-II
_LONG_WORD = 3  # letters from which a headline's words take capitals


def names(found: Sequence[Word], hits: Sequence[Hit], agency: str = "") -> Weights:
    """The names, folded and without particles, with the prominence of their best place."""
    taken = {at for hit in hits for at in range(hit.start, hit.end)}
    best: dict[str, float] = {}
    for name, prominence in (*_latin(found, taken), *_arabic(found, taken)):
        best[name] = max(best.get(name, 0.0), prominence)
    for hit in hits:
        if hit.entry.body:
            body, prominence = hit.entry.body, found[hit.start].prominence
            best[body] = max(best.get(body, 0.0), prominence)
    best.pop(agency, None)
    return _merged(best)


def _merged(best: dict[str, float]) -> Weights:
    """A surname alone is the person whose whole name the article has: it lends its place."""
    whole = [name for name in best if " " in name]
    for name in [name for name in best if " " not in name]:
        for longer in whole:
            if name in longer.split():
                best[longer] = max(best[longer], best.pop(name, 0.0))
    return tuple(sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:NAMES])


# --- Latin script


def _latin(found: Sequence[Word], taken: Collection[int]) -> Iterator[tuple[str, float]]:
    inside = Counter(
        word.text for word in found if word.capital and not word.first and word.prominence < 1
    )
    unreliable = _is_title_case([word for word in found if word.prominence == 1])
    run: list[Word] = []
    for at, word in enumerate(found):
        if run and not word.glued:
            yield from _run(run)
            run = []
        if _is_proper(word, at, found, inside, taken, unreliable) or (
            run and (_links(word, at, found, taken) or _closes(word, at, taken, inside))
        ):
            run.append(word)
        else:
            yield from _run(run)
            run = []
    yield from _run(run)


def _is_title_case(headline: Sequence[Word]) -> bool:
    long = [word for word in headline if len(word.raw) > _LONG_WORD and not is_arabic(word.text)]
    return sum(word.capital for word in long) > _TITLE_CASE * len(long)


def _is_proper(
    word: Word,
    at: int,
    found: Sequence[Word],
    inside: Counter[str],
    taken: Collection[int],
    unreliable: bool,
) -> bool:
    if at in taken or is_arabic(word.text) or not word.raw[0].isalpha():
        return False
    if not word.capital:
        return False
    if is_stop(word.text) or word.text in _TITLES:
        return False
    if word.prominence == 1 and unreliable:
        return word.text in inside
    return not word.first or word.text in inside or _goes_on(at, found, taken)


def _goes_on(at: int, found: Sequence[Word], taken: Collection[int]) -> bool:
    """At the head of a sentence: the next word is a name as well, and the two belong together."""
    if at + 1 >= len(found) or at + 1 in taken or concept(found[at].text):
        return False
    after = found[at + 1]
    return after.glued and after.capital and not is_stop(after.text) and len(after.raw) > 1


def _links(word: Word, at: int, found: Sequence[Word], taken: Collection[int]) -> bool:
    """A particle or a hyphenated end within a name: bin, al-, the ho of Tae-ho."""
    if word.joined and word.sign in "-‐‑" and word.raw.isalpha() and at not in taken:
        return True
    if word.text not in listed("particles") or at + 1 >= len(found) or at + 1 in taken:
        return False
    after = found[at + 1]
    return after.glued and after.capital and after.raw[0].isalpha()


def _closes(word: Word, at: int, taken: Collection[int], inside: Counter[str]) -> bool:
    """A name's word that is also a little word: the Un of Kim Jong Un."""
    small = word.capital and len(word.raw) > 1 and at not in taken
    sure = word.prominence < 1 or word.text in inside
    return small and sure and word.text not in _NOT_LAST


def _run(run: Sequence[Word]) -> Iterator[tuple[str, float]]:
    if not run:
        return
    kept = [word.text for word in run if word.text not in listed("particles")]
    while len(kept) > 1 and kept[-1] in _ROMAN:
        kept.pop()
    if kept and (len(kept) > 1 or len(kept[0]) > 2):  # noqa: PLR2004 - an initial is no name
        yield " ".join(kept[:LONGEST]), run[0].prominence


# --- Arabic


def _arabic(found: Sequence[Word], taken: Collection[int]) -> Iterator[tuple[str, float]]:
    titles, verbs = listed("titles", "ar"), listed("verbs", "ar")
    for at, word in enumerate(found):
        if word.text in titles or word.text.removeprefix("و") in titles:
            start = _behind_office(found, at + 1, taken)
        elif word.text in verbs:
            start = at + 1
        elif at not in taken and _given(word.text):
            start = at
        else:
            continue
        name = _arabic_run(found, start, taken)
        if name:
            yield " ".join(name), word.prominence


def _given(text: str) -> str:
    """A given name without what is written before it; "" where it is none."""
    given = listed("given", "ar")
    if text in given:
        return text
    return text[1:] if text[0] in "ولب" and text[1:] in given else ""


def _behind_office(found: Sequence[Word], at: int, taken: Collection[int]) -> int:
    """Past the ministry and the nationality: وزير الخارجية المصري | أحمد."""
    between = listed("offices", "ar") | listed("titles", "ar")
    end = min(at + _BETWEEN, len(found))
    while at < end and (at in taken or found[at].text in between):
        at += 1
    return at


def _arabic_run(found: Sequence[Word], at: int, taken: Collection[int]) -> list[str]:
    run: list[str] = []
    while at < len(found) and len(run) < 3:  # noqa: PLR2004 - words of a name
        word = found[at]
        if at in taken or not _can_be_name(word, begun=bool(run)):
            break
        if word.text not in {"بن", "ابن", "بنت"}:
            run.append((_given(word.text) or word.text).removeprefix("ال"))
        at += 1
    return run if len(run) > 1 or (run and len(run[0]) > 3) else []  # noqa: PLR2004 - letters


def _can_be_name(word: Word, *, begun: bool) -> bool:
    if not is_arabic(word.text) or (begun and not word.glued):
        return False
    return word.text in listed("given", "ar") or (len(word.text) > 1 and not is_common(word.text))
