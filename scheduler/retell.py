"""retell(): the message that told of a story first says how many more tell it by now.

A check notes which messages have become too old to be true (`goes_on`, in its commit); here
they are edited, each once a minute at most, whatever came in between: the last state wins. An
edit rings nobody and may be repeated, so that what a crash or a broken line left undone is
simply done again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import timedelta
from functools import partial

from model.alert import Alert, AlertKind, Later, Outcome
from model.rulebook import Chat
from model.story import Edited, Member, Retelling, Spread, Story
from scheduler.deliver import Delivery
from scheduler.sending import filled
from scheduler.world import World
from stories.independence import independent, named

PACE = timedelta(minutes=1)  # between two edits of one message, and between two tries
PATIENCE = timedelta(days=1)  # after which an edit that never gets through is given up
LIMIT = 500  # messages looked at in one turn; one of each chat is edited
WAIT = 2.5  # seconds that an edit waits for alerts to pass: shorter than from turn to turn


async def retell(world: World, delivery: Delivery, busy: Collection[str] = ()) -> int:
    """Edit one message of each chat in which one is due; how many were looked after. Alerts go
    first: none is edited while any waits for its lane, and chats that are `busy` with alerts, in
    this program or by the queue, come later."""
    if delivery.gate.crowded:
        return 0
    now = world.clock.now()
    due = await world.store.retellings(now, LIMIT)
    waiting = {*busy, *await world.store.chats_due(now)} if due else set()
    first: dict[str, Retelling] = {}
    for one in due:
        if one.alert.chat not in waiting:
            first.setdefault(one.alert.chat, one)
    await asyncio.gather(*(_retold(world, delivery, one) for one in first.values()))
    return len(first)


async def _retold(world: World, delivery: Delivery, one: Retelling) -> None:
    edit = await _edit(world, delivery, one)
    if edit is None:
        return
    shown, outcome = edit
    now = world.clock.now()
    not_before, done = now + PACE, True
    if isinstance(outcome, Later):
        not_before = now + (outcome.after or PACE)
        done = now - one.asked_at > PATIENCE
    edited = Edited(one.alert.id, one.asked_at, shown, not_before, done)
    await world.store.keep_edited(edited)


async def _edit(
    world: World, delivery: Delivery, one: Retelling
) -> tuple[str, Outcome | None] | None:
    """What the message says afterwards, and what became of the edit; no outcome where there was
    nothing to do: no message, no chat any more, nothing new. None where alerts went first: it
    is due as before."""
    alert, spread, shown = await _by_now(world, one.alert)
    chat, number = await _chat(world, alert.chat), one.message_id
    if number is None or chat is None or shown in ("", one.shown):
        return one.shown, None
    mutes = await world.store.mutes(chat.key, world.clock.now())
    noted = bool(await world.store.feedback(alert.id))
    call = partial(world.channel.edit, alert, chat, number, spread=spread, mutes=mutes, noted=noted)
    outcome = await delivery.in_turn(chat, call, WAIT)
    if outcome is None:
        return None
    return (one.shown if isinstance(outcome, Later) else shown), outcome


async def _by_now(world: World, alert: Alert) -> tuple[Alert, Spread | None, str]:
    """A summary with all that it tells, or who else tells an alert's story; and a mark by which
    what was shown is known again, "" for nothing."""
    if alert.kind is AlertKind.SUMMARY:
        summary = await filled(world, alert)
        return summary, None, str(len(summary.items))
    story = await world.store.story(alert.article_id)
    spread = spread_of(story, alert.article_id) if story else None
    return alert, spread, _told(spread) if spread else ""


async def _chat(world: World, key: str) -> Chat | None:
    """The chat of a message, where it can be served. One that moved took no messages along."""
    chat = await world.chat(key) if world.serves(key) else None
    return chat if chat is not None and chat.key == key else None


def _told(spread: Spread) -> str:
    return " ".join([str(spread.others), str(spread.independent), *spread.languages])


def spread_of(story: Story, article: str) -> Spread | None:
    """Who tells a story besides the outlet of one of its articles; None where nobody does.

    Independent are those that neither copy that article, or credit the same agency, nor each
    other: copies of one wire report count once.
    """
    own = next((one for one in story.members if one.article_id == article), None)
    others = [one for one in story.members if own is None or _outlet(one) != _outlet(own)]
    if not others:
        return None
    groups = independent(story)
    apart = [group for group in groups if own not in group]
    return Spread(
        others=len({_outlet(one) for one in others}),
        independent=len(apart),
        languages=tuple(dict.fromkeys(one.language for one in others if one.language)),
    )


def _outlet(member: Member) -> str:
    return named(member.outlet)
