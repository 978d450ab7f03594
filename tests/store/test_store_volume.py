"""What is counted over time, and what is newest of a source."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from store_makers import DAY, HOUR, T0, alert, checked, receipt, remembered

from model.alert import Alert, AlertKind, Fate
from model.article import Match
from model.stores import Store
from model.volume import Volume
from store import migrate
from store.sqlite import SqliteStore

TODAY = (T0, T0 + DAY)
YESTERDAY = (T0 - DAY, T0)


def about(dedupe: str, *topics: str, **other: object) -> Alert:
    """An alert of Meridian Post on topics."""
    matches = tuple(Match(topic, 1.0, "") for topic in topics)
    return alert(dedupe, **({"source": "Meridian Post", "matches": matches} | other))


async def test_alerts_are_counted_by_day_topic_source_and_fate(store: Store):
    """One on two topics counts in both, and leads in its first."""
    first, *_ = await store.queue(
        [
            about("a", "ports", "arms"),
            about("b", "ports", made_at=T0 + HOUR),
            about("c", "ports", made_at=T0 + HOUR, source="صحيفة المرفأ"),
            about("d", "arms", made_at=T0 - HOUR),
            about("e", "ports", chat="telegram:2"),
            about("too late", "ports", made_at=T0 + DAY),
        ]
    )
    await store.record(receipt(first, Fate.SENT))
    post, queued = "Meridian Post", Fate.QUEUED
    assert await store.volume("terminal", [YESTERDAY, TODAY]) == [
        Volume(0, "arms", post, queued, 1, 1),
        Volume(1, "arms", post, Fate.SENT, 1, 0),
        Volume(1, "ports", post, queued, 1, 1),
        Volume(1, "ports", post, Fate.SENT, 1, 1),
        Volume(1, "ports", "صحيفة المرفأ", queued, 1, 1),
    ]


async def test_only_alerts_about_articles_count(store: Store):
    """Notices and digests tell of none."""
    await store.queue(
        [
            alert("n", kind=AlertKind.NOTICE, article_id=""),
            alert("g", kind=AlertKind.DIGEST, article_id="", items=(about("a", "ports"),)),
        ]
    )
    assert await store.volume("terminal", [TODAY]) == []
    assert await store.volume("terminal", []) == []


async def test_what_a_group_was_told_before_it_moved_counts(store: Store):
    """Under the old key and the new one alike, each alert once."""
    old, _ = await store.queue([about("a", "ports"), about("b", "ports")])
    await store.record(receipt(old, Fate.SENT))
    await store.move_chat("terminal", "telegram:-100")
    await store.queue([about("c", "ports")])
    for key in ("terminal", "telegram:-100"):
        counted = await store.volume(key, [TODAY])
        assert sum(one.alerts for one in counted) == 3


async def test_pruned_alerts_count_no_more(store: Store):
    """Nothing is left of them."""
    (number,) = await store.queue([about("a", "ports")])
    await store.record(receipt(number, Fate.SENT))
    await store.prune(T0 + DAY, T0, T0)
    assert await store.volume("terminal", [TODAY]) == []


async def test_the_newest_of_a_source_and_how_many_it_had(store: Store):
    """Newest first; other sources' articles are none of its."""
    names = [("a1", T0), ("a2", T0 + HOUR), ("a3", T0 + HOUR)]
    kept = [remembered(name, source="Meridian Post", found_at=at) for name, at in names]
    other = remembered("b1", source="Le Courrier du Delta", found_at=T0)
    await store.commit_check(checked(articles=(*kept, other, remembered("c1"))))
    newest = await store.newest_of("Meridian Post", 2)
    assert [one.id for one in newest] == ["a3", "a2"]
    names = ["Meridian Post", "Le Courrier du Delta", "Nobody"]
    assert await store.found_of(names, T0 + HOUR) == {"Meridian Post": 2}
    assert await store.found_of(names, T0) == {"Meridian Post": 3, "Le Courrier du Delta": 1}


async def test_alerts_of_an_older_file_are_counted(tmp_path: Path):
    """The step that adds the counting goes over what is there."""
    path = tmp_path / "wirewatch.db"
    body = {"v": 1, "source": "Meridian Post", "matches": [{"topic": "ports"}, {"topic": "arms"}]}
    with sqlite3.connect(path, isolation_level=None) as base:
        for step in migrate.steps()[:6]:
            base.executescript(step.read_text(encoding="utf-8"))
        base.execute("PRAGMA user_version = 6")
        base.execute(f"PRAGMA application_id = {migrate.APPLICATION}")
        base.execute(
            "INSERT INTO alert (chat, dedupe, kind, priority, article_id, made_at, body)"
            " VALUES ('c', 'd', 'alert', 1, 'a', 5, ?)",
            (json.dumps(body),),
        )
    base.close()
    store = await SqliteStore.open(path)
    counted = await store.volume("c", [(T0.replace(year=1970), T0), (T0.replace(year=1969), T0)])
    await store.close()
    assert [(one.topic, one.alerts, one.leading) for one in counted] == [
        ("arms", 1, 0),
        ("ports", 1, 1),
    ]
