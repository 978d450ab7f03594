"""Which topics an article can hold at all, found by its words, and which of them it does.

Every topic is taken apart into units (see `rules.units`). A unit is filed under the words
of its rarest clause, and where it has a second one of few words, under pairs of both. An
article is asked for the topics filed under its words; what is found is judged, clauses
first. No other topic is touched, so the price is that of the candidates.

The design is that of Lucene's Monitor (formerly Luwak), with the pairs added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from rules.reading import Reading
from rules.topic import CompiledTopic
from rules.units import Clause, Rarity, Unit, both, expected, units, whole
from rules.verdict import Verdict, absent, every, verdict

MOST_PAIRS = 6  # entries of one unit under pairs of words

Entry = tuple[Clause | None, tuple[Clause, ...] | None, Verdict | None, int]
"""All of these slots, one of each of these, what to ask, and the number of the topic."""


class Index:
    """The units of all topics by their words. Never changed once made."""

    def __init__(self, topics: Sequence[CompiledTopic], rarity: Rarity) -> None:
        filing = _Filing(rarity)
        for number, topic in enumerate(topics):
            for unit in topic_units(topic, rarity):
                filing.add(unit, number)
        self._after = [after(topic) for topic in topics]
        self._sure = {slot: tuple(numbers) for slot, numbers in filing.sure.items()}
        self._ones = {slot: tuple(entries) for slot, entries in filing.ones.items()}
        self._pairs = {
            first: {second: tuple(entries) for second, entries in row.items()}
            for first, row in filing.pairs.items()
        }
        self._about = {slot: tuple(entries) for slot, entries in filing.about.items()}
        self._always = tuple(filing.always)

    def holding(self, reading: Reading) -> list[int]:
        """The numbers of the topics that hold, rising."""
        slots = reading.slots
        found: set[int] = set()
        for slot in self._sure.keys() & slots:
            found.update(self._sure[slot])
        for entries in self._candidates(reading, slots):
            for needs, groups, ask, topic in entries:
                if needs is not None and not needs <= slots:
                    continue
                if groups is not None and any(map(slots.isdisjoint, groups)):
                    continue
                if ask is None or ask(reading):
                    found.add(topic)
        after = self._after
        return [topic for topic in sorted(found) if (last := after[topic]) is None or last(reading)]

    def _candidates(self, reading: Reading, slots: set[int]) -> Iterator[tuple[Entry, ...]]:
        ones, pairs, about = self._ones, self._pairs, self._about
        for slot in ones.keys() & slots:
            yield ones[slot]
        for first in pairs.keys() & slots:
            row = pairs[first]
            for second in row.keys() & slots:
                yield row[second]
        if about:
            for slot in about.keys() & reading.slots_about:
                yield about[slot]
        if self._always:
            yield self._always


class _Filing:
    """Where each unit is filed, while the index is made."""

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self.sure: dict[int, list[int]] = defaultdict(list)
        self.ones: dict[int, list[Entry]] = defaultdict(list)
        self.pairs: dict[int, dict[int, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        self.about: dict[int, list[Entry]] = defaultdict(list)
        self.always: list[Entry] = []

    def add(self, unit: Unit, topic: int) -> None:
        """File a unit under its rarest clause, or the two rarest."""
        clauses = sorted(unit.clauses, key=self._expected)
        if len(clauses) > 1 and len(clauses[0]) * len(clauses[1]) <= MOST_PAIRS:
            entry = _entry(clauses[2:], unit.ask, topic)
            for first, second in product(*clauses[:2]):
                self.pairs[first][second].append(entry)
        elif clauses:
            self._add_single(clauses[0], clauses[1:], unit.ask, topic)
        elif unit.about:
            for slot in min(unit.about, key=self._expected):
                self.about[slot].append((None, None, unit.ask, topic))
        else:
            self.always.append((None, None, unit.ask, topic))

    def _add_single(
        self, anchor: Clause, rest: Sequence[Clause], ask: Verdict | None, topic: int
    ) -> None:
        sure = not rest and ask is None
        entry = _entry(rest, ask, topic)
        for slot in anchor:
            if sure:
                self.sure[slot].append(topic)
            else:
                self.ones[slot].append(entry)

    def _expected(self, clause: Clause) -> float:
        return expected(clause, self._rarity)


def _entry(clauses: Sequence[Clause], ask: Verdict | None, topic: int) -> Entry:
    needs = frozenset().union(*(clause for clause in clauses if len(clause) == 1))
    groups = tuple(clause for clause in clauses if len(clause) > 1)
    return needs or None, groups or None, ask, topic


def topic_units(topic: CompiledTopic, rarity: Rarity) -> Iterator[Unit]:
    """Units one of which an article must fulfil for the topic to hold."""
    beside = [whole(condition.node, rarity) for condition in topic.all]
    if topic.any:
        clauses = [replace(unit, ask=None) for unit in beside]  # asked once, afterwards
        for condition in topic.any:
            for unit in units(condition.node, rarity):
                yield both([unit, *clauses]) if clauses else unit
    elif any(unit.clauses for unit in beside) or (beside and not topic.score):
        yield both(beside)
    else:
        weighed = [one for one in topic.score if one.weight > 0 or not topic.threshold > 0]
        for condition in weighed:
            yield from units(condition.node, rarity)


def after(topic: CompiledTopic) -> Verdict | None:
    """What else must be asked where a unit of the topic is fulfilled."""
    asked: list[Verdict] = []
    if topic.gated:
        asked.append(lambda reading: topic.admits(reading.article))
    if topic.all and (topic.any or topic.score):
        asked += [verdict(condition.node) for condition in topic.all]
    if topic.score:
        asked.append(_weighs_enough(topic))
    asked += [absent(condition.node) for condition in topic.none]
    return every(asked) if asked else None


def _weighs_enough(topic: CompiledTopic) -> Verdict:
    weighed = [(one.weight, verdict(one.node)) for one in topic.score]

    def enough(reading: Reading) -> bool:
        return sum(weight for weight, holds in weighed if holds(reading)) >= topic.threshold

    return enough
