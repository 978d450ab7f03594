"""Updates by webhook: Telegram posts them to an address of ours, with a secret in a header.

The server listens on loopback; whatever ends TLS in front of it passes the one path on. It is
our own because python-telegram-bot's compares the secret by `!=`, whose duration tells how much
of a guess is right.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, InvalidToken, TelegramError

from chat.failures import reason
from chat.intake import App, IntakeError
from chat.pace import Entrance
from chat.redaction import keep_secret

_LOG = logging.getLogger(__name__)

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LISTEN = "127.0.0.1:8443"
LARGEST = 1_000_000  # bytes of one update; real ones have some thousands
_SLOWEST = 10.0  # seconds that a body may take
_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
_PATIENCE = 30.0  # seconds between two tries to have it set
_LOOK = 60.0  # seconds between two looks at whether it is still ours and works

TAKEN = (
    "Another program has taken this bot's messages with the same token, and gets those that come "
    "now: stop it. The webhook is set again."
)


@dataclass(frozen=True, slots=True)
class Hook:
    """The address that Telegram calls, where it arrives here, and the secret it brings along."""

    url: str
    host: str
    port: int
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The one path that is served."""
        return urlsplit(self.url).path or "/"


def hook(url: str, *, token: str, listen: str = "", secret: str = "", own: bool = False) -> Hook:
    """The settings read. `own`: with a Bot API server of one's own, which may call http://.

    Raises ValueError with one sentence.
    """
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ({"https", "http"} if own else {"https"}):
        raise ValueError(f"TELEGRAM_WEBHOOK_URL must be an https:// address, not “{url}”")
    if token.partition(":")[2] in url:
        raise ValueError("TELEGRAM_WEBHOOK_URL holds the token, which servers log: choose another")
    if secret and not _SECRET.fullmatch(secret):
        raise ValueError(
            "TELEGRAM_WEBHOOK_SECRET must be 16 to 256 letters, digits, “_” or “-”; leave it "
            "out, and a new one is made at each start"
        )
    host, colon, port = (listen or LISTEN).rpartition(":")
    if not (colon and host and port.isdigit() and int(port) < 2**16):
        raise ValueError(f"TELEGRAM_WEBHOOK_LISTEN must be like {LISTEN}, not “{listen}”")
    return Hook(url, host.strip("[]"), int(port), secret or secrets.token_urlsafe(32))


class Webhook:
    """Implements `chat.intake.Intake`. It stays set when the program stops: Telegram keeps what
    comes meanwhile, for a day."""

    def __init__(self, settings: Hook) -> None:
        keep_secret(settings.secret)
        self._hook = settings
        self._secret = settings.secret.encode()
        self._application: App | None = None
        self._runner: web.AppRunner | None = None
        self._looking: asyncio.Task[None] | None = None
        self._said = ""

    async def start(self, application: App, kinds: Sequence[str]) -> None:
        """Listen, then have Telegram call."""
        self._application = application
        await self._listen()
        await self._have_it_set(application.bot, kinds)
        self._looking = asyncio.create_task(self._look(application.bot, kinds))

    async def stop(self) -> None:
        """Close the server; requests under way are answered."""
        if self._looking is not None:
            self._looking.cancel()
        if self._runner is not None:
            await self._runner.cleanup()

    async def _listen(self) -> None:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(self._hook.path, self._posted)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._hook.host, self._hook.port).start()
        except OSError as why:
            where = f"{self._hook.host}:{self._hook.port}"
            raise IntakeError(
                f"The webhook cannot listen on {where} ({why.strerror}): set "
                "TELEGRAM_WEBHOOK_LISTEN to a free port"
            ) from None

    async def _have_it_set(self, bot: Bot, kinds: Sequence[str]) -> None:
        pause = 1.0
        while True:
            try:
                await bot.set_webhook(
                    self._hook.url,
                    allowed_updates=list(kinds),
                    secret_token=self._hook.secret,
                    drop_pending_updates=False,
                )
            except (BadRequest, InvalidToken) as error:
                raise IntakeError(f"The webhook was not taken. {reason(error)}") from None
            except TelegramError as error:
                _LOG.warning("the webhook is not set yet: %s", reason(error))
                await asyncio.sleep(pause)
                pause = min(pause * 1.5, _PATIENCE)
            else:
                return

    async def _look(self, bot: Bot, kinds: Sequence[str]) -> None:
        """Notice a program that polls instead, which deletes the webhook, and what Telegram says
        of its calls. Each is said once until something else is to be said."""
        while True:
            await asyncio.sleep(_LOOK)
            try:
                info = await bot.get_webhook_info()
                if info.url != self._hook.url:
                    self._say(TAKEN)
                    await self._have_it_set(bot, kinds)
                elif info.last_error_message and info.pending_update_count:
                    self._say(f"Telegram cannot call the webhook: {info.last_error_message}")
            except (TelegramError, IntakeError) as error:
                _LOG.info("the webhook could not be looked at: %s", error)

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self._said = sentence
            _LOG.warning(sentence)

    async def _posted(self, request: web.Request) -> web.Response:
        given = request.headers.get(HEADER, "").encode(errors="replace")
        if self._application is None or not hmac.compare_digest(given, self._secret):
            return web.Response(status=403)
        queue = self._application.update_queue
        if isinstance(queue, Entrance) and queue.crowded():  # Telegram sends it again
            return web.Response(status=503)
        try:
            async with asyncio.timeout(_SLOWEST):
                content = await request.json()
        except (ValueError, TimeoutError):
            return web.Response(status=400)
        except web.HTTPRequestEntityTooLarge:
            return web.Response(status=413)
        await self._take(content, self._application)
        return web.Response()

    async def _take(self, content: Any, application: App) -> None:
        """One that cannot be read is passed over: refused, it would come again for a day."""
        try:
            update = Update.de_json(content, application.bot)
        except Exception:  # noqa: BLE001 # whatever a library does not foresee in it
            _LOG.exception("an update could not be read")
        else:
            await application.update_queue.put(update)
