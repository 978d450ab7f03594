"""`bot.py backup` beside what an earlier one left behind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import main
from store.sqlite import SqliteStore


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """A data folder that something has run with."""
    await (await SqliteStore.open(tmp_path / "data" / "wirewatch.db")).close()
    return tmp_path / "data"


def left(path: Path, hours: float) -> Path:
    """A file that was last written to so long ago."""
    path.write_bytes(b"half a copy")
    at = path.stat().st_mtime - hours * 3600
    os.utime(path, (at, at))
    return path


def test_what_a_killed_backup_left_is_removed_by_the_next(data: Path, tmp_path: Path, capsys):
    """With a line for each; not what another backup still writes, nor what is no part of ours."""
    copy = tmp_path / "copy.db"
    stale = left(tmp_path / "copy.db.ab12_xyz.part", 2)
    kept = [
        left(tmp_path / "copy.db.ab12_new.part", 0.5),
        left(tmp_path / "copyxdb.ab12_xyz.part", 2),
        left(tmp_path / "copy.db.mine.part", 2),
        left(tmp_path / "other.db.ab12_xyz.part", 2),
    ]
    assert main(["backup", str(copy), "--data", str(data)]) == 0
    said = capsys.readouterr().out
    assert f"{stale} was left by a copy that was killed: removed." in said
    assert said.count("removed") == 1
    assert copy.exists()
    assert not stale.exists()
    assert all(one.exists() for one in kept)
