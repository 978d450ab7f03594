"""Who did what, into the store: the one place that writes it, for commands and presses alike."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.html import line
from chat.redaction import without_secrets
from model.audit import Deed

_WHAT = 300  # code points


async def noted(name: str, did: str, ask: Ask, desk: Desk) -> None:
    """Keep what a command or press changed, if it changed anything."""
    if did:
        await desk.store.note(_deed(name, did, ask))


async def refused(name: str, tried: str, ask: Ask, desk: Desk) -> None:
    """Keep that somebody tried what is not theirs to do."""
    await desk.store.note(_deed(name, tried, ask, refused=True))


def _deed(name: str, what: str, ask: Ask, *, refused: bool = False) -> Deed:
    chat = ask.key or f"telegram:{ask.address}"
    what = line(without_secrets(what), _WHAT)
    return Deed(ask.now, chat, ask.user_id, ask.user, name, what, refused=refused)
