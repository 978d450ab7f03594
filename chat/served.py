"""The chats of a place as their readers want them."""

from __future__ import annotations

from dataclasses import dataclass

from chat.commands.ask import Desk
from chat.serving import Place, serving
from model.preferences import NOTHING, applied
from model.rulebook import Chat


@dataclass(frozen=True, slots=True)
class Served:
    """The entries of a place: `chats` with what their readers settled, the nearest first;
    `ruled` is that nearest one as rules.yaml has it, None for a stranger; `keeper`: one of them
    is the admin chat."""

    chats: tuple[Chat, ...] = ()
    ruled: Chat | None = None
    keeper: bool = False

    @property
    def chat(self) -> Chat | None:
        """The nearest entry."""
        return self.chats[0] if self.chats else None

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of all entries in the store."""
        return tuple(chat.key for chat in self.chats)


async def served(desk: Desk, place: Place) -> Served:
    """Who is served at a place; nobody for a stranger."""
    guests, moved = await desk.store.guests(), await desk.store.moved()
    ruled = serving(desk.book, guests, place, moved)
    if not ruled:
        return Served()
    own = await desk.store.settled()
    topics = desk.book.topics
    chats = (applied(chat, own.get(chat.key, NOTHING), topics) for chat in ruled)
    admin = desk.book.settings.admin_chat
    keeper = admin is not None and admin.at(moved.get(admin.key)) in ruled
    return Served(tuple(chats), ruled[0], keeper)
