"""/topics: what this chat follows, with today's alerts, and buttons to follow and unfollow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time

from chat import words
from chat.commands import targets
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.commands.preferring import to_all
from chat.commands.targets import Target
from chat.html import line, page
from chat.presses.payload import encode
from chat.reply import Button, Keyboard, Reply
from model.alert import MuteKind
from model.rulebook import Chat, Priority, Rulebook, Topic

_MOST = 90  # of the 100 buttons of a message
_FEW = 8  # topics with a row each
_LABEL = 40


async def reply(ask: Ask, desk: Desk) -> Reply:
    """One line for each topic followed, in the order of the rules file, with today's alerts; a
    button for every topic there is."""
    today = await desk.store.counts(ask.key, _midnight(ask))
    mutes = await desk.store.mutes(ask.key, ask.now)
    muted = {mute.value for mute in mutes if mute.kind is MuteKind.TOPIC}
    here = list(followed(ask.chat, desk.book))
    lines = [_counted(topic, muted, today, ask) for topic in here]
    heading = say(ask.language, "topics" if lines else "topics.none")
    whole = [heading, *lines, *_minimum(ask)]
    return Reply(page(whole, words.word("more", ask.language)), _buttons(here, ask, desk))


def _midnight(ask: Ask) -> datetime:
    """When the present day began in the chat's zone."""
    local = ask.now.astimezone(ask.place)
    return datetime.combine(local.date(), time(), ask.place).astimezone(UTC)


def _counted(topic: Topic, muted: set[str], today: Mapping[str, int], ask: Ask) -> str:
    count = today.get(topic.name, 0)
    counted = f" · {say(ask.language, 'topics.today', count=count)}" if count else ""
    return f"{topic_line(topic, muted, ask)}{counted}"


def _buttons(here: Sequence[Topic], ask: Ask, desk: Desk) -> Keyboard:
    """A button for each topic, ticked where it is followed: a press turns it over."""
    names = {topic.name for topic in here}
    buttons = [
        follow_button(topic, ask.language, follow=topic.name not in names)
        for topic in list(desk.book.topics.values())[:_MOST]
    ]
    a_row = 1 if len(buttons) <= _FEW else 2
    rows = [tuple(buttons[at : at + a_row]) for at in range(0, len(buttons), a_row)]
    return (*rows, to_all(ask))


def follow_button(topic: Topic, language: str, *, follow: bool) -> Button:
    """The button that follows a topic, or lets it go."""
    mark = targets.mark(Target(MuteKind.TOPIC, topic.name))
    label = line(f"{'☐' if follow else '☑'} {topic.title(language)}", _LABEL)
    return Button(label, encode("follow", mark, int(follow)))


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
