"""Upkeep: what is old is forgotten in portions, each a transaction of its own.

Four times a day as much is forgotten as came in within six hours: half a million articles on a
large store. In one transaction checks and messages would wait for all of it; between two
portions they take their turn. A kill in between leaves the rest to the next upkeep.
"""

from __future__ import annotations

from dataclasses import dataclass

from store import statements as sql
from store import statements_prune as prune_sql
from store.base import Connection, change, rows
from store.statements_access import PRUNE_DEEDS, PRUNE_INVITES
from store.statements_chat import PRUNE_SEARCH


@dataclass(frozen=True, slots=True)
class Heap:
    """What is forgotten together, by statements that take a moment `before`.

    `turn` finds the moment up to which `portion` rows are old, `uncounted` statements go before.
    None: few rows, or rows without an index by their moment, all at once.
    """

    statements: tuple[str, ...]
    turn: str | None = None
    portion: int = 0
    uncounted: tuple[str, ...] = ()


# by how long they are kept; rows of indexes that go with an article make it dear
WITH_ARTICLES = (
    Heap((sql.PRUNE_ARTICLES,), prune_sql.ARTICLES, 200, (PRUNE_SEARCH,)),
    Heap((sql.PRUNE_ALERTS,), prune_sql.ALERTS, 500),
    Heap((sql.PRUNE_VERSIONS,), prune_sql.VERSIONS, 500),
    Heap((sql.PRUNE_MUTES, sql.PRUNE_WAITING, PRUNE_DEEDS, PRUNE_INVITES)),
)
WITH_MEMORIES = (
    Heap((sql.PRUNE_IDENTITIES,), prune_sql.IDENTITIES, 2000),
    Heap((sql.PRUNE_SITES, sql.PRUNE_LISTINGS)),
)
# index keys, which go before their articles do: uncounted
KEYS = (
    Heap((), prune_sql.TRAITS, 3000, (sql.PRUNE_TRAITS,)),
    Heap((), prune_sql.BANDS, 3000, (prune_sql.PRUNE_BANDS,)),
)


def prune_some(base: Connection, heap: Heap, before: int) -> tuple[int, bool]:
    """Forget one portion of what is older than `before` (microseconds): how many rows were
    removed, those uncounted aside, and whether anything may be left."""
    until, left = before, False
    if heap.turn is not None:
        found = rows(base, heap.turn, before=before, portion=heap.portion)
        if found:  # what has the same moment goes along
            until, left = found[0]["moment"] + 1, True
    for statement in heap.uncounted:
        change(base, statement, before=until)
    return sum(change(base, statement, before=until) for statement in heap.statements), left
