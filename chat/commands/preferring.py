"""How what readers settle is kept and offered: one way for every setting."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.html import line, shown
from chat.presses.payload import encode
from chat.reply import Button, Keyboard, Reply
from model.preferences import NOTHING, Preferences, applied

Page = Callable[[Ask, Desk], Awaitable[Reply]]
RULES = "rules"  # in payloads: what rules.yaml says
_LABEL = 40
_A_ROW = 2
_OFF = ("off", "none", "no", "stop", "never", "non", "aucun", "aucune", "jamais", "désactiver")
_OFF_AR = ("إيقاف", "ايقاف", "بدون", "لا", "تعطيل")
_RULES = ("rules", "rules.yaml", "default", "reset", "défaut", "règles", "افتراضي", "القواعد")
WORDS_OFF = frozenset((*_OFF, *_OFF_AR))
WORDS_RULES = frozenset(_RULES)


@dataclass(frozen=True, slots=True)
class Option:
    """One value that a button offers: the text of the preference, and what the button shows."""

    value: str
    label: str


async def own(ask: Ask, desk: Desk) -> Preferences:
    """What this chat's readers settled themselves."""
    return (await desk.store.settled()).get(ask.key, NOTHING)


async def settle(ask: Ask, desk: Desk, changes: Mapping[str, str | None]) -> Ask:
    """Remember the changes (None: what rules.yaml says again); the asking as it is after them."""
    await desk.store.settle(ask.key, changes, ask.now, ask.user)
    ruled = ask.ruled or ask.chat
    if ruled is None:
        return ask
    chat = applied(ruled, await own(ask, desk), desk.book.topics)
    return replace(ask, chat=chat, language=chat.language, args="")


async def remember(name: str, value: str | None, page: Page, ask: Ask, desk: Desk) -> Reply:
    """Keep one setting (None: what rules.yaml says again), then its page as it is from now on."""
    shown = await page(await settle(ask, desk, {name: value}), desk)
    return replace(shown, text=f"✓ {shown.text}", did=f"{name} {value or RULES}")


def says_off(args: str) -> bool:
    """Whether a setting is to be switched off."""
    return args.strip().casefold() in WORDS_OFF


def says_rules(args: str) -> bool:
    """Whether rules.yaml is to hold again."""
    return args.strip().casefold() in WORDS_RULES


def nearly_off(args: str) -> bool:
    """Whether a word is perhaps a misspelt “off”."""
    return bool(difflib.get_close_matches(args.strip().casefold(), WORDS_OFF, n=1, cutoff=0.75))


def prefer(name: str, option: Option) -> Button:
    """The button that settles one value. Colons are left out: payloads part their values so."""
    return Button(line(option.label, _LABEL), encode("prefer", name, option.value.replace(":", "")))


def offered(
    name: str, options: Sequence[Option], current: str, ask: Ask, own: Preferences
) -> Keyboard:
    """The values two a row, the present one marked; then rules.yaml's, and the way to all."""
    buttons = [prefer(name, marked(option, current)) for option in options]
    rows = [tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW)]
    if name in own:
        label = shown(say(ask.language, "button.rules"))
        rows.append((Button(label, encode("prefer", name, RULES)),))
    return (*rows, to_all(ask))


def marked(option: Option, current: str) -> Option:
    """The option as a button shows it: filled where it holds."""
    return replace(option, label=f"{'●' if option.value == current else '○'} {option.label}")


def to_all(ask: Ask) -> tuple[Button, ...]:
    """The way to the overview."""
    return (Button(shown(say(ask.language, "button.settings")), encode("page", "settings")),)


def misunderstood(ask: Ask, how: str, name: str, near: Sequence[Option], offers: Reply) -> Reply:
    """What was not understood and how it is written; what was perhaps meant, else all offers."""
    said = f"{say(ask.language, 'settings.unknown', text=ask.args.strip()[:100])} {how}"
    if not near:
        return Reply(said, offers.buttons)
    buttons = tuple((prefer(name, option),) for option in near)
    return Reply(f"{said}\n{say(ask.language, 'meant')}", buttons)
