"""A topic that nobody knows: the ones that were perhaps meant, each with a button."""

from __future__ import annotations

from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.html import line, shown
from chat.presses.payload import encode
from chat.reply import Button, Reply
from model.alert import MuteKind


def unknown_topic(name: str, press: str, value: int, ask: Ask, desk: Desk) -> Reply:
    """A button sends `press` with the topic and `value`, as that press takes them."""
    said = say(ask.language, "latest.unknown", name=name[:100])
    near = [one for one in targets.nearest(name, desk.book) if one.kind is MuteKind.TOPIC]
    if not near:
        return Reply(said)
    rows = []
    for one in near:
        label = shown(targets.label(one.kind, one.value, desk.book, ask.language))
        rows.append((Button(line(label, 60), encode(press, targets.mark(one), value)),))
    return Reply(f"{said}\n{say(ask.language, 'meant')}", tuple(rows))
