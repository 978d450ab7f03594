"""Alert → Message: what a reader sees. Pure; never more than the Bot API takes.

Texts are cut before markup is added, so that no tag is ever cut. Cutting starts with what
matters least: long excerpts, then the number of hash-tags, last the headlines of a digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from chat import bursts, words
from chat.excerpts import Excerpt, cut, merged, segments, sparing
from chat.html import (
    FSI,
    LRM,
    PDI,
    RLM,
    VISIBLE,
    Piece,
    bold,
    clean,
    escaped,
    fits,
    isolated,
    join,
    leaning,
    line,
    link,
    linkable,
    mixed,
    opening,
    page,
    quote,
    shown,
    text,
)
from chat.spreading import also
from model.alert import Alert, AlertKind, Turn
from model.rulebook import Chat, Priority
from model.story import Spread

EXCERPTS = 3
LONG_QUOTE = 300  # visible code points above which a quotation folds
_BOLD_WORDS = 60  # of the 100 entities; links, quotations and hash-tags want theirs
_TITLE, _SITE, _TOPIC, _TOPICS, _TAG, _TAGS = 300, 80, 80, 5, 40, 10
_NOT_WORD = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Message:
    """Ready to send. `plain` says the same without markup; `preview_url` is the article."""

    html: str
    plain: str
    silent: bool
    preview_url: str | None = None


def compose(alert: Alert, chat: Chat, now: datetime, spread: Spread | None = None) -> Message:
    """The message for `chat`, its times in the chat's zone, its words in the chat's language.
    `spread`: how far the alert's story has spread by now."""
    if alert.kind is AlertKind.DIGEST:
        return _message(_digest(alert, chat, now), silent=True)
    if alert.kind is AlertKind.SUMMARY:
        return _message(_summary(alert, chat, now), silent=True)
    silent = alert.priority is Priority.LOW
    if alert.kind is AlertKind.NOTICE:
        return _message(_notice(alert), silent=silent)
    preview = alert.url if linkable(alert.url) else None
    body = _article(alert, chat, now, spread)
    return _message(body, silent=silent, preview=preview)


def _message(body: Piece, *, silent: bool, preview: str | None = None) -> Message:
    plain = body.plain if len(body.plain) <= VISIBLE else shown(body.html)
    return Message(body.html, plain, silent, preview)


def _notice(alert: Alert) -> Piece:
    content = clean(alert.text).strip()
    if len(content) > VISIBLE:
        content = cut(Excerpt(content), VISIBLE - 96).text
    return text(content or alert.kind.value)


# One article


def _article(alert: Alert, chat: Chat, now: datetime, spread: Spread | None) -> Piece:
    told = escaped(also(spread, chat.language)) if spread else Piece()
    for limit in (900, 600, 300, 100):
        parts = (*_head(alert, chat, now), *quotations(alert, limit), told, _hash_tags(alert))
        body = join("\n", parts)
        if fits(body.html):
            return body
    return _bare(alert, chat, now)


def _bare(alert: Alert, chat: Chat, now: datetime) -> Piece:
    """As much as fits of the head, the headline first: for texts made of hash-tags, which the
    server counts as entities too."""
    topics, *rest = _head(alert, chat, now)
    held = page([piece.html for piece in (*rest, topics)], "")
    return Piece(held, shown(held))


def _head(alert: Alert, chat: Chat, now: datetime) -> Iterator[Piece]:
    yield _topics_line(alert, chat)
    yield bold(headline(alert, chat, _TITLE))
    if alert.url and not linkable(alert.url):
        yield text(line(alert.url, _TITLE))
    yield escaped(details(alert, chat, now))


def _topics_line(alert: Alert, chat: Chat) -> Piece:
    titles = topic_titles(alert)
    start = RLM if words.base(chat.language) == "rtl" else ""
    mark = text(f"{start}{words.MARKS[alert.priority]}")
    if not titles:
        return Piece()
    parts = [turn(alert, chat), *titles] if alert.turn is not Turn.FIRST else titles
    held = [isolated(part, words.base(chat.language)) for part in parts]
    return mark + text(" ") + bold(escaped(" · ".join(held)))


def turn(alert: Alert, chat: Chat) -> str:
    """Where in its story the alert stands, in the chat's words; "" for the first one."""
    return "" if alert.turn is Turn.FIRST else words.word(alert.turn.value, chat.language)


def topic_titles(alert: Alert) -> list[str]:
    """The titles of the topics found, each on one line, at most five and the count of others."""
    known = dict(alert.titles)
    named = (line(known.get(match.topic) or match.topic, _TOPIC) for match in alert.matches)
    titles = list(dict.fromkeys(title for title in named if title))
    return titles if len(titles) <= _TOPICS else [*titles[:_TOPICS], f"+{len(titles) - _TOPICS}"]


def headline(alert: Alert, chat: Chat, limit: int) -> Piece:
    """The headline, linked, running its own way."""
    title = line(alert.title, limit) or words.word("untitled", chat.language)
    return link(text(opening(title) + title), alert.url)


