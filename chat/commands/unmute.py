"""/unmute [number|name|all]: end one mute, or all of them."""

from __future__ import annotations

from collections.abc import Sequence

from chat import words
from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.commands.targets import Target
from chat.html import page
from model.alert import Mute, MuteKind
from model.rulebook import Rulebook


async def reply(ask: Ask, desk: Desk) -> str:
    """End what was asked for, then say what is heard again. Alone, it ends an only mute."""
    mutes = await desk.store.mutes(ask.key, ask.now)
    if not mutes:
        return say(ask.language, "mutes.none")
    if not ask.args.strip() and len(mutes) > 1:
        return say(ask.language, "unmute.which", id=mutes[0].id)
    chosen = list(mutes) if not ask.args.strip() else meant(ask.args, mutes, desk.book)
    if not chosen:
        return say(ask.language, "unmute.unknown", name=ask.args.strip()[:100])
    return await _ended(chosen, ask, desk)


def meant(args: str, mutes: Sequence[Mute], book: Rulebook) -> list[Mute]:
    """The mutes a number, a word or a name stands for; "all" stands for every one."""
    wanted = args.strip().lstrip("#")
    if wanted.isdecimal():
        return [mute for mute in mutes if mute.id == int(wanted[:18])]
    target = _target(args, book)
    if target.kind is MuteKind.ALL:
        return list(mutes)
    return [mute for mute in mutes if _same(mute, target)]


def _target(args: str, book: Rulebook) -> Target:
    """A name, else a word: people leave the quotes out here."""
    if word := targets.quoted(args):
        return Target(MuteKind.WORD, word[0])
    return targets.find(args, book) or Target(MuteKind.WORD, args.strip())


def _same(mute: Mute, target: Target) -> bool:
    alike = mute.value.casefold() == target.value.casefold()
    return mute.kind is target.kind and alike


async def _ended(chosen: Sequence[Mute], ask: Ask, desk: Desk) -> str:
    for mute in chosen:
        await desk.store.unmute(mute.id)
    lines = [
        say(
            ask.language,
            "unmuted",
            what=targets.label_of(mute, desk.book, ask.language),
            count=mute.held_back,
        )
        for mute in chosen
    ]
    return page(lines, words.word("more", ask.language))
