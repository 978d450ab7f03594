"""What changed between two versions of an article.

Texts are compared sentence by sentence (Ratcliff and Obershelp's longest matching blocks, by
`difflib`). A sentence that went and one that came in its place are one changed sentence where
half of their words are the same; its words are marked. Spaces and typographic quotes are no
change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from model.article import Article

Change = Literal["kept", "added", "removed", "changed"]
ALIKE = 0.5  # share of equal words at which two sentences are one that was changed
SENTENCES = 2000  # compared at most; what is beyond counts as one sentence

_END = re.compile(r"(?<=[.!?؟…])[»”\"')\]]*\s+(?=[^\s\da-zà-ÿ])|\n+")
_SHORTENED = re.compile(
    r"(?:^|[\s(])(?:\w|Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|St|No|MM|Mme|Mlle|art|env|cf)\.$"
)
_WORD = re.compile(r"\s+")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})

# Each at the head of a headline or of a paragraph
_NOTICES = {
    "correction": (
        r"correct(?:ion|ed|s)\b|clarification\b|editor'?s note\b|erratum\b|"
        r"rectificati(?:f|on)\b|correctif\b|précision\b|corrigé\b|"
        r"تصحيح|تصويب|استدراك|توضيح|تنويه"
    ),
    "withdrawal": (
        r"withdrawn\b|retract(?:ed|ion)\b|kill(?:ed)? notice\b|withdrawal notice\b|"
        r"mandatory kill\b|retiré\b|dépêche annulée\b|annulation\b|article retiré\b|"
        r"سحب الخبر|خبر مسحوب|الغاء الخبر|إلغاء الخبر"
    ),
}
_NOTICE = {
    kind: re.compile(rf"^[\s\W]*(?:{words})", re.IGNORECASE | re.MULTILINE)
    for kind, words in _NOTICES.items()
}
_EXPLAINED = re.compile(
    r"this (?:article|story|piece|report) (?:has been|was) (?:corrected|amended|updated to correct)"
    r"|an earlier version of this|(?:refiles|repeats|corrects) (?:to|with|[a-z]+ (?:in|of))"
    r"|une version précédente|une première version de cet article"
    r"|cet article a été (?:corrigé|modifié|rectifié)|contrairement à ce que nous (?:avons|avions)"
    r"|نسخة سابقة من هذا|(?:تم|جرى) تصحيح|صحح(?:ت)? هذا",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of the comparison.

    `before` and `after` are "" where it was added or removed. `gone` and `new` are the
    [start, end) code points of the words that differ in `before` and `after` of a changed one.
    """

    change: Change
    before: str
    after: str
    gone: tuple[tuple[int, int], ...] = ()
    new: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """What a newer version of an article brings."""

    passages: tuple[Passage, ...]
    title: tuple[str, str] | None = None  # the headlines before and after, where it changed
    notice: str = ""  # "correction", "withdrawal" or "": what the new version calls itself
    said: str = ""  # the sentence that says so

    @property
    def changes(self) -> tuple[Passage, ...]:
        """The passages that were not kept."""
        return tuple(one for one in self.passages if one.change != "kept")

    @property
    def is_empty(self) -> bool:
        """Whether the reader would see no difference."""
        return not self.changes and self.title is None


def compare(before: Article, after: Article) -> Revision:
    """How an article changed. A notice counts only where the older version had it not."""
    heads = (before.title, after.title) if _shown(before.title) != _shown(after.title) else None
    passages = tuple(diff(before.text, after.text))
    fresh = [one.after for one in passages if one.change in {"added", "changed"}]
    notice, said = notice_in([after.title, after.lead, *fresh] if heads else [after.lead, *fresh])
    if notice and notice == notice_in([before.title, before.lead])[0] and said == after.lead:
        notice, said = "", ""
    return Revision(passages, heads, notice, said)


def withdrawn(before: Article) -> Revision:
    """An article whose page is gone: all of it was removed."""
    passages = tuple(Passage("removed", one, "") for one in sentences(before.text))
    return Revision(passages, None, "withdrawal")


def notice_in(texts: Sequence[str]) -> tuple[str, str]:
    """The kind of notice that some of these sentences give, and the one that does; two "" where
    none does. A withdrawal weighs more than a correction."""
    for kind in ("withdrawal", "correction"):
        for text in texts:
            if _NOTICE[kind].search(text) or (kind == "correction" and _EXPLAINED.search(text)):
                return kind, text
    return "", ""


def diff(before: str, after: str) -> Iterator[Passage]:
    """The sentences of both texts in order: those kept, removed, added and changed."""
    old, new = sentences(before), sentences(after)
    matcher = SequenceMatcher(
        None, [_shown(one) for one in old], [_shown(one) for one in new], autojunk=False
    )
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield from (Passage("kept", a, b) for a, b in zip(old[i:j], new[k:m], strict=True))
        else:
            yield from _replaced(old[i:j], new[k:m])


def applied(passages: Sequence[Passage]) -> list[str]:
    """The sentences of the newer text, from a comparison."""
    return [one.after for one in passages if one.change != "removed"]


def sentences(text: str) -> list[str]:
    """A text's sentences; a paragraph always ends one. Titles and initials with a stop do not."""
    parts: list[str] = []
    start = 0
    for found in _END.finditer(text):
        piece = text[start : found.start()]
        if "\n" not in found.group() and _SHORTENED.search(piece):
            continue
        parts.append(text[start : found.end()].strip())
        start = found.end()
    parts.append(text[start:].strip())
    kept = [one for one in parts if one]
    return kept if len(kept) <= SENTENCES else [*kept[:SENTENCES], " ".join(kept[SENTENCES:])]


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Passage]:
    """Sentences that came for others: each with the first one before it that it is like."""
    at = 0
    for sentence in new:
        twin = next((i for i in range(at, len(old)) if _likeness(old[i], sentence) >= ALIKE), None)
        if twin is None:
            yield Passage("added", "", sentence)
            continue
        yield from (Passage("removed", one, "") for one in old[at:twin])
        yield _changed(old[twin], sentence)
        at = twin + 1
    yield from (Passage("removed", one, "") for one in old[at:])


def _likeness(left: str, right: str) -> float:
    return _matcher(left, right).ratio()


def _matcher(left: str, right: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, _shown(left).split(), _shown(right).split(), autojunk=False)


def _changed(before: str, after: str) -> Passage:
    left, right = _spans(before), _spans(after)
    gone: list[tuple[int, int]] = []
    new: list[tuple[int, int]] = []
    for tag, i, j, k, m in _matcher(before, after).get_opcodes():
        if tag != "equal":
            gone += [(left[i][0], left[j - 1][1])] if j > i else []
            new += [(right[k][0], right[m - 1][1])] if m > k else []
    return Passage("changed", before, after, tuple(gone), tuple(new))


def _spans(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"\S+", text.translate(_QUOTES))]


def _shown(text: str) -> str:
    """A text as the reader sees it: one kind of quote, one space."""
    return _WORD.sub(" ", text.translate(_QUOTES)).strip()