def details(alert: Alert, chat: Chat, now: datetime) -> str:
    """Source · time · language, the time in the chat's zone."""
    base = words.base(chat.language)
    parts = [line(alert.site or alert.source, _SITE), moment(alert, chat, now)]
    if alert.language:
        parts.append(words.language_name(line(alert.language, 8), chat.language))
    shown_parts = " · ".join(isolated(part, base) for part in parts if part)
    if base == "rtl":
        return RLM + shown_parts
    return LRM + shown_parts if mixed(shown_parts, base) else shown_parts


def moment(alert: Alert, chat: Chat, now: datetime) -> str:
    """When the article says it was published; "undated" when it does not."""
    if alert.published is None:
        return words.word("undated", chat.language)
    return words.when(alert.published, now, words.zone(chat.timezone), chat.language)


def quotations(alert: Alert, limit: int) -> Iterator[Piece]:
    """Up to three quotations of at most `limit` code points, matched words bold."""
    chosen = merged(alert.matches)[:EXCERPTS]
    for excerpt in chosen:
        kept = sparing(cut(excerpt, limit), _BOLD_WORDS // len(chosen))
        body = _marked(kept)
        yield quote(body, expandable=len(body.plain) > LONG_QUOTE)


def _marked(excerpt: Excerpt) -> Piece:
    """The excerpt with its marked words bold and each paragraph running its own way."""
    start = opening(clean(excerpt.text))
    base = leaning(excerpt.text)
    body = text(start)
    for part, marked, free in _standing(excerpt):
        if marked and free:
            body += bold(text_isolated(part, base))
        else:
            plain = text(part.replace("\n", f"\n{start}"))
            body += bold(plain) if marked else plain
    return body


def text_isolated(content: str, base: str) -> Piece:
    """Cleaned, escaped, and between isolates where it runs against `base`."""
    inner = text(content)
    if not inner or not mixed(inner.plain, base or "ltr"):
        return inner
    return Piece(f"{FSI}{inner.html}{PDI}", f"{FSI}{inner.plain}{PDI}")


def _standing(excerpt: Excerpt) -> Iterator[tuple[str, bool, bool]]:
    """Segments with (part, marked, whether it stands free: no letter touches it).

    A part of a word must not be isolated from the rest of it.
    """
    parts = list(segments(excerpt))
    for place, (part, marked) in enumerate(parts):
        before = parts[place - 1][0][-1:] if place else ""
        after = parts[place + 1][0][:1] if place + 1 < len(parts) else ""
        yield part, marked, not (before.isalnum() or after.isalnum() or "\n" in part)


def _hash_tags(alert: Alert) -> Piece:
    tags = dict.fromkeys(hash_tag(match.topic) for match in alert.matches)
    return text(" ".join(tag for tag in list(tags)[:_TAGS] if tag))


def hash_tag(topic: str) -> str:
    """arms-transfers → #arms_transfers: letters, digits and underscores, not digits alone."""
    name = _NOT_WORD.sub("_", clean(topic[:_TAG])).strip("_")
    if not name:
        return ""
    return f"#topic_{name}" if name.isdigit() else f"#{name}"


# Many articles


def _digest(alert: Alert, chat: Chat, now: datetime) -> Piece:
    count = words.alerts(len(alert.items), chat.language)
    heading = bold(text(f"{words.word('quiet', chat.language)} · {count}"))
    return _headlines(heading, alert.items, chat, now)


def _summary(alert: Alert, chat: Chat, now: datetime) -> Piece:
    heading = bold(escaped(bursts.heading(alert.items, chat.language)))
    return _headlines(heading, bursts.foremost(alert.items), chat, now)


def listing(heading: str, items: Sequence[Alert], chat: Chat, now: datetime) -> str:
    """The headlines of alerts below a heading (Telegram's HTML), as many as fit."""
    return _headlines(Piece(heading, shown(heading)), items, chat, now).html


def _headlines(heading: Piece, items: Sequence[Alert], chat: Chat, now: datetime) -> Piece:
    for limit in (_TITLE, 160, 100, 60):
        told = [_item(item, chat, now, limit) for item in items]
        body = join("\n\n", [heading, *told])
        if fits(body.html):
            return body
    more = words.word("more", chat.language)
    held = page([heading.html, *(f"\n{item.html}" for item in told)], f"\n{more}")
    return Piece(held, shown(held))


def _item(item: Alert, chat: Chat, now: datetime, limit: int) -> Piece:
    """Mark and linked headline, and below them source and time."""
    title = headline(item, chat, limit)
    base = words.base(chat.language)
    site = line(item.site or item.source, _SITE // 2)
    below = " · ".join(isolated(part, base) for part in (site, moment(item, chat, now)) if part)
    start = RLM if leaning(shown(title.html)) == "rtl" else ""
    mark = text(f"{start}{words.MARKS[item.priority]} ")
    return mark + title + escaped(f"\n{RLM if base == 'rtl' else ''}{below}")
