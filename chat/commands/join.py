"""/start join_…, /join …: a chat that was invited is served from now on."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from chat import words
from chat.commands import start
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.html import line, shown
from chat.reply import Reply
from model.access import Guest
from model.alert import Alert, AlertKind
from model.preferences import NOTHING, applied

_TITLE = 64


def digest(token: str) -> str:
    """All that is kept of an invite's secret."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Let the chat in, then welcome it as any other; else what every stranger is told."""
    if ask.chat is not None:
        return await start.reply(ask, desk)
    guest = await desk.store.join(digest(ask.args.strip()), _guest(ask))
    if guest is None:
        return start.stranger(ask)
    chat = guest.as_chat(desk.book)
    after = replace(ask, chat=chat, ruled=chat, keys=(chat.key,), language=chat.language)
    welcome = await start.reply(after, desk)
    await _tell_keeper(guest, ask, desk)
    return replace(
        welcome, text=f"{say(chat.language, 'joined')}\n\n{welcome.text}", did="by invite"
    )


def _guest(ask: Ask) -> Guest:
    thread = f":{ask.thread}" if ask.thread else ""
    return Guest(
        chat=f"telegram:{ask.address}{thread}",
        address=ask.address,
        at=ask.now,
        thread=ask.thread,
        name=line(ask.title, _TITLE),
        username=ask.username,
        language=words.tongue(ask.language),
        by=ask.user,
    )


async def _tell_keeper(guest: Guest, ask: Ask, desk: Desk) -> None:
    keeper = desk.book.settings.admin_chat
    if keeper is None:
        return
    key = (await desk.store.moved()).get(keeper.key, keeper.key)
    own = (await desk.store.settled()).get(key, NOTHING)
    said = say(
        applied(keeper, own, desk.book.topics).language,
        "keeper.joined",
        name=guest.name,
        address=guest.address,
        by=guest.by,
    )
    notice = Alert(
        chat=keeper.key,
        dedupe=f"{keeper.key} notice joined {guest.id} {guest.at.isoformat()}",
        made_at=ask.now,
        kind=AlertKind.NOTICE,
        text=shown(said),
    )
    await desk.store.queue([notice])
