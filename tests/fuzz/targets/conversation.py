"""Commands, presses and whole updates, as anybody may send them."""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

from chat.commands.ask import Ask
from chat.commands.durations import code, decoded, parse
from chat.commands.hours import span
from chat.commands.places import named
from chat.commands.table import COMMANDS, answer
from chat.commands.weekdays import digest
from chat.html import line
from chat.inbox import Inbox
from chat.intake import open_application
from chat.presses.table import PRESSES, press
from chat.presses.toasts import units
from chat.reply import CAPTION, Reply
from chat.telegram import WatchedBot
from tests.chat import chat_desk
from tests.chat.chat_desk import NOW, PARIS, takes
from tests.chat.chat_room import ALERT
from tests.fuzz.draws import Draws, readable
from tests.standin.markup import parse as parse_html
from tests.standin.people import BOT_USER, ME

LANGUAGES = ("en", "fr", "ar", "de")
ME_JSON = json.dumps({"ok": True, "result": ME}).encode()
_runner = asyncio.Runner()


def commands(data: bytes) -> None:
    """Any command with any words, from those who may and those who may not."""
    draws = Draws(data)
    name = draws.one([*COMMANDS, draws.text(12)])
    asked = _ask(draws)
    words = line(readable(draws.rest()), 1000)
    _runner.run(_command(name, replace(asked, args=words)))


def times(data: bytes) -> None:
    """How people write times, hours, days and zones."""
    text = readable(data)
    until = parse(text.split(), NOW, PARIS)
    if until is not None and until.moment is not None:
        assert until.moment > NOW, (text, until)
        assert decoded(code(until), NOW) == replace(
            until, moment=until.moment.replace(microsecond=0)
        ), (text, until)
    hours = span(text)
    assert hours is None or hours[0] != hours[1], text
    digest(text)
    assert all(zone.isascii() for zone in named(text))
    decoded(text, NOW)


def presses(data: bytes) -> None:
    """Any payload, half of them with the name of a press."""
    draws = Draws(data)
    asked, names = _ask(draws), [*PRESSES]
    known = draws.one(["", *names])
    rest = readable(draws.rest())
    _runner.run(_press(f"v1:{known}:{rest}" if known else rest, asked))


def updates(data: bytes) -> None:
    """Whatever JSON stands for an update: refused by the library, or nothing is raised."""
    with suppress(ValueError, RecursionError):
        _runner.run(_update(json.loads(data)))


def messages(data: bytes) -> None:
    """Updates as Telegram makes them, with anything for names, texts and numbers."""
    draws = Draws(data)
    faults = _runner.run(_update(_message(draws)))
    assert not faults, faults[0]


def _message(draws: Draws) -> dict[str, Any]:
    kind = draws.one(["private", "group", "supergroup", "channel"])
    chat = {"id": draws.one([1, 7, -1001, draws.number(60_000)]), "type": kind}
    chat |= {"title" if kind != "private" else "first_name": _plain(draws)}
    person = {"id": draws.number(9), "is_bot": False, "first_name": _plain(draws)}
    said: dict[str, Any] = {"message_id": 3, "date": 1_772_000_000, "chat": chat, "from": person}
    for _ in draws.times(3):
        said |= draws.one(_PARTS)
    if draws.number(2) == 0:
        file = {"file_id": "f", "file_unique_id": "f", "file_name": _plain(draws)}
        return {"update_id": 1, "message": said | {"document": file, "caption": _plain(draws)}}
    if draws.number(1):
        press = {"id": "1", "from": person, "chat_instance": "1", "message": said}
        return {"update_id": 1, "callback_query": press | {"data": f"v1:{_plain(draws)}"}}
    command = f"/{draws.one([*COMMANDS])}{draws.one(['', '@wirewatch_bot'])}"
    length = draws.one([len(command), draws.number(300)])
    entity = {"type": "bot_command", "offset": draws.one([0, 0, 0, 1]), "length": length}
    said |= {"text": f"{command} {_plain(draws)}", "entities": [entity]}
    return {"update_id": 1, draws.one(["message", "message", "edited_message"]): said}


def _plain(draws: Draws) -> str:
    return draws.text(120).encode("utf-8", "ignore").decode()


