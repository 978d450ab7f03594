"""What every store does for the chat: alerts asked for again, undone mutes, feedback, search."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_makers import DAY, HOUR, MINUTE, T0, alert, article, checked, mute, receipt, remembered

from model.alert import AlertKind, Fate, Feedback, MuteKind, Standing
from model.article import Match
from model.stores import Store
from store.folding import _BARE, folded, found


async def one(store: Store, **other: object) -> int:
    """The id of a queued alert."""
    (number,) = await store.queue([alert(**other)])
    return number


# alerts asked for again


async def test_an_alert_is_found_by_its_id_whatever_became_of_it(store: Store):
    """Queued, sent or refused: it is the one that was queued."""
    number = await one(store, title="Drones")
    first = await store.alert(number)
    await store.record(receipt(number, Fate.REFUSED))
    later = await store.alert(number)
    assert first is not None
    assert later is not None
    assert (first.id, first.title) == (later.id, later.title) == (number, "Drones")
    assert await store.alert(number + 1) is None


async def test_an_alert_is_found_by_its_message(store: Store):
    """In its chat only, and only once it was sent; of two with one number the later counts."""
    number = await one(store)
    assert await store.alert_at("terminal", 77) is None
    await store.record(receipt(number, Fate.SENT, message_id=77))
    told = await store.alert_at("terminal", 77)
    assert told is not None
    assert told.id == number
    assert await store.alert_at("other", 77) is None
    newer = await one(store, dedupe="d2", kind=AlertKind.DIGEST)
    await store.record(receipt(newer, Fate.SENT, message_id=77))
    told = await store.alert_at("terminal", 77)
    assert told is not None
    assert told.id == newer


async def test_alerts_of_a_moved_chat_bear_its_new_key(store: Store):
    """By id; not by message, since the supergroup numbers its messages anew."""
    number = await one(store, chat="old")
    await store.record(receipt(number, Fate.SENT, message_id=5))
    await store.move_chat("old", "new")
    moved = await store.alert(number)
    assert moved is not None
    assert moved.chat == "new"
    assert await store.alert_at("new", 5) is None
    assert [place.chat for place in await store.standing("of d1")] == ["new"]


async def test_latest_newest_first_and_by_topic(store: Store):
    """Whatever has become of them; digests and notices are none."""
    arms, visit = Match("arms", 1, ""), Match("visit", 1, "")
    first = await one(store, dedupe="a", matches=(arms, visit))
    second = await one(store, dedupe="b", matches=(visit,))
    await one(store, dedupe="c", chat="other", matches=(arms,))
    await one(store, dedupe="n", kind=AlertKind.NOTICE, article_id="")
    await store.record(receipt(first, Fate.MUTED))
    assert [each.id for each in await store.latest("terminal", None, 9)] == [second, first]
    assert [each.id for each in await store.latest("terminal", None, 1)] == [second]
    assert [each.id for each in await store.latest("terminal", "arms", 9)] == [first]
    assert await store.latest("terminal", "none", 9) == []


async def test_standing_tells_what_became_of_an_articles_alerts(store: Store):
    """Each chat's, with its reason."""
    number = await one(store, dedupe="a", article_id="x")
    await one(store, dedupe="b", article_id="x", chat="other")
    await store.record(receipt(number, Fate.MUTED, reason="muted: arms"))
    assert await store.standing("x") == [
        Standing("terminal", Fate.MUTED, "muted: arms"),
        Standing("other", Fate.QUEUED),
    ]
    assert await store.standing("") == []


# mutes


async def test_a_storys_mute_is_kept_like_the_others(store: Store):
    """The story's id is its value."""
    kept = await store.mute(mute(kind=MuteKind.STORY, value="s1"))
    assert await store.mutes("terminal", T0) == [kept]


