"""The named points of the line at which the program is killed, each with where it lies.

A point is a call of the program's own: one of a class (`module:Class.method`) or of a module
(`module:function`). The kill comes before or after it; those of the store's modules lie within
the transaction that `SqliteStore` opens around them.
"""

from __future__ import annotations

import inspect
import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from model.alert import Fate, Sent

Counts = Callable[[Any, tuple[Any, ...]], bool]  # what came back, what was handed in

PAGE = 4096 + 24  # bytes of a page in SQLite's log


def _always(_: Any, __: tuple[Any, ...]) -> bool:
    return True


def _came_back(result: Any, _: tuple[Any, ...]) -> bool:
    return bool(result)


def _with_alerts(_: Any, given: tuple[Any, ...]) -> bool:
    return any(getattr(one, "alerts", ()) for one in given)


def _with_rows(_: Any, given: tuple[Any, ...]) -> bool:
    return bool(given[-1])


def _list(_: Any, given: tuple[Any, ...]) -> bool:
    return "/feed" in given[0].url


def _article(_: Any, given: tuple[Any, ...]) -> bool:
    return "/world/" in given[0].url


def _sent(_: Any, given: tuple[Any, ...]) -> bool:
    return given[-1].fate is Fate.SENT


def _was_sent(result: Any, _: tuple[Any, ...]) -> bool:
    return isinstance(result, Sent)


def die(*_: object) -> None:
    """End as by a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def tear(*given: Any) -> None:
    """Let the system end the program in the middle of the next write to the log: it may grow
    by one page and a half."""
    base = given[0]
    (path,) = (row[2] for row in base.execute("PRAGMA database_list") if row[1] == "main")
    limit = Path(f"{path}-wal").stat().st_size + PAGE + PAGE // 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


@dataclass(frozen=True, slots=True)
class Point:
    """One place to be killed at; `nth` counts the calls that count."""

    name: str
    call: str
    before: bool = False
    counts: Counts = _always
    nth: int = 1
    deed: Callable[..., None] = die

    def arm(self) -> None:
        """Put the trap into this process."""
        module, _, path = self.call.partition(":")
        owner: Any = import_module(module)
        *outer, name = path.split(".")
        for part in outer:
            owner = getattr(owner, part)
        if self.deed is tear:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        setattr(owner, name, _Trap(self).around(getattr(owner, name)))


class _Trap:
    """Counts the calls of a point and springs at the one that is meant."""

    def __init__(self, point: Point) -> None:
        self._point = point
        self._left = point.nth

    def _spring(self, result: Any, given: tuple[Any, ...]) -> None:
        if self._point.counts(result, given):
            self._left -= 1
            if self._left == 0:
                self._point.deed(*given)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        before = self._point.before
        if inspect.iscoroutinefunction(call):

            @wraps(call)
            async def waiting(*given: Any, **named: Any) -> Any:
                if before:
                    self._spring(None, given)
                result = await call(*given, **named)
                if not before:
                    self._spring(result, given)
                return result

            return waiting

        @wraps(call)
        def direct(*given: Any, **named: Any) -> Any:
            if before:
                self._spring(None, given)
            result = call(*given, **named)
            if not before:
                self._spring(result, given)
            return result

        return direct


STORE = "store.sqlite:SqliteStore"
BOT = "chat.telegram:WatchedBot"
CHANNEL = "chat.telegram:TelegramChannel"
PRUNE = "during prune"  # removes something where `retention` is short only

POINTS = (
    Point("while the tables are made", "store.migrate:_apply", nth=3),
    Point("before the leases are freed", f"{STORE}.free_leases", before=True),
    Point("after claim_due", f"{STORE}.claim_due", counts=_came_back),
    Point("before a list is fetched", "monitors.fetch:HttpFetcher._get", before=True),
    Point("during the fetch of a list", "monitors.fetch:_document", before=True, counts=_list),
    Point(
        "during the fetch of an article", "monitors.fetch:_document", before=True, counts=_article
    ),
    Point("before commit_check", f"{STORE}.commit_check", before=True, counts=_with_alerts),
    Point(
        "in mid-commit, articles written, alerts not",
        "store.sql_news:insert",
        before=True,
        counts=_with_rows,
    ),
    Point("in mid-commit, all written", "store.sql_news:commit_check", counts=_with_alerts),
    Point(
        "in mid-commit, the log half on the disk",
        "store.sql_news:commit_check",
        counts=_with_alerts,
        deed=tear,
    ),
    Point("after commit_check", f"{STORE}.commit_check", counts=_came_back),
    Point("after claim", f"{STORE}.claim", counts=_came_back),
    Point("after judge", "scheduler.deliver:judge"),
    Point("before the request is sent", f"{BOT}.send_message", before=True),
    Point("after the answer, before record", f"{CHANNEL}.send", counts=_was_sent),
    Point("during record", "store.sql_outbox:record", counts=_sent),
    Point("after record", f"{STORE}.record", counts=_sent),
    Point("during the release of a digest", "store.sql_outbox:_post_digest"),
    Point("after the release of a digest", f"{STORE}.release", counts=_came_back),
    Point("during gather", "store.sql_calm:gather"),
    Point("after gather", f"{STORE}.gather", counts=_came_back),
    Point("before move_chat", f"{STORE}.move_chat", before=True),
    Point("during move_chat", "store.sql_outbox:_rewrite_moves"),
    Point("during reload", f"{STORE}.keep_sources", before=True, nth=2),
    Point("before the edit of a retelling", f"{BOT}.edit_message_text", before=True),
    Point("after the edit of a retelling", f"{STORE}.keep_edited", before=True),
    Point(PRUNE, "store.sql_news:prune", counts=_came_back),
    Point("before the commit of a re-visit", f"{STORE}.commit_revisit", before=True),
    Point("during the commit of a re-visit", "store.sql_stories:commit_revisit"),
    Point("after a command is taken", "chat.inbox:Inbox._answer", before=True),
    Point("before a command is remembered", f"{STORE}.mute", before=True),
    Point("after a command is remembered, before its answer", f"{STORE}.mute"),
    Point("when a mute has ended, before it is forgotten", f"{STORE}.unmute", before=True),
)
BACKUP = Point("during backup", "store.backup:_contents", before=True)  # of another program
BY_NAME = {point.name: point for point in (*POINTS, BACKUP)}
UNANSWERED = "after the request is sent, before its answer"  # known to the stand-in, not to us
