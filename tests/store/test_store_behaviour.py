"""What every store does with sources, identities, articles and waiting entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from store_makers import (
    DAY,
    HOUR,
    LEASE,
    MINUTE,
    SECOND,
    T0,
    alert,
    article,
    checked,
    receipt,
    remembered,
    source,
    waiting,
)

from model.alert import Fate
from model.article import Relative
from model.source import Kind, SourceState, Trouble
from model.stores import Store
from store.sql_prune import WITH_ARTICLES

TOLD = SourceState(
    "Meridian Post",
    kind=Kind.FEED,
    url="https://meridian-post.example/all.xml",
    etag='W/"7é"',
    last_modified="Wed, 05 Mar 2031 08:00:00 GMT",
    body_hash="00ff",
    first_seen=T0 - DAY,
    next_check=T0 + LEASE,
    pace=7 * MINUTE,
    rhythm=bytes(range(256)),
    checks=12,
    last_check=T0,
    last_ok=T0 - HOUR,
    last_new=T0 - 2 * HOUR,
    articles=31,
    failures=3,
    trouble=Trouble.RATE_LIMITED,
    message="The site asks to come back later (429).",
    trouble_since=T0 - 3 * HOUR,
)


async def state_of(store: Store, name: str = "Meridian Post") -> SourceState:
    """The state, which must be there."""
    state = await store.source_state(name)
    assert state is not None
    return state


# --- sources


async def test_new_source_is_due_now(store: Store):
    """A source that the rules name for the first time has a bare state that is due."""
    await store.keep_sources([source()], T0)
    assert await state_of(store) == SourceState("Meridian Post", next_check=T0)
    assert await store.claim_due(T0, LEASE, 10) == ["Meridian Post"]


async def test_state_comes_back_whole(store: Store):
    """Every field of a committed state comes back, microseconds included."""
    await store.keep_sources([source()], T0)
    precise = replace(TOLD, last_ok=T0.replace(microsecond=123457))
    await store.commit_check(checked(state=precise))
    assert await state_of(store) == precise
    assert await store.source_states() == [precise]


async def test_reload_of_the_same_rules_changes_nothing(store: Store):
    """Keeping the same sources again leaves states and due moments alone."""
    await store.keep_sources([source()], T0)
    await store.commit_check(checked(state=TOLD))
    await store.keep_sources([source(every=HOUR, line=9)], T0 + MINUTE)
    assert await state_of(store) == TOLD


async def test_unknown_source_has_no_state(store: Store):
    """A name that no rules and no check ever had has no state."""
    assert await store.source_state("Le Courrier du Delta") is None
    assert await store.source_states() == []


async def test_dropped_source_is_inactive_not_forgotten(store: Store):
    """A source the rules drop is neither due nor listed; named again it is due at once."""
    await store.keep_sources([source(), source("صحيفة المرفأ")], T0)
    await store.commit_check(checked(state=TOLD))
    await store.keep_sources([source("صحيفة المرفأ")], T0)
    assert [state.name for state in await store.source_states()] == ["صحيفة المرفأ"]
    assert await store.claim_due(T0 + DAY, LEASE, 10) == ["صحيفة المرفأ"]
    assert await state_of(store) == replace(TOLD, active=False)
    await store.keep_sources([source(), source("صحيفة المرفأ")], T0 + DAY)
    assert await state_of(store) == replace(TOLD, next_check=T0 + DAY)


@pytest.mark.parametrize(
    "change", [{"url": "https://meridian-post.example/new.xml"}, {"kind": Kind.PAGE}]
)
async def test_changed_address_or_kind_starts_anew(store: Store, change: dict):
    """What was found out at the old address goes, the counts stay, and it is due now."""
    await store.keep_sources([source()], T0)
    await store.commit_check(checked(state=TOLD))
    await store.keep_sources([source(**change)], T0 + MINUTE)
    anew = await state_of(store)
    assert (anew.kind, anew.url, anew.etag, anew.last_modified) == (Kind.AUTO, "", None, None)
    assert (anew.body_hash, anew.first_seen, anew.trouble) == (None, None, None)
    assert (anew.checks, anew.articles, anew.next_check) == (13, 31, T0 + MINUTE)


async def test_check_under_way_does_not_undo_a_new_address(store: Store):
    """A check begun before the rules changed an address cannot bring the old one back."""
    await store.keep_sources([source()], T0)
    await store.commit_check(checked(state=TOLD))
    await store.keep_sources([source(url="https://new.example/")], T0 + MINUTE)
    ended = replace(TOLD, checks=TOLD.checks + 1, next_check=T0 + DAY)
    await store.commit_check(checked(state=ended, at=T0 + HOUR, seen=("old",)))
    state = await state_of(store)
    assert (state.url, state.etag, state.first_seen) == ("", None, None)
    assert await store.seen(["old"]) == {"old"}
    assert await store.claim_due(T0 + HOUR, LEASE, 1) == ["Meridian Post"]
    begun_after = replace(TOLD, checks=state.checks + 1)
    await store.commit_check(checked(state=begun_after, at=T0 + HOUR))
    assert await state_of(store) == begun_after


async def test_check_under_way_does_not_revive_a_dropped_source(store: Store):
    """A source dropped while its check ran stays dropped when the check commits."""
    await store.keep_sources([source()], T0)
    await store.keep_sources([], T0)
    await store.commit_check(checked(state=TOLD))
    assert not (await state_of(store)).active


async def test_check_of_a_source_the_rules_name_later(store: Store):
    """A state committed before any rules named the source is adopted as it is."""
    await store.commit_check(checked(state=TOLD))
    await store.keep_sources([source()], T0)
    assert await state_of(store) == TOLD


# --- due


async def test_most_overdue_first_and_limited(store: Store):
    """The longest due come first, no more than asked for, and the rest next time."""
    for number, name in enumerate(("third", "first", "second")):
        await store.keep_sources(
            [source(n) for n in ("third", "first", "second")][: number + 1], T0
        )
        due = T0 - {"first": 3, "second": 2, "third": 1}[name] * MINUTE
        await store.commit_check(checked(state=SourceState(name, next_check=due)))
    assert await store.claim_due(T0, LEASE, 2) == ["first", "second"]
    assert await store.claim_due(T0, LEASE, 2) == ["third"]
    assert await store.claim_due(T0, LEASE, 2) == []


async def test_killed_check_is_due_again_after_its_lease(store: Store):
    """A claimed source is not due before its lease ends, and is then."""
    await store.keep_sources([source()], T0)
    await store.claim_due(T0, LEASE, 1)
    assert await store.claim_due(T0 + LEASE - SECOND, LEASE, 1) == []
    assert await store.claim_due(T0 + LEASE, LEASE, 1) == ["Meridian Post"]


async def test_a_lease_holds_until_the_commit_of_a_check(store: Store):
    """A check that begins is told whether its source is claimed: after the commit it is not, nor
    when all leases were ended."""
    await store.keep_sources([source()], T0)

    async def claimed() -> bool:
        begun = await store.begin_check("Meridian Post", T0, 9)
        assert begun is not None
        return begun.claimed

    assert not await claimed()
    await store.claim_due(T0, LEASE, 1)
    assert await claimed()
    await store.commit_check(checked("Meridian Post"))
    assert not await claimed()
    await store.claim_due(T0 + DAY, LEASE, 1)
    await store.free_leases()
    assert not await claimed()


async def test_a_restart_makes_a_killed_check_due_at_once(store: Store):
    """Ending all leases brings back when a claimed source was due; a committed one stays."""
    await store.keep_sources([source("killed"), source("done")], T0)
    await store.claim_due(T0, LEASE, 9)
    done = replace(await state_of(store, "done"), next_check=T0 + HOUR)
    await store.commit_check(checked("done", state=done))
    await store.free_leases()
    assert await store.claim_due(T0, LEASE, 9) == ["killed"]


async def test_commit_sets_when_it_is_due_next(store: Store):
    """The committed state's next_check ends the lease; without one it is due at once."""
    await store.keep_sources([source()], T0)
    await store.claim_due(T0, LEASE, 1)
    await store.commit_check(checked(state=SourceState("Meridian Post", next_check=T0 + SECOND)))
    assert await store.claim_due(T0 + SECOND, LEASE, 1) == ["Meridian Post"]
    await store.commit_check(checked(state=SourceState("Meridian Post"), at=T0 + MINUTE))
    assert await store.claim_due(T0 + MINUTE, LEASE, 1) == ["Meridian Post"]


