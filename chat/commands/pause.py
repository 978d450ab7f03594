"""/pause [source] [2h|until 18:00]: nothing is sent, or one source is not checked."""

from __future__ import annotations

from collections.abc import Sequence

from chat import words
from chat.commands import durations, targets
from chat.commands.ask import Ask, Desk
from chat.commands.durations import Until
from chat.commands.phrases import Markup, say
from chat.commands.targets import Target
from chat.html import line, shown
from chat.presses.payload import encode
from chat.reply import Button, Keyboard, Reply
from model.alert import MuteKind
from model.pause import SENDING, Pause

_LABEL = 60
_KINDS = {MuteKind.ALL, MuteKind.SOURCE}


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Keep the pause, then say what rests until when; or what was not understood."""
    parts = ask.args.split()
    for cut in range(len(parts), 0, -1):  # names come before times: “20 Minutes”
        target = targets.find(" ".join(parts[:cut]), desk.book)
        if target is not None and target.kind in _KINDS:
            return await _timed(target, parts[cut:], ask, desk)
    if not parts or durations.starts_a_time(parts[0]) or _end(parts, ask):
        return await _timed(Target(MuteKind.ALL), parts, ask, desk)
    return _unknown(parts, ask, desk)


async def _timed(target: Target, parts: Sequence[str], ask: Ask, desk: Desk) -> Reply:
    end = _end(parts, ask)
    if end is None:
        return Reply(say(ask.language, "mute.when", time=" ".join(parts)))
    return await paused(target, end, ask, desk)


def _end(parts: Sequence[str], ask: Ask) -> Until | None:
    """Without a word it lasts until somebody resumes."""
    return durations.parse(parts, ask.now, ask.place) if parts else Until(None)


async def paused(target: Target, end: Until, ask: Ask, desk: Desk) -> Reply:
    """Keep it and say so, with a button to end it."""
    pause = Pause(target.value, ask.now, end.moment, ask.user)
    await desk.store.pause(pause)
    until = f"until {end.moment:%Y-%m-%d %H:%M} UTC" if end.moment else "until resumed"
    did = f"{pause.source or 'sending'} {until}"
    return Reply(
        f"{told(pause, ask)} {say(ask.language, 'pause.end')}", ends([pause], ask), did=did
    )


def told(pause: Pause, ask: Ask) -> Markup:
    """What rests until when."""
    phrase = "pause.sending" if pause.source == SENDING else "pause.source"
    until = words.until(pause.until, ask.now, ask.place, ask.language)
    return say(ask.language, phrase, name=pause.source, until=until)


def ends(pauses: Sequence[Pause], ask: Ask) -> Keyboard:
    """A button for each to end it."""
    return tuple((_end_button(one, ask),) for one in pauses)


def target_of(pause: Pause) -> Target:
    """What rests, as payloads name it."""
    kind = MuteKind.ALL if pause.source == SENDING else MuteKind.SOURCE
    return Target(kind, pause.source)


def _end_button(pause: Pause, ask: Ask) -> Button:
    named = say(ask.language, "button.resume", name=pause.source)
    return Button(line(shown(named), _LABEL), encode("resume", targets.mark(target_of(pause))))


def _unknown(parts: Sequence[str], ask: Ask, desk: Desk) -> Reply:
    starts = (place for place, part in enumerate(parts) if durations.starts_a_time(part))
    start = next(starts, len(parts))
    name = " ".join(parts[:start])
    said = say(ask.language, "pause.unknown", name=name[:100])
    near = [one for one in targets.nearest(name, desk.book) if one.kind is MuteKind.SOURCE]
    end = _end(parts[start:], ask)
    if not near or end is None:
        return Reply(said)
    rows = tuple((_meant(one, end, ask),) for one in near)
    return Reply(f"{said}\n{say(ask.language, 'meant')}", rows)


def _meant(target: Target, end: Until, ask: Ask) -> Button:
    until = words.until(end.moment, ask.now, ask.place, ask.language)
    label = line(f"⏸ {target.value} · {until}", _LABEL)
    return Button(label, encode("pause", targets.mark(target), durations.code(end)))
