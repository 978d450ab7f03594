"""How well stories are told apart and brought together, on the project's own labelled stream.

    python benchmarks/stories/run.py                     both halves
    python benchmarks/stories/run.py --among-items       with unrelated items between them
    python benchmarks/stories/run.py --half dev --misses what went wrong, dev half only
    python benchmarks/stories/run.py --newest 32 8 2     with so many articles of an index key

The test half is printed in aggregate only, so that nothing can be fitted to it. The articles
are replayed in order of time; each is decided once, by what came before it.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.stories.measures import Score, across_languages, b_cubed, pairwise
from benchmarks.stories.memory import Memory
from benchmarks.stories.stream import HALVES, ROOT, Labelled, stream
from model.rulebook import Rulebook
from model.story import Joined, Kin, Traits
from rules.load import load
from stories.copies import original, sketch
from stories.join import KIN, NEWEST, join
from stories.text import fold
from stories.traits import traits

Way = Callable[[Labelled, Memory, Traits, Kin | None], Joined]


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a stream: the story of each article, and the cost of deciding, seconds."""

    verdicts: list[Joined]
    seconds: float


def replay(found: Sequence[Labelled], way: Way) -> Run:
    """Decide on each article in turn; only traits and the verdict are timed."""
    memory, verdicts, seconds = Memory(), [], 0.0
    for one in found:
        article = one.article
        mark = sketch(article)
        relatives = memory.relatives(mark, article.found_at) if mark and article.found_at else []
        copy_of = original(mark, relatives) if mark else None
        topics = {match.topic for match in _book().matcher.match(article)}
        began = time.process_time()
        made = traits(article, topics)
        seconds += time.process_time() - began
        copied = memory.kept.get(copy_of) if copy_of else None
        verdict, spent = _timed(way, one, memory, made, copied)
        seconds += spent
        verdicts.append(verdict)
        memory.keep(article, made, verdict, mark, copy_of)
    return Run(verdicts, seconds)


@cache
def _book() -> Rulebook:
    """The shipped rules: an article's topics are among its traits."""
    book = load((ROOT / "rules.yaml").read_bytes()).rulebook
    if book is None:
        raise SystemExit("rules.yaml has problems: python bot.py check")
    return book


def _timed(
    way: Way, one: Labelled, memory: Memory, made: Traits, copied: Kin | None
) -> tuple[Joined, float]:
    began = time.process_time()
    verdict = way(one, memory, made, copied)
    return verdict, time.process_time() - began


def by_traits(
    one: Labelled, memory: Memory, made: Traits, copied: Kin | None, newest: int = NEWEST
) -> Joined:
    """The program's own way."""
    found_at = one.article.found_at
    kin = memory.kin(made, found_at, KIN, newest) if found_at else []
    return join(one.article, made, kin, copied)


def alone(one: Labelled, _memory: Memory, _made: Traits, _copied: Kin | None) -> Joined:
    """Baseline: every article is its own story."""
    return Joined(one.article.id, one.article.id)


def by_copies(one: Labelled, _memory: Memory, _made: Traits, copied: Kin | None) -> Joined:
    """Baseline: near copies and nothing else."""
    return Joined(one.article.id, copied.story if copied else one.article.id)


def by_titles(one: Labelled, memory: Memory, _made: Traits, copied: Kin | None) -> Joined:
    """Baseline: half of the headline's words are the same, in the last three days."""
    if copied:
        return Joined(one.article.id, copied.story)
    mine = _title_words(one.article.title)
    best, story = 0.0, one.article.id
    for kin in memory.kept.values():
        theirs = _title_words(kin.title)
        score = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
        if score > best and _hours(one, kin) <= 72:
            best, story = score, kin.story
    return Joined(one.article.id, story if best >= 0.5 else one.article.id)


def _title_words(title: str) -> frozenset[str]:
    return frozenset(fold(word) for word in title.split() if len(word) > 3)


def _hours(one: Labelled, kin: Kin) -> float:
    found_at = one.article.found_at
    return (found_at - kin.found_at).total_seconds() / 3600 if found_at else 0.0


WAYS: dict[str, Way] = {
    "every article its own story": alone,
    "near copies only": by_copies,
    "half of the title's words": by_titles,
    "traits and kin": by_traits,
}


def main() -> None:
    """Print the table of each half, and what went wrong where it is asked for."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--half", choices=HALVES, action="append")
    options.add_argument("--among-items", action="store_true")
    options.add_argument("--misses", action="store_true", help="dev half only")
    options.add_argument("--newest", type=int, nargs="+", metavar="N")
    chosen = options.parse_args()
    ways = {
        f"traits and kin, {n} of a key": partial(by_traits, newest=n) for n in chosen.newest or ()
    }
    if chosen.misses and chosen.half != ["dev"]:
        options.error("misses are shown of the dev half only: --half dev --misses")
    for half in chosen.half or HALVES:
        found = stream(half, among_items=chosen.among_items)
        _print_table(half, found, ways or WAYS)
        if chosen.misses:
            _print_misses(found)


def _print_table(half: str, found: Sequence[Labelled], ways: Mapping[str, Way]) -> None:
    table = Table(title=f"{half}: {len(found)} articles", title_justify="left")
    for heading in ("", "B³ P", "B³ R", "B³ F1", "pair P", "pair R", "pair F1", "across", "ms"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, way in ways.items():
        run = replay(found, way)
        table.add_row(name, *_row(found, run), f"{1000 * run.seconds / len(found):.2f}")
    Console(width=100).print(table)


def _row(found: Sequence[Labelled], run: Run) -> list[str]:
    made = [verdict.story for verdict in run.verdicts]
    true = [one.story for one in found]
    spoken = [one.article.language or "" for one in found]
    both = [*_three(b_cubed(made, true)), *_three(pairwise(made, true))]
    return [*both, f"{across_languages(made, true, spoken):.3f}"]


def _three(score: Score) -> list[str]:
    return [f"{value:.3f}" for value in (score.precision, score.recall, score.f1)]


def _print_misses(found: Sequence[Labelled]) -> None:
    names = {one.article.id: one for one in found}
    told: set[str] = set()
    for one, verdict in zip(found, replay(found, by_traits).verdicts, strict=True):
        opener, known = names[verdict.story], one.story in told
        told.add(one.story)
        right = opener.story == one.story and not (verdict.opens and known)
        if right:
            continue
        ending = "opens its own" if verdict.opens else f"in the story of {opener.name}"
        print(f"{one.name} [{one.article.language}] {one.article.title}")
        print(f"   {ending}: {verdict.score}", *_told(verdict, names))


def _told(verdict: Joined, names: Mapping[str, Labelled]) -> Iterator[str]:
    for what, value in verdict.reasons:
        shown = names[value].name if what in {"like", "copy"} else value
        yield f"{what}: {shown};"


if __name__ == "__main__":
    main()