# --- identities and articles


async def test_seen_knows_baseline_and_article_keys(store: Store):
    """Keys of a baseline and of articles are seen, others are not."""
    await store.commit_check(checked(seen=("old", "clé"), articles=(remembered(),)))
    asked = {"old", "clé", "url:a1", "guid:a1", "url:a2"}
    assert await store.seen(asked) == {"old", "clé", "url:a1", "guid:a1"}
    assert await store.seen([]) == set()


@pytest.mark.parametrize("key", ['it\'s "quoted"', "مفتاح", "a\0b", "half \ud800", "100%_x", ""])
async def test_odd_keys_are_seen(store: Store, key: str):
    """A hostile guid is remembered and found again like any other."""
    await store.commit_check(checked(seen=(key,)))
    assert await store.seen([key, "another"]) == {key}


async def test_seen_takes_batches_of_any_size(store: Store):
    """Ten thousand keys in one question, half of them known."""
    keys = [f"key {number}" for number in range(10_000)]
    await store.commit_check(checked(seen=tuple(keys[::2])))
    assert await store.seen(keys) == set(keys[::2])


async def test_article_comes_back_whole(store: Store):
    """Every field of an article comes back."""
    whole = article(
        "x",
        lead="Trois navires",
        captions=("A crane", "رافعة"),
        published=T0 - HOUR,
        language="fr",
        authors=("Nadia Ferrant",),
        image="https://meridian-post.example/i.jpg",
        tags=("agency",),
        source="Le Courrier du Delta",
        site="Le Courrier du Delta",
        whole=False,
    )
    await store.commit_check(checked(articles=(replace(remembered(), article=whole),)))
    assert await store.article("x") == whole
    assert await store.article("y") is None


