"""/mute [topic|source|"word"|all] [2h|1d|until 18:00|forever]: two hours unless it says so."""

from __future__ import annotations

from collections.abc import Sequence

from chat import words
from chat.commands import durations, targets
from chat.commands.ask import Ask, Desk
from chat.commands.durations import Until
from chat.commands.phrases import say
from chat.commands.targets import Target
from model.alert import Mute, MuteKind
from model.rulebook import Rulebook

Wish = tuple[Target, Until]


async def reply(ask: Ask, desk: Desk) -> str:
    """Remember the mute, then say what is silent until when; or what was not understood."""
    wish = understood(ask, desk.book)
    if isinstance(wish, str):
        return wish
    target, end = wish
    kept = await desk.store.mute(
        Mute(ask.key, target.kind, target.value, ask.now, end.moment, by=ask.user)
    )
    return say(
        ask.language,
        "muted",
        what=targets.label(target.kind, target.value, desk.book, ask.language),
        until=words.until(end.moment, ask.now, ask.place, ask.language),
        urgent=say(ask.language, "urgent"),
        id=kept.id,
    )


def understood(ask: Ask, book: Rulebook) -> Wish | str:
    """What is to be silent until when, or the answer that says why that is not clear.

    Names come before times: a source may be called “20 Minutes”.
    """
    if word := targets.quoted(ask.args):
        return _timed(Target(MuteKind.WORD, word[0]), word[1].split(), ask)
    parts = ask.args.split()
    for cut in range(len(parts), 0, -1):
        if target := targets.find(" ".join(parts[:cut]), book):
            return _timed(target, parts[cut:], ask)
    if not parts or durations.starts_a_time(parts[0]) or _end(parts, ask):
        return _timed(Target(MuteKind.ALL), parts, ask)
    return _unknown(parts, ask, book)


def _timed(target: Target, parts: Sequence[str], ask: Ask) -> Wish | str:
    end = _end(parts, ask)
    if end is None:
        return say(ask.language, "mute.when", time=" ".join(parts))
    return target, end


def _end(parts: Sequence[str], ask: Ask) -> Until | None:
    if not parts:
        return Until(ask.now + durations.DEFAULT)
    return durations.parse(parts, ask.now, ask.place)


def _unknown(parts: Sequence[str], ask: Ask, book: Rulebook) -> str:
    """No such name; with the name that was perhaps meant."""
    starts = (place for place, part in enumerate(parts) if durations.starts_a_time(part))
    start = next(starts, len(parts))
    name = " ".join(parts[:start])
    answer = say(ask.language, "mute.unknown", name=name[:100])
    near = targets.nearest(name, book)
    if near is None:
        return answer
    command = " ".join(["/mute", near.value, *parts[start:]])
    return f"{answer}\n{say(ask.language, 'nearest', command=command)}"
