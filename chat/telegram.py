"""The Telegram channel: one alert, one message, one outcome."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import telegram
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from chat.compose import Message, compose
from chat.excerpts import Excerpt, cut
from chat.failures import Remedy, judge
from chat.outgoing import markup
from chat.presses.under import as_kept, at_first
from chat.redaction import keep_secret
from chat.reply import Keyboard
from model.alert import Alert, Mute, Outcome, Refused, Sent
from model.rulebook import Chat
from model.story import Spread

_LOG = logging.getLogger(__name__)

_PRIVATE_PAUSE = timedelta(seconds=1)  # Telegram's FAQ: about one message a second to a chat
_GROUP_PAUSE = timedelta(seconds=3)  # and twenty a minute to a group or channel
_SHORT = 2000  # code points sent after "message is too long"
_READ = 20.0  # seconds for an answer
DIALOGUE = 600.0  # seconds in which somebody may be choosing among buttons
# what python-telegram-bot raises at an update that lacks a part, or has one of an odd kind
_UNREADABLE = (TypeError, KeyError, ValueError, AttributeError)
_UNCHANGED = "message is not modified"
_GENERAL = 1  # a forum's General topic: its own number is "message thread not found"


class WatchedBot(telegram.Bot):
    """A bot that tells how each getUpdates went: with None, or with its error.

    python-telegram-bot tells neither of success nor of a token revoked while it polls.
    """

    _watcher: Callable[[TelegramError | None], None] | None = None
    _pressed: dict[tuple[object, object], tuple[float, InlineKeyboardMarkup | None]] | None = None

    def watch(self, watcher: Callable[[TelegramError | None], None]) -> None:
        """Have `watcher` told from now on; it must not raise."""
        self._watcher = watcher

    async def get_updates(self, *args: Any, **settings: Any) -> tuple[telegram.Update, ...]:
        """As in the Bot API."""
        try:
            updates = await super().get_updates(*args, **settings)
        except TelegramError as error:
            self._tell(error)
            raise
        except _UNREADABLE:  # the same would come again at every poll, and nothing after it
            updates = await self._one_by_one(settings)
        self._tell(None)
        return updates

    async def _one_by_one(self, asked: dict[str, Any]) -> tuple[telegram.Update, ...]:
        """The updates that wait, an empty one in the place of each that cannot be read."""
        waiting = await self.do_api_request(
            "GetUpdates", {"offset": asked.get("offset"), "limit": 100, "timeout": 0}
        )
        return tuple(map(self._readable, waiting))

    def _readable(self, content: dict[str, Any]) -> telegram.Update:
        try:
            return telegram.Update.de_json(content, self)
        except _UNREADABLE as error:
            number = content["update_id"]
            _LOG.warning("update %s is passed over, it cannot be read (%r)", number, error)
            return telegram.Update(number)

    async def edit_message_reply_markup(
        self, *args: Any, **settings: Any
    ) -> telegram.Message | bool:
        """As in the Bot API; the buttons are remembered for a while, for `dialogue`."""
        done = await super().edit_message_reply_markup(*args, **settings)
        self._pressed, now = self._pressed or {}, _loop_time()
        self._pressed = {at: one for at, one in self._pressed.items() if one[0] > now - DIALOGUE}
        if len(args) > 1:
            self._pressed[args[0], args[1]] = now, settings.get("reply_markup")
        return done

    def dialogue(self, chat: int | str, number: int) -> InlineKeyboardMarkup | None:
        """The buttons that a message was given a moment ago, when one was pressed: somebody may
        be choosing among them."""
        at, buttons = (self._pressed or {}).get((chat, number), (0.0, None))
        return buttons if at > _loop_time() - DIALOGUE else None

    def _tell(self, error: TelegramError | None) -> None:
        if self._watcher is not None:
            self._watcher(error)


def open_bot(token: str, api_url: str | None = None) -> WatchedBot:
    """A bot for api.telegram.org, or for the self-hosted Bot API server at `api_url`.

    Opens nothing yet. Keeps the token out of all logs. Raises ValueError with one plain
    sentence when the token cannot be one.
    """
    number, _, secret = token.partition(":")
    if not (number.isdigit() and secret and secret.isascii() and secret.isprintable()):
        raise ValueError(
            "TELEGRAM_BOT_TOKEN does not look like a token: @BotFather gives one such as "
            "123456789:AAE-abc; copy it whole"
        )
    keep_secret(token)
    # what it logs, outcomes and the inbox say in plain words; its tracebacks help nobody
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    base = (api_url or "https://api.telegram.org").rstrip("/")
    return WatchedBot(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=_request(pool=32, read=_READ),
        get_updates_request=_request(pool=2, read=10),
    )


async def close_bot(bot: telegram.Bot) -> None:
    """Close its connections; harmless when they are closed, or the bot never was initialised."""
    await bot.shutdown()
    await bot.request.shutdown()


def _request(pool: int, read: float) -> HTTPXRequest:
    """Timeouts in seconds; getUpdates adds the length of its long poll to `read`."""
    return HTTPXRequest(
        connection_pool_size=pool,
        connect_timeout=10,
        read_timeout=read,
        write_timeout=20,
        pool_timeout=10,
    )


@dataclass(frozen=True, slots=True)
class _Draft:
    """What is sent where; each remedy changes one thing of it."""

    message: Message
    address: int | str
    thread: int | None
    plain: str | None = None  # sent instead of the HTML
    notes: tuple[str, ...] = ()
    buttons: Keyboard = ()
    number: int | None = None  # of the message that is edited; None: a new one
    reply_to: int | None = None
    kept: InlineKeyboardMarkup | None = None  # buttons that it has by now, instead of `buttons`

    def cured(self, remedy: Remedy, why: str) -> _Draft | None:
        """The draft with the remedy applied; None when that changes nothing any more."""
        noted = replace(self, notes=(*self.notes, f"{remedy.value}: {why}"))
        plain = self.message.plain if self.plain is None else self.plain
        match remedy:
            case Remedy.NO_THREAD:
                return None if self.thread is None else replace(noted, thread=None)
            case Remedy.NO_REPLY:
                return None if self.reply_to is None else replace(noted, reply_to=None)
            case Remedy.NO_BUTTONS:
                return None if not self.buttons else replace(noted, buttons=())
            case Remedy.PLAIN:
                return None if self.plain is not None else replace(noted, plain=plain)
            case Remedy.SHORTER:
                short = cut(Excerpt(plain), _SHORT).text
                return None if self.plain == short else replace(noted, plain=short)


class TelegramChannel:
    """Implements `model.ports.Channel` on python-telegram-bot. Pacing is the caller's."""

    def __init__(self, bot: telegram.Bot, *, now: Callable[[], datetime]) -> None:
        self._bot = bot
        self._now = now

    def pause(self, chat: Chat) -> timedelta:
        """One second for a person, three for groups and channels."""
        private = isinstance(chat.address, int) and chat.address > 0
        return _PRIVATE_PAUSE if private else _GROUP_PAUSE

    async def send(self, alert: Alert, chat: Chat) -> Outcome:
        """Send, and again once for each remedy that may help; what became of it as a value."""
        message = self._composed(alert, chat)
        if isinstance(message, Refused):
            return message
        thread = None if chat.thread == _GENERAL else chat.thread
        buttons = at_first(alert, chat.language)
        reply_to = alert.reply_to
        draft = _Draft(message, chat.address, thread, buttons=buttons, reply_to=reply_to)
        return await self._deliver(draft)

    async def edit(
        self,
        alert: Alert,
        chat: Chat,
        message_id: int,
        *,
        spread: Spread | None,
        mutes: Sequence[Mute],
        noted: bool,
    ) -> Outcome:
        """Edit its text, with the same remedies. Its buttons become what they should be by now,
        or stay as they are while somebody may be choosing among them."""
        message = self._composed(alert, chat, spread)
        if isinstance(message, Refused):
            return message
        buttons = as_kept(alert, chat, mutes, self._now(), noted=noted)
        kept = None
        if isinstance(self._bot, WatchedBot):
            kept = self._bot.dialogue(chat.address, message_id)
        draft = _Draft(message, chat.address, None, buttons=buttons, number=message_id, kept=kept)
        return await self._deliver(draft)

    def _composed(
        self, alert: Alert, chat: Chat, spread: Spread | None = None
    ) -> Message | Refused:
        try:
            return compose(alert, chat, self._now(), spread)
        except Exception:  # noqa: BLE001 # a fault of ours costs this one message, not the chat's line
            _LOG.exception("alert %s could not be put into a message", alert.id)
            return Refused("this message could not be put together; the log tells more")

    async def _deliver(self, draft: _Draft) -> Outcome:
        """Ends: every remedy applies once at most."""
        wanted = draft.thread
        while True:
            try:
                number = await self._post(draft)
            except Exception as error:  # noqa: BLE001 # outcomes, not exceptions
                outcome, said = judge(error), str(error)
            else:
                astray = None if draft.thread == wanted else wanted
                return Sent(number, note="; ".join(draft.notes), astray=astray)
            if draft.number is not None and _UNCHANGED in said.lower():
                return Sent(draft.number)
            new = draft.number is None
            if isinstance(outcome, Refused) and not outcome.gone and new:
                outcome = _perhaps(draft) or outcome
            if not isinstance(outcome, Remedy):
                return outcome
            cured = draft.cured(outcome, said)
            if cured is None:
                return Refused(f"Telegram refuses: {said}")
            draft = cured

    async def _post(self, draft: _Draft) -> int:
        if draft.number is not None:
            return await self._rewrite(draft, draft.number)
        html = draft.plain is None
        sent = await self._bot.send_message(
            draft.address,
            draft.message.html if draft.plain is None else draft.plain,
            parse_mode=ParseMode.HTML if html else None,
            message_thread_id=draft.thread,
            disable_notification=draft.message.silent,
            link_preview_options=preview(draft.message.preview_url),
            reply_markup=markup(draft.buttons),
            reply_parameters=_reply(draft.reply_to),
        )
        return sent.message_id

    async def _rewrite(self, draft: _Draft, number: int) -> int:
        await self._bot.edit_message_text(
            draft.message.html if draft.plain is None else draft.plain,
            draft.address,
            number,
            parse_mode=ParseMode.HTML if draft.plain is None else None,
            link_preview_options=preview(draft.message.preview_url),
            reply_markup=draft.kept or markup(draft.buttons),
        )
        return number


def _perhaps(draft: _Draft) -> Remedy | None:
    """What may be at fault where the refusal names nothing."""
    if draft.reply_to is not None:
        return Remedy.NO_REPLY
    return Remedy.NO_BUTTONS if draft.buttons else None


def _reply(number: int | None) -> ReplyParameters | None:
    """To that message, or to none where it is gone."""
    return None if number is None else ReplyParameters(number, allow_sending_without_reply=True)


def _loop_time() -> float:
    """Seconds that no one sets back."""
    return asyncio.get_running_loop().time()


def preview(url: str | None) -> LinkPreviewOptions:
    """A small preview of the article, none where there is no article."""
    if url is None:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=url, prefer_small_media=True)
