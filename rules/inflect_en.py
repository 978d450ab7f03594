"""English: the regular forms of a word typed in its base form, and the irregular ones.

Widening runs from the base outwards: sell → sells, sold, selling; a word typed in the
plural or the past stands for itself. What looks like a form already is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SMALL = """
a an and are as at be been but by for from had has have he her him his in into is it its not of
off on or our out over she than that the their them they this to under up upon was we were which
who will with would you your
"""
FUNCTION_WORDS = frozenset(_SMALL.split())

# base form, then its irregular forms; -s and -ing are made by rule unless the base is a noun
_VERBS = """
bear bore borne|beat beaten|become became|begin began begun|bind bound|bite bit bitten|bleed bled
blow blew blown|break broke broken|bring brought|build built|burn burnt|buy bought|catch caught
choose chose chosen|come came|cut|deal dealt|dig dug|do does did done|draw drew drawn
drive drove driven|eat ate eaten|fall fell fallen|feed fed|feel felt|fight fought|find found
flee fled|fly flew flown|forbid forbade forbidden|forget forgot forgotten|forgive forgave forgiven
freeze froze frozen|get got gotten|give gave given|go goes went gone|grow grew grown|hang hung
have has had|hear heard|hide hid hidden|hit|hold held|hurt|keep kept|know knew known|lay laid
lead led|leave left|lend lent|let|lie lay lain|light lit|lose lost|make made|mean meant|meet met
mislead misled|overcome overcame|oversee oversaw overseen|overthrow overthrew overthrown|pay paid
prove proven|put|quit|read|rebuild rebuilt|repay repaid|resell resold|ride rode ridden
ring rang rung|rise rose risen|run ran|say said|see saw seen|seek sought|sell sold|send sent|set
shake shook shaken|shoot shot|show shown|shrink shrank shrunk|shut|sing sang sung|sink sank sunk
sit sat|sleep slept|speak spoke spoken|spend spent|split|spread|stand stood|steal stole stolen
stick stuck|strike struck stricken|swear swore sworn|sweep swept|swim swam swum|take took taken
teach taught|tear tore torn|tell told|think thought|throw threw thrown
undergo undergoes underwent undergone|understand understood|undertake undertook undertaken
uphold upheld|wake woke woken|wear wore worn|win won|withdraw withdrew withdrawn|withhold withheld
write wrote written
"""

_NOUNS = """
aircraft|alumnus alumni|analysis analyses|appendix appendices|axis axes|basis bases|child children
crisis crises|criterion criteria|datum data|diagnosis diagnoses|foot feet|goose geese|half halves
hovercraft|hypothesis hypotheses|index indices indexes|knife knives|leaf leaves|life lives
loaf loaves|man men|medium media|mouse mice|ox oxen|parenthesis parentheses|people
person persons people|personnel|phenomenon phenomena|police|ammunition ammunitions|series|sheep
shelf shelves|spacecraft|species|synthesis syntheses|thesis theses|thief thieves|tooth teeth
watercraft|wife wives|wolf wolves|woman women
"""

SHORTEST = 3  # letters of a word that has other forms
_NOT_MEN = ("human", "german", "roman", "ottoman", "talisman", "caiman", "norman")
_NO_VERB = ("ing", "ed", "ness", "ity", "ism", "ist", "hood")  # behind three letters or more
_ONE_SYLLABLE = re.compile(r"[^aeiouy]*[aeiou][^aeiouwxy]$|qu[aeiou][^aeiouwxy]$")
_CLOSED = re.compile(  # shipp, travell; a last syllable without stress has none but -ll-
    r"[^aeiou][aeiou]l$|(?:fer|mit|cur|ter|quip|ship|nap|cap|gram|get|set|put|cut|run|win|bid)$"
)
_OPEN_ENDS = tuple("aeiouwxy")  # which are never doubled
_INFLECTED = re.compile(r"[^s]s$")  # arms, drones; not press
_SINGULAR_S = re.compile(r"(us|is|as|ous)$")


def _table(text: str) -> dict[str, tuple[str, ...]]:
    rows = (row.split() for row in text.replace("\n", "|").split("|") if row.strip())
    return {row[0]: tuple(row[1:]) for row in rows}


_VERB_TABLE = _table(_VERBS)
_NOUN_TABLE = _table(_NOUNS)
_IRREGULAR_FORMS = frozenset(
    form for table in (_VERB_TABLE, _NOUN_TABLE) for row in table.values() for form in row
)
_IRREGULAR = _IRREGULAR_FORMS.union(_VERB_TABLE, _NOUN_TABLE)


# stems that differ between British and American English, wherever a word begins with one
_STEMS = """
aeroplan airplan|aluminium aluminum|analys analyz|armour armor|behaviour behavior|calibre caliber
catalogue catalog|catalys catalyz|centre center|clamour clamor|colour color
defence defense|dialogue dialog|enrolment enrollment|favour favor|fibre fiber|flavour flavor
fulfil fulfill|grey gray|harbour harbor|honour honor|humour humor|instalment installment
jewellery jewelry|judgement judgment|kilometre kilometer|labour labor|licence license
litre liter|manoeuvre maneuver|manoeuvr maneuver|metre meter|neighbour neighbor|offence offense
paralys paralyz|parlour parlor|plough plow|practis practic|pretence pretense|programme program
rancour rancor|rigour rigor|rumour rumor|sabre saber|sceptic skeptic|skilful skillful
spectre specter|splendour splendor|sulphur sulfur|theatre theater|vapour vapor
vigour vigor|wilful willful
"""


def _stems_by_start() -> dict[str, list[tuple[str, str]]]:
    """(stem, the same elsewhere) by its first three letters, in both directions."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in _STEMS.replace("\n", "|").strip("|").split("|"):
        british, american = row.split()
        found.setdefault(british[:3], []).append((british, american))
        found.setdefault(american[:3], []).append((american, british))
    return found