async def test_first_writer_of_an_article_wins_but_all_keys_are_kept(store: Store):
    """The same article from another source changes nothing, yet its keys are remembered."""
    await store.commit_check(checked(articles=(remembered("a1"),)))
    other = remembered("a1", title="Another headline", keys=("url:twin",))
    await store.commit_check(checked("Le Courrier du Delta", articles=(other,)))
    assert await store.article("a1") == article("a1")
    assert await store.seen(["url:twin", "url:a1"]) == {"url:twin", "url:a1"}


async def test_article_without_a_moment_counts_from_its_check(store: Store):
    """An article without found_at comes back without, but is as old as its check."""
    await store.commit_check(checked(at=T0 + DAY, articles=(remembered("a1", 1, found_at=None),)))
    kept = await store.article("a1")
    assert kept is not None
    assert kept.found_at is None
    assert [one.article_id for one in await store.relatives([1], T0 + DAY, 9)] == ["a1"]


# --- the archive


async def pages(store: Store, limit: int, since: datetime = T0) -> list[list[str]]:
    """Ids of the archive, page by page, until one is empty."""
    found: list[list[str]] = []
    while page := await store.archive(since, found[-1][-1] if found else None, limit):
        found.append([one.id for one in page])
    return found


async def test_archive_is_read_page_by_page_oldest_first(store: Store):
    """Pages join without a gap or a double, also among articles of one moment."""
    late = tuple(remembered(f"late {number}", found_at=T0 + HOUR) for number in range(3))
    early = tuple(remembered(f"early {number}") for number in range(2))
    await store.commit_check(checked(articles=(*late, *early)))
    assert await pages(store, 2) == [["early 0", "early 1"], ["late 0", "late 1"], ["late 2"]]
    assert await pages(store, 100) == [["early 0", "early 1", "late 0", "late 1", "late 2"]]
    assert await store.count_archive(T0) == 5
    assert await store.archive(T0, "late 2", 9) == []


async def test_archive_begins_at_its_moment_and_leaves_copies_out(store: Store):
    """What was found before the moment, and near copies, were no news."""
    old = remembered("old", found_at=T0 - HOUR)
    copy = remembered("copy", copy_of="a1")
    await store.commit_check(checked(articles=(old, remembered("a1"), copy, remembered("a2"))))
    assert await pages(store, 1) == [["a1"], ["a2"]]
    assert [one.id for one in await store.archive(T0, "copy", 9)] == ["a2"]
    assert [one.id for one in await store.archive(T0, "old", 9)] == ["a1", "a2"]
    assert await store.count_archive(T0) == 2


async def test_archive_whose_place_is_lost_ends(store: Store):
    """An article pruned between two pages ends the reading, rather than begin it anew."""
    await store.commit_check(checked(articles=(remembered("a1"),)))
    assert await store.archive(T0, "gone", 9) == []


