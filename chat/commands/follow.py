"""/follow [topic|all]: hear of a topic from now on."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.following import wished
from chat.reply import Reply


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Remember it, then show the topics; alone, the topics with their buttons."""
    return await wished(ask, desk, follow=True)
