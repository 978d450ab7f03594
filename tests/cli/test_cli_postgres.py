"""The commands where DATABASE_URL names a PostgreSQL database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import main
from cli.world import DATABASE
from model.article import Article
from model.source import Source, SourceState
from model.stores import Checked, Remembered
from store.sqlite import SqliteStore
from tests.kit.postgres import schema

T0 = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
NAME = "Le Courrier du Delta"


@pytest.fixture
def database(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """An empty database, named in the environment."""
    monkeypatch.chdir(tmp_path)
    with schema() as url:
        monkeypatch.setenv("DATABASE_URL", url)
        yield url


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one source and one article."""

    async def filled() -> None:
        store = await SqliteStore.open(tmp_path / "data" / DATABASE)
        await store.keep_sources([Source(NAME, url="https://delta.example/rss")], T0)
        article = Article(
            "a1", "https://delta.example/1", title="Le port", text="Un bateau.", found_at=T0
        )
        await store.commit_check(
            Checked(SourceState(NAME, articles=1), T0, articles=(Remembered(article),))
        )
        await store.close()

    asyncio.run(filled())
    return tmp_path / "data"


def test_a_store_moves_and_the_commands_find_it(
    database: str, data: Path, capsys: pytest.CaptureFixture[str]
):
    """`migrate-store` tells what it moved; `status` and `check-store` then read the database, and
    need no data folder."""
    assert main(["status", "--data", str(data)]) == 1
    assert "nothing in PostgreSQL at" in capsys.readouterr().err
    assert main(["migrate-store", "--data", str(data)]) == 0
    said = capsys.readouterr().out
    assert "each table read back and compared" in said
    assert "article" in said
    assert main(["status", "--data", "nowhere"]) == 0
    assert NAME in capsys.readouterr().out
    assert main(["check-store"]) == 0
    assert "1 source" in capsys.readouterr().out
    assert main(["migrate-store", "--data", str(data)]) == 1
    assert "is not empty" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("backup", 'pg_dump --format=custom --file=x.dump "$DATABASE_URL"'),
        ("restore", "pg_restore --clean --if-exists --single-transaction"),
    ],
)
def test_copies_are_for_the_servers_own_tools(
    database: str, command: str, told: str, capsys: pytest.CaptureFixture[str]
):
    """One line that can be typed, without the address and its password."""
    assert main([command, "x.dump"]) == 1
    said = capsys.readouterr().err
    assert told in " ".join(said.split())
    assert "127.0.0.1" not in said


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "Say where to"),
        ("postgresql://bot:geheim@127.0.0.1:1/wire", "cannot be reached"),
        ("sqlite:///geheim.db", "is not the address of a PostgreSQL database"),
    ],
)
def test_a_wrong_address_is_one_sentence(
    url: str,
    told: str,
    data: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    """And the password is not in it."""
    monkeypatch.chdir(data.parent)
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(["migrate-store", "--data", str(data)]) != 0
    said = " ".join(capsys.readouterr().err.split())
    assert told in said
    assert "geheim" not in said


def test_rules_are_published(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A right file holds for all from then on, a wrong one is refused with its problems."""
    path = tmp_path / "rules.yaml"
    path.write_text("topics: {ports: {any: port}}\nsources: []\nchats: [1]\n", "utf-8")
    assert main(["publish-rules", str(path)]) == 0
    assert "holds for all programs, as number 1: 1 topic" in capsys.readouterr().out
    path.write_text("topcis: {}\n", "utf-8")
    assert main(["publish-rules", str(path)]) == 1
    assert "did you mean" in capsys.readouterr().err.lower()


def test_one_program_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """Its file holds; that is said."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main(["publish-rules", "rules.yaml"]) == 1
    assert "no DATABASE_URL is set" in capsys.readouterr().err
