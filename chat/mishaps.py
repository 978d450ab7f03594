"""What the keeper reads of chats that cannot be reached, messages refused, our own faults. Pure."""

from __future__ import annotations

from chat import words
from chat.commands.phrases import say
from chat.html import line, shown
from chat.wording.mishaps import REFUSALS
from model.rulebook import Chat

_TITLE, _WHY = 300, 400
_SAID = "Telegram refuses: "  # the words behind it are the server's


def lost(keeper: Chat, chat: Chat, title: str, why: str) -> str:
    """A whole chat cannot be reached any more; `title` of the alert by which it was found out,
    "" where it was not by one."""
    first = shown(say(keeper.language, "mishap.first", title=line(title, _TITLE))) if title else ""
    return _said(keeper, "lost", chat=_name(chat), why=because(why, keeper.language), first=first)


def back(keeper: Chat, chat: Chat) -> str:
    """A chat that was lost can be reached again."""
    return _said(keeper, "back", chat=_name(chat))


def topic_gone(keeper: Chat, chat: Chat, thread: int) -> str:
    """A forum topic is closed or gone."""
    return _said(keeper, "topic", chat=_name(chat), thread=thread)


def refused(keeper: Chat, chat: Chat, title: str, url: str, why: str) -> str:
    """One message was refused for good."""
    because_of = because(why, keeper.language)
    title = line(title, _TITLE)
    return _said(keeper, "refused", chat=_name(chat), why=because_of, title=title, url=url)


def own_fault(keeper: Chat, doing: str, kind: str, where: str, left_out: int) -> str:
    """One fault of ours in two sentences, and how often it was left out since it was told."""
    told = _said(keeper, "fault", doing=doing, kind=kind, where=where)
    if not left_out:
        return told
    again = "once" if left_out == 1 else "again"
    return f"{told} {_said(keeper, again, count=left_out)}"


def because(why: str, language: str) -> str:
    """A recorded reason in another language; one that nobody translated stays as it is."""
    place = words.LANGUAGES.index(words.tongue(language))
    told = line(why, _WHY)
    if place and told.startswith(_SAID):
        return REFUSALS[f"{_SAID}{{said}}"][place - 1].format(said=told.removeprefix(_SAID))
    known = REFUSALS.get(told)
    return known[place - 1] if place and known else told


def _name(chat: Chat) -> str:
    return str(chat.address or chat.key)


def _said(keeper: Chat, phrase: str, **values: object) -> str:
    return shown(say(keeper.language, f"mishap.{phrase}", **values))
