"""Which articles share the most index keys, of each key the newest. Pure, for `store.memory`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime

Place = tuple[datetime, int]  # when an article was found, and its number


def most_shared(
    keys: Collection[int], found: Iterable[tuple[Place, Collection[int]]], newest: int
) -> list[tuple[int, int]]:
    """(number, keys shared) of the articles found with some of the keys, the most first; of
    equals those that share more keys that fewer than `newest` have, then the higher number.

    Of a key that more have, the newest are counted and what was found at the same moment.
    """
    wanted, having = frozenset(keys), dict[int, list[Place]]()
    for place, own in found:
        for key in wanted.intersection(own):
            having.setdefault(key, []).append(place)
    shared, rare = Counter[int](), Counter[int]()
    for places in having.values():
        is_rare = len(places) < newest
        floor = min(places)[0] if is_rare else sorted(places)[-newest][0]
        counted = [number for at, number in places if at >= floor]
        shared.update(counted)
        rare.update(counted if is_rare else ())
    best = sorted(shared, key=lambda number: (shared[number], rare[number], number), reverse=True)
    return [(number, shared[number]) for number in best]
