"""/invite [7d] [3 times] [topics…]: a link that lets a chat in; alone, those that are open and
the chats that joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe

from chat import words
from chat.commands import durations, targets
from chat.commands.ask import Ask, Desk
from chat.commands.join import digest
from chat.commands.phrases import Markup, say
from chat.html import line, page, shown
from chat.presses.payload import encode
from chat.reply import Button, Keyboard, Reply
from model.access import Guest, Invite
from model.alert import MuteKind
from model.rulebook import Rulebook

LINK = "join_"  # before the token in a link's payload, of 64 characters at most
_BYTES = 24  # of chance in a token: 192 bits, 32 characters
_USUAL, _LONGEST = timedelta(days=7), timedelta(days=30)
_MOST = 100  # uses
_PAGE = 15  # chats that joined
_NAME = 40
_TIMES = re.compile(r"([0-9]{1,6}) ?(?:x|×|times?|uses?|fois|مرة|مرات)")


@dataclass(frozen=True, slots=True)
class Wish:
    """What an invite is to be."""

    until: datetime
    uses: int = 1
    topics: tuple[str, ...] | None = None


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Make an invite and show its link; or what was not understood; alone, the list."""
    if not ask.args.strip():
        return await listed(ask, desk)
    wish = understood(ask.args, ask, desk.book)
    if isinstance(wish, str):
        return Reply(say(ask.language, "invite.unknown", text=wish[:100]))
    return await made(wish, ask, desk)


def usual(ask: Ask) -> Wish:
    """What is made without a word: once, for a week, all topics."""
    return Wish(ask.now + _USUAL)


def understood(args: str, ask: Ask, book: Rulebook) -> Wish | str:
    """What is wanted, each part as long as can be; or the first part that nobody understands."""
    until, uses, topics = usual(ask).until, 1, list[str]()
    parts = args.replace(",", " ").split()
    while parts:
        for cut in range(len(parts), 0, -1):
            said = " ".join(durations.plain(part) for part in parts[:cut])
            target = targets.find(said, book)
            end = durations.parse(parts[:cut], ask.now, ask.place)
            if target is not None and target.kind is MuteKind.TOPIC:
                topics.append(target.value)
            elif times := _TIMES.fullmatch(said):
                uses = int(times[1])
            elif end is not None and end.moment is not None:
                until = end.moment
            else:
                continue
            parts = parts[cut:]
            break
        else:
            return parts[0]
    bounded = min(until, ask.now + _LONGEST)
    return Wish(bounded, min(max(uses, 1), _MOST), tuple(topics) or None)


async def made(wish: Wish, ask: Ask, desk: Desk) -> Reply:
    """Keep an invite of a new secret, then its links: they are shown in no other answer. Asked for
    by the same message again, as after a crash, it is the invite that was kept before."""
    token = ask.chance or token_urlsafe(_BYTES)
    kept = await desk.store.keep_invite(
        Invite(digest(token), ask.now, wish.until, wish.uses, by=ask.user, topics=wish.topics)
    )
    said = say(
        ask.language,
        "invite.made",
        link=f"https://t.me/{ask.bot}?start={LINK}{token}",
        group=f"https://t.me/{ask.bot}?startgroup={LINK}{token}",
        until=words.until(kept.until, ask.now, ask.place, ask.language),
        uses=kept.uses,
        topics=_topics(kept.topics, ask, desk.book),
    )
    did = f"{kept.id} until {kept.until:%Y-%m-%d %H:%M} UTC, uses {kept.uses}"
    every = Button(shown(say(ask.language, "invite.all")), encode("invite", "list", 0))
    return Reply(said, ((_revoke(kept, ask), every),), did=" ".join([did, *(wish.topics or ())]))


def _topics(topics: Sequence[str] | None, ask: Ask, book: Rulebook) -> str:
    if topics is None:
        return shown(say(ask.language, "invite.topics"))
    known = (book.topics.get(name) for name in topics)
    return ", ".join(topic.title(ask.language) for topic in known if topic)


async def listed(ask: Ask, desk: Desk, skipped: int = 0) -> Reply:
    """The open invites and a page of the chats that joined, the latest first."""
    invites = await desk.store.invites(ask.now)
    guests = list(reversed(await desk.store.guests()))
    here = guests[skipped : skipped + _PAGE]
    lines = [
        f"<b>{say(ask.language, 'invite.open', count=len(invites))}</b>",
        *(_invite(one, ask, desk.book) for one in invites[-_PAGE:]),
        "",
        f"<b>{say(ask.language, 'invite.guests', count=len(guests))}</b>",
        *(_guest(one, ask) for one in here),
    ]
    text = page(lines, words.word("more", ask.language))
    return Reply(text, _buttons(invites[-_PAGE:], here, skipped, len(guests), ask))


def _invite(one: Invite, ask: Ask, book: Rulebook) -> Markup:
    return say(
        ask.language,
        "invite.line",
        id=one.id,
        until=words.until(one.until, ask.now, ask.place, ask.language),
        uses=one.uses,
        topics=_topics(one.topics, ask, book),
        by=line(one.by, _NAME),
    )


def _guest(one: Guest, ask: Ask) -> Markup:
    since = words.when(one.at, ask.now, ask.place, ask.language)
    name = line(one.name, _NAME) or one.address
    return say(ask.language, "invite.guest", name=name, address=one.address, since=since)


def _buttons(
    invites: Sequence[Invite], guests: Sequence[Guest], skipped: int, count: int, ask: Ask
) -> Keyboard:
    rows = [(_revoke(one, ask),) for one in invites]
    rows += [(remove(one, ask),) for one in guests]
    if skipped + _PAGE < count:
        older = encode("invite", "list", skipped + _PAGE)
        rows.append((Button(shown(say(ask.language, "audit.older")), older),))
    return (*rows, (Button(shown(say(ask.language, "invite.new")), encode("invite", "new")),))


def _revoke(one: Invite, ask: Ask) -> Button:
    return Button(shown(say(ask.language, "invite.revoke", id=one.id)), encode("revoke", one.id))


def remove(one: Guest, ask: Ask, *sure: str) -> Button:
    """The button that asks whether a chat is to be removed, or with a word more does it."""
    name = line(one.name, _NAME) or str(one.address)
    return Button(
        shown(say(ask.language, "guest.remove", name=name)), encode("remove", one.id, *sure)
    )
