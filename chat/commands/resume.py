"""/resume [source|all]: what was paused goes on."""

from __future__ import annotations

from collections.abc import Sequence

from chat import words
from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.pause import ends, told
from chat.commands.phrases import say
from chat.html import page
from chat.reply import Reply
from model.alert import MuteKind
from model.pause import SENDING, Pause


async def reply(ask: Ask, desk: Desk) -> Reply:
    """End what was named, alone the pause of all sending; or show what rests."""
    held = [one for one in await desk.store.pauses() if one.holds(ask.now)]
    if not held:
        return Reply(say(ask.language, "pause.none"))
    chosen = _meant(ask.args.strip(), held, desk)
    if not chosen:
        lines = [told(one, ask) for one in held]
        return Reply(page(lines, words.word("more", ask.language)), ends(held[:20], ask))
    return await resumed(chosen, ask, desk)


def _meant(name: str, held: Sequence[Pause], desk: Desk) -> list[Pause]:
    """Those that a name stands for; a source that has left the rules goes by its own."""
    target = targets.find(name, desk.book)
    if target is not None and target.kind is MuteKind.ALL:
        return list(held)
    wanted = target.value if target else name
    return [one for one in held if one.source.casefold() == (wanted or SENDING).casefold()]


async def resumed(chosen: Sequence[Pause], ask: Ask, desk: Desk) -> Reply:
    """End these, then say so."""
    for one in chosen:
        await desk.store.resume(one.source)
    lines = [
        say(
            ask.language,
            "resumed" if one.source == SENDING else "resumed.source",
            name=one.source,
        )
        for one in chosen
    ]
    did = "; ".join(one.source or "sending" for one in chosen)
    return Reply(page(lines, words.word("more", ask.language)), did=did)
