"""/search words: the remembered articles that hold all of them, newest first."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.headlines import articles
from chat.reply import Reply

MOST = 10


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Words may be cut short; case, accents and Arabic spellings do not count."""
    wanted = ask.args.strip()
    if not wanted:
        return Reply(say(ask.language, "search.how"))
    found = await desk.store.search(wanted, MOST)
    if not found:
        return Reply(say(ask.language, "search.none", words=wanted[:100]))
    return articles(say(ask.language, "search", words=wanted[:100], count=len(found)), found, ask)
