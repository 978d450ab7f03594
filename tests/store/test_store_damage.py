"""Files that were truly damaged: each is told in one sentence, at the start, never a traceback."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from store_makers import alert, checked, remembered

from bot import main
from cli.world import DATABASE
from store import connection
from store.backup import check
from store.errors import StoreError
from store.sqlite import SqliteStore

PAGE = 4096
RULES = "topics:\n  drones: {title: Drones, any: [drones]}\nsources: []\nchats: []\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed database of some hundred pages."""

    async def fill() -> None:
        store = await SqliteStore.open(tmp_path / DATABASE)
        rows = tuple(remembered(f"a{number}", number, text="x" * 3000) for number in range(200))
        alerts = tuple(alert(f"d{number}") for number in range(200))
        await store.commit_check(checked(articles=rows, alerts=alerts))
        await store.close()

    asyncio.run(fill())
    return tmp_path / DATABASE


def _flipped(begin: int, length: int) -> Callable[[bytes], bytes]:
    def damage(whole: bytes) -> bytes:
        part = bytes(byte ^ 0xFF for byte in whole[begin : begin + length])
        return whole[:begin] + part + whole[begin + length :]

    return damage


def _middle_pages(whole: bytes) -> bytes:
    """The heads of every fifth page in the middle third are flipped."""
    pages = len(whole) // PAGE
    for page in range(pages // 3, 2 * pages // 3, 5):
        whole = _flipped(page * PAGE, 12)(whole)
    return whole


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "its first bytes": _flipped(0, 16),
    "its page size": _flipped(16, 2),
    "the root of its tables": _flipped(100, 60),
    "the second page": _flipped(PAGE, PAGE),
    "pages in the middle": _middle_pages,
    "its last page": lambda whole: whole[:-PAGE] + b"\xa5" * PAGE,
    "cut off in the middle": lambda whole: whole[: len(whole) // 2],
    "cut off within a page": lambda whole: whole[: len(whole) - 100],
    "zeroes": lambda whole: bytes(len(whole)),
    "a text": lambda _: b"Dear diary, " * 500,
}


# status reads little of a file: a page that it does not ask for may be torn
STATUS = {"its first bytes", "its page size", "zeroes", "a text"}
WHOLE = ("run", "backup", "restore", "check-store")
CASES = [*((one, name) for one in WHOLE for name in DAMAGES), *(("status", one) for one in STATUS)]


@pytest.mark.parametrize(("command", "name"), sorted(CASES))
def test_a_damaged_file_is_told_in_one_sentence(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str
):
    """Whatever was asked for: the sentence names the file and what to do, and nothing is made."""
    path.write_bytes(DAMAGES[name](path.read_bytes()))
    (tmp_path / "rules.yaml").write_text(RULES)
    out = tmp_path / "copy.db"
    more = {
        "run": ["--once", "--rules", str(tmp_path / "rules.yaml"), "--data", str(tmp_path)],
        "backup": [str(out), "--data", str(tmp_path)],
        "restore": [str(path), "--data", str(tmp_path / "elsewhere")],
    }.get(command, ["--data", str(tmp_path)])
    assert main([command, *more]) == 1
    said = capsys.readouterr().err
    assert str(path) in said
    assert "damaged" in said
    assert len(said.strip().splitlines()) == 1, said
    assert not out.exists()


def test_a_log_without_its_file_is_not_thrown_away(path: Path):
    """An emptied or missing file beside a log is damage: SQLite would delete the log."""
    log = path.with_name(path.name + "-wal")
    log.write_bytes(b"what can still be saved")
    for spoil in (lambda: path.write_bytes(b""), path.unlink):
        spoil()
        with pytest.raises(StoreError, match="damaged"):
            asyncio.run(SqliteStore.open(path))
        assert log.read_bytes() == b"what can still be saved"


def test_every_fault_is_listed_and_a_whole_file_is_called_whole(path: Path, capsys):
    """check-store ends with 0 and the word, or with 1 and the faults."""
    assert main(["check-store", "--data", str(path.parent)]) == 0
    assert "is whole" in capsys.readouterr().out
    path.write_bytes(_middle_pages(path.read_bytes()))
    assert check(path)
    assert main(["check-store", "--data", str(path.parent)]) == 1
    assert capsys.readouterr().out.strip()


def test_the_look_at_the_start_is_bounded(path: Path):
    """A look that takes too long is broken off, says so, and leaves the connection usable."""
    base = sqlite3.connect(path)
    base.set_progress_handler(lambda: 1, 1)  # as an interrupt that comes while it looks
    assert connection.look_over(base, path) is False
    base.set_progress_handler(None, 0)
    assert base.execute("SELECT COUNT(*) FROM article").fetchone() == (200,)
    base.close()


def spoil(path: Path) -> None:
    """Damage pages in the middle of a file."""
    path.write_bytes(_middle_pages(path.read_bytes()))


async def test_a_large_file_is_looked_over_beside_the_work(path: Path, monkeypatch):
    """What the look at the opening did not come to is looked at later, and damage is told."""
    spoil(path)
    monkeypatch.setattr(connection, "look_over", lambda *_: False)
    store = await SqliteStore.open(path)
    monkeypatch.undo()
    with pytest.raises(StoreError, match="damaged"):
        await store.look_over()
    await store.close()
