"""Who is served: every chat as its readers want it, and where to find it. Pure.

Made once for each change of the rules or of what chats settled, and asked for each article and
each message: neither may cost more where more chats are served.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from model.access import Guest, all_served
from model.preferences import NOTHING, Preferences, applied
from model.rulebook import Chat, Rulebook


@dataclass(frozen=True, slots=True)
class Served:
    """The chats of one rulebook and one `edition` of the store, in their order.

    `by_key` holds the admin chat and the terminal besides; `rests`: how long each wants to hear of
    a story once only; `moved` maps former keys of chats to their newest; `followers` are the
    places in `chats` of those that follow a topic, `all_topics` of those that follow every one.
    """

    book: Rulebook
    edition: int
    chats: tuple[Chat, ...]
    by_key: Mapping[str, Chat]
    rests: Mapping[str, timedelta]
    moved: Mapping[str, str]
    followers: Mapping[str, tuple[int, ...]]
    all_topics: tuple[int, ...]

    @classmethod
    def of(
        cls,
        book: Rulebook,
        edition: int,
        guests: Iterable[Guest],
        moved: Mapping[str, str],
        own: Mapping[str, Preferences],
        terminal: Chat | None = None,
        messenger: bool = True,
    ) -> Served:
        """Put together; the terminal where there is no messenger, or no chat yet."""
        chats = _wanted(all_served(book, guests, moved), own, book)
        admin = book.settings.admin_chat
        keeper = _wanted([admin.at(moved.get(admin.key))] if admin else [], own, book)
        here = (terminal,) if terminal else ()
        if here and not (messenger and chats):
            chats = here
        known = {chat.key: chat for chat in (*here, *keeper, *reversed(chats))}
        followers, all_topics = _by_topic(chats)
        rests = {chat.key: chat.same_story for chat in chats}
        return cls(book, edition, chats, known, rests, moved, followers, all_topics)

    def following(self, topics: Collection[str]) -> list[Chat]:
        """The chats that follow one of these topics, in the order of all."""
        places = {place for topic in topics for place in self.followers.get(topic, ())}
        places.update(self.all_topics if topics else ())
        return [self.chats[place] for place in sorted(places)]

    def rest(self, key: str) -> timedelta:
        """How long a chat wants to hear of a story once only; nothing for one unknown."""
        return self.rests.get(key, timedelta())


def _wanted(
    chats: Iterable[Chat], own: Mapping[str, Preferences], book: Rulebook
) -> tuple[Chat, ...]:
    """The chats with what their readers settled themselves."""
    return tuple(applied(chat, own.get(chat.key, NOTHING), book.topics) for chat in chats)


def _by_topic(chats: Iterable[Chat]) -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
    followers: dict[str, list[int]] = {}
    all_topics: list[int] = []
    for place, chat in enumerate(chats):
        if chat.topics is None:
            all_topics.append(place)
        for topic in chat.topics or ():
            followers.setdefault(topic, []).append(place)
    return {topic: tuple(places) for topic, places in followers.items()}, tuple(all_topics)
