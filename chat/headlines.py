"""Articles in a list: a line of facts, below it the linked headline. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from chat import words
from chat.commands.ask import Ask
from chat.html import RLM, clean, escaped, isolated, line, link, opening, page, text
from chat.reply import Reply
from model.article import Article

_TITLE, _PART = 160, 60  # code points


def entry(title: str, url: str, parts: Iterable[str], language: str) -> str:
    """Two lines of Telegram's HTML."""
    base = words.base(language)
    shown = line(title, _TITLE) or words.word("untitled", language)
    head = link(text(opening(shown) + shown), url)
    start = RLM if base == "rtl" else ""
    facts = (isolated(clean(line(part, _PART)), base) for part in parts if part)
    return f"{escaped(start + ' · '.join(facts)).html}\n{head.html}"


def articles(heading: str, found: Sequence[Article], ask: Ask) -> Reply:
    """A list of articles below a heading, as many as fit."""
    told = [entry(one.title, one.url, _facts(one, ask), ask.language) for one in found]
    return Reply(page([heading, *told], words.word("more", ask.language)))


def _facts(article: Article, ask: Ask) -> list[str]:
    parts = [_moment(article.published or article.found_at, ask), article.site or article.source]
    if article.language:
        parts.append(words.language_name(article.language, ask.language))
    return parts


def _moment(at: datetime | None, ask: Ask) -> str:
    if at is None:
        return words.word("undated", ask.language)
    return words.when(at, ask.now, ask.place, ask.language)
