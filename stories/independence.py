"""How many sources a story really has.

Ten papers with one agency's text are one source: articles are taken together when one is a
near copy of the other, when they credit the same agency (or are the agency's own), and when
they come from one outlet. What is left are sources that wrote for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.story import Member, Story
from stories.text import fold

UNNAMED = "agencies"  # a credit without a name ("وكالات"): such texts have no source in common
_WORD = re.compile(r"[^\W_]+")
# one agency under several names
_SAME_AGENCY = {
    "agence france presse": "afp",
    "associated press": "ap",
    "the associated press": "ap",
    "thomson reuters": "reuters",
    "رويترز": "reuters",
    "فرانس برس": "afp",
    "ا ف ب": "afp",
    "اسوشيتد برس": "ap",
}


def independent(story: Story) -> tuple[tuple[Member, ...], ...]:
    """The story's members by source: each group in the order of the story, the groups in the
    order of their first members. Their number is the number of independent sources."""
    parent = {one.article_id: one.article_id for one in story.members}
    for left, right in _ties(story.members):
        parent[_root(parent, right)] = _root(parent, left)
    groups: dict[str, list[Member]] = {}
    for one in story.members:
        groups.setdefault(_root(parent, one.article_id), []).append(one)
    return tuple(tuple(group) for group in groups.values())


def _root(parent: dict[str, str], one: str) -> str:
    while parent[one] != one:
        parent[one] = one = parent[parent[one]]
    return one


def _ties(members: Sequence[Member]) -> Iterator[tuple[str, str]]:
    """Pairs of article ids that are one source: each with the first of its text, its agency,
    its outlet."""
    known = {one.article_id for one in members}
    first: dict[tuple[str, str], str] = {}
    for one in members:
        if one.copy_of in known:
            yield str(one.copy_of), one.article_id
        for mark in _marks(one, known):
            yield first.setdefault(mark, one.article_id), one.article_id


def _marks(one: Member, known: set[str]) -> Iterator[tuple[str, str]]:
    if one.outlet:
        yield "by", named(one.outlet)
    if one.agency and one.agency != UNNAMED:
        yield "by", named(one.agency)  # an agency's own site is its outlet
    if one.copy_of and one.copy_of not in known:
        yield "text", one.copy_of


def named(source: str) -> str:
    """An outlet's or agency's name in the form in which two are compared."""
    text = " ".join(fold(word) for word in _WORD.findall(source))
    return _SAME_AGENCY.get(text, text)
