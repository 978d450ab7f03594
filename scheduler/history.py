"""The earlier texts of rules.yaml, so that a change can be taken back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from model.editing import Past
from scheduler.replacing import replace_file

MOST = 20


@dataclass(frozen=True, slots=True)
class History:
    """A folder with the last 20 texts, each as it was, and beside it who replaced it and when."""

    folder: Path

    def keep(self, text: bytes, by: str, now: datetime) -> None:
        """Put a text aside that is about to be replaced; once, where that fails and is tried
        again. Raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self._place(text, now)
        about = {"version": _version(text), "at": now.isoformat(), "by": by}
        replace_file(path.with_suffix(".json"), json.dumps(about).encode())
        replace_file(path, text)
        for old in self._paths()[MOST:]:
            old.unlink(missing_ok=True)
            old.with_suffix(".json").unlink(missing_ok=True)

    def _place(self, text: bytes, now: datetime) -> Path:
        """The file of the last text where that is the same, else one of the next number: a
        clock that is set back does not change the order."""
        last = next(iter(self._paths()), None)
        if last and last.read_bytes() == text:
            return last
        number = int(last.name.partition("-")[0]) + 1 if last else 1
        return self.folder / f"{number:06}-{now.astimezone(UTC).date()}-{_version(text)}.yaml"

    def versions(self) -> tuple[Past, ...]:
        """All that is kept, the last one first."""
        return tuple(_past(number, path) for number, path in enumerate(self._paths(), start=1))

    def text(self, number: int) -> bytes | None:
        """One text, 1 is the last; None where there is none."""
        paths = self._paths()
        return paths[number - 1].read_bytes() if 1 <= number <= len(paths) else None

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("*.yaml"), reverse=True)


def _version(text: bytes) -> str:
    return sha256(text).hexdigest()[:8]


def _past(number: int, path: Path) -> Past:
    about = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return Past(number, about["version"], datetime.fromisoformat(about["at"]), about["by"])
