"""Behind the chat, on a connection within a transaction: alerts asked for again, undone mutes,
feedback, preferences, search."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from model.alert import Alert, Fate, Feedback, Mute, Standing
from model.article import Article
from model.preferences import Preference, Preferences
from store import statements as sql
from store import statements_chat as chat_sql
from store.base import Connection, change, rows
from store.codec import article_of as article_in
from store.codec import indexed, micros, moment, plain
from store.folding import folded, sought
from store.rows import Row, alert_in, listed, mute_columns, mute_of
from store.sql_outbox import moved, newest
from store.statements_access import NEXT_EDITION
from store.transitions import searchable

_BATCH = 500  # articles put into a new index at once


def alert(base: Connection, alert_id: int) -> Alert | None:
    """One alert, whatever has become of it, under its chat's newest key."""
    found = rows(base, chat_sql.ALERT, id=alert_id)
    return alert_in(found[0]) if found else None


def alert_at(base: Connection, chat: str, message_id: int) -> Alert | None:
    """The alert that a message told."""
    found = rows(base, chat_sql.ALERT_AT, chat=newest(base, chat), message_id=message_id)
    return alert_in(found[0]) if found else None


# mutes


def mute(base: Connection, wish: Mute) -> Mute:
    """Remember a mute under a new id, in place of one of equal chat, kind and value, whose
    tally it goes on with."""
    columns = dict(mute_columns(wish, newest(base, wish.chat)))
    same = {name: columns[name] for name in ("chat", "kind", "value")}
    earlier = rows(base, chat_sql.SAME_MUTE, **same)
    change(base, sql.UNMUTE_SAME, **same)
    if earlier:
        columns["held_back"] = wish.held_back + earlier[0]["held_back"]
    (row,) = rows(base, sql.MUTE, **columns)
    if earlier:
        _replace(base, earlier[0], row["id"], wish.since)
    return mute_of(row)


def _replace(base: Connection, earlier: Row, new: int, now: datetime) -> None:
    change(base, chat_sql.HAND_OVER, old=earlier["id"], new=new)
    if earlier["until"] is None or earlier["until"] > micros(now):
        told = {name: earlier[name] for name in ("since", "until", "by")}
        change(base, chat_sql.MARK_REPLACED, id=new, **told)


def undo(base: Connection, mute_id: int, now: datetime) -> Mute | None:
    """Take a mute back; the one it had replaced holds again if its time is not over."""
    found = rows(base, chat_sql.MUTE_BY_ID, id=mute_id)
    if not found:
        return None
    change(base, sql.UNMUTE, id=mute_id)
    row = found[0]
    if row["was_since"] is not None and (row["was_until"] or micros(now) + 1) > micros(now):
        _put_back(base, row)
    return mute_of(row)


def _put_back(base: Connection, row: Row) -> None:
    kept = {name: row[name] for name in ("chat", "kind", "value", "held_back")}
    was = {name: row[f"was_{name}"] for name in ("since", "until", "by")}
    (back,) = rows(base, sql.MUTE, **kept, **was)
    change(base, chat_sql.HAND_OVER, old=row["id"], new=back["id"])


def ended_mutes(base: Connection, now: datetime) -> list[Mute]:
    """Mutes whose time is over and that are still kept, in the order of their ends."""
    return [mute_of(row) for row in rows(base, chat_sql.ENDED_MUTES, now=micros(now))]


def held_back(base: Connection, mute_id: int, limit: int) -> list[Alert]:
    """The first alerts that a mute held back, the mute itself kept or not."""
    found = rows(base, chat_sql.HELD_BY, mute_id=mute_id, limit=limit)
    return [alert_in(row) for row in found]


# feedback


def keep_feedback(base: Connection, feedback: Sequence[Feedback]) -> None:
    """Remember; a later word on the same alert and topic replaces the earlier."""
    said = [
        {
            "alert_id": one.alert_id,
            "topic": plain(one.topic),
            "at": micros(one.at),
            "by": plain(one.by),
        }
        for one in feedback
    ]
    base.executemany(chat_sql.KEEP_FEEDBACK, said)


def withdraw_feedback(base: Connection, alert_id: int) -> bool:
    """Forget all that was said of an alert; False when nothing was."""
    return change(base, chat_sql.WITHDRAW_FEEDBACK, alert_id=alert_id) > 0


