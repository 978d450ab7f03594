"""Chats that joined by invite, beside those of rules.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from model.rulebook import Chat, Rulebook


@dataclass(frozen=True, slots=True)
class Invite:
    """A link that lets chats in, `uses` times more until a moment. Of its secret only a digest
    is kept. `topics` are those that who joins is told of, None for all."""

    digest: str
    made_at: datetime
    until: datetime
    uses: int = 1
    by: str = ""
    topics: tuple[str, ...] | None = None
    id: int = 0  # given by the store


@dataclass(frozen=True, slots=True)
class Guest:
    """A chat that joined: where it is, what it is called, the language of who brought it in."""

    chat: str  # its key
    address: int
    at: datetime
    thread: int | None = None
    name: str = ""
    username: str = ""  # of a public chat, as "@username" may name it in rules.yaml
    language: str = "en"
    by: str = ""
    topics: tuple[str, ...] | None = None
    id: int = 0  # given by the store

    def as_chat(self, book: Rulebook) -> Chat:
        """The guest as an entry of rules.yaml would be; a topic that left the rules is passed
        over."""
        topics = None if self.topics is None else frozenset(self.topics) & frozenset(book.topics)
        return Chat(
            key=self.chat,
            address=self.address,
            thread=self.thread,
            language=self.language,
            topics=topics,
            timezone=book.settings.timezone,
            same_story=book.settings.same_story,
            burst=book.settings.burst,
        )


def all_served(
    book: Rulebook, guests: Iterable[Guest], moved: Mapping[str, str]
) -> tuple[Chat, ...]:
    """Every chat that is served, at its newest address: those of rules.yaml, then those that
    joined. Where both name one chat, rules.yaml counts. `moved`: old chat keys → newest."""
    ruled = tuple(chat.at(moved.get(chat.key)) for chat in book.chats)
    named = {_folded(chat.address) for chat in ruled}
    joined = (
        one.as_chat(book).at(moved.get(one.chat))
        for one in guests
        if _folded(f"@{one.username}") not in named
    )
    return (*ruled, *(chat for chat in joined if chat.address not in named))


def _folded(address: int | str) -> int | str:
    return address.lower() if isinstance(address, str) else address


class AccessStore(Protocol):
    """Invites, and the chats that joined by them."""

    async def keep_invite(self, invite: Invite) -> Invite:
        """Remember an invite; with its id. One of the same digest is left as it is, and given."""

    async def invites(self, now: datetime) -> list[Invite]:
        """Those that still let somebody in, oldest first."""

    async def revoke(self, invite_id: int) -> bool:
        """Forget an invite; False when there was none."""

    async def join(self, digest: str, guest: Guest) -> Guest | None:
        """Let a chat in at `guest.at` by the invite of that digest, with the invite's topics, and
        count the use, in one transaction. A chat that joined before is let in without a use.
        None where no invite lets anybody in: unknown, used up, over or revoked."""

    async def hurry(self, chat: str) -> None:
        """Let what is queued for a chat be tried at once, whatever it was to wait for."""

    async def edition(self) -> int:
        """A number that changes with every change to who is served, and how: a chat joined, was
        removed or moved, its readers settled something. Read it before what it stands for."""

    async def guests(self) -> list[Guest]:
        """The chats that joined, in that order, under the keys that they joined with."""

    async def remove_guest(self, guest_id: int) -> Guest | None:
        """Serve a chat no longer; the chat, None when there was none."""
