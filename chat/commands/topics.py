"""/topics: what this chat follows, with priorities and what is muted."""

from __future__ import annotations

from collections.abc import Iterator

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.html import page
from chat.reply import Reply
from model.alert import MuteKind
from model.rulebook import Chat, Priority, Rulebook, Topic


async def reply(ask: Ask, desk: Desk) -> Reply:
    """One line for each topic, in the order of the rules file."""
    mutes = await desk.store.mutes(ask.key, ask.now)
    muted = {mute.value for mute in mutes if mute.kind is MuteKind.TOPIC}
    lines = [topic_line(topic, muted, ask) for topic in followed(ask.chat, desk.book)]
    if not lines:
        return Reply(say(ask.language, "topics.none"))
    whole = [say(ask.language, "topics"), *lines, *_minimum(ask)]
    return Reply(page(whole, words.word("more", ask.language)))


def followed(chat: Chat | None, book: Rulebook) -> Iterator[Topic]:
    """The topics whose alerts this chat gets."""
    for topic in book.topics.values():
        if chat is not None and (chat.topics is None or topic.name in chat.topics):
            yield topic


def topic_line(topic: Topic, muted: set[str], ask: Ask) -> str:
    """Mark, title, name, and whether it is muted."""
    shown = say(
        ask.language,
        "topics.one",
        mark=words.MARKS[topic.priority],
        title=topic.title(ask.language),
        name=topic.name,
    )
    return f"{shown} · 🔇 {say(ask.language, 'topics.muted')}" if topic.name in muted else shown


def _minimum(ask: Ask) -> Iterator[str]:
    if ask.chat is not None and ask.chat.minimum_priority > Priority.LOW:
        level = words.priority(ask.chat.minimum_priority, ask.language)
        yield say(ask.language, "topics.minimum", priority=level)
