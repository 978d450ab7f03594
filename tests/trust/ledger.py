"""The books: what was published, what the store says, what the chats have. Pure but for reading.

Every article that matches is one alert a chat. `Ledger.account` compares the three and says
what is lost, what came twice, and whether what came twice could be known.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from model.alert import AlertKind, Fate
from tests.standin.botapi import Delivery

KEY = re.compile(r"\b(?:Drones|Convoys|Fish) for harbour (\w+)")
OPEN = frozenset({Fate.QUEUED, Fate.HELD})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the outbox; `keys` are the articles that it tells of."""

    chat: str
    dedupe: str
    kind: AlertKind
    fate: Fate
    keys: frozenset[str]
    message_id: int | None = None
    digest: int | None = None
    id: int = 0


def rows(database: Path) -> list[Row]:
    """The outbox of a running program; sqlite3.OperationalError where it cannot be read now."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=20)) as base:
        return _rows(base)


def rows_left(database: Path) -> list[Row]:
    """The outbox that a dead program left, read from a copy: looking would mend the file.
    AssertionError where SQLite finds it damaged."""
    with TemporaryDirectory() as folder:
        for file in database.parent.glob(f"{database.name}*"):
            shutil.copy(file, folder)
        with closing(sqlite3.connect(Path(folder) / database.name)) as base:
            assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            return _rows(base)


def _rows(base: sqlite3.Connection) -> list[Row]:
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'alert'").fetchall():
        return []
    asked = "SELECT chat, dedupe, kind, fate, body, message_id, digest, id FROM alert ORDER BY id"
    return [
        Row(chat, dedupe, AlertKind(kind), Fate(fate), _keys(json.loads(body)), *more)
        for chat, dedupe, kind, fate, body, *more in base.execute(asked)
    ]


def _keys(body: dict[str, Any]) -> frozenset[str]:
    return frozenset(KEY.findall(json.dumps(body, ensure_ascii=False)))


def told(delivery: Delivery) -> frozenset[str]:
    """The articles that a message tells of; none of a notice or an answer."""
    return frozenset() if delivery.replies_to else frozenset(KEY.findall(delivery.text))


@dataclass(frozen=True, slots=True)
class Account:
    """What became of everything."""

    matched: int
    fates: dict[str, int]
    lost: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    twice: int = 0  # messages of which the answer was unknown, and that were sent again

    @property
    def balanced(self) -> bool:
        """Whether matched = sent + digested + muted + refused + held."""
        return sum(self.fates.values()) == self.matched

    def clean(self) -> None:
        """AssertionError where anything is lost, or came twice without need."""
        assert not self.lost, f"lost: {self.lost}"
        assert not self.unexplained, f"unexplained: {self.unexplained}"
        assert self.balanced, f"{self.matched} matched, but {self.fates}"


@dataclass(slots=True)
class Ledger:
    """Kept through all lives of one world."""

    names: dict[str, str] = field(default_factory=dict)  # a chat's keys, newer → first
    known: dict[str, Row] = field(default_factory=dict)  # by dedupe, as last seen
    doubts: dict[int, int] = field(default_factory=dict)  # message → the kill that left it open
    settled: set[int] = field(default_factory=set)  # messages of which the store knows

    def home(self, chat: object) -> str:
        """The name by which a chat goes, whatever it moved to."""
        key = str(chat).removeprefix("telegram:")
        return self.names.get(key, key)

    def look(self, seen: Iterable[Row]) -> None:
        """Note what the store says now; what it has pruned stays as it was."""
        for row in seen:
            self.known[row.dedupe] = row
            if row.message_id is not None:
                self.settled.add(row.message_id)

    def killed(self, number: int, sent: Iterable[Delivery]) -> int:
        """After a kill: the messages of which the store does not know are in doubt. How many
        are new; AssertionError for more than one in a chat."""
        new = [
            one
            for one in sent
            if told(one) and one.message_id not in self.settled | self.doubts.keys()
        ]
        self.doubts |= {one.message_id: number for one in new}
        worst = max(Counter(self.home(one.chat) for one in new).values(), default=0)
        assert worst <= 1, f"kill {number} left {worst} messages of one chat in doubt"
        return len(new)

    def account(self, wanted: Iterable[tuple[str, str]], sent: Iterable[Delivery]) -> Account:
        """Compare what was wanted, pairs of chat and article, with what was recorded and sent."""
        sent, wanted = list(sent), set(wanted)
        alerts = {
            (self.home(row.chat), key): row
            for row in self.known.values()
            if row.kind is AlertKind.ALERT
            for key in row.keys
        }
        here = {(self.home(one.chat), key) for one in sent for key in told(one)}
        by_id = {row.id: row for row in self.known.values()}
        lost = [
            f"{chat} {key}: {alerts[chat, key].fate if (chat, key) in alerts else 'never queued'}"
            for chat, key in wanted
            if not _settled(alerts.get((chat, key)), (chat, key) in here, by_id)
        ]
        return Account(
            len(wanted),
            dict(Counter(str(alerts[pair].fate) for pair in wanted if pair in alerts)),
            tuple(sorted(lost)),
            tuple(sorted(self._unexplained(wanted, sent))),
            self._twice(sent),
        )

    def _unexplained(self, wanted: set[tuple[str, str]], sent: Iterable[Delivery]) -> Iterable[str]:
        """Messages that nobody wanted, or that the store does not know though it could."""
        chats = {chat for chat, _ in wanted}
        for one in sent:
            home = self.home(one.chat)
            stray = {key for key in told(one) if (home, key) not in wanted}
            if stray and home in chats:
                yield f"{one.chat} was told of {sorted(stray)}"
            if told(one) and one.message_id not in self.settled | self.doubts.keys():
                yield f"{one.chat} has message {one.message_id} of {sorted(told(one))}"

    def _twice(self, sent: Iterable[Delivery]) -> int:
        counts = Counter((self.home(one.chat), key) for one in sent for key in told(one))
        return sum(count - 1 for count in counts.values())


def _settled(row: Row | None, arrived: bool, by_id: dict[int, Row]) -> bool:
    """Whether the store's word is final and the chat has what it says."""
    if row is None or row.fate is Fate.QUEUED:
        return False
    if row.fate is Fate.DIGESTED:
        digest = by_id.get(row.digest or 0)
        return arrived and digest is not None and digest.fate is Fate.SENT
    return arrived if row.fate is Fate.SENT else True
