"""What of an alert may be muted and for how long, as buttons. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, tzinfo

from chat import words
from chat.commands import durations, targets
from chat.commands.ask import Ask
from chat.commands.durations import Until
from chat.commands.phrases import say
from chat.commands.targets import Target
from chat.html import line, shown
from chat.presses.payload import encode
from chat.reply import Button, Keyboard
from model.alert import Alert, AlertKind, MuteKind
from model.rulebook import Rulebook

_TOPICS = 5  # of an alert, offered
_LABEL = 40  # code points
_CHOSEN, _OPEN = "●", "○"

# code in payloads → when a mute of this length ends, pressed now in that zone
LENGTHS: dict[str, Callable[[datetime, tzinfo], Until]] = {
    "2h": lambda now, _: Until(now + timedelta(hours=2)),
    "1d": lambda now, _: Until(now + timedelta(days=1)),
    "am": lambda now, place: Until(durations.morning(now, place)),
    "ever": lambda _, __: Until(None),
}


def targets_of(alert: Alert) -> list[tuple[str, Target]]:
    """What may be muted of one article's alert, each with its code in payloads."""
    if alert.kind is not AlertKind.ALERT:
        return []
    found = [("s", Target(MuteKind.STORY, alert.story))] if alert.story else []
    topics = dict.fromkeys(match.topic for match in alert.matches[:_TOPICS])
    found += [(f"t{at}", Target(MuteKind.TOPIC, topic)) for at, topic in enumerate(topics)]
    if alert.source:
        found.append(("o", Target(MuteKind.SOURCE, alert.source)))
    return found


def target(alert: Alert, code: str) -> Target | None:
    """What a code of a payload stands for in this alert."""
    return dict(targets_of(alert)).get(code)


def end(code: str, now: datetime, place: tzinfo) -> Until | None:
    """When a mute of the length that a payload names ends."""
    if code in LENGTHS:
        return LENGTHS[code](now, place)
    return durations.decoded(code, now)


def menu(alert: Alert, chosen: str, ask: Ask, book: Rulebook, *, back: bool = False) -> Keyboard:
    """The targets, one of them chosen (the first, where there is none of that code), and below
    them how long; `back` leads to the alert's own buttons."""
    codes = [code for code, _ in targets_of(alert)]
    chosen = chosen if chosen in codes else next(iter(codes), "")
    rows = [(_target(alert, code, one, chosen, ask, book),) for code, one in targets_of(alert)]
    lengths = [_length(alert, chosen, code, ask) for code in LENGTHS]
    below = [tuple(lengths[:2]), tuple(lengths[2:])]
    end_row = (Button(shown(say(ask.language, "button.back")), encode("back", alert.id)),)
    return (*rows, *below, end_row) if back else (*rows, *below)


def targets_until(alert: Alert, until: Until, ask: Ask, book: Rulebook) -> Keyboard:
    """The targets, each muted at a press until a moment that is settled."""
    length = durations.code(until)
    return tuple(
        (Button(_label(one, ask, book), encode("mute", alert.id, code, length)),)
        for code, one in targets_of(alert)
    )


def _target(alert: Alert, code: str, one: Target, chosen: str, ask: Ask, book: Rulebook) -> Button:
    mark = _CHOSEN if code == chosen else _OPEN
    return Button(f"{mark} {_label(one, ask, book)}", encode("menu", alert.id, code))


def _label(one: Target, ask: Ask, book: Rulebook) -> str:
    return line(shown(targets.label(one.kind, one.value, book, ask.language)), _LABEL)


def _length(alert: Alert, chosen: str, code: str, ask: Ask) -> Button:
    until = LENGTHS[code](ask.now, ask.place).moment
    spoken = words.until(until, ask.now, ask.place, ask.language)
    label = say(ask.language, f"length.{code}", until=spoken)
    return Button(shown(label), encode("mute", alert.id, chosen, code))