# --- near copies


async def test_relatives_share_a_band(store: Store):
    """Whoever shares any band is related, once, oldest first, with signature and original."""
    later = remembered("b", 2, 3, found_at=T0 + HOUR, copy_of="a")
    stranger = remembered("c", 9)
    earlier = remembered("a", 1, 2, 3, found_at=T0)
    await store.commit_check(checked(articles=(later, stranger, earlier, remembered("bare"))))
    related = await store.relatives([3, 2, 77], T0, 9)
    assert related == [Relative("a", (7, 14, 21)), Relative("b", (14, 21), copy_of="a")]
    assert [one.article_id for one in await store.relatives([2], T0 + HOUR, 9)] == ["b"]
    assert await store.relatives([], T0, 9) == []


async def test_the_nearest_relatives_come_first(store: Store):
    """Where a formula stands in all articles, those that share more than it are looked at."""
    near = remembered("near", 1, 2)
    rest = tuple(remembered(f"r{number}", 1) for number in range(5))
    await store.commit_check(checked(articles=(near, *rest)))
    found = await store.relatives([1, 2], T0, 3)
    assert [one.article_id for one in found] == ["near", "r3", "r4"]


async def test_relatives_by_a_band_that_many_have_are_its_newest(store: Store):
    """Of a band that more than `limit` share, older articles are found by their other bands."""
    rows = [remembered(f"r{n}", 1, found_at=T0 + n * HOUR) for n in range(5)]
    old = remembered("old", 1, 2, found_at=T0 - HOUR)
    await store.commit_check(checked(articles=(old, *rows)))
    assert [one.article_id for one in await store.relatives([1], T0 - DAY, 2)] == ["r3", "r4"]
    assert [one.article_id for one in await store.relatives([1, 2], T0 - DAY, 2)] == ["old", "r4"]


@pytest.mark.parametrize("band", [0, -1, 2**32 - 1, 2**63, 2**64 - 1, -(2**63)])
async def test_bands_of_any_64_bits(store: Store, band: int):
    """Bands and signatures may use 64 bits, signed or not."""
    await store.commit_check(checked(articles=(remembered("a", band),)))
    assert await store.relatives([band], T0, 9) == [Relative("a", (band * 7,))]
    assert await store.relatives([band ^ 1], T0, 9) == []


# --- waiting


async def test_waiting_is_read_oldest_first_when_its_time_has_come(store: Store):
    """Entries come in the order found, those not yet due are left out, others' too."""
    rows = (waiting("k3"), waiting("k1", not_before=T0 + HOUR), waiting("k2", baseline=True))
    await store.commit_check(checked(waiting=rows))
    await store.commit_check(checked("other", waiting=(waiting("k3", "other"),)))
    assert await store.waiting("Meridian Post", T0, 10) == [rows[0], rows[2]]
    assert await store.waiting("Meridian Post", T0 + HOUR, 2) == [rows[0], rows[1]]
    assert await store.waiting("nobody", T0, 10) == []


async def test_waiting_is_replaced_and_settled_by_key(store: Store):
    """A row of the same source and key is replaced in its place; a settled one is gone."""
    await store.commit_check(checked(waiting=(waiting("k1"), waiting("k2"), waiting("k3"))))
    again = waiting("k1", attempts=1, not_before=T0)
    await store.commit_check(checked(waiting=(again,), settled=("k2", "unknown")))
    assert await store.waiting("Meridian Post", T0, 10) == [again, waiting("k3")]


async def test_settling_is_of_one_source(store: Store):
    """Two sources may wait for the same key; settling one leaves the other."""
    await store.commit_check(checked(waiting=(waiting("k"),)))
    await store.commit_check(checked("other", waiting=(waiting("k", "other"),)))
    await store.commit_check(checked("other", settled=("k",)))
    assert await store.waiting("Meridian Post", T0, 10) == [waiting("k")]


async def test_count_waiting_tells_when_to_come_back(store: Store):
    """None while any entry can be read at once, else the earliest moment."""
    assert await store.count_waiting("Meridian Post") == (0, None)
    later = (waiting("k1", not_before=T0 + HOUR), waiting("k2", not_before=T0 + MINUTE))
    await store.commit_check(checked(waiting=later))
    assert await store.count_waiting("Meridian Post") == (2, T0 + MINUTE)
    await store.commit_check(checked(waiting=(waiting("k3"),)))
    assert await store.count_waiting("Meridian Post") == (3, None)


