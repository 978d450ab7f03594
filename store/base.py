"""What the methods of a store on SQL ask of a connection, whichever database is behind it.

`sqlite3.Connection` is one as it is; `store.postgres_session.Session` makes one of psycopg's.
Statements are the constants of `store.statements*`, their parameters named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from store.rows import Row

T = TypeVar("T")


class Cursor(Protocol):
    """What a statement led to."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchall(self) -> list[Any]:
        """All rows that it gives."""


class Connection(Protocol):
    """A connection within a transaction."""

    def execute(self, statement: str, parameters: Mapping[str, Any] = ..., /) -> Cursor:
        """Run a statement."""

    def executemany(self, statement: str, parameters: Iterable[Mapping[str, Any]], /) -> Any:
        """Run a statement once for each of these."""


@runtime_checkable
class Distant(Protocol):
    """A connection whose answers are on their way for a while: many are better asked at once."""

    def each(self, statement: str, parameters: Sequence[Mapping[str, Any]], /) -> list[list[Any]]:
        """The rows that a statement gives for each of these, all sent before the first comes."""


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """What one method does on a connection; `name` is that of its function."""

    name: str
    write: bool
    run: Callable[[Connection], T]


@dataclass(slots=True)
class Done:
    """What became of one job: its value, or the error to raise where it was asked for."""

    value: Any = None
    error: Exception | None = None


def rows(base: Connection, statement: str, **parameters: Any) -> list[Row]:
    """All rows of a statement; fetched whole, since an unfinished one forbids the commit."""
    return base.execute(statement, parameters).fetchall()


def change(base: Connection, statement: str, **parameters: Any) -> int:
    """How many rows a statement changed."""
    return base.execute(statement, parameters).rowcount


def each(
    base: Connection, statement: str, parameters: Sequence[Mapping[str, Any]]
) -> list[list[Row]]:
    """The rows that a statement gives for each of these, in their order."""
    if isinstance(base, Distant):
        return base.each(statement, parameters)
    return [base.execute(statement, one).fetchall() for one in parameters]
