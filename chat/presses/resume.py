"""“Resume”: what was paused goes on; pressed again it says that it does."""

from __future__ import annotations

from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.pause import target_of
from chat.commands.resume import resumed
from chat.html import shown
from chat.presses.toasts import cut, toast
from chat.reply import Pressed


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the mark of what rests. The text tells what goes on."""
    wanted = values[0] if values else ""
    held = [one for one in await desk.store.pauses() if one.holds(ask.now)]
    chosen = [one for one in held if targets.mark(target_of(one)) == wanted]
    if not chosen:
        return toast(ask, "pause.none")
    said = await resumed(chosen, ask, desk)
    return Pressed(cut(shown(said.text)), text=said.text, buttons=(), did=said.did)
