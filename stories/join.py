"""Which story an article belongs to, and why: the verdict over its kin.

A story is a cluster in a moving window of time: open for WINDOW after its last article and at
most LENGTH from its first. A near copy joins the story of what it copies at once. Any other
article is compared with every member of a story that the store found, and their agreement as
a whole decides, not the one nearest link: so a story does not crawl from event to event along
articles that touch on both. The weights were fitted by logistic regression on pairs of the
development half of `benchmarks/stories` among thousands of unrelated items, none of the
wrong sign, and rounded; they are the whole model and can be read.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from model.article import Article
from model.story import Joined, Kin, Reason, Traits
from stories.likeness import Profile, Shared, features, novelty, profile, shared, unit_of

WINDOW = timedelta(hours=96)  # since the last article of a story
LENGTH = timedelta(days=7)  # from its first
MEMBERS = 16  # of a story that are compared
KIN = 64  # to ask the store for
NEWEST = 64  # articles of one index key that are looked at, however many have it
REASONS = 8

_WEIGHTS: Mapping[str, float] = {
    "names": 3.8,
    "surnames": 1.9,
    "known": 1.5,
    "places": 2.9,
    "elsewhere": -3.3,
    "concepts": 3.4,
    "numbers": 1.0,
    "other numbers": -1.0,
    "words": 1.1,
    "script": 0.3,
    "language": 0.3,
    "days": 1.8,
    "other types": -0.9,
    "topics": 0.4,
    "other topics": -2.3,
    "gap": -5.1,
    "next day": -0.2,
}
_BIAS = -3.7
# the same for a story as a whole: "near half" and "all" are the members' mean agreements,
# "known" is the logarithm of their number, "moved on" another day and another state. What is
# new or missing weighs the more, the better the story is known: it is multiplied by "known"
_STORY_WEIGHTS: Mapping[str, float] = {
    "near half": 0.7,
    "all": 0.9,
    "known": 2.3,
    "days since": -0.6,
}
_NOVELTY_WEIGHTS: Mapping[str, float] = {
    "new places": -0.8,
    "missing places": -0.4,
    "new names": -0.8,
    "moved on": -2.6,
}
_STORY_BIAS = -1.2
_SETTLED = 5  # members from which a further one adds no weight to a story
_THRESHOLD = 0.0  # agreement from which an article joins; half a chance
_TEMPLATE = 0.5  # likeness of words from which a text is last day's one filled in anew
_TEMPLATE_HOURS = 12.0


@dataclass(frozen=True, slots=True)
class _Pair:
    """One comparison: how much it speaks for one story, in log odds."""

    kin: Kin
    common: Shared
    agreement: float


def join(article: Article, traits: Traits, kin: Iterable[Kin], copied: Kin | None = None) -> Joined:
    """The story of an article: one of its kin's, or its own that it opens.

    `copied` is what the article is a near copy of, if anything. The order of `kin` does not
    matter; the article itself among them is passed over.
    """
    mine, at = profile(traits), moment(article.published, article.found_at)
    if copied and copied.article_id != article.id and not _is_refilled(mine, at, copied):
        return Joined(article.id, copied.story, 1.0, (("copy", copied.article_id),))
    stories = _by_story(article.id, at, kin)
    weighed = [_weigh(mine, at, members) for _, members in sorted(stories.items())]
    if not weighed:
        return Joined(article.id, article.id)
    agreement, best = max(weighed, key=lambda pair: pair[0])
    score, reasons = _chance(agreement), tuple(_reasons(best))[:REASONS]
    story = best.kin.story if agreement > _THRESHOLD else article.id
    return Joined(article.id, story, round(score, 3), reasons)


def moment(published: datetime | None, found_at: datetime | None) -> datetime:
    """When an article stands in the stream: published, but neither after it was found nor
    more than a story's length before. ValueError for one that was neither."""
    if found_at is None:
        if published is None:
            raise ValueError("an article without any moment stands nowhere in the stream")
        return published
    if published is None:
        return found_at
    return max(min(published, found_at), found_at - LENGTH)


def _by_story(own: str, at: datetime, kin: Iterable[Kin]) -> dict[str, list[Kin]]:
    """The kin of each story that is still open at that moment."""
    grouped: dict[str, list[Kin]] = {}
    for one in kin:
        if one.article_id != own:
            grouped.setdefault(one.story, []).append(one)
    return {story: members for story, members in grouped.items() if _is_open(members, at)}


