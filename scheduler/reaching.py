"""Chats that Telegram says are lost or back, told to delivery before any message is tried."""

from __future__ import annotations

from dataclasses import dataclass

from model.alert import Alert
from model.rulebook import Chat
from scheduler.deliver import ASK_AGAIN, Delivery
from scheduler.mishaps import chat_back, chat_lost


@dataclass(frozen=True, slots=True)
class Reaching:
    """Implements `model.ports.Reach` on one delivery."""

    delivery: Delivery

    async def lost(self, key: str, why: str) -> None:
        """As after a refusal, but without a message that is refused: what comes waits, and the
        chat is asked as seldom as one that was lost for long."""
        world = self.delivery.world
        chat = await world.chat(key)
        if chat is None:
            return
        await self.delivery.pacing.lose(chat.key, ASK_AGAIN[1])
        keeper = await self._keeper(chat)
        if keeper is not None:
            await self._tell(chat_lost(keeper, chat, None, why, world.clock.now()))

    async def back(self, key: str, *, again: bool) -> None:
        """What waits is sent at once. `again`: it is known to have been lost before."""
        world = self.delivery.world
        chat = await world.chat(key)
        if chat is None:
            return
        again = await self.delivery.pacing.find(chat.key) or again
        await world.store.hurry(chat.key)
        world.woken.set()
        keeper = await self._keeper(chat)
        if again and keeper is not None:
            await self._tell(chat_back(keeper, chat, world.clock.now()))

    async def _keeper(self, chat: Chat) -> Chat | None:
        """Who hears of it: nobody hears in a chat that it is lost itself."""
        keeper = await self.delivery.world.spoken_to()
        return None if keeper is None or keeper.key == chat.key else keeper

    async def _tell(self, notice: Alert) -> None:
        if await self.delivery.world.store.queue([notice]):
            self.delivery.world.woken.set()
