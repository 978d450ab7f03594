"""What `status` tells of hubs."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import main
from cli.world import DATABASE
from model.push import Subscription
from model.source import Push, Source, SourceState
from model.stores import Checked
from store.sqlite import SqliteStore

T0 = datetime(2031, 3, 5, 8, 30, tzinfo=UTC)
HUB = "https://hub.example/"


async def fill(data: Path) -> None:
    """Sources that a hub pushes, does not push any more, would push, and one without."""
    store = await SqliteStore.open(data / DATABASE)
    names = ("Harbour Post", "Delta", "Inlet", "Plain Post")
    await store.keep_sources([Source(name, "https://a.example/") for name in names], T0)
    for number, name in enumerate(names[:3]):
        state = SourceState(name, next_check=T0, last_check=T0, hub=HUB, topic=f"t{number}")
        await store.commit_check(Checked(state, T0))
    for number, state in enumerate((Push.TRUSTED, Push.FAILED)):
        await store.subscribe(
            Subscription(
                token=f"wwt-{number}", secret="wws-s", source=names[number], hub=HUB, topic="t",
                base="https://bot.example", made_at=T0, next_try=T0, state=state,
                message="hub.example answers 500" if number else "",
            )
        )  # fmt: skip
    await store.close()


def test_status_tells_how_pushes_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """A column of its own, and what is wrong; no token."""
    asyncio.run(fill(tmp_path))
    assert main(["status", "--data", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    words = {line.split()[0]: line.split()[-1] for line in told.splitlines() if line.strip()}
    rows = {name: words[name] for name in ("Harbour", "Inlet", "Plain")}
    assert rows == {"Harbour": "trusted", "Inlet": "offered", "Plain": "–"}
    assert "Delta: push: hub.example answers 500" in told
    assert "wwt-" not in told
    assert main(["status", "--json", "--data", str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)["sources"]
    assert {one["name"]: one["push"] for one in found} == {
        "Harbour Post": "trusted",
        "Delta": "failed",
        "Inlet": "offered",
        "Plain Post": None,
    }
