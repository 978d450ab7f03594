"""A value that was read from the store, kept until what it was read from changes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """For a store of which this process is the only writer."""

    def __init__(self) -> None:
        self._value: T | None = None
        self._changes = 0

    async def get(self, read: Callable[[], Awaitable[T]]) -> T:
        """The value, read only where it is not at hand. The same object each time."""
        if self._value is not None:
            return self._value
        before = self._changes
        value = await read()
        if before == self._changes:
            self._value = value
        return value

    @contextmanager
    def changing(self) -> Iterator[None]:
        """What is read from before a change to its end is not kept."""
        self._forget()
        try:
            yield
        finally:
            self._forget()

    def _forget(self) -> None:
        self._value = None
        self._changes += 1