async def test_undo_takes_a_mute_back(store: Store):
    """It is gone; undoing again says that there was none."""
    kept = await store.mute(mute())
    undone = await store.undo(kept.id, T0)
    assert undone == kept
    assert await store.mutes("terminal", T0) == []
    assert await store.undo(kept.id, T0) is None


@pytest.mark.parametrize("until", [T0 + DAY, None])
async def test_undo_restores_what_was_replaced(store: Store, until):
    """With its since, end and name, and with all that both held back."""
    first = await store.mute(mute(until=until, by="Nour"))
    held = await one(store)
    await store.record(receipt(held, Fate.MUTED, mute_id=first.id))
    second = await store.mute(mute(since=T0 + MINUTE, until=T0 + HOUR, by="Ada"))
    assert second.held_back == 1
    await store.undo(second.id, T0 + 2 * MINUTE)
    [back] = await store.mutes("terminal", T0 + 2 * MINUTE)
    assert (back.since, back.until, back.by, back.held_back) == (T0, until, "Nour", 1)
    assert [each.id for each in await store.held_back(back.id, 9)] == [held]


async def test_undo_restores_nothing_that_is_over(store: Store):
    """A mute whose time has passed meanwhile, or had passed before, stays ended."""
    await store.mute(mute(until=T0 + HOUR))
    second = await store.mute(mute(since=T0 + MINUTE, until=T0 + DAY))
    await store.undo(second.id, T0 + 2 * HOUR)
    assert await store.mutes("terminal", T0) == []
    await store.mute(mute(until=T0 + HOUR))
    third = await store.mute(mute(since=T0 + 2 * HOUR, until=T0 + DAY))
    await store.undo(third.id, T0 + 3 * HOUR)
    assert await store.mutes("terminal", T0) == []


async def test_what_a_mute_held_back_can_be_listed_after_its_end(store: Store):
    """In order, at most so many, also once the mute is gone; never what another one held."""
    kept, other = await store.mute(mute()), await store.mute(mute("other"))
    ids = [await one(store, dedupe=name) for name in "abc"]
    for number in ids[:2]:
        await store.record(receipt(number, Fate.MUTED, mute_id=kept.id))
    await store.record(receipt(ids[2], Fate.MUTED, mute_id=other.id))
    await store.unmute(kept.id)
    assert [each.id for each in await store.held_back(kept.id, 9)] == ids[:2]
    assert [each.id for each in await store.held_back(kept.id, 1)] == ids[:1]


async def test_what_a_mute_held_back_in_a_moved_chat_is_its_own(store: Store):
    """Settled before the move, it is shown under the new key."""
    kept = await store.mute(mute("old"))
    number = await one(store, chat="old")
    await store.record(receipt(number, Fate.MUTED, mute_id=kept.id))
    await store.move_chat("old", "new")
    assert [each.chat for each in await store.held_back(kept.id, 9)] == ["new"]


async def test_ended_mutes_in_the_order_of_their_ends(store: Store):
    """Those over and not removed; one without an end never."""
    await store.mute(mute(kind=MuteKind.ALL, value="", until=None))
    late = await store.mute(mute(value="late", until=T0 + 2 * HOUR))
    soon = await store.mute(mute(value="soon", until=T0 + HOUR))
    assert await store.ended_mutes(T0) == []
    assert await store.ended_mutes(T0 + HOUR) == [soon]
    assert await store.ended_mutes(T0 + DAY) == [soon, late]
    await store.unmute(soon.id)
    assert await store.ended_mutes(T0 + DAY) == [late]


# feedback


async def test_feedback_is_kept_once_and_withdrawn(store: Store):
    """The last word on an alert and topic counts, until it is taken back."""
    said = [Feedback(3, "visit", T0, "Ada"), Feedback(3, "arms", T0, "Ada")]
    await store.keep_feedback(said)
    await store.keep_feedback([Feedback(3, "arms", T0 + HOUR, "Nour")])
    assert await store.feedback(3) == [Feedback(3, "arms", T0 + HOUR, "Nour"), said[0]]
    assert await store.feedback(4) == []
    assert await store.withdraw_feedback(3)
    assert not await store.withdraw_feedback(3)
    assert await store.feedback(3) == []


