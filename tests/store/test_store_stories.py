"""What every store does with stories, re-visits and what was learnt."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from store_makers import DAY, HOUR, LEASE, MINUTE, T0, alert, checked, remembered

from model.article import Match
from model.memory import SiteMemory
from model.source import Followed, ListingMemory
from model.stores import Remembered, Store
from model.story import Joined, Traits
from model.version import Change, Revisit, Revisited, Version

TRAITS = Traits(
    language="fr",
    names=(("léa moreau", 1.0), ("كيم", 0.5)),
    places=(("FR", 1.0),),
    numbers=("48 aircraft",),
    concepts=(("visit", 0.5),),
    words=("visite", "à", "oran"),
    topics=("state-visits",),
    days=("2031-03-05",),
)
REASONS = (("name", "léa moreau"), ("place", "FR"))


def told_of(name: str, story: str, *keys: int, **other: Any) -> Remembered:
    """An article that was joined to a story and is found by its keys."""
    joined = Joined(name, story, 0.75, () if name == story else REASONS)
    traits = replace(TRAITS, keys=keys)
    return replace(remembered(name, **other), traits=traits, joined=joined)


async def ids_of(
    store: Store, *keys: int, since: datetime = T0 - DAY, limit: int = 9, newest: int = 9
) -> list[str]:
    """Ids of the kin that share any of the keys."""
    return [one.article_id for one in await store.kin(keys, since, limit, newest)]


async def test_kin_comes_back_whole(store: Store):
    """Kin tells of the article, its traits without keys, its story and when that was opened."""
    opener = told_of("a1", "a1", 2**63 - 1, 5, found_at=T0 - HOUR, language="fr", agency="NPA")
    follower = told_of("a2", "a1", 5, source="Meridian Post", published=T0)
    await store.commit_check(checked(articles=(opener, follower)))
    first, second = await store.kin((5, 2**63 - 1), T0 - DAY, 9, 9)
    assert (first.article_id, first.shared, first.agency, first.language) == ("a1", 2, "NPA", "fr")
    assert first.opened == second.opened == first.found_at == T0 - HOUR
    assert (second.article_id, second.story, second.found_at) == ("a2", "a1", T0)
    assert (second.source, second.published) == ("Meridian Post", T0)
    assert first.traits == TRAITS


async def test_kin_is_of_the_window_and_the_most_shared(store: Store):
    """Kin from before the window is left out; what is cut off is what shares the fewest keys."""
    rows = (
        told_of("a1", "a1", 1, 2, 3, found_at=T0 - 2 * DAY),
        told_of("a2", "a2", 1),
        told_of("a3", "a3", 1, 2),
        told_of("a4", "a4", 9),
    )
    await store.commit_check(checked(articles=rows))
    assert await ids_of(store, 1, 2, 3) == ["a3", "a2"]
    assert await ids_of(store, 1, 2, 3, limit=1) == ["a3"]
    assert await ids_of(store, 1, 2, 3, since=T0 - 3 * DAY) == ["a1", "a3", "a2"]
    assert await ids_of(store) == []


async def test_kin_by_a_key_that_many_have_are_its_newest(store: Store):
    """Of a frequent key only the newest articles are counted; a rare one finds old articles, too,
    which go before those that share as many keys that many have."""
    common, rare = 7, 8
    rows = (
        told_of("a0", "a0", common, rare, found_at=T0 - 9 * MINUTE),
        told_of("a1", "a1", rare, found_at=T0 - 8 * MINUTE),
        *(told_of(f"b{n}", f"b{n}", common, found_at=T0 - n * MINUTE) for n in (4, 3, 2, 1, 0)),
    )
    for row in rows:
        await store.commit_check(checked(articles=(row,)))
    assert await ids_of(store, common, newest=3) == ["b0", "b1", "b2"]
    assert await ids_of(store, common, rare, newest=3) == ["a1", "a0", "b0", "b1", "b2"]
    assert await ids_of(store, common, rare, newest=6) == ["a0", "a1", *(f"b{n}" for n in range(5))]
    assert await ids_of(store, common, rare, newest=7) == ["a0", *(f"b{n}" for n in range(5)), "a1"]
    assert await ids_of(store, common, common, newest=1) == ["b0"]


async def test_kin_found_at_one_moment_are_counted_together(store: Store):
    """What one check found is not parted: with the last that is counted comes what it came with."""
    older = told_of("a1", "a1", 7, found_at=T0 - HOUR)
    await store.commit_check(checked(articles=(older,)))
    await store.commit_check(
        checked(articles=tuple(told_of(f"b{n}", f"b{n}", 7) for n in range(3)))
    )
    assert sorted(await ids_of(store, 7, newest=2)) == ["b0", "b1", "b2"]


async def test_story_is_found_by_any_member(store: Store):
    """The story of an article lists its members in the order found, with why each is in."""
    rows = (
        told_of("a2", "a1", 5, found_at=T0, site="Dagblad Oost"),
        told_of("a1", "a1", 5, found_at=T0 - HOUR),
        told_of("a3", "a3", 5),
        remembered("a4"),
    )
    await store.commit_check(checked(articles=rows))
    story = await store.story("a2")
    assert story == await store.story("a1")
    assert story is not None
    assert story.id == "a1"
    assert [one.article_id for one in story.members] == ["a1", "a2"]
    assert (story.members[1].outlet, story.members[1].reasons) == ("Dagblad Oost", REASONS)
    assert await store.story("a4") is None
    assert await store.story("nowhere") is None


async def test_told_names_chats_moments_and_topics(store: Store):
    """What a story's alerts told whom comes back, for those queued since a moment."""
    rows = (told_of("a1", "a1", 5), told_of("a2", "a1", 5), told_of("a3", "a3", 5))
    match = (Match("visits", 1, "x"),)
    alerts = (
        alert("d1", article_id="a1", matches=match, made_at=T0 - HOUR),
        alert("d2", chat="telegram:7", article_id="a2", matches=match),
        alert("d3", article_id="a3"),
    )
    await store.commit_check(checked(articles=rows, alerts=alerts))
    told = await store.told("a1", T0 - DAY)
    assert [(one.chat, one.at, one.topics, one.article_id) for one in told] == [
        ("terminal", T0 - HOUR, ("visits",), "a1"),
        ("telegram:7", T0, ("visits",), "a2"),
    ]
    assert len(await store.told("a1", T0)) == 1