# --- upkeep


async def test_bands_go_before_their_articles(store: Store):
    """What is too old to be compared with leaves the index of near copies, and stays."""
    rows = (remembered("old", 1), remembered("new", 1, found_at=T0 + DAY))
    await store.commit_check(checked(articles=rows))
    assert await store.prune(T0 - DAY, T0 - DAY, T0 + HOUR) == 0
    assert [one.article_id for one in await store.relatives([1], T0 - DAY, 9)] == ["new"]
    assert await store.article("old") is not None


async def test_prune_forgets_articles_not_their_keys(store: Store):
    """Old articles and their bands go, newer ones stay, and all keys stay known."""
    rows = (remembered("old", 1), remembered("new", 1, found_at=T0 + DAY))
    await store.commit_check(checked(articles=rows))
    assert await store.prune(T0 + HOUR, T0 - DAY, T0 - DAY) == 1
    assert await store.article("old") is None
    assert [one.article_id for one in await store.relatives([1], T0, 9)] == ["new"]
    assert await store.seen(["url:old", "url:new"]) == {"url:old", "url:new"}


async def test_prune_forgets_keys_last_seen_long_ago(store: Store):
    """Keys go by when a check last brought them, not by when they were new."""
    await store.commit_check(checked(seen=("once", "twice")))
    await store.commit_check(checked(seen=("twice",), at=T0 + 10 * DAY))
    assert await store.prune(T0, T0 + DAY, T0 - DAY) == 1
    assert await store.seen(["once", "twice"]) == {"twice"}


async def test_a_key_still_asked_for_is_not_forgotten(store: Store):
    """What a source still lists stays known: asking freshens a key at the next commit."""
    await store.commit_check(checked(seen=("listed", "gone")))
    await store.seen(["listed"])
    await store.commit_check(checked(at=T0 + 90 * DAY))
    await store.prune(T0, T0 + DAY, T0 - DAY)
    assert await store.seen(["listed", "gone"]) == {"listed"}


async def test_prune_forgets_more_than_a_portion(store: Store):
    """Articles, alerts and keys of many moments, some of the same; what is open stays."""
    many = WITH_ARTICLES[0].portion + WITH_ARTICLES[0].portion // 2
    rows = [remembered(f"a{n}", found_at=T0 + n // 3 * SECOND) for n in range(many)]
    told = [alert(f"d{n}", made_at=T0 + n * SECOND) for n in range(WITH_ARTICLES[1].portion + 9)]
    numbers = await store.commit_check(checked(articles=tuple(rows), alerts=tuple(told)))
    for number in numbers[3:]:
        await store.record(receipt(number, Fate.SENT, T0 + DAY))
    assert await store.prune(T0 + HOUR, T0 - DAY, T0 - DAY) == many + len(told) - 3
    assert [await store.article(one.article.id) for one in rows] == [None] * many
    assert (await store.tally(T0)).fates == {Fate.QUEUED: 3}
    assert await store.prune(T0 + HOUR, T0 + DAY, T0 - DAY) == 2 * many


async def test_prune_of_an_empty_store(store: Store):
    """Nothing to forget is zero rows."""
    assert await store.prune(T0, T0, T0 - DAY) == 0


async def test_prune_drops_what_waits_for_sources_long_gone(store: Store):
    """Entries of a source that the rules dropped before the retention began go with it."""
    await store.keep_sources([source()], T0)
    state = SourceState("Meridian Post", next_check=T0, last_check=T0)
    await store.commit_check(checked(state=state, waiting=(waiting("k"),)))
    assert await store.prune(T0 + DAY, T0 - DAY, T0 - DAY) == 0
    await store.keep_sources([], T0)
    assert await store.prune(T0 + DAY, T0 - DAY, T0 - DAY) == 1


# --- the commit


async def test_commit_answers_with_new_alerts_only(store: Store):
    """Queueing the same alert twice is queueing it once, in one check or two."""
    first = await store.commit_check(checked(alerts=(alert("d1"), alert("d1"), alert("d2"))))
    assert len(first) == 2
    again = await store.commit_check(checked(alerts=(alert("d2"), alert("d3"))))
    assert len(again) == 1
    assert set(again).isdisjoint(first)
