"""A setting's page, in place of the one shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from chat.commands import (
    digest,
    language,
    quiet,
    same_story,
    settings,
    timezone,
    topics,
)
from chat.commands.ask import Ask, Desk
from chat.presses.toasts import toast
from chat.reply import Pressed, Reply
from model.preferences import DIGEST, LANGUAGE, QUIET, SAME_STORY, TIMEZONE, TOPICS

PAGES: dict[str, Callable[[Ask, Desk], Awaitable[Reply]]] = {
    "settings": settings.reply,
    "reset": settings.confirm,
    LANGUAGE: language.page,
    TIMEZONE: timezone.page,
    QUIET: quiet.page,
    DIGEST: digest.page,
    TOPICS: topics.reply,
    SAME_STORY: same_story.page,
}


async def reply(ask: Ask, values: tuple[str, ...], desk: Desk) -> Pressed:
    """values: the page's name. Nothing is stored."""
    page = PAGES.get(values[0]) if values else None
    if page is None:
        return toast(ask, "press.old")
    shown = await page(ask, desk)
    return Pressed(text=shown.text, buttons=shown.buttons)
