"""All presses, written out, and the one way to have one answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chat.commands import ledger
from chat.commands.ask import Ask, Desk
from chat.presses import (
    apply,
    audit,
    back,
    discard,
    everything,
    follow,
    held,
    invite,
    irrelevant,
    latest,
    menu,
    mute,
    name,
    page,
    pause,
    prefer,
    remove,
    reset,
    resume,
    revoke,
    source,
    sources,
    stats,
    story,
    undo,
    unmute,
    unwatch,
    why,
)
from chat.presses.payload import decode
from chat.presses.toasts import toast
from chat.reply import Pressed


@dataclass(frozen=True, slots=True)
class Press:
    """One press. `changes`: in groups for administrators only. `keeper`: in the admin chat
    only, there for administrators."""

    reply: Callable[[Ask, tuple[str, ...], Desk], Awaitable[Pressed]]
    changes: bool = False
    keeper: bool = False


# the names stand in payloads of messages sent long ago: they are never given to another press
PRESSES: dict[str, Press] = {
    "menu": Press(menu.reply, changes=True),
    "mute": Press(mute.reply, changes=True),
    "back": Press(back.reply, changes=True),
    "undo": Press(undo.reply, changes=True),
    "why": Press(why.reply),
    "story": Press(story.reply),
    "irrelevant": Press(irrelevant.reply, changes=True),
    "unmute": Press(unmute.reply, changes=True),
    "held": Press(held.reply),
    "name": Press(name.reply, changes=True),
    "latest": Press(latest.reply),
    "page": Press(page.reply),
    "prefer": Press(prefer.reply, changes=True),
    "follow": Press(follow.reply, changes=True),
    "all": Press(everything.reply),
    "reset": Press(reset.reply, changes=True),
    "audit": Press(audit.reply, keeper=True),
    "pause": Press(pause.reply, keeper=True),
    "resume": Press(resume.reply, keeper=True),
    "invite": Press(invite.reply, keeper=True),
    "revoke": Press(revoke.reply, keeper=True),
    "remove": Press(remove.reply, keeper=True),
    "sources": Press(sources.reply),
    "source": Press(source.reply),
    "stats": Press(stats.reply),
    "apply": Press(apply.reply, keeper=True),
    "discard": Press(discard.reply, keeper=True),
    "unwatch": Press(unwatch.reply, keeper=True),
}


def changes(data: str) -> bool:
    """Whether a payload, forged or not, asks for something that not everybody may do."""
    payload = decode(data)
    known = PRESSES.get(payload.press) if payload else None
    return known is not None and (known.changes or known.keeper)


async def press(data: str, ask: Ask, desk: Desk) -> Pressed:
    """What becomes of a press; everything is stored once it is back."""
    payload = decode(data)
    known = PRESSES.get(payload.press) if payload else None
    if payload is None or known is None:
        return toast(ask, "press.old")
    if why := _refusal(known, ask):
        if known.keeper:
            await ledger.refused(payload.press, " ".join(payload.values), ask, desk)
        return why
    done = await known.reply(ask, payload.values, desk)
    await ledger.noted(payload.press, done.did, ask, desk)
    return done


def _refusal(known: Press, ask: Ask) -> Pressed | None:
    if ask.chat is None:
        return toast(ask, "press.stranger")
    if known.keeper and not ask.keeper:
        return toast(ask, "keeper")
    if (known.changes or known.keeper) and not ask.is_admin:
        return toast(ask, "administrators")
    return None