def feedback(base: Connection, alert_id: int) -> list[Feedback]:
    """What was said of an alert, by topic."""
    found = rows(base, chat_sql.FEEDBACK, alert_id=alert_id)
    return [Feedback(one["alert_id"], one["topic"], moment(one["at"]), one["by"]) for one in found]


# what was told


def latest(base: Connection, chat: str, topic: str | None, limit: int) -> list[Alert]:
    """A chat's last alerts, newest first, whatever has become of them."""
    here = {"chat": newest(base, chat), "limit": limit}
    if topic is None:
        found = rows(base, chat_sql.LATEST, **here)
    else:
        found = rows(base, chat_sql.LATEST_OF_TOPIC, **here, topic=topic)
    return [alert_in(row) for row in found]


def standing(base: Connection, article_id: str) -> list[Standing]:
    """What became of the alerts about an article, in the order they were queued."""
    found = rows(base, chat_sql.ABOUT_ARTICLE, article_id=plain(article_id))
    places = moved(base) if found else {}
    return [
        Standing(places.get(row["chat"], row["chat"]), Fate(row["fate"]), row["reason"])
        for row in found
    ]


def counts(base: Connection, chat: str, since: datetime) -> dict[str, int]:
    """How many alerts about articles a chat was made since then, by topic."""
    found = rows(base, chat_sql.COUNTS, chat=newest(base, chat), since=micros(since))
    return {row["topic"]: row["count"] for row in found}


# preferences


def settle(
    base: Connection, chat: str, changes: Mapping[str, str | None], now: datetime, by: str
) -> None:
    """Remember what a chat's readers want, by name; None forgets."""
    here = newest(base, chat)
    for name, value in changes.items():
        if value is None:
            change(base, chat_sql.UNSETTLE, chat=here, name=plain(name))
        else:
            said = {"name": plain(name), "value": plain(value), "by": plain(by)}
            change(base, chat_sql.SETTLE, chat=here, at=micros(now), **said)
    change(base, NEXT_EDITION)


def settled(base: Connection) -> dict[str, Preferences]:
    """All that chats' readers want, by the chats' newest keys."""
    found: dict[str, dict[str, Preference]] = {}
    for row in rows(base, chat_sql.SETTLED):
        one = Preference(row["value"], moment(row["at"]), row["by"])
        found.setdefault(row["chat"], {})[row["name"]] = one
    return dict(found)


# search


def index(base: Connection, number: int, article: Article) -> None:
    """Let an article be found by its words."""
    words = folded(plain(searchable(article)))
    base.execute(chat_sql.INDEX_WORDS, {"number": number, "words": words})


def index_rest(base: Connection) -> int:
    """The same for some of those kept before there was an index; how many these were."""
    waiting = rows(base, chat_sql.UNINDEXED, limit=_BATCH)
    for row in waiting:
        index(base, row["number"], article_in(row["body"]))
    return len(waiting)


def search(base: Connection, words: str, limit: int) -> list[Article]:
    """Articles in which each of the words begins some word, newest first."""
    wanted = sought(folded(plain(words)))
    if not wanted:
        return []
    (table,) = rows(base, chat_sql.SEARCH_TABLE)
    statement, query = _query(table["sql"].lower(), wanted)
    return [article_in(row["body"]) for row in rows(base, statement, words=query, limit=limit)]


def _query(table: str, wanted: Sequence[str]) -> tuple[str, str]:
    """The statement and its words for what the search table is made of."""
    if "tsvector" in table:
        return chat_sql.SEARCH, " & ".join(_term(word, "'", ":*") for word in wanted)
    if "fts5" in table:
        return chat_sql.SEARCH, " ".join(_term(word, '"', "*") for word in wanted)
    return chat_sql.SEARCH_PLAIN, listed(wanted)


def _term(word: str, quote: str, beginning: str) -> str:
    whole = word.rstrip()
    return f"{quote}{whole}{quote}" + ("" if word != whole else beginning)


def article_of(base: Connection, keys: Collection[str]) -> Article | None:
    """The remembered article that has one of these identity keys."""
    known = rows(base, chat_sql.KNOWN_KEYS, keys=listed([indexed(key) for key in keys]))
    found = rows(base, sql.ARTICLE, id=known[0]["article_id"]) if known else []
    return article_in(found[0]["body"]) if found else None
