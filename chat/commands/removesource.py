"""/removesource name: what a source gave, and a button to watch it no more."""

from __future__ import annotations

from chat import words
from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.commands.proposing import choice, headline, office_of, refused
from chat.html import line
from chat.presses.payload import encode
from chat.presses.toasts import cut
from chat.redaction import without_secrets
from chat.reply import Button, Reply
from model.alert import MuteKind
from model.editing import Cause, Farewell

_LABEL = 60  # UTF-16 units of a button


async def reply(ask: Ask, desk: Desk) -> Reply:
    """By name, whatever its case; a name that is nearly right is answered with buttons."""
    name = ask.args.strip().strip("“”\"'«»")
    if not name:
        return Reply(say(ask.language, "rules.remove_how"))
    return await named(name, ask, desk)


async def named(name: str, ask: Ask, desk: Desk) -> Reply:
    """The question whether a source is to go."""
    office = office_of(desk, ask)
    if isinstance(office, Reply):
        return office
    found = await office.farewell(name, ask.user)
    if isinstance(found, Farewell):
        return Reply(_card(found, ask), choice(found.id, "button.remove", "button.cancel", ask))
    said = refused(found, ask)
    return _meant(name, said, ask, desk) if found.cause is Cause.NO_SOURCE else said


def _meant(name: str, said: Reply, ask: Ask, desk: Desk) -> Reply:
    near = [one for one in targets.nearest(name, desk.book) if one.kind is MuteKind.SOURCE]
    if not near:
        return said
    buttons = tuple(
        (Button(cut(one.value, _LABEL), encode("unwatch", targets.mark(one))),) for one in near
    )
    return Reply(f"{said.text}\n{say(ask.language, 'meant')}", buttons)


def _card(found: Farewell, ask: Ask) -> str:
    last = words.when(found.last, ask.now, ask.place, ask.language) if found.last else "–"
    told = say(ask.language, "rules.gave", count=found.articles, last=last)
    head = say(ask.language, "rules.remove", name=line(found.name, 100))
    address = say(ask.language, "code", text=line(without_secrets(found.url), 300))
    return "\n".join(
        [head, address, told, *([headline(found.headline, ask)] if found.headline else [])]
    )