# search

ARTICLES = {
    "drones": {"title": "Five drones for the harbour", "text": "They came by ship."},
    "visite": {"title": "Visite d'État à l'île", "text": "Le gouverneur était présent."},
    "arabic": {"title": "مُسيّرات في الميناء", "text": "أهدى الحاكم ضيفه ٥ طائرات إلى المدينة."},
    "later": {"title": "Drones again", "text": "Harbours are shut.", "site": "Meridian Post"},
}


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("drones", ["later", "drones"]),
        ("DRONE harb", ["later", "drones"]),
        ("ship drones", ["drones"]),
        ("etat", ["visite"]),
        ("île ETAIT", ["visite"]),
        ("مسيرات", ["arabic"]),
        ("اهدى المدينه", ["arabic"]),
        ("5 طائرات", ["arabic"]),
        ("ميناء", ["arabic"]),
        ("والميناء", ["arabic"]),
        ("meridian", ["later"]),
        ('"drones" OR *', []),
        ("hip", []),
        ("for the", ["drones"]),
        ("fo th", []),
        ("", []),
        ("%_'\"", []),
    ],
)
async def test_search(store: Store, words, ids):
    """Beginnings of words, in any case, accents and Arabic spelling; the newest first."""
    rows = [remembered(name, **fields) for name, fields in ARTICLES.items()]
    await store.commit_check(checked(articles=tuple(rows)))
    assert [each.id for each in await store.search(words, 9)] == ids
    assert [each.id for each in await store.search(words, 1)] == ids[:1]


async def test_what_is_pruned_is_found_no_more(store: Store):
    """Neither by its words nor, after a new article took its place, by another's."""
    await store.commit_check(checked(articles=(remembered("a", title="Old drones"),)))
    await store.prune(T0 + HOUR, T0, T0)
    assert await store.search("drones", 9) == []
    late = remembered("b", title="New ship", found_at=T0 + DAY)
    await store.commit_check(checked(articles=(late,)))
    assert await store.search("drones", 9) == []
    assert [each.id for each in await store.search("ship", 9)] == ["b"]


async def test_an_article_is_found_by_its_keys(store: Store):
    """By any one of them; a key without an article, as of the baseline, gives none."""
    await store.commit_check(checked(articles=(remembered("a"),), seen=("url:old",)))
    assert await store.article_of(["url:none", "guid:a"]) == article("a")
    assert await store.article_of(["url:old"]) is None
    assert await store.article_of([]) is None


WRITTEN = st.text(max_size=60) | st.text("ابلوفكنمىةأـَ 1", max_size=30)


@given(WRITTEN, WRITTEN)
def test_folding_is_settled_and_every_text_holds_its_own_words(text, more):
    """Folding twice is folding once; a text is found by all of its own words."""
    once = folded(text)
    assert folded(once) == once
    assert found(once, folded(f"{more} {text}"))


@given(st.text())
def test_folding_looks_at_each_letter(text):
    """The table of letters says what each letter says: an accent goes, what is no letter parts."""
    letters = unicodedata.normalize("NFKD", text)
    bare = (one if one.isalnum() else " " for one in letters if not unicodedata.combining(one))
    assert letters.translate(_BARE) == "".join(bare)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ÉCOLE", "ecole"),
        ("مُحَمَّد", "محمد"),
        ("إيران", "ايران"),
        ("مدينة", "مدينه"),
        ("Straße", "STRASSE"),
        ("بالميناء", "ميناء"),
        ("الألمان", "ألمان"),
        ("الله", "الله"),
    ],
)
def test_spellings_that_are_one_word(one, other):
    """What readers take for the same word is spelt the same."""
    assert folded(one) == folded(other)
