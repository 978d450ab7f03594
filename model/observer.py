"""Who is told what the line does, to count it; nobody needs to be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from model.alert import Alert, Receipt


class Observer(Protocol):
    """Hears of each step, right after it. Never raises, never waits."""

    def ticked(self) -> None:
        """What is due was asked for."""

    def fetched(self, outcome: str, seconds: float) -> None:
        """A document came ("ok", "unchanged") or did not (the trouble's name)."""

    def checked(self, outcome: str, articles: int) -> None:
        """A source was checked ("ok", or the trouble's name), with so many new articles."""

    def committed(self, seconds: float) -> None:
        """A check is in the store."""

    def matched(self, topics: Iterable[str]) -> None:
        """A new article was found to be about these topics."""

    def settled(self, alert: Alert, receipt: Receipt) -> None:
        """A try at an alert is recorded."""

    def pushed(self, outcome: str) -> None:
        """A hub, or somebody like one, pushed (`model.push.PushFate`)."""

    def ruled(self, version: str | None, at: datetime) -> None:
        """A rulebook is in force; None: a changed file was refused, the old one stays."""

    def faulted(self, kind: str) -> None:
        """The program failed by itself."""


class Unobserved:
    """Implements `Observer` by taking no notice."""

    def ticked(self) -> None:
        """Nothing."""

    def fetched(self, outcome: str, seconds: float) -> None:
        """Nothing."""

    def checked(self, outcome: str, articles: int) -> None:
        """Nothing."""

    def committed(self, seconds: float) -> None:
        """Nothing."""

    def matched(self, topics: Iterable[str]) -> None:
        """Nothing."""

    def settled(self, alert: Alert, receipt: Receipt) -> None:
        """Nothing."""

    def pushed(self, outcome: str) -> None:
        """Nothing."""

    def ruled(self, version: str | None, at: datetime) -> None:
        """Nothing."""

    def faulted(self, kind: str) -> None:
        """Nothing."""
