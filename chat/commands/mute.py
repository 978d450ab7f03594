"""/mute [topic|source|"word"|this story|all] [2h|1d|until 18:00|forever]: two hours unless it
says so. As a reply to an alert, without a target, it offers those of the alert as buttons."""

from __future__ import annotations

from collections.abc import Sequence

from chat import words
from chat.commands import durations, silences, targets
from chat.commands.ask import Ask, Desk
from chat.commands.durations import Until
from chat.commands.phrases import say
from chat.commands.targets import Target
from chat.html import line, shown
from chat.presses import choice
from chat.presses.payload import encode
from chat.reply import Button, Reply
from model.alert import Alert, Mute, MuteKind
from model.rulebook import Rulebook

Wish = tuple[Target, Until]
_LABEL = 60


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Remember the mute, then say what is silent until when; or what was not understood."""
    about = await desk.about(ask)
    if about and choice.targets_of(about) and (offer := _offer(about, ask, desk.book)):
        return offer
    wish = understood(ask, desk.book, about)
    if isinstance(wish, Reply):
        return wish
    target, end = wish
    chat = about.chat if about and target.kind is MuteKind.STORY else ask.key
    mute = Mute(chat, target.kind, target.value, ask.now, end.moment, by=ask.user)
    return await silences.muted(await silences.keep(mute, desk.store), ask, desk)


def _offer(about: Alert, ask: Ask, book: Rulebook) -> Reply | None:
    """What of this alert may be muted, where the command leaves that open."""
    parts = ask.args.split()
    if not parts:
        return Reply(say(ask.language, "mute.choose"), choice.menu(about, "", ask, book))
    end = durations.parse(parts, ask.now, ask.place)
    if end is None or targets.find(ask.args, book):  # a source may be called “20 Minutes”
        return None
    until = words.until(end.moment, ask.now, ask.place, ask.language)
    said = say(ask.language, "mute.which", until=until)
    return Reply(said, choice.targets_until(about, end, ask, book))


def understood(ask: Ask, book: Rulebook, about: Alert | None = None) -> Wish | Reply:
    """What is to be silent until when, or the answer that says why that is not clear.

    Names come before times: a source may be called “20 Minutes”.
    """
    if word := targets.quoted(ask.args):
        return _timed(Target(MuteKind.WORD, word[0]), word[1].split(), ask)
    parts = ask.args.split()
    for cut in range(len(parts), 0, -1):
        if targets.this_story(" ".join(parts[:cut])):
            return _story(about, parts[cut:], ask)
        if target := targets.find(" ".join(parts[:cut]), book):
            return _timed(target, parts[cut:], ask)
    if not parts or durations.starts_a_time(parts[0]) or _end(parts, ask):
        return _timed(Target(MuteKind.ALL), parts, ask)
    return _unknown(parts, ask, book)


def _story(about: Alert | None, parts: Sequence[str], ask: Ask) -> Wish | Reply:
    if about is None or not about.story:
        return Reply(say(ask.language, "mute.story"))
    return _timed(Target(MuteKind.STORY, about.story), parts, ask)


def _timed(target: Target, parts: Sequence[str], ask: Ask) -> Wish | Reply:
    end = _end(parts, ask)
    if end is None:
        return Reply(say(ask.language, "mute.when", time=" ".join(parts)))
    return target, end


def _end(parts: Sequence[str], ask: Ask) -> Until | None:
    if not parts:
        return Until(ask.now + durations.DEFAULT)
    return durations.parse(parts, ask.now, ask.place)


def _unknown(parts: Sequence[str], ask: Ask, book: Rulebook) -> Reply:
    """No such name; with a button for each that was perhaps meant."""
    starts = (place for place, part in enumerate(parts) if durations.starts_a_time(part))
    start = next(starts, len(parts))
    name = " ".join(parts[:start])
    answer = say(ask.language, "mute.unknown", name=name[:100])
    near = targets.nearest(name, book)
    if not near:
        return Reply(answer)
    end = _end(parts[start:], ask) or Until(ask.now + durations.DEFAULT)
    buttons = tuple((_meant(target, end, ask, book),) for target in near)
    return Reply(f"{answer}\n{say(ask.language, 'meant')}", buttons)


def _meant(target: Target, end: Until, ask: Ask, book: Rulebook) -> Button:
    about = shown(targets.label(target.kind, target.value, book, ask.language))
    until = words.until(end.moment, ask.now, ask.place, ask.language)
    payload = encode("name", targets.mark(target), durations.code(end))
    return Button(line(f"🔇 {about} · {until}", _LABEL), payload)
