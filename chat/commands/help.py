"""/help: the commands and what they are good for."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import KEEPER, MENU, say
from chat.commands.topics import followed
from chat.reply import Reply

_EXAMPLES = (
    "/mute 2h",
    '/mute "…" 1d',
    "/mute all until 18:00",
    "/unmute all",
    "/quiet 22:00-07:00",
)


async def reply(ask: Ask, desk: Desk) -> Reply:
    """A line for each command that this chat has, then a few to copy, with a topic of its own."""
    names = [name for name in MENU if ask.keeper or name not in KEEPER]
    commands = [f"/{name} – {say(ask.language, f'menu.{name}')}" for name in names]
    topic = next(followed(ask.chat, desk.book), None)
    own = [f"/mute {topic.name} 1d"] if topic else []
    examples = [say(ask.language, "code", text=example) for example in (*own, *_EXAMPLES)]
    return Reply("\n".join([*commands, "", say(ask.language, "help.examples"), *examples]))
