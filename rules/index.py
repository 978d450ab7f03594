"""Which topics an article can hold at all, found by its words, and which of them it does.

Every topic is taken apart into units (see `rules.units`). A unit is filed under the words
of its rarest clause; where many are filed under one word, they are filed once more by a
word of their second clause. An article is asked for the topics filed under its words; what
is found is judged, clauses first. No other topic is touched, so the price is that of the
candidates.

The design is that of Lucene's Monitor (formerly Luwak), with the second words added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from rules.reading import Reading
from rules.topic import CompiledTopic
from rules.units import Clause, Rarity, Unit, both, expected, units, whole
from rules.verdict import Verdict, Verdicts, every

FEW = 8  # entries under one word that are looked through one by one
MOST_SECONDS = 6  # words that one entry is filed under once more

Entry = tuple[int | None, Clause | None, tuple[Clause, ...] | None, Verdict | None, int]
"""This slot, all of these, one of each of these, what to ask, and the number of the topic."""

_T = TypeVar("_T")
Row = dict[int, tuple[Entry, ...]]  # by slot


class Index:
    """The units of all topics by their words. Never changed once made."""

    def __init__(self, topics: Sequence[CompiledTopic], rarity: Rarity, verdicts: Verdicts) -> None:
        filing = _Filing(rarity)
        for number, topic in enumerate(topics):
            for unit in topic_units(topic, rarity, verdicts):
                filing.add(unit, number)
        self._after = [after(topic, verdicts) for topic in topics]
        self._sure = _closed(filing.sure)
        crowded = {slot: row for slot, row in filing.ones.items() if len(row) > FEW}
        for slot in crowded:
            del filing.ones[slot]
        self._ones: Row = _closed(filing.ones)
        self._crowds = {slot: _by_second(row) for slot, row in crowded.items()}
        self._about: Row = _closed(filing.about)
        self._always = tuple(filing.always)

    def holding(self, reading: Reading) -> list[int]:
        """The numbers of the topics that hold, rising."""
        slots = reading.slots
        found: set[int] = set()
        for slot in self._sure.keys() & slots:
            found.update(self._sure[slot])
        for entries in self._candidates(reading, slots):
            for need, needs, groups, ask, topic in entries:
                if need is not None and need not in slots:
                    continue
                if needs is not None and not needs <= slots:
                    continue
                if groups is not None and any(map(slots.isdisjoint, groups)):
                    continue
                if topic not in found and (ask is None or ask(reading)):
                    found.add(topic)
        after = self._after
        return [topic for topic in sorted(found) if (last := after[topic]) is None or last(reading)]

    def _candidates(self, reading: Reading, slots: set[int]) -> Iterator[Sequence[Entry]]:
        ones, crowds, about = self._ones, self._crowds, self._about
        for slot in ones.keys() & slots:
            yield ones[slot]
        for slot in crowds.keys() & slots:
            alone, row = crowds[slot]
            if alone:
                yield alone
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
        self.about: dict[int, list[Entry]] = defaultdict(list)
        self.always: list[Entry] = []

    def add(self, unit: Unit, topic: int) -> None:
        """File a unit under its rarest clause."""
        if unit.clauses:
            self._add(unit, topic)
        elif unit.about:
            for slot in min(unit.about, key=self._expected):
                self.about[slot].append((None, None, None, unit.ask, topic))
        else:
            self.always.append((None, None, None, unit.ask, topic))

    def _add(self, unit: Unit, topic: int) -> None:
        if len(unit.clauses) == 1:
            anchor, rest = unit.clauses[0], []
        else:
            anchor, *rest = sorted(unit.clauses, key=self._expected)
        if not rest and unit.ask is None:
            for slot in anchor:
                self.sure[slot].append(topic)
            return
        entry = _entry(rest, unit.ask, topic)
        for slot in anchor:
            self.ones[slot].append(entry)

    def _expected(self, clause: Clause) -> float:
        return expected(clause, self._rarity)


def _entry(clauses: Sequence[Clause], ask: Verdict | None, topic: int) -> Entry:
    """`clauses` from the rarest on, which is asked first."""
    single = [slot for clause in clauses if len(clause) == 1 for slot in clause]
    groups = tuple([clause for clause in clauses if len(clause) > 1])
    need = single[0] if single else None
    return need, frozenset(single[1:]) or None, groups or None, ask, topic


def _closed(filed: dict[int, list[_T]]) -> dict[int, tuple[_T, ...]]:
    """The same, each row as small as can be."""
    return {slot: tuple(filed.pop(slot)) for slot in list(filed)}


def _by_second(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], Row]:
    """Entries that have no second clause of few words, and the others by its words."""
    alone: list[Entry] = []
    row: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        need, _, groups, _, _ = entry
        fewest = min(groups, key=len) if groups else ()
        seconds = fewest if need is None else (need,)
        if not 0 < len(seconds) <= MOST_SECONDS:
            alone.append(entry)
        else:
            for second in seconds:
                row[second].append(entry)
    return tuple(alone), _closed(row)


def topic_units(topic: CompiledTopic, rarity: Rarity, verdicts: Verdicts) -> Iterator[Unit]:
    """Units one of which an article must fulfil for the topic to hold."""
    beside = [whole(condition.node, rarity, verdicts) for condition in topic.all]
    if topic.any:
        clauses = [unit._replace(ask=None) for unit in beside]  # asked once, afterwards
        for condition in topic.any:
            for unit in units(condition.node, rarity, verdicts):
                yield both([unit, *clauses]) if clauses else unit
    elif any(unit.clauses for unit in beside) or (beside and _scoreless(topic)):
        yield both(beside)
    else:
        weighed = [one for one in topic.score if one.weight > 0 or not topic.threshold > 0]
        for condition in weighed:
            yield from units(condition.node, rarity, verdicts)


def _scoreless(topic: CompiledTopic) -> bool:
    """Whether it may hold though none of its weighed conditions does."""
    return not topic.score or topic.threshold <= 0


def after(topic: CompiledTopic, verdicts: Verdicts) -> Verdict | None:
    """What else must be asked where a unit of the topic is fulfilled."""
    asked: list[Verdict] = []
    if topic.gated:
        asked.append(lambda reading: topic.admits(reading.article))
    if topic.all and (topic.any or topic.score):
        asked += [verdicts.of(condition.node) for condition in topic.all]
    if topic.score:
        asked.append(_weighs_enough(topic, verdicts))
    asked += [verdicts.absent(condition.node) for condition in topic.none]
    return every(asked) if asked else None


def _weighs_enough(topic: CompiledTopic, verdicts: Verdicts) -> Verdict:
    """Heaviest first, until the rest cannot change the answer.

    Weights that binary fractions round are summed up in the order of the file, as the
    meaning of a topic has it.
    """
    weighed = [(one.weight, verdicts.of(one.node)) for one in topic.score]
    threshold = topic.threshold
    if not all((64 * weight).is_integer() for weight, _ in weighed):
        return lambda reading: (
            sum(weight for weight, holds in weighed if holds(reading)) >= threshold
        )
    weighed.sort(key=lambda one: -abs(one[0]))
    least = sum(weight for weight, _ in weighed if weight < 0)
    most = sum(weight for weight, _ in weighed if weight > 0)

    def enough(reading: Reading) -> bool:
        low, high = least, most  # what the sum will not be under, nor over
        for weight, holds in weighed:
            if low >= threshold or high < threshold:
                break
            if holds(reading) == (weight > 0):
                low += abs(weight)
            else:
                high -= abs(weight)
        return low >= threshold

    return enough
