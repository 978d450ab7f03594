"""Hubs that push what is new: asked, renewed, let go; and what is done when they call.

A push makes its source due and nothing more: the check that follows is the one that polling
runs (docs/decisions/0016-websub.md). `scheduler.subscription` decides, this does.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from functools import partial
from secrets import token_urlsafe

from model.push import Subscription
from model.source import FetchFailed, Push, Request
from monitors.websub import Intent, form
from scheduler import subscription as steps
from scheduler.world import World

MOST = 20  # hubs asked in one turn
MANY = 500  # rows looked at in one turn
ANSWER = timedelta(seconds=10)  # that a hub may take
TOKEN, SECRET = "wwt-", "wws-"  # how they begin: the log knows them by it


async def keep(world: World) -> None:
    """One turn: subscribe where a hub is offered, renew leases, say farewell."""
    if not world.push:
        return
    await _begin(world)
    due = await world.store.subscriptions_due(world.clock.now(), MOST)
    await asyncio.gather(*(_ask(world, one) for one in due))


async def judge(world: World) -> None:
    """One turn: let go what fits no source, and judge whether pushes announce what is found."""
    if world.push:
        await _let_go(world)
        await _judge(world)


async def nudge(world: World) -> None:
    """Make due what pushes want to be by now."""
    if world.push and await world.store.nudge(world.clock.now()):
        world.pushed.set()


# what hubs say


async def confirm(world: World, token: str, asked: Intent) -> str | None:
    """What to answer a hub that wants something confirmed; None: we did not ask for it."""
    one = await world.store.subscription(token)
    if one is None:
        return None
    now = world.clock.now()
    if asked.mode == "denied" and asked.topic == one.topic:
        await world.store.change_subscription(token, partial(steps.denied, asked=asked, now=now))
        return ""
    if not steps.agrees(one, asked):
        return None
    said = partial(steps.confirmed, asked=asked, now=now, chance=world.random.random())
    await world.store.change_subscription(token, said)
    return asked.challenge


async def taken(world: World, token: str) -> None:
    """A push that was signed as agreed: its source is due, now or as soon as may be."""
    one = await world.store.subscription(token)
    source = world.book.sources.get(one.source) if one else None
    state = await world.store.source_state(source.name) if source else None
    if source is None or state is None:
        return

    def noted(old: Subscription) -> Subscription:
        return steps.pushed(old, state, source.every, _gap(world), world.clock.now())

    await world.store.change_subscription(token, noted)
    await nudge(world)


# what hubs are asked


async def _let_go(world: World) -> None:
    """Of subscriptions at another address of ours nothing is kept: no hub reaches it there."""
    now = world.clock.now()
    for one in await world.store.adrift(world.push, MANY):
        here = one.base == world.push
        await world.store.change_subscription(one.token, partial(_left, here=here, now=now))


def _left(one: Subscription, here: bool, now: datetime) -> Subscription | None:
    return steps.leaving(one, now) if here else None


async def _begin(world: World) -> None:
    now = world.clock.now()
    for state in await world.store.unsubscribed(MANY):
        token, secret = TOKEN + token_urlsafe(32), SECRET + token_urlsafe(32)
        await world.store.subscribe(steps.new(state, world.push, token, secret, now))


async def _judge(world: World) -> None:
    now, gap = world.clock.now(), _gap(world)
    for one, state in await world.store.unjudged(MANY):
        source = world.book.sources.get(one.source)
        if source is not None:
            change = partial(steps.judged, state=state, source=source, gap=gap, now=now)
            await world.store.change_subscription(one.token, change)


async def _ask(world: World, due: Subscription) -> None:
    """The request is counted before it is made, so that a crash does not repeat it at once."""
    asking = partial(steps.asking, now=world.clock.now())
    one = await world.store.change_subscription(due.token, asking)
    if one is None:
        return
    source = world.book.sources.get(one.source)
    mode = "unsubscribe" if one.state is Push.LEAVING else "subscribe"
    asked = form(mode, one.topic, one.callback, lease=steps.LEASE, secret=one.secret)
    hosts = source.private_hosts if source else frozenset[str]()
    answer = await world.fetcher.fetch(
        Request(one.hub, private_hosts=hosts, timeout=ANSWER, form=asked)
    )
    if isinstance(answer, FetchFailed):
        said = partial(steps.refused, message=answer.message, wait=answer.retry_after)
        await world.store.change_subscription(one.token, partial(said, now=world.clock.now()))


def _gap(world: World) -> timedelta:
    return max(steps.GAP, world.book.settings.host_pause)
