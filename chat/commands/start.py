"""/start: what this bot does here, or how to connect a chat it does not know."""

from __future__ import annotations

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.phrases import say
from chat.commands.topics import followed, topic_line
from chat.html import page, text
from chat.reply import Reply


async def reply(ask: Ask, desk: Desk) -> Reply:
    """The purpose in one line and the topics followed; to a stranger, how to connect."""
    if ask.chat is None:
        return stranger(ask)
    topics = [topic_line(topic, set(), ask) for topic in followed(ask.chat, desk.book)]
    heading = [say(ask.language, "start.follows")] if topics else []
    lines = [say(ask.language, "start"), *heading, *topics, say(ask.language, "start.more")]
    return Reply(page(lines, words.word("more", ask.language)))


def stranger(ask: Ask) -> Reply:
    """One polite line, and what to paste into rules.yaml."""
    thread = f"\n    thread: {ask.thread}" if ask.thread else ""
    yaml = f"chats:\n  - chat: {ask.address}{thread}\n    language: {words.tongue(ask.language)}"
    return Reply(f"{say(ask.language, 'stranger', id=ask.address)}\n<pre>{text(yaml).html}</pre>")
