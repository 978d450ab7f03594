"""What becomes of a pressed button: judged, stored, answered within a second, then shown."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Bot, CallbackQuery
from telegram.error import BadRequest, TelegramError

from chat import outgoing
from chat.answers import Answers
from chat.blame import blame
from chat.chance import chance
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.failures import reason
from chat.html import line, shown, text
from chat.presses.table import changes, press
from chat.ranks import Ranks
from chat.reply import Pressed, Reply
from chat.served import served
from chat.serving import Place, place_of

_LOG = logging.getLogger(__name__)
SOON = 0.7  # seconds: what is not ready by then is answered without a word
# of an edit that changes nothing, or of a message that is gone: no harm is done
_HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
)


@dataclass(frozen=True, slots=True)
class Pressing:
    """Handles callback queries. `lock` gives the lock that keeps one chat's order."""

    bot: Bot
    ranks: Ranks
    desk: Callable[[], Desk]
    now: Callable[[], datetime]
    lock: Callable[[int], asyncio.Lock]
    answers: Answers

    async def pressed(self, query: CallbackQuery) -> None:
        """Answer one press; never raises for the world's faults."""
        answer = _Answer(self.bot, query.id)
        if query.message is None or query.data is None:  # of a message nobody knows any more
            await answer.give(Pressed())
            return
        place = place_of(query.message)
        async with answer.soon(), self.lock(place.chat):
            done = await self._done(query, place)
            seen = await answer.give(done)
            await self._show(query, place, done if seen else _spoken(done))

    async def _ask(self, query: CallbackQuery, place: Place) -> Ask:
        here = await served(self.desk(), place)
        chat = here.chat
        free = chat is None or not changes(query.data or "")
        admin = free or await self.ranks.may_press(place.chat, place.kind, query.from_user.id)
        return Ask(
            address=place.chat,
            now=self.now(),
            chat=chat,
            thread=place.thread,
            user=line(query.from_user.full_name or "", 64),
            user_id=query.from_user.id,
            bot=self.bot.username,
            chance=chance(self.bot.token, "press", query.id),
            language=chat.language if chat else query.from_user.language_code or "en",
            is_admin=admin,
            message=query.message.message_id if query.message else None,
            keys=here.keys,
            ruled=here.ruled,
            keeper=here.keeper,
        )

    async def _done(self, query: CallbackQuery, place: Place) -> Pressed:
        data = query.data or ""
        try:
            return await press(data, await self._ask(query, place), self.desk())
        except Exception as error:  # noqa: BLE001 # who pressed gets an answer, the log the rest
            blame(_LOG, error, "the press %s could not be answered", data)
            own = query.from_user.language_code or "en"
            return Pressed(shown(say(own, "failed")))

    async def _show(self, query: CallbackQuery, place: Place, done: Pressed) -> None:
        message = query.message
        if message is None:
            return
        number = message.message_id
        if message.is_accessible and (done.text is not None or done.buttons is not None):
            await self._try(outgoing.edit(self.bot, place, number, done.text, done.buttons))
        elif said := done.text or done.anew:  # too old to be edited
            done = replace(done, reply=Reply(said, done.buttons or ()))
        if done.reply is not None:
            await self._try(self.answers.give(place, number, done.reply))
        if done.letter is not None:
            await self._try(outgoing.post(self.bot, done.letter))

    async def _try(self, call: Awaitable[None]) -> None:
        try:
            await call
        except BadRequest as error:
            if not any(part in error.message.lower() for part in _HARMLESS):
                _LOG.warning("a press could not be shown: %s", error.message)
        except TelegramError as error:
            _LOG.warning("a press could not be shown: %s", reason(error))


class _Answer:
    """The one answer that Telegram takes to a press; an empty one where the proper one is late."""

    def __init__(self, bot: Bot, query_id: str) -> None:
        self._bot = bot
        self._id = query_id
        self._given = False

    async def give(self, done: Pressed) -> bool:
        """Whether the person saw it: a query that waited too long takes no answer any more."""
        if self._given:
            return False
        self._given = True
        try:
            await self._bot.answer_callback_query(
                self._id, done.toast or None, show_alert=done.window
            )
        except TelegramError as error:
            _LOG.info("a press could not be answered: %s", reason(error))
            return False
        return True

    @asynccontextmanager
    async def soon(self) -> AsyncIterator[None]:
        """Give the empty answer if what is done meanwhile takes too long."""
        task = asyncio.create_task(self._late())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _late(self) -> None:
        await asyncio.sleep(SOON)
        await self.give(Pressed())


def _spoken(done: Pressed) -> Pressed:
    """A toast that nobody saw, as a message, where nothing else would show what happened."""
    told = done.text is not None or done.buttons is not None or done.reply is not None
    if told or not done.toast:
        return done
    return replace(done, reply=Reply(text(done.toast).html))
