"""“Back to rules.yaml”: all that was settled here is forgotten."""

from __future__ import annotations

from chat.commands import settings
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.commands.preferring import own, settle
from chat.html import shown
from chat.presses.toasts import cut
from chat.reply import Pressed


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:  # noqa: ARG001 # none
    """values: none. The overview shows what holds now."""
    after = await settle(ask, desk, dict.fromkeys(await own(ask, desk)))
    page = await settings.reply(after, desk)
    said = shown(say(after.language, "settings.ruled"))
    did = "all as in rules.yaml"
    return Pressed(cut(f"✓ {said}"), text=page.text, buttons=page.buttons, did=did)
