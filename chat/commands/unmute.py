"""/unmute [number|name|all]: end one mute, or all of them."""

from __future__ import annotations

from collections.abc import Sequence

from chat import words
from chat.commands import mutes as list_of_mutes
from chat.commands import silences, targets
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.commands.targets import Target
from chat.html import page
from chat.reply import Reply
from model.alert import Mute, MuteKind
from model.rulebook import Rulebook


async def reply(ask: Ask, desk: Desk) -> Reply:
    """End what was asked for, then say what is heard again. Alone, it ends an only mute."""
    mutes = await desk.store.mutes(ask.key, ask.now)
    if not mutes:
        return Reply(say(ask.language, "mutes.none"))
    if not ask.args.strip() and len(mutes) > 1:
        return await _which(say(ask.language, "unmute.which", id=mutes[0].id), ask, desk)
    chosen = list(mutes) if not ask.args.strip() else meant(ask.args, mutes, desk.book)
    if not chosen:
        unknown = say(ask.language, "unmute.unknown", name=ask.args.strip()[:100])
        return await _which(unknown, ask, desk)
    return await ended(chosen, ask, desk)


async def _which(said: str, ask: Ask, desk: Desk) -> Reply:
    """What was not clear, and below it the mutes that can be ended, by buttons."""
    listed = await list_of_mutes.reply(ask, desk)
    text = page([said, *listed.text.splitlines()], words.word("more", ask.language))
    return Reply(text, listed.buttons)


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


async def ended(chosen: Sequence[Mute], ask: Ask, desk: Desk) -> Reply:
    """End these, then say so; with a button for what each held back."""
    for mute in chosen:
        await desk.store.unmute(mute.id)
    lines = [await silences.ended(mute, ask.language, desk) for mute in chosen]
    buttons = [silences.show(mute, ask.language) for mute in chosen]
    did = "; ".join(silences.named(mute) for mute in chosen)
    return Reply(page(lines, words.word("more", ask.language)), silences.rows(*buttons), did=did)
