"""A file replaced whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def replace_file(path: Path, data: bytes) -> None:
    """Let `path` hold `data` and nothing else, at once and durably: whoever reads it sees the
    old content or the new. Mode and owner stay, and so does a symbolic link that leads there.

    Raises OSError, the old content left in place.
    """
    target = path.resolve()
    before = target.stat() if target.exists() else None
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is read-only", str(target))
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            file.write(data)
            file.flush()
            _like(file.fileno(), before)
            os.fsync(file.fileno())
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    _sync_folder(target.parent)


def _like(number: int, before: os.stat_result | None) -> None:
    if before is None or not hasattr(os, "fchown"):
        return
    with suppress(PermissionError):  # of another owner's file the group at least
        os.fchown(number, -1, before.st_gid)
    with suppress(PermissionError):
        os.fchown(number, before.st_uid, -1)
    os.fchmod(number, stat.S_IMODE(before.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the new name durable, where folders can be opened."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
