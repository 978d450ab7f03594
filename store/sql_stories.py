"""Stories, re-visits and what was learnt, on a connection within a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from model.memory import SiteMemory
from model.source import ListingMemory
from model.stores import Checked
from model.story import Kin, Member, Story, Told
from model.version import Change, Revisit, Revisited, Version
from store import statements as sql
from store import statements_alike
from store.base import Connection, rows
from store.codec import (
    alert_of,
    joined_of,
    listing_of,
    listing_text,
    micros,
    moment,
    plain,
    site_of,
    site_text,
)
from store.rows import Columns, Row, at, band_number, listed, words
from store.sql_outbox import insert
from store.transitions import told_by


def kin(
    base: Connection, keys: Sequence[int], since: datetime, limit: int, newest: int
) -> list[Kin]:
    """Articles found since then that share index keys, those with the most first; of each key
    the `newest` that have it."""
    numbers = listed({band_number(key) for key in keys})
    asked = {"keys": numbers, "since": micros(since), "limit": limit, "others": newest - 1}
    found = rows(base, statements_alike.KIN, **asked)
    return [_kin(row) for row in found]


def _kin(row: Row) -> Kin:
    joined, traits, article = joined_of(row["joined"])
    return Kin.of(
        article,
        joined,
        traits,
        opened=moment(row["opened"]),
        found_at=moment(row["found_at"]),
        copy_of=row["copy_of"],
        shared=row["shared"],
    )


def as_kin(base: Connection, article_id: str) -> Kin | None:
    """One article as kin."""
    found = rows(base, sql.AS_KIN, id=plain(article_id))
    return _kin(found[0]) if found else None


def story(base: Connection, article_id: str) -> Story | None:
    """The story that an article belongs to."""
    found = rows(base, sql.STORY, id=plain(article_id))
    members = tuple(_member(row) for row in found)
    return Story(found[0]["story"], members) if members else None


def _member(row: Row) -> Member:
    joined, _, article = joined_of(row["joined"])
    found_at = moment(row["found_at"])
    return Member.of(article, joined, found_at=found_at, copy_of=row["copy_of"])


def told(base: Connection, story_id: str, since: datetime) -> list[Told]:
    """Which chats had alerts about a story queued since then."""
    found = rows(base, sql.TOLD, story=plain(story_id), since=micros(since))
    return [told_by(alert_of(row["body"]), row["chat"]) for row in found]


def claim_revisits(base: Connection, now: datetime, lease: timedelta, limit: int) -> list[Revisit]:
    """Articles to look at again, each put off by the lease."""
    until = now + lease
    found = rows(base, sql.CLAIM_REVISITS, now=micros(now), until=micros(until), limit=limit)
    claimed = [
        Revisit(
            article_id=row["article_id"],
            at=until,
            since=moment(row["since"]),
            step=row["step"],
            missing=bool(row["missing"]),
            etag=row["etag"],
            last_modified=row["last_modified"],
        )
        for row in found
    ]
    return sorted(claimed, key=lambda one: one.article_id)


def commit_revisit(base: Connection, revisited: Revisited) -> list[int]:
    """Write all that a re-visit led to; ids of the alerts that are new."""
    if revisited.version:
        base.execute(sql.KEEP_VERSION, _version_columns(revisited.version))
    if revisited.following:
        keep_revisits(base, [revisited.following])
    else:
        base.execute(sql.END_REVISITS, {"article_id": plain(revisited.article_id)})
    return insert(base, revisited.alerts)


def keep_revisits(base: Connection, revisits: Sequence[Revisit]) -> None:
    """Note when articles are looked at again, in place of what was noted before."""
    base.executemany(sql.REVISIT, [_revisit_columns(one) for one in revisits])


def versions(base: Connection, article_id: str) -> list[Version]:
    """What an article had become, in order."""
    found = rows(base, sql.VERSIONS, article_id=plain(article_id))
    return [
        Version(
            article_id=row["article_id"],
            number=row["number"],
            seen_at=moment(row["seen_at"]),
            change=Change(row["change"]),
            title=row["title"],
            text=row["text"],
            note=row["note"],
        )
        for row in found
    ]


def site_memory(base: Connection, site: str) -> SiteMemory | None:
    """What was learnt of a site's pages."""
    found = rows(base, sql.SITE_MEMORY, name=plain(site))
    return site_of(found[0]["body"]) if found else None


def listing_memory(base: Connection, source: str) -> ListingMemory | None:
    """What was learnt of a source's list."""
    found = rows(base, sql.LISTING_MEMORY, name=plain(source))
    return listing_of(found[0]["body"]) if found else None


def keep_memories(base: Connection, checked: Checked) -> None:
    """Write what a check taught of sites and of its source's list."""
    when = micros(checked.at)
    sites = [{"name": plain(one.site), "at": when, "body": site_text(one)} for one in checked.sites]
    base.executemany(sql.KEEP_SITE, sites)
    if checked.listing:
        name, body = plain(checked.listing.source), listing_text(checked.listing)
        base.execute(sql.KEEP_LISTING, {"name": name, "at": when, "body": body})


def _revisit_columns(revisit: Revisit) -> Columns:
    return {
        "article_id": plain(revisit.article_id),
        "at": at(revisit.at),
        "since": at(revisit.since),
        "step": revisit.step,
        "missing": int(revisit.missing),
        "etag": words(revisit.etag),
        "last_modified": words(revisit.last_modified),
    }


def _version_columns(version: Version) -> Columns:
    return {
        "article_id": plain(version.article_id),
        "number": version.number,
        "seen_at": micros(version.seen_at),
        "change": str(version.change),
        "title": plain(version.title),
        "text": plain(version.text),
        "note": plain(version.note),
    }
