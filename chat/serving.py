"""Which chat of the rules a message belongs to, and who may change what it hears. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from telegram import Message

from model.rulebook import Chat, Rulebook

GROUP_ANONYMOUS = 1087968824  # "GroupAnonymousBot": an administrator who hides
_ENOUGH = 3


def serving(book: Rulebook, message: Message, moved: Mapping[str, str]) -> Chat | None:
    """The chat of rules.yaml a message came from, or the admin chat; None for a stranger.

    In forums the entry of the same topic comes first. `moved` maps old chat keys to new
    ones: groups that became supergroups are served under their new address.
    """
    thread = thread_of(message)
    entries = list(_entries(book, message, moved))
    same = (chat for chat in entries if chat.thread == thread)
    return next(same, None) or next(iter(entries), None)


def thread_of(message: Message) -> int | None:
    """The forum topic; threads of replies outside forums do not count."""
    return message.message_thread_id if message.is_topic_message else None


def _entries(book: Rulebook, message: Message, moved: Mapping[str, str]) -> Iterator[Chat]:
    admin = book.settings.admin_chat
    for chat in (*book.chats, *([admin] if admin else [])):
        current = _where_now(chat, moved)
        if current.address == message.chat.id or _named(current, message.chat.username):
            yield current


def _where_now(chat: Chat, moved: Mapping[str, str]) -> Chat:
    """The chat under the key and address it moved to: "telegram:<address>[:<thread>]"."""
    key = moved.get(chat.key)
    if key is None:
        return chat
    address = key.split(":")[1]
    return replace(chat, key=key, address=int(address))


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
