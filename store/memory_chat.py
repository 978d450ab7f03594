"""The store in dictionaries, its part behind the chat: alerts asked for again, undone mutes,
feedback, preferences, search."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from model.alert import Alert, Feedback, Mute, Standing
from model.article import Article
from model.preferences import Preference, Preferences
from store.folding import folded, found
from store.memory_stories import MemoryStories
from store.transitions import addressed, searchable


class MemoryChat(MemoryStories):
    """What people ask for in a chat."""

    def __init__(self) -> None:
        super().__init__()
        self._feedback: dict[tuple[int, str], Feedback] = {}
        self._known: dict[str, str | None] = {}

    async def alert(self, alert_id: int) -> Alert | None:
        """One alert, whatever has become of it, under its chat's newest key."""
        posted = self._posted.get(alert_id)
        return addressed(posted.alert, self._newest(posted.alert.chat)) if posted else None

    async def alert_at(self, chat: str, message_id: int) -> Alert | None:
        """The alert that a message told."""
        here = self._newest(chat)
        told = [
            one.alert
            for one in self._posted.values()
            if one.message_id == message_id and one.alert.chat == here
        ]
        return max(told, key=lambda alert: alert.id, default=None)

    async def undo(self, mute_id: int, now: datetime) -> Mute | None:
        """Take a mute back; the one it had replaced holds again if its time is not over."""
        mute = self._mutes.pop(mute_id, None)
        earlier = self._replaced.pop(mute_id, None)
        if mute and earlier and (earlier.until is None or earlier.until > now):
            back = replace(earlier, id=self._next_id(), chat=mute.chat, held_back=mute.held_back)
            self._mutes[back.id] = back
            self._hand_over(mute_id, back.id)
        return mute

    async def ended_mutes(self, now: datetime) -> list[Mute]:
        """Mutes whose time is over and that are still kept, in the order of their ends."""
        over = [(one.until, one.id) for one in self._mutes.values() if one.until is not None]
        return [self._mutes[number] for until, number in sorted(over) if until <= now]

    async def held_back(self, mute_id: int, limit: int) -> list[Alert]:
        """The first alerts that a mute held back, the mute itself kept or not."""
        held = [one.alert for one in self._posted.values() if one.mute_id == mute_id]
        first = sorted(held, key=lambda alert: alert.id)[:limit]
        return [addressed(alert, self._newest(alert.chat)) for alert in first]

    async def keep_feedback(self, feedback: Sequence[Feedback]) -> None:
        """Remember; a later word on the same alert and topic replaces the earlier."""
        self._feedback.update({(one.alert_id, one.topic): one for one in feedback})

    async def withdraw_feedback(self, alert_id: int) -> bool:
        """Forget all that was said of an alert; False when nothing was."""
        said = [place for place in self._feedback if place[0] == alert_id]
        for place in said:
            del self._feedback[place]
        return bool(said)

    async def feedback(self, alert_id: int) -> list[Feedback]:
        """What was said of an alert, by topic."""
        return [one for place, one in sorted(self._feedback.items()) if place[0] == alert_id]

    async def latest(self, chat: str, topic: str | None, limit: int) -> list[Alert]:
        """A chat's last alerts, newest first, whatever has become of them."""
        here = self._newest(chat)
        own = [self._posted[number].alert for number in sorted(self._posted, reverse=True)]
        return [
            one
            for one in own
            if one.chat == here
            and one.article_id
            and (topic is None or any(match.topic == topic for match in one.matches))
        ][:limit]

    async def counts(self, chat: str, since: datetime) -> dict[str, int]:
        """How many alerts about articles a chat was made since then, by topic."""
        here = self._newest(chat)
        own = (
            one.alert
            for one in self._posted.values()
            if one.alert.chat == here and one.alert.article_id and one.alert.made_at >= since
        )
        return Counter(topic for one in own for topic in {match.topic for match in one.matches})

    async def settle(
        self, chat: str, changes: Mapping[str, str | None], now: datetime, by: str
    ) -> None:
        """Remember what a chat's readers want, by name; None forgets."""
        own = self._settled.setdefault(self._newest(chat), {})
        for name, value in changes.items():
            own.pop(name, None)
            if value is not None:
                own[name] = Preference(value, now, by)
        self._edition += 1

    async def settled(self) -> dict[str, Preferences]:
        """All that chats' readers want, by the chats' newest keys."""
        return {chat: dict(own) for chat, own in self._settled.items() if own}

    async def standing(self, article_id: str) -> list[Standing]:
        """What became of the alerts about an article, in the order they were queued."""
        about = [
            self._posted[alert.id]
            for alert in self._alerts_about({article_id} if article_id else set())
        ]
        return [Standing(self._newest(one.alert.chat), one.fate, one.reason) for one in about]

    async def search(self, words: str, limit: int) -> list[Article]:
        """Articles in which each of the words begins some word, newest first."""
        wanted = folded(words)
        kept = [one.article for one, _ in reversed(self._articles.values())]
        hits = (one for one in kept if wanted and found(wanted, folded(searchable(one))))
        return [one for one, _ in zip(hits, range(limit), strict=False)]

    async def article_of(self, keys: Collection[str]) -> Article | None:
        """The remembered article that has one of these identity keys."""
        for remembered, _ in self._articles.values():
            if not set(keys).isdisjoint(remembered.article.keys):
                return remembered.article
        return None