def _is_open(members: Sequence[Kin], at: datetime) -> bool:
    last = max(moment(one.published, one.found_at) for one in members)
    return at - last <= WINDOW and at - min(one.opened for one in members) <= LENGTH


def _weigh(mine: Profile, at: datetime, members: Sequence[Kin]) -> tuple[float, _Pair]:
    """The agreement with a story as a whole, and its nearest member."""
    gap = min(_hours(at, one) for one in members)
    chosen = sorted(members, key=lambda one: (-one.shared, one.article_id))[:MEMBERS]
    pairs = [_compare(mine, at, one, gap) for one in chosen]
    pairs.sort(key=lambda pair: (-pair.agreement, pair.kin.article_id))
    return _whole(mine, pairs, gap), pairs[0]


def _whole(mine: Profile, pairs: Sequence[_Pair], gap: float) -> float:
    """Log odds that the article belongs: how the members agree, and what is new to them all."""
    new = novelty(mine, [profile(pair.kin.traits) for pair in pairs])
    known = math.log(min(len(pairs), _SETTLED))
    found = {
        "near half": _mean(pairs[: (len(pairs) + 1) // 2]),
        "all": _mean(pairs),
        "known": known,
        "days since": gap / 24,
    }
    belongs = sum(weight * found[name] for name, weight in _STORY_WEIGHTS.items())
    return (
        _STORY_BIAS
        + belongs
        + known * sum(weight * new[name] for name, weight in _NOVELTY_WEIGHTS.items())
    )


def _mean(pairs: Sequence[_Pair]) -> float:
    return sum(pair.agreement for pair in pairs) / len(pairs)


def _compare(mine: Profile, at: datetime, one: Kin, gap: float) -> _Pair:
    """`gap`: hours from the nearest article of the story, since the story moves on as a whole."""
    theirs = profile(one.traits)
    common = shared(mine, theirs)
    found = features(mine, theirs, gap, common)
    agreement = _BIAS + sum(weight * found[name] for name, weight in _WEIGHTS.items())
    if not _is_anchored(common) or _is_template(mine, theirs, _hours(at, one), found):
        agreement = min(agreement, _BIAS)
    return _Pair(one, common, agreement)


def _is_anchored(common: Shared) -> bool:
    """Somebody or somewhere in common, or a quantity with its unit. Alike words with none of
    these are two events of one kind; that they are one text, near copies tell."""
    return bool(
        common.names
        or common.surnames
        or common.known
        or common.types
        or common.places
        or any(map(unit_of, common.numbers))
    )


def _hours(at: datetime, one: Kin) -> float:
    return abs((at - moment(one.published, one.found_at)).total_seconds()) / 3600


def _is_refilled(mine: Profile, at: datetime, one: Kin) -> bool:
    theirs, hours = profile(one.traits), _hours(at, one)
    return _is_template(mine, theirs, hours, features(mine, theirs, hours, shared(mine, theirs)))


def _is_template(mine: Profile, theirs: Profile, hours: float, found: Mapping[str, float]) -> bool:
    """The same words about another day: the daily briefing, the market report, the weather."""
    if found["words"] < _TEMPLATE or hours < _TEMPLATE_HOURS:
        return False
    apart = bool(mine.numbers and theirs.numbers) and not mine.numbers & theirs.numbers
    return apart or bool(found["other days"])


def _chance(agreement: float) -> float:
    return 1.0 / (1.0 + math.exp(-agreement))


def _reasons(pair: _Pair) -> Iterator[Reason]:
    """What the article shares with the nearest member, the most telling first."""
    common = pair.common
    yield "like", pair.kin.article_id
    names = {**common.surnames, **common.names, **dict.fromkeys(common.types, 1.0)}
    yield from (("name", one) for one in sorted(names, key=lambda one: (-names[one], one))[:3])
    yield from (("name", one) for one in sorted(common.known)[:2])
    yield from (("place", one) for one in sorted(common.places)[:3])
    yield from (("number", one) for one in sorted(common.numbers)[:2])
    yield from (("day", one) for one in sorted(common.days)[:1])
    yield from (("about", one) for one in sorted(common.concepts)[:3])
    yield from (("topic", one) for one in sorted(common.topics)[:2])
    if common.stems:
        yield "words", " ".join(sorted(common.stems)[:6])