_OTHER_STEMS = _stems_by_start()
_ISE = re.compile(r"(?<=\w{3})i([sz])(e|ed|es|er|ers|ing|ation|ations|ational)$")


def spellings(word: str) -> frozenset[str]:
    """The word as British and as American English write it: organisation, organization."""
    made = [word, *_by_stem(word)]
    if "is" in word or "iz" in word:
        made.append(_ISE.sub(lambda end: f"i{'z' if end[1] == 's' else 's'}{end[2]}", word))
    return frozenset(made)


def _by_stem(word: str) -> Iterator[str]:
    for stem, other in _OTHER_STEMS.get(word[:3], ()):
        if word.startswith(stem):
            yield other + word[len(stem) :]


def forms(word: str) -> frozenset[str]:
    """All forms of a lower-case English word, itself included, in both spellings."""
    return frozenset([form for one in spellings(word) for form in (one, *_others(one))])


def beginning(word: str) -> str:
    """Letters that all forms of a regular word begin with; "" where only its forms can tell."""
    if not word.isalpha() or word in _IRREGULAR or word.endswith(("man", "s")):
        return ""
    if word[:3] in _OTHER_STEMS or _ISE.search(word):
        return ""
    if word.endswith("ie"):
        return word[:-2]
    return word[:-1] if word.endswith(("e", "y")) else word


def _others(word: str) -> set[str]:
    if len(word) < SHORTEST or not word.isalpha() or word in FUNCTION_WORDS:
        return set()
    if word in _NOUN_TABLE:
        return set(_NOUN_TABLE[word])
    if word in _VERB_TABLE:
        return {*_VERB_TABLE[word], _plural(word), *_with_ing(word, _stems(word))}
    if word in _IRREGULAR_FORMS or _is_plural(word):
        return set()
    return _regular(word)


def _is_plural(word: str) -> bool:
    if not word.endswith("s"):
        return False
    return bool(_INFLECTED.search(word)) and not _SINGULAR_S.search(word)


def _regular(word: str) -> set[str]:
    if word.endswith("man") and not word.endswith(_NOT_MEN):
        return {word[:-3] + "men"}
    plurals = {_plural(word)} | ({word + "s"} if word.endswith("o") else set())
    if _is_no_verb(word):
        return plurals
    stems = _stems(word)
    return plurals | _with_ing(word, stems) | _with_ed(word, stems)


def _is_no_verb(word: str) -> bool:
    return word.endswith(_NO_VERB) and any(
        word.endswith(end) and len(word) >= len(end) + 3 for end in _NO_VERB
    )


def _plural(word: str) -> str:
    """Also the third person: carry → carries, watch → watches."""
    if _ends_in_short_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _ends_in_short_y(word: str) -> bool:
    return word.endswith("y") and not word.endswith(("ay", "ey", "iy", "oy", "uy"))


def _with_ing(word: str, stems: set[str]) -> set[str]:
    if word.endswith("ie"):
        return {word[:-2] + "ying"}
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return {word[:-1] + "ing"}
    return {stem + "ing" for stem in stems}


def _with_ed(word: str, stems: set[str]) -> set[str]:
    if word.endswith("e"):
        return {word + "d"}
    if _ends_in_short_y(word):
        return {word[:-1] + "ied"}
    return {stem + "ed" for stem in stems}


def _stems(word: str) -> set[str]:
    """Where the last consonant is or may be doubled: ship → shipp, travel → travel, travell."""
    if word.endswith(_OPEN_ENDS):
        return {word}
    if _ONE_SYLLABLE.fullmatch(word):
        return {word + word[-1]}
    return {word, word + word[-1]} if _CLOSED.search(word) else {word}
