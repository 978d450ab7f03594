"""What a source's list teaches: which links led to articles, and how many it usually shows.

Structure, address and words judge a link that was never followed. Following it is the proof: the
page held an article, or it was a section, a video, a shop. The proof counts for all links whose
addresses the site makes in the same way (`urlshape.template`), as a share with Laplace's rule of
succession, so that one surprise does not turn a judgement. Memories fade by halves: a site that
is rebuilt is believed again after some fifty links, and what was given up as no article is tried
again every now and then, since a paywall may fall.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from statistics import median

from model.source import Followed, ListingMemory
from monitors.identity import tidy_key
from monitors.listings.urlshape import Reason, template

PATTERNS = 200  # remembered of a source, those followed last
COUNTS = 20  # looks whose number of links is remembered
ENOUGH = 3  # links followed, before their pattern says anything
FADE = 50  # links followed of one pattern, after which the older half counts no more
WEIGHT = 14.0  # points between a pattern that always leads to articles and one that never does
MOST = 2.0  # points given for: a link in a menu does not become one by its address alone
RETRY = 100  # changed lists, after which half of what was followed in vain is forgotten
LOOKS = 5  # before a list is said to be usual
FEW = 0.25  # of the usual number, below which the layout may have changed


def experience(memory: ListingMemory, key: str) -> Reason | None:
    """What following links like this one (by its `tidy_key`) says, in words and points."""
    known = next((one for one in memory.followed if one.pattern == template(key)), None)
    if known is None or (total := known.articles + known.others) < ENOUGH:
        return None
    share = (known.articles + 1) / (total + 2)
    points = round(min(MOST, WEIGHT * (share - 0.5)), 2)
    return f"{known.articles} of {total} followed like it were articles", points


def taught(memory: ListingMemory, found: Iterable[tuple[str, bool]]) -> ListingMemory:
    """The memory after links (address, whether an article was there) were followed."""
    by_pattern = {one.pattern: one for one in memory.followed}
    for url, article in found:
        pattern = template(tidy_key(url))
        known = by_pattern.pop(pattern, Followed(pattern))  # the latest stand last
        by_pattern[pattern] = _one_more(known, article=article)
    return replace(memory, followed=tuple(by_pattern.values())[-PATTERNS:])


def _one_more(known: Followed, *, article: bool) -> Followed:
    if known.articles + known.others >= FADE:
        known = replace(known, articles=known.articles // 2, others=known.others // 2)
    if article:
        return replace(known, articles=known.articles + 1)
    return replace(known, others=known.others + 1)


def counted(memory: ListingMemory, count: int) -> ListingMemory:
    """The memory after a look at which the list had changed and showed `count` articles."""
    looks, followed = memory.looks + 1, memory.followed
    if looks % RETRY == 0:
        followed = tuple(replace(one, others=one.others // 2) for one in followed)
    counts = (*memory.counts, count)[-COUNTS:]
    return replace(memory, counts=counts, looks=looks, followed=followed)


def usual(memory: ListingMemory) -> int | None:
    """How many articles the list usually shows; None where too little is known."""
    return round(median(memory.counts)) if len(memory.counts) >= LOOKS else None


def amiss(memory: ListingMemory, count: int) -> str:
    """In plain words that the list shows far fewer articles than it used to; "" where not."""
    expected = usual(memory)
    if expected is None or count >= FEW * expected:
        return ""
    links = "1 article link" if count == 1 else f"{count} article links"
    return f"shows {links} where it usually shows {expected}: its layout may have changed"


def learn(
    memory: ListingMemory, count: int | None, followed: Iterable[tuple[str, bool]]
) -> ListingMemory:
    """What a look at a page teaches: how many articles it listed (None: it had not changed), and
    which of its links that were followed led to one."""
    known = memory if count is None else counted(memory, count)
    return taught(known, followed)
