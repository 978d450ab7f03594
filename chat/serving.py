"""Which served chat a message belongs to, and who may change what it hears. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from telegram import MaybeInaccessibleMessage, Message
from telegram.constants import ChatType

from model.access import Guest, all_served
from model.rulebook import Chat, Rulebook

GROUP_ANONYMOUS = 1087968824  # "GroupAnonymousBot": an administrator who hides
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: its chat, the chat's name and kind, the forum topic."""

    chat: int
    username: str | None = None
    kind: str = ChatType.PRIVATE
    thread: int | None = None


def place_of(message: MaybeInaccessibleMessage) -> Place:
    """The place of a message; of one too old to be read its topic is not known. Threads of
    replies outside forums do not count."""
    thread = None
    if isinstance(message, Message) and message.is_topic_message:
        thread = message.message_thread_id
    return Place(message.chat.id, message.chat.username, message.chat.type, thread)


def serving(
    book: Rulebook, guests: Iterable[Guest], place: Place, moved: Mapping[str, str]
) -> list[Chat]:
    """The chats served at a place, of rules.yaml or `guests`, the admin chat included; none for a
    stranger.

    In forums the entry of the same topic comes first, its own before one of several. `moved`
    maps old chat keys to new ones: groups that became supergroups are served under their new
    address.
    """
    entries = list(_entries(book, guests, place, moved))
    return sorted(entries, key=lambda chat: _distance(chat, place.thread))


def _distance(chat: Chat, thread: int | None) -> int:
    if chat.thread == thread:
        return 0
    return 1 if thread in dict(chat.threads).values() else 2


def _entries(
    book: Rulebook, guests: Iterable[Guest], place: Place, moved: Mapping[str, str]
) -> Iterator[Chat]:
    admin = book.settings.admin_chat
    keeper = (admin.at(moved.get(admin.key)),) if admin else ()
    for current in (*all_served(book, guests, moved), *keeper):
        if current.address == place.chat or _named(current, place.username):
            yield current


def _named(chat: Chat, username: str | None) -> bool:
    if username is None or not isinstance(chat.address, str):
        return False
    return chat.address.lstrip("@").lower() == username.lower()


def anonymous(message: Message) -> bool | None:
    """Whether a message without a person of its own is an administrator's; None: ask for the
    person. Hidden administrators write in the name of the group itself; who writes as
    another channel may be anyone."""
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    if message.from_user is None:
        return False
    return True if message.from_user.id == GROUP_ANONYMOUS else None


def handed_on(message: Message) -> bool:
    """Whether its words are somebody else's: forwarded, or made by another bot. Telegram gives
    them in the name of whoever passed them on, who may have meant to show them only."""
    return message.forward_origin is not None or message.via_bot is not None


class Verdict(Enum):
    """What to do about another program that polls with the same token."""

    NOTHING = auto()
    SAY = auto()
    GIVE_UP = auto()


@dataclass(slots=True)
class Rivals:
    """Of two programs on one token the newcomer gives up; the other goes on and says so once.

    Each poll ends the other program's, so whoever has never had one go well came second.
    """

    at_home: bool = False
    in_a_row: int = 0
    said: bool = False

    def alone(self) -> None:
        """A poll went well."""
        self.at_home = True
        self.in_a_row = 0

    def met(self) -> Verdict:
        """A poll ended in a conflict."""
        self.in_a_row += 1
        if not self.at_home:
            return Verdict.GIVE_UP if self.in_a_row == _ENOUGH else Verdict.NOTHING
        if self.said:
            return Verdict.NOTHING
        self.said = True
        return Verdict.SAY
