"""What people write to the bot and press in it: judged, answered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any
from weakref import WeakValueDictionary

from telegram import Document, Message, Update
from telegram.constants import ChatType
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from chat.answers import Answers
from chat.blame import blame
from chat.chance import chance
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.commands.table import COMMANDS, answer, linked
from chat.documents import concerns, handed, is_rules
from chat.failures import reason
from chat.html import line, shown
from chat.intake import App, Intake, IntakeError, Once, Polling
from chat.life import GRACE, Life
from chat.menus import set_menus
from chat.pace import TooMany
from chat.pressing import Pressing
from chat.ranks import Ranks
from chat.reply import Reply
from chat.served import Served, served
from chat.serving import Rivals, Verdict, handed_on, place_of
from chat.strangers import Strangers
from chat.telegram import WatchedBot
from model.ports import Reach

_LOG = logging.getLogger(__name__)

_UPDATES = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
_PATIENCE = 30.0  # seconds between two tries to come up

RIVAL = (
    "Another program already receives this bot's messages with the same token: stop it, or get "
    "a token of its own for each from @BotFather."
)
BAD_TOKEN = "Telegram refuses the token: check TELEGRAM_BOT_TOKEN against @BotFather's."  # noqa: S105 # a sentence


def _nobody_hears(sentence: str) -> None:
    _LOG.error(sentence)


class Inbox:
    """Answers commands and presses, one at a time in each chat.

    `intake` brings them in: polling, or a webhook. `desk` gives the desk as it is now, with the
    rules in force. `on_fatal` hears one sentence when going on is pointless: the token is
    refused, or another program polls with it. `reach` hears which chats are lost or back; a group
    that nobody asked for has `grace` seconds. The bot stays open when the inbox stops: `close_bot`.
    """

    def __init__(
        self,
        application: App,
        *,
        desk: Callable[[], Desk],
        now: Callable[[], datetime],
        on_fatal: Callable[[str], None] = _nobody_hears,
        intake: Intake | None = None,
        reach: Reach | None = None,
        grace: float = GRACE,
    ) -> None:
        self._intake = intake or Polling()
        self._application = application
        self._bot = application.bot
        self._desk = desk
        self._now = now
        self._on_fatal = on_fatal
        self._rivals = Rivals()
        self._dead = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._ranks = Ranks(self._bot, now)
        self._answers = Answers(self._bot, self._spawn)
        self._pressing = Pressing(
            self._bot, self._ranks, self._desk, now, self._lock, self._answers
        )
        self._strangers = Strangers(now)
        self._reach = reach
        self._life = Life(self._bot, desk, reach, self._strangers, grace)
        self._listen()

    # life

    async def start(self) -> None:
        """Come up in the background; a Telegram that is down now is asked again until it is up."""
        if isinstance(self._bot, WatchedBot):
            self._bot.watch(self._polled)
        self._spawn(self._come_up())

    async def stop(self) -> None:
        """Take no more; finish the answers under way. Up to 3 s on Telegram's own servers."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._intake.stop()
        if self._application.running:
            await self._application.stop()

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _come_up(self) -> None:
        await self._until_up()
        if self._dead:
            return
        desk = self._desk()
        admin = desk.book.settings.admin_chat
        moved = await desk.store.moved()
        await set_menus(self._bot, admin and admin.at(moved.get(admin.key)))
        await self._application.start()
        try:
            await self._intake.start(self._application, _UPDATES)
        except IntakeError as why:
            self._die(str(why))

    async def _until_up(self) -> None:
        pause = 1.0
        while not self._dead:
            try:
                await self._application.initialize()
            except InvalidToken:
                self._die(BAD_TOKEN)
            except TelegramError as error:
                if pause == 1.0:
                    _LOG.warning("no commands yet: %s", reason(error))
                await asyncio.sleep(pause)
                pause = min(pause * 1.5, _PATIENCE)
            else:
                return

    def _polled(self, error: TelegramError | None) -> None:
        match error:
            case None:
                self._rivals.alone()
            case InvalidToken():
                self._die(BAD_TOKEN)
            case Conflict():
                self._met(self._rivals.met())
            case _:
                _LOG.info("polling: %s", reason(error))

    def _met(self, verdict: Verdict) -> None:
        if verdict is Verdict.SAY:
            _LOG.warning(RIVAL)
        elif verdict is Verdict.GIVE_UP:
            self._die(RIVAL)

    def _die(self, sentence: str) -> None:
        if not self._dead:
            self._dead = True
            self._on_fatal(sentence)
            self._spawn(self._intake.stop())

    # commands and presses

    def _listen(self) -> None:
        # new messages only: an edited command was answered when it was written
        new = filters.UpdateType.MESSAGE
        known = CommandHandler(list(COMMANDS), self._heard, filters=new)
        unknown = MessageHandler(new & filters.COMMAND & filters.ChatType.PRIVATE, self._heard)
        self._application.add_handler(TypeHandler(Update, Once().gate), group=-1)
        self._application.add_handler(TypeHandler(TooMany, self._too_many))
        filed = MessageHandler(new & filters.Document.ALL, self._filed)
        presses = CallbackQueryHandler(self._pressed)
        moved = MessageHandler(filters.StatusUpdate.MIGRATE, self._moved)
        life = ChatMemberHandler(self._changed, ChatMemberHandler.MY_CHAT_MEMBER)
        self._application.add_handlers([known, unknown, filed, presses, moved, life])
        self._application.add_error_handler(self._failed)

    async def _heard(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None or not message.text:
            return
        async with self._lock(message.chat.id):
            reply = await self._answer(message)
            if reply.text:
                await self._answers.give(place_of(message), message.message_id, reply)

    async def _filed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.effective_message
        if message is None or message.document is None:
            return
        async with self._lock(message.chat.id):
            reply = await self._to_file(message, message.document)
            if reply.text:
                await self._answers.give(place_of(message), message.message_id, reply)

    async def _to_file(self, message: Message, document: Document) -> Reply:
        """A rules file means /rules; to other files nothing is said, or how rules are sent."""
        here = await served(self._desk(), place_of(message))
        if here.chat is None or not concerns(message, document, here):
            return Reply()
        if not is_rules(document):
            return Reply(say(here.chat.language, "rules.not_yaml"))
        return await self._answered("rules", "", message, here, self._desk())

    async def _too_many(self, beyond: TooMany, _: ContextTypes.DEFAULT_TYPE) -> None:
        """One line to who asks too much in a minute; strangers hear nothing."""
        message = beyond.update.effective_message
        if message is None:
            return
        here = await served(self._desk(), place_of(message))
        if here.chat is None:
            return
        said = say(here.chat.language, "too_many")
        if query := beyond.update.callback_query:
            await self._bot.answer_callback_query(query.id, shown(said))
        else:
            await self._answers.give(place_of(message), message.message_id, Reply(said))

    async def _moved(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is not None:
            async with self._lock(update.message.chat.id):
                await self._life.moved(update.message)

    async def _changed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        change = update.my_chat_member
        if change is None:
            return
        async with self._lock(change.chat.id):
            unknown = await self._life.changed(change)
        if unknown:
            self._spawn(self._life.unknown(change))

    async def _pressed(self, update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.callback_query is not None:
            await self._pressing.pressed(update.callback_query)

    def _lock(self, chat: int) -> asyncio.Lock:
        return self._locks.setdefault(chat, asyncio.Lock())

    async def _answer(self, message: Message) -> Reply:
        said, args, addressed = _parsed(message)
        desk = self._desk()
        here = await served(desk, place_of(message))
        name, args = linked(said, args)
        if name == "start" and self._reach is not None:
            for key in here.keys:  # whoever says so has let the bot in again
                await self._reach.back(key, again=False)
        if handed_on(message) and _guarded(name):
            if here.chat is not None:
                return Reply(say(here.chat.language, "forwarded"))
            name = "start"
        if here.chat is None and _takes_strangers(name):
            name = name if self._strangers.may_try(message.chat.id) else "start"
        reply = await self._answered(name, args, message, here, desk)
        if here.chat is not None or reply.did:
            return reply
        return reply if self._first_time(message, said, addressed=addressed) else Reply()

    async def _answered(
        self, name: str, args: str, message: Message, here: Served, desk: Desk
    ) -> Reply:
        free = not _guarded(name) or (here.chat is None and not _takes_strangers(name))
        admin = free or await self._ranks.may_command(message)
        ask = replace(
            _ask(message, here, args, self._now(), is_admin=admin),
            bot=self._bot.username,
            chance=chance(self._bot.token, message.chat.id, message.message_id),
        )
        try:
            return await answer(name, ask, desk)
        except Exception as error:  # noqa: BLE001 # whoever asked gets an answer, the log the rest
            blame(_LOG, error, "/%s could not be answered", name)
            return Reply(say(ask.language, "failed"))

    def _first_time(self, message: Message, name: str, *, addressed: bool) -> bool:
        """Whether a chat not in the rules gets its one line. In groups only when it is clear
        that this bot is meant."""
        group = message.chat.type != ChatType.PRIVATE
        if group and name != "start" and not addressed:
            return False
        return self._strangers.first_time(message.chat.id)

    async def _failed(self, _: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if isinstance(context.error, TelegramError):
            _LOG.warning("an answer could not be sent: %s", reason(context.error))
        elif isinstance(context.error, Exception):
            blame(_LOG, context.error, "a message could not be answered")


def _guarded(name: str) -> bool:
    return name in COMMANDS and COMMANDS[name].guarded


def _takes_strangers(name: str) -> bool:
    return name in COMMANDS and COMMANDS[name].strangers


def _parsed(message: Message) -> tuple[str, str, bool]:
    """The command's name, all behind it, and whether it names the bot: /mute@bot 2h."""
    first, _, args = (message.text or "").partition(" ")
    first, newline, rest = first.partition("\n")
    name, at, _ = first.removeprefix("/").partition("@")
    return name.lower(), f"{rest} {args}" if newline else args, bool(at)


def _ask(message: Message, here: Served, args: str, now: datetime, *, is_admin: bool) -> Ask:
    chat = here.chat
    about = message.reply_to_message
    person = message.from_user
    own = (person.language_code if person else None) or "en"
    hidden = message.sender_chat.effective_name if message.sender_chat else None
    writer = message.sender_chat or person
    return Ask(
        address=message.chat.id,
        now=now,
        chat=chat,
        thread=place_of(message).thread,
        user=line(hidden or (person and person.full_name) or "", 64),
        user_id=writer.id if writer else 0,
        title=message.chat.effective_name or "",
        username=message.chat.username or "",
        args=line(args, 1000),
        language=chat.language if chat else own,
        is_admin=is_admin,
        message=about.message_id if about else None,
        keys=here.keys,
        ruled=here.ruled,
        keeper=here.keeper,
        file=handed(message.document) if message.document else None,
    )