async def test_pruning_forgets_kin_and_keeps_the_story(store: Store):
    """Index keys go before their articles do: what is no kin any more is still in its story."""
    await store.commit_check(checked(articles=(told_of("a1", "a1", 5),)))
    assert await store.prune(T0 - DAY, T0 - DAY, T0 + HOUR) == 0
    assert await ids_of(store, 5) == []
    assert await store.story("a1") is not None


async def test_revisit_is_claimed_when_due_and_leased(store: Store):
    """An article is looked at again when its moment has come, by one caller at a time."""
    noted = Revisit("a1", T0 + HOUR, T0, 2, missing=True, etag='W/"é"', last_modified="Wed")
    await store.commit_check(checked(revisits=(noted, Revisit("a2", T0 + 2 * HOUR, T0))))
    assert await store.claim_revisits(T0, LEASE, 9) == []
    now = T0 + HOUR
    assert await store.claim_revisits(now, LEASE, 9) == [replace(noted, at=now + LEASE)]
    assert await store.claim_revisits(now, LEASE, 9) == []
    claimed = await store.claim_revisits(T0 + DAY, LEASE, 9)
    assert [one.article_id for one in claimed] == ["a1", "a2"]


async def test_revisits_claimed_are_the_most_overdue(store: Store):
    """Where more are due than are asked for, those come that have waited longest."""
    noted = (Revisit("a1", T0 + HOUR, T0), Revisit("a2", T0, T0), Revisit("a3", T0 + MINUTE, T0))
    await store.commit_check(checked(revisits=noted))
    claimed = await store.claim_revisits(T0 + DAY, LEASE, 2)
    assert [one.article_id for one in claimed] == ["a2", "a3"]


async def test_commit_of_a_revisit_keeps_version_alerts_and_the_next(store: Store):
    """A re-visit's version, its alerts and the next look are kept together, and once."""
    await store.commit_check(checked(revisits=(Revisit("a1", T0, T0),)))
    version = Version("a1", 2, T0, Change.CORRECTED, "Titre", "Un\nDeux", "Correction : deux")
    following = Revisit("a1", T0 + HOUR, T0, 1)
    visited = Revisited("a1", following, version, (alert("fix a1"),))
    assert len(await store.commit_revisit(visited)) == 1
    assert await store.commit_revisit(visited) == []
    assert await store.versions("a1") == [version]
    (claimed,) = await store.claim_revisits(T0 + HOUR, LEASE, 9)
    assert claimed.step == 1
    await store.commit_revisit(Revisited("a1"))
    assert await store.claim_revisits(T0 + DAY, LEASE, 9) == []


async def test_versions_go_with_their_article(store: Store):
    """Versions outlast their article by nothing: both are forgotten at one time."""
    await store.commit_check(checked(articles=(remembered("a1"),)))
    gone = Version("a1", 2, T0 + MINUTE, Change.WITHDRAWN)
    await store.commit_revisit(Revisited("a1", version=gone))
    await store.prune(T0, T0 - DAY, T0 - DAY)
    assert await store.versions("a1") == [gone]
    await store.prune(T0 + HOUR, T0 - DAY, T0 - DAY)
    assert await store.versions("a1") == []


async def test_memories_come_back_and_are_forgotten(store: Store):
    """What was learnt of a site and of a list comes back whole, the newest of it only."""
    site = SiteMemory("meridian-post.example", (("a1", (1, 2**63 - 1)),), ((7, 741000),))
    listing = ListingMemory("Meridian Post", (Followed("/news/*", 9, 1),), (12, 0))
    await store.commit_check(checked(sites=(SiteMemory(site.site),)))
    await store.commit_check(checked(sites=(site,), listing=listing))
    assert await store.site_memory(site.site) == site
    assert await store.listing_memory("Meridian Post") == listing
    assert await store.site_memory("elsewhere.example") is None
    assert await store.prune(T0 - DAY, T0 + HOUR, T0 - DAY) == 2
    assert await store.site_memory(site.site) is None
    assert await store.listing_memory("Meridian Post") is None


async def test_one_article_comes_back_as_kin(store: Store):
    """An article is kin by its id too, with nothing shared; one without a verdict is none."""
    opener = told_of("a1", "a1", 5, found_at=T0 - HOUR)
    await store.commit_check(checked(articles=(opener, told_of("a2", "a1", 5), remembered("a3"))))
    kin = await store.as_kin("a2")
    assert kin is not None
    assert (kin.story, kin.opened, kin.shared, kin.traits) == ("a1", T0 - HOUR, 0, TRAITS)
    assert await store.as_kin("a3") is None
    assert await store.as_kin("zz") is None
