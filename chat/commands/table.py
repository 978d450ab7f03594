"""All commands, written out, and the one way to have one answered."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from chat.commands import (
    addsource,
    audit,
    check,
    digest,
    follow,
    invite,
    join,
    language,
    latest,
    ledger,
    mute,
    mutes,
    pause,
    quiet,
    removesource,
    resume,
    rollback,
    rules,
    search,
    settings,
    sources,
    start,
    stats,
    status,
    story,
    timezone,
    topics,
    unfollow,
    unmute,
    why,
)
from chat.commands import help as help_
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import MENU, say
from chat.reply import Reply
from chat.words import LANGUAGES


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `changes`: in groups for administrators only. `keeper`: in the admin chat
    only, there for administrators. `strangers`: also where nobody is served."""

    reply: Callable[[Ask, Desk], Awaitable[Reply]]
    changes: bool = False
    keeper: bool = False
    strangers: bool = False

    @property
    def guarded(self) -> bool:
        """Whether only administrators of a group may use it."""
        return self.changes or self.keeper


COMMANDS: dict[str, Command] = {
    "start": Command(start.reply),
    "help": Command(help_.reply),
    "topics": Command(topics.reply),
    "status": Command(status.reply),
    "sources": Command(sources.reply),
    "stats": Command(stats.reply),
    "mute": Command(mute.reply, changes=True),
    "mutes": Command(mutes.reply),
    "unmute": Command(unmute.reply, changes=True),
    "latest": Command(latest.reply),
    "search": Command(search.reply),
    "story": Command(story.reply),
    "why": Command(why.reply),
    "follow": Command(follow.reply, changes=True),
    "unfollow": Command(unfollow.reply, changes=True),
    "settings": Command(settings.reply),
    "language": Command(language.reply, changes=True),
    "timezone": Command(timezone.reply, changes=True),
    "quiet": Command(quiet.reply, changes=True),
    "digest": Command(digest.reply, changes=True),
    "pause": Command(pause.reply, keeper=True),
    "resume": Command(resume.reply, keeper=True),
    "check": Command(check.reply, keeper=True),
    "rules": Command(rules.reply, keeper=True),
    "rollback": Command(rollback.reply, keeper=True),
    "addsource": Command(addsource.reply, keeper=True),
    "removesource": Command(removesource.reply, keeper=True),
    "audit": Command(audit.reply, keeper=True),
    "invite": Command(invite.reply, keeper=True),
    "join": Command(join.reply, changes=True, strangers=True),
}
_LINKS = {"follow_": "follow", invite.LINK: "join"}


def linked(name: str, args: str) -> tuple[str, str]:
    """A command and its arguments; t.me/bot?start=follow_ports arrives as /start follow_ports
    and means /follow ports; join_… shows an invite."""
    for prefix, meant in _LINKS.items():
        if name == "start" and args.strip().startswith(prefix):
            return meant, args.strip().removeprefix(prefix)
    return name, args


async def answer(name: str, ask: Ask, desk: Desk) -> Reply:
    """The reply to a command; everything is stored once it is back."""
    command = COMMANDS.get(name)
    if command is None:
        return _unknown(name, ask)
    if why := _refusal(command, ask):
        if command.keeper:
            await ledger.refused(name, ask.args, ask, desk)
        return why
    done = await command.reply(ask, desk)
    await ledger.noted(name, done.did, ask, desk)
    return done


def _refusal(command: Command, ask: Ask) -> Reply | None:
    if ask.chat is None:
        return None if command.strangers and ask.is_admin else start.stranger(ask)
    if command.keeper and not ask.keeper:
        return Reply(say(ask.language, "keeper"))
    if command.guarded and not ask.is_admin:
        return Reply(say(ask.language, "administrators"))
    return None


def _unknown(name: str, ask: Ask) -> Reply:
    said = say(ask.language, "unknown", name=f"/{name[:32]}")
    near = difflib.get_close_matches(name, COMMANDS, n=1)
    meant = near[0] if near else "help"
    return Reply(f"{said} {say(ask.language, 'nearest', command=f'/{meant}')}")


class Audience(StrEnum):
    """Whom a menu is for."""

    PRIVATE = "private chats"
    MEMBERS = "members of groups"
    ADMINISTRATORS = "administrators of groups"
    KEEPER = "the admin chat"

    def may(self, command: Command) -> bool:
        """Whether these may use the command: a menu shows nothing else."""
        if self is Audience.MEMBERS:
            return not command.guarded
        return self is Audience.KEEPER or not command.keeper


def menu(audience: Audience, language: str) -> list[tuple[str, str]]:
    """(command, what it does) as Telegram's menu lists them, in one of LANGUAGES."""
    allowed = [name for name in MENU if audience.may(COMMANDS[name])]
    return [(name, str(say(language, f"menu.{name}"))) for name in allowed]


def menus() -> dict[Audience, dict[str, list[tuple[str, str]]]]:
    """The menus of each audience by language code; "" stands for every other language."""
    codes = {"": "en"} | {code: code for code in LANGUAGES}
    return {one: {code: menu(one, codes[code]) for code in codes} for one in Audience}
