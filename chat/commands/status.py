"""/status: how the bot is doing, in its runner's words."""

from __future__ import annotations

from chat import words
from chat.commands.ask import Ask, Desk
from chat.html import page, text
from chat.reply import Reply


async def reply(ask: Ask, desk: Desk) -> Reply:
    """What the status callback says, line by line as far as it fits."""
    said = text(await desk.status()).html
    return Reply(page(said.splitlines() or ["–"], words.word("more", ask.language)))
