"""A value of one setting: kept, then its page as it is from now on."""

from __future__ import annotations

import re

from chat.commands.ask import Ask, Desk
from chat.commands.preferring import RULES, settle
from chat.html import shown
from chat.presses.page import PAGES
from chat.presses.toasts import cut, toast
from chat.reply import Pressed
from model.preferences import NAMES, known

_WISH = 2  # values
_CLOCK = re.compile(r"\b([0-9]{2})([0-9]{2})\b")  # payloads leave the colons out


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the setting, its value or "rules"."""
    if len(values) != _WISH or values[0] not in NAMES:
        return toast(ask, "press.gone")
    name, code = values
    value = None if code == RULES else _CLOCK.sub(r"\1:\2", code)
    if value is not None and not known(name, value):
        return toast(ask, "press.gone")
    page = await PAGES[name](await settle(ask, desk, {name: value}), desk)
    first = shown(page.text).splitlines()[0]
    did = f"{name} {value or RULES}"
    return Pressed(cut(f"✓ {first}"), text=page.text, buttons=page.buttons, did=did)
