"""How soon a chat hears again of a story it was told of: a page of /settings."""

from __future__ import annotations

from datetime import timedelta

from chat.commands.ask import Ask, Desk
from chat.commands.phrases import Markup, say
from chat.commands.preferring import Option, offered, own
from chat.html import shown
from chat.reply import Reply
from chat.words import length
from model.preferences import SAME_STORY, same_story_text

_USUAL = (
    timedelta(),
    *(timedelta(hours=hours) for hours in (3, 12, 24, 72)),
    timedelta.max,
)


async def page(ask: Ask, desk: Desk) -> Reply:
    """The pause in force, what it means, and buttons for usual ones."""
    current = ask.chat.same_story if ask.chat else timedelta()
    said = say(ask.language, "same.page", length=told(current, ask.language))
    options = [Option(same_story_text(one), shown(told(one, ask.language))) for one in _USUAL]
    settled = await own(ask, desk)
    buttons = offered(SAME_STORY, options, same_story_text(current), ask, settled)
    return Reply(f"{said}\n{say(ask.language, 'same.meaning')}", buttons)


def told(pause: timedelta, language: str) -> Markup:
    """“12 hours”; “always” without any pause, “never” for one without end."""
    if not pause:
        return say(language, "same.always")
    if pause == timedelta.max:
        return say(language, "same.never")
    return say(language, "same.after", length=length(pause, language))
