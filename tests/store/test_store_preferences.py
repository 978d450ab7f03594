"""What every store does with readers' own settings, and the counts they are shown with."""

from __future__ import annotations

import asyncio
from pathlib import Path

from store_makers import DAY, HOUR, T0, alert

from model.alert import AlertKind
from model.article import Match
from model.preferences import Preference
from model.stores import Store
from store.kept import Kept
from store.sqlite import SqliteStore


async def test_preferences_are_kept_by_chat_and_name(store: Store):
    """The last word on a name counts, with who said it when."""
    assert await store.settled() == {}
    await store.settle("a", {"language": "fr", "quiet": "off"}, T0, "Ada")
    await store.settle("a", {"language": "ar"}, T0 + HOUR, "Nour")
    await store.settle("b", {"digest": "07:30"}, T0, "")
    assert await store.settled() == {
        "a": {
            "language": Preference("ar", T0 + HOUR, "Nour"),
            "quiet": Preference("off", T0, "Ada"),
        },
        "b": {"digest": Preference("07:30", T0)},
    }


async def test_what_is_taken_back_is_forgotten(store: Store):
    """Once or twice; a chat without any is not listed."""
    await store.settle("a", {"language": "fr", "topic:ports": "off"}, T0, "Ada")
    await store.settle("a", {"language": None, "digest": None}, T0, "Ada")
    assert list(await store.settled()) == ["a"]
    assert list((await store.settled())["a"]) == ["topic:ports"]
    await store.settle("a", {"topic:ports": None}, T0, "Ada")
    assert await store.settled() == {}


async def test_preferences_move_with_their_chat(store: Store):
    """The old key stands for the new one from then on; of equal names the newer chat's stay."""
    await store.settle("old", {"language": "fr", "quiet": "off"}, T0, "Ada")
    await store.settle("new", {"language": "ar"}, T0, "Nour")
    await store.move_chat("old", "new")
    await store.settle("old", {"digest": "08:00"}, T0, "Ada")
    settled = await store.settled()
    assert list(settled) == ["new"]
    assert {name: one.value for name, one in settled["new"].items()} == {
        "language": "ar",
        "quiet": "off",
        "digest": "08:00",
    }


async def test_preferences_survive_a_restart(tmp_path: Path):
    """What was answered is in the file; lone surrogates of a name do no harm."""
    store = await SqliteStore.open(tmp_path / "w.db")
    await store.settle("a", {"language": "fr"}, T0, "Ada\ud800")
    await store.close()
    again = await SqliteStore.open(tmp_path / "w.db")
    settled = (await again.settled())["a"]["language"]
    await again.close()
    assert (settled.value, settled.at) == ("fr", T0)


async def test_counts_of_a_chats_alerts_by_topic(store: Store):
    """An alert counts once for each of its topics; digests, notices, other chats and days do
    not."""
    arms, visit = Match("arms", 1, ""), Match("visit", 1, "")
    await store.queue(
        [
            alert("a", matches=(arms, visit, arms)),
            alert("b", matches=(arms,), made_at=T0 + HOUR),
            alert("c", matches=(arms,), made_at=T0 - DAY),
            alert("d", "other", matches=(visit,)),
            alert("n", kind=AlertKind.NOTICE, article_id="", matches=(visit,)),
        ]
    )
    assert await store.counts("terminal", T0) == {"arms": 2, "visit": 1}
    assert await store.counts("terminal", T0 + DAY) == {}


async def test_what_is_settled_is_read_by_those_who_look_beside(tmp_path: Path):
    """One that only reads sees what another process settles meanwhile; so does the writer."""
    path = tmp_path / "wirewatch.db"
    writer = await SqliteStore.open(path)
    reader = await SqliteStore.open(path, read_only=True)
    for language in ("fr", "ar"):
        await writer.settle("terminal", {"language": language}, T0, "Ada")
        for store in (writer, reader):
            assert (await store.settled())["terminal"]["language"].value == language
    await reader.close()
    await writer.close()


async def test_a_reading_that_a_change_overtook_is_not_kept():
    """It is given to who asked before the change, and read anew afterwards."""
    kept, values = Kept[str](), ["old", "new"]
    begun, changed = asyncio.Event(), asyncio.Event()

    async def slow() -> str:
        value = values[0]
        begun.set()
        await changed.wait()
        return value

    async def read() -> str:
        return values[0]

    asked = asyncio.create_task(kept.get(slow))
    await begun.wait()
    with kept.changing():
        values.pop(0)
    changed.set()
    assert await asked == "old"
    assert await kept.get(read) == "new"
    values[0] = "changed behind its back"
    assert await kept.get(read) == "new"
