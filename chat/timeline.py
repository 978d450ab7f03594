"""A story as readers see it: who told it, when first, in which order. Pure."""

from __future__ import annotations

from datetime import datetime

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.headlines import entry
from chat.html import page
from chat.reply import Reply
from model.story import Member, Story


def timeline(story: Story, ask: Ask, desk: Desk) -> Reply:
    """All its articles in the order they were found, copies of a wire report told as such."""
    outlets = len({member.outlet for member in story.members})
    head = say(
        ask.language,
        "story.head",
        outlets=outlets,
        independent=desk.independent(story),
        languages=len({member.language for member in story.members if member.language}),
        first=_moment(story.members[0], ask),
    )
    lines = [head, *(_told(member, ask) for member in story.members)]
    return Reply(page(lines, words.word("more", ask.language)))


def _told(member: Member, ask: Ask) -> str:
    parts = [_moment(member, ask), member.outlet]
    if member.language:
        parts.append(words.language_name(member.language, ask.language))
    if member.agency or member.copy_of:
        parts.append(member.agency or words.word("copy", ask.language))
    return entry(member.title, member.url, parts, ask.language)


def _moment(member: Member, ask: Ask) -> str:
    at: datetime = member.published or member.found_at
    return words.when(at, ask.now, ask.place, ask.language)
