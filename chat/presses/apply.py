"""A yes to a change of rules.yaml: written, in force, said."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.commands.proposing import offered, office_of, refused, taken, wrong
from chat.html import shown
from chat.presses.toasts import cut, toast
from chat.reply import Pressed, Reply
from model.editing import Cause, InForce, Refusal, Wrong


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the proposal's id. One that is gone changes nothing; one whose file has changed
    meanwhile is shown again."""
    office = office_of(desk, ask)
    if isinstance(office, Reply) or not values:
        return toast(ask, "press.gone")
    found = await office.apply(values[0], ask.user)
    if isinstance(found, InForce):
        did = f"version {found.counts.version}: {', '.join(found.changes)}"
        applied = cut(shown(say(ask.language, "rules.applied")))
        return Pressed(applied, text=taken(found, ask, "rules.applied"), buttons=(), did=did)
    if isinstance(found, Wrong):
        return Pressed(reply=wrong(found, ask))
    if isinstance(found, Refusal):
        said = refused(found, ask)
        if found.cause is Cause.GONE:
            return Pressed(cut(shown(said.text)), buttons=())
        return Pressed(reply=said)
    stale = say(ask.language, "rules.stale")
    return Pressed(cut(shown(stale)), buttons=(), reply=offered(found, office, ask, above=[stale]))
