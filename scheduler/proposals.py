"""Changes of rules.yaml that wait for a yes, one file each: their buttons survive a restart."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from model.editing import Act
from scheduler.replacing import replace_file

KEPT = timedelta(days=7)
MOST = 20
_ID = re.compile("[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A change: the whole new text, or the name (and address) of the source it is about.
    `base` is the digest of the text that it was compared with."""

    id: str
    act: Act
    by: str
    made_at: datetime
    base: str = ""
    text: str = ""
    name: str = ""
    url: str = ""


def digest(text: bytes) -> str:
    """What tells two texts apart."""
    return sha256(text).hexdigest()


@dataclass(frozen=True, slots=True)
class Proposals:
    """A folder of changes; the old ones and those beyond the last 20 are let go."""

    folder: Path

    def keep(self, kept: Kept) -> Kept:
        """Write it down; with an id of its own where it has none."""
        self.folder.mkdir(parents=True, exist_ok=True)
        named = kept if kept.id else replace(kept, id=secrets.token_hex(6))
        row = asdict(named) | {"made_at": named.made_at.isoformat()}
        replace_file(self._path(named.id), json.dumps(row).encode())
        self._tidy(named.made_at)
        return named

    def get(self, number: str, now: datetime) -> Kept | None:
        """The change of that id; None for what is none, or too old."""
        if not _ID.fullmatch(number):
            return None
        try:
            row = json.loads(self._path(number).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        made = datetime.fromisoformat(row["made_at"])
        if made < now - KEPT:
            return None
        return Kept(**row | {"made_at": made, "act": Act(row["act"])})

    def drop(self, number: str) -> bool:
        """Let it go; False where it was gone."""
        if not _ID.fullmatch(number) or not self._path(number).exists():
            return False
        self._path(number).unlink(missing_ok=True)
        return True

    def _path(self, number: str) -> Path:
        return self.folder / f"{number}.json"

    def _tidy(self, now: datetime) -> None:
        newest = sorted(self.folder.glob("*.json"), key=_age, reverse=True)
        oldest = (now - KEPT).timestamp()
        for path in [*newest[MOST:], *(one for one in newest[:MOST] if _age(one) < oldest)]:
            path.unlink(missing_ok=True)


def _age(path: Path) -> float:
    return path.stat().st_mtime
