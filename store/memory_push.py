"""The store in dictionaries, its part of subscriptions at hubs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from model.push import Change, Subscription
from model.source import Push, SourceState, Trouble
from store.transitions import Kept

_CONFIRMED = frozenset({Push.ON, Push.TRUSTED, Push.SILENT})


class MemoryPush:
    """Subscriptions by token; `_sources` and `_leased` are the store's."""

    _sources: dict[str, Kept]
    _leased: dict[str, datetime]

    def __init__(self) -> None:
        super().__init__()
        self._subscriptions: dict[str, Subscription] = {}

    async def subscribe(self, new: Subscription) -> None:
        """Keep a new one."""
        self._subscriptions[new.token] = new
        self._show(new.source)

    async def subscription(self, token: str) -> Subscription | None:
        """The one of this token."""
        return self._subscriptions.get(token)

    async def subscriptions_of(self, source: str) -> list[Subscription]:
        """Those of a source, the newest first."""
        return self._of(source)

    async def change_subscription(self, token: str, change: Change) -> Subscription | None:
        """What `change` makes of it, kept; None where there is none (any more)."""
        old = self._subscriptions.get(token)
        if old is None:
            return None
        new = change(old)
        if new is None:
            del self._subscriptions[token]
        else:
            self._subscriptions[token] = new
        self._show(old.source)
        return new

    async def subscriptions_due(self, now: datetime, limit: int) -> list[Subscription]:
        """Those with next_try <= now, the longest waiting first."""
        due = (one for one in self._subscriptions.values() if one.next_try <= now)
        return sorted(due, key=lambda one: (one.next_try, one.token))[:limit]

    async def unsubscribed(self, limit: int) -> list[SourceState]:
        """Active sources that offer a hub and have no subscription there, by name."""
        offering = (kept.state for kept in self._sources.values() if kept.state.hub)
        lacking = (one for one in offering if one.active and not self._subscribed(one))
        return sorted(lacking, key=lambda state: state.name)[:limit]

    def _subscribed(self, state: SourceState) -> bool:
        there = (state.hub, state.topic)
        live = (one for one in self._of(state.name) if one.state is not Push.LEAVING)
        return any((one.hub, one.topic) == there for one in live)

    async def adrift(self, base: str, limit: int) -> list[Subscription]:
        """Subscriptions that fit neither their source nor our address any more."""
        found = (
            one
            for one in self._subscriptions.values()
            if one.state is not Push.LEAVING
            if one.base != base or not self._offered(one)
        )
        return sorted(found, key=lambda one: one.token)[:limit]

    def _offered(self, one: Subscription) -> bool:
        kept = self._sources.get(one.source)
        if kept is None or not kept.state.active:
            return False
        return (kept.state.hub, kept.state.topic) == (one.hub, one.topic)

    async def unjudged(self, limit: int) -> list[tuple[Subscription, SourceState]]:
        """Confirmed subscriptions whose source had something new since the last find judged."""
        found = []
        for one in sorted(self._subscriptions.values(), key=lambda one: one.token):
            kept = self._sources.get(one.source)
            new = kept.state.last_new if kept else None
            if kept and new and one.state in _CONFIRMED and new > (one.judged or one.made_at):
                found.append((one, kept.state))
        return found[:limit]

    async def nudge(self, now: datetime) -> list[str]:
        """Make the sources due that pushes want to be by now; their names."""
        wanted = [one for one in self._subscriptions.values() if one.wanted and one.wanted <= now]
        made = set()
        for one in wanted:
            if one.source in self._leased:
                continue
            self._subscriptions[one.token] = replace(one, wanted=None)
            if self._sleeps(one.source, now):
                kept = self._sources[one.source]
                due = replace(kept.state, next_check=now)
                self._sources[one.source] = replace(kept, state=due)
                made.add(one.source)
        return sorted(made)

    def _sleeps(self, source: str, now: datetime) -> bool:
        kept = self._sources.get(source)
        if kept is None or not kept.state.active or kept.state.trouble is Trouble.RATE_LIMITED:
            return False
        return kept.state.next_check is not None and kept.state.next_check > now

    async def want_trusted(self, now: datetime) -> None:
        """Let all trusted subscriptions want their sources to be due."""
        for token, one in self._subscriptions.items():
            if one.state is Push.TRUSTED and one.wanted is None:
                self._subscriptions[token] = replace(one, wanted=now)

    async def end_pushes(self) -> int:
        """Forget all subscriptions; how many there were."""
        ended = len(self._subscriptions)
        names = {one.source for one in self._subscriptions.values()}
        self._subscriptions.clear()
        for name in names:
            self._show(name)
        return ended

    def _set_back_pushes(self, now: datetime, farthest: datetime) -> None:
        for token, one in self._subscriptions.items():
            ahead = one.next_try > now + timedelta(days=31)
            wanted = now if one.wanted and one.wanted > farthest else one.wanted
            next_try = now if ahead else one.next_try
            self._subscriptions[token] = replace(one, next_try=next_try, wanted=wanted)

    def _of(self, source: str) -> list[Subscription]:
        own = (one for one in self._subscriptions.values() if one.source == source)
        by_token = sorted(own, key=lambda one: one.token)
        return sorted(by_token, key=lambda one: one.made_at, reverse=True)

    def _show(self, source: str) -> None:
        kept = self._sources.get(source)
        if kept is not None:
            states = (one.state for one in self._of(source) if one.state is not Push.LEAVING)
            state = replace(kept.state, push=next(states, None))
            self._sources[source] = replace(kept, state=state)
