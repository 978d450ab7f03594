"""The books: what was published, what the store says, what the chats have. Pure but for reading.

Every article that matches is one alert a chat. `Ledger.account` compares the three and says
what is lost, what came twice, and whether what came twice could be known.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections import Counter, defaultdict
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
    outlet: str = ""
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


ASKED = "SELECT chat, dedupe, kind, fate, body, message_id, digest, id FROM alert ORDER BY id"


def _rows(base: sqlite3.Connection) -> list[Row]:
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'alert'").fetchall():
        return []
    return read(base.execute(ASKED))


def read(found: Iterable[tuple[Any, ...]]) -> list[Row]:
    """What `ASKED` led to, in whichever database."""
    return [
        Row(chat, dedupe, AlertKind(kind), Fate(fate), *_read(json.loads(body)), *more)
        for chat, dedupe, kind, fate, body, *more in found
    ]


def _read(body: dict[str, Any]) -> tuple[frozenset[str], str]:
    keys = frozenset(KEY.findall(json.dumps(body, ensure_ascii=False)))
    return keys, str(body.get("source", ""))


def told(delivery: Delivery) -> frozenset[str]:
    """The articles that a message tells of; none of a notice or an answer."""
    return frozenset() if delivery.replies_to else frozenset(KEY.findall(delivery.text))


@dataclass(frozen=True, slots=True)
class Account:
    """What became of everything. `twice` is messages of which the answer was unknown, and of
    which something was told again."""

    matched: int
    fates: dict[str, int]
    lost: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    twice: int = 0

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
        are new; AssertionError for more than one in a chat, or one whose alert is not open."""
        new = [one for one in sent if self._unknown(one)]
        self.doubts |= {one.message_id: number for one in new}
        worst = max(Counter(self.home(one.chat) for one in new).values(), default=0)
        assert worst <= 1, f"kill {number} left {worst} messages of one chat in doubt"
        for one in new:
            assert self._may_come_again(one), f"kill {number}: {_shown(one)} is not to come again"
        return len(new)

    def unanswered(self, sent: Iterable[Delivery]) -> int:
        """How many messages the store does not know, where answers went missing; they are in
        doubt from now on."""
        new = {one.message_id: 0 for one in sent if self._unknown(one)}
        self.doubts |= new
        return len(new)

    def left_open(self, sent: Iterable[Delivery], spans: Iterable[tuple[float, float]]) -> int:
        """Of messages that the store does not know, one a chat is in doubt for each span of loop
        time in which an answer may have gone missing. How many are new; the rest stays
        unexplained. To be asked when all is told: before, an answer may be on its way."""
        unknown = [one for one in sent if self._unknown(one)]
        new: dict[int, int] = {}
        for number, (begin, end) in enumerate(sorted(spans, key=lambda span: span[1])):
            homes: set[str] = set()
            for one in unknown:
                home = self.home(one.chat)
                if begin <= one.at <= end and one.message_id not in new and home not in homes:
                    homes.add(home)
                    new[one.message_id] = number
        self.doubts |= new
        return len(new)

    def out_of_order(self, sent: Iterable[Delivery]) -> list[str]:
        """Of alerts that one outlet brought a chat and that went out by themselves, each comes
        after those queued before it: the last of what was told twice counts."""
        arrived = {one.message_id: one.at for one in sent}
        last: dict[tuple[str, str], Row] = {}
        told = (row for row in self.known.values() if row.message_id in arrived)
        wrong = []
        for row in sorted(told, key=lambda row: arrived[row.message_id or 0]):
            if row.kind is not AlertKind.ALERT or row.fate is not Fate.SENT:
                continue
            before = last.setdefault((self.home(row.chat), row.outlet), row)
            if before.id > row.id:
                wrong.append(f"{row.chat}: {row.id} of {row.outlet} came after {before.id}")
            last[self.home(row.chat), row.outlet] = row
        return wrong

    def _unknown(self, one: Delivery) -> bool:
        return bool(told(one)) and one.message_id not in self.settled | self.doubts.keys()

    def _may_come_again(self, one: Delivery) -> bool:
        """Whether all that a message told is still to be sent."""
        home, keys = self.home(one.chat), told(one)
        queued = (row for row in self.known.values() if row.fate is Fate.QUEUED)
        return any(keys <= self._tells(row) for row in queued if self.home(row.chat) == home)

    def _tells(self, row: Row) -> frozenset[str]:
        """The articles of a row; those of a summary are the rows that name it."""
        named = (one.keys for one in self.known.values() if one.digest == row.id)
        return row.keys.union(*named)

    def account(self, wanted: Iterable[tuple[str, str]], sent: Iterable[Delivery]) -> Account:
        """Compare what was wanted, pairs of chat and article, with what was recorded and sent."""
        sent, wanted = list(sent), set(wanted)
        alerts = self._alerts()
        arrived = {one.message_id: self.home(one.chat) for one in sent}
        never = [f"{chat} {key}: never queued" for chat, key in wanted if not alerts[chat, key]]
        rows = [(chat, key, row) for chat, key in wanted for row in alerts[chat, key]]
        lost = never + [
            f"{chat} {key}: {row.fate}"
            for chat, key, row in rows
            if not self._kept(row, chat, arrived)
        ]
        return Account(
            sum(max(1, len(_outlets(alerts[pair]))) for pair in wanted),
            dict(Counter(str(row.fate) for *_, row in rows)),
            tuple(sorted(lost)),
            tuple(sorted({*self._unexplained(wanted, sent), *self._without_need(sent)})),
            self._twice(sent),
        )

    def _alerts(self) -> dict[tuple[str, str], list[Row]]:
        """By chat and article, which two papers may print: a copy that is found on the same day
        makes no alert, one that is found when its chat would hear of it anew does."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.known.values():
            for key in row.keys if row.kind is AlertKind.ALERT else ():
                found[self.home(row.chat), key].append(row)
        return found

    def _kept(self, row: Row, chat: str, arrived: dict[int, str]) -> bool:
        """Whether the store's word on an alert is final, and the chat has the message that it
        names; of what was gathered, that of the digest or summary."""
        if row.fate is Fate.QUEUED:
            return False
        if row.fate is Fate.DIGESTED:
            by_id = {one.id: one for one in self.known.values()}
            within = by_id.get(row.digest or 0)
            return within is not None and within.fate is Fate.SENT and _has(within, chat, arrived)
        return row.fate is not Fate.SENT or _has(row, chat, arrived)

    def _unexplained(self, wanted: set[tuple[str, str]], sent: Iterable[Delivery]) -> Iterable[str]:
        """Messages that nobody wanted, or that the store does not know though it could."""
        chats = {chat for chat, _ in wanted}
        for one in sent:
            home = self.home(one.chat)
            stray = {key for key in told(one) if (home, key) not in wanted}
            if stray and home in chats:
                yield f"{one.chat} was told of {sorted(stray)}"
            if self._unknown(one):
                yield f"neither recorded nor in doubt: {_shown(one)}"

    def _without_need(self, sent: Iterable[Delivery]) -> Iterable[str]:
        """What was told more often than once for each outlet and for each message in doubt."""
        alerts = self._alerts()
        for (home, key), messages in self._by_pair(sent).items():
            sure = [one for one in messages if one.message_id not in self.doubts]
            if len(sure) > len(_outlets(alerts[home, key])):
                yield f"{home} was told twice of {key}: {[one.message_id for one in sure]}"

    def _twice(self, sent: Iterable[Delivery]) -> int:
        """Messages in doubt of which something came again."""
        alerts = self._alerts()
        again = {
            one.message_id
            for pair, messages in self._by_pair(sent).items()
            if len(messages) > len(_outlets(alerts[pair]))
            for one in messages
        }
        return len(again & self.doubts.keys())

    def _by_pair(self, sent: Iterable[Delivery]) -> dict[tuple[str, str], list[Delivery]]:
        found: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
        for one in sent:
            for key in told(one):
                found[self.home(one.chat), key].append(one)
        return found


def _outlets(rows: Iterable[Row]) -> set[str]:
    return {row.outlet for row in rows}


def _has(row: Row, chat: str, arrived: dict[int, str]) -> bool:
    return arrived.get(row.message_id or 0) == chat


def _shown(one: Delivery) -> str:
    return f"message {one.message_id} to {one.chat} of {sorted(told(one))}"