_PARTS: tuple[dict[str, Any], ...] = (
    {"message_thread_id": 5, "is_topic_message": True},
    {"sender_chat": {"id": -1001, "type": "supergroup", "title": "x"}},
    {"reply_to_message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}},
    {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "x"}},
    {"migrate_to_chat_id": -9},
    {"via_bot": BOT_USER},
)


def _ask(draws: Draws) -> Ask:
    language = draws.one(LANGUAGES)
    stranger = draws.number(3) == 0
    more: dict[str, Any] = {
        "is_admin": bool(draws.number(1)),
        "keeper": bool(draws.number(1)) and not stranger,
        "message": draws.one([None, 1, 5]),
        "user": line(draws.text(40), 64),
        "keys": ("c",),
    }
    asked = chat_desk.ask("", language, **more)
    return replace(asked, chat=None, keys=()) if stranger else asked


async def _command(name: str, asked: Ask) -> None:
    table = chat_desk.desk()
    await table.store.queue([replace(ALERT, chat="c")])
    before = repr(await _state(table.store))
    reply = await answer(name, asked, table)
    _sent(reply)
    _no_right_no_change(asked, before, repr(await _state(table.store)))
    for row in reply.buttons:
        for button in row:
            assert (await press(button.payload, asked, table)) is not None


async def _press(data: str, asked: Ask) -> None:
    table = chat_desk.desk()
    await table.store.queue([replace(ALERT, chat="c"), replace(ALERT, chat="other")])
    before = repr(await _state(table.store))
    done = await press(data, asked, table)
    assert units(done.toast) <= 200
    assert done.toast or done.text or done.reply or done.buttons is not None
    for text in (done.text, done.anew or None):
        if text is not None:
            assert not parse_html(text, "HTML").dropped
    assert takes(done.buttons or ())
    if done.reply is not None:
        _sent(done.reply)
    _no_right_no_change(asked, before, repr(await _state(table.store)))


async def _state(store: Any) -> list[Any]:
    """What somebody could have changed."""
    return [
        await store.mutes("c", NOW), await store.mutes("other", NOW), await store.settled(),
        await store.guests(), await store.pauses(), await store.feedback(1),
    ]  # fmt: skip


def _no_right_no_change(asked: Ask, before: str, after: str) -> None:
    if asked.chat is None or not asked.is_admin:
        assert before == after


def _sent(reply: Reply) -> None:
    if not reply.text:
        return
    parsed = parse_html(reply.text, "HTML")
    assert not parsed.dropped, reply.text
    assert reply.file is None or len(parsed.text) <= CAPTION
    assert takes(reply.buttons)


class NoNetwork(BaseRequest):
    """Takes every call, says that it went well."""

    read_timeout = 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_: Any
    ) -> tuple[int, bytes]:
        """The bot itself, a member, or a message sent."""
        if url.endswith("/getMe"):
            return 200, ME_JSON
        if url.endswith("/getChatMember"):
            return _ok({"status": "member", "user": BOT_USER})
        if url.endswith(("sendMessage", "editMessageText", "sendDocument", "sendPhoto")):
            return _ok({"message_id": 1, "date": 1, "chat": {"id": 7, "type": "private"}})
        return _ok(True)


def _ok(result: object) -> tuple[int, bytes]:
    return 200, json.dumps({"ok": True, "result": result}).encode()


class _Faults(logging.Handler):
    """Keeps what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(self.format(record))


async def _update(content: Any) -> list[str]:
    """What was logged as a fault while an update was handled."""
    bot = WatchedBot("1:x-token-of-nobody", request=NoNetwork(), get_updates_request=NoNetwork())
    application = open_application(bot)
    table = chat_desk.desk()
    inbox = Inbox(application, desk=lambda: table, now=lambda: NOW, grace=0)
    try:
        update = Update.de_json(content, bot)
    except Exception:  # noqa: BLE001 # refused by the library: an intake passes over it
        return []
    faults = _Faults()
    logging.getLogger("chat").addHandler(faults)
    try:
        await application.initialize()
        await application.process_update(update)
        await asyncio.gather(*inbox._tasks, return_exceptions=True)
    finally:
        logging.getLogger("chat").removeHandler(faults)
        await application.shutdown()
    return faults.records
