"""/audit [n] [who|command]: who changed what, and who was refused."""

from __future__ import annotations

import re
from datetime import datetime

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.durations import plain
from chat.commands.phrases import say
from chat.html import isolated, line, page, shown, text
from chat.presses.payload import encode
from chat.reply import Button, Keyboard, Reply
from model.audit import Deed

USUAL, MOST = 10, 30
_ABOUT = 32  # bytes of what is looked for: it stands in payloads
_NAME, _WHAT = 40, 120
_END = re.compile(r"\buntil ([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}) UTC\b")  # as kept


async def reply(ask: Ask, desk: Desk) -> Reply:
    """The newest deeds."""
    count, about = _wish(ask.args)
    return await listed(count, about, None, ask, desk)


def _wish(args: str) -> tuple[int, str]:
    """How many, and whose or which; a number beyond MOST is a person's id."""
    parts = args.split()
    small = [part for part in parts if plain(part).isdecimal() and 0 < int(plain(part)[:9]) <= MOST]
    if not small:
        return USUAL, " ".join(parts)
    parts.remove(small[0])
    return int(plain(small[0])), " ".join(parts)


def _short(about: str) -> str:
    """As much of a name as a payload holds, without the signs that part its values."""
    bare = about.lstrip("/@").partition(":")[0].casefold()
    return bare.encode("utf-8", "ignore")[:_ABOUT].decode("utf-8", "ignore").strip()


async def listed(count: int, about: str, before: int | None, ask: Ask, desk: Desk) -> Reply:
    """One page of deeds, those before the one of that id, and the ways to the next ones."""
    count, about = min(max(count, 1), MOST), _short(about)
    found = await desk.store.deeds(count + 1, before, about)
    if not found:
        return Reply(say(ask.language, "audit.none"), _ways([], count, about, before, ask))
    heading = f"<b>{say(ask.language, 'audit', about=about or '…')}</b>"
    lines = [heading, *(_told(one, ask) for one in found[:count])]
    shown_page = page(lines, words.word("more", ask.language))
    return Reply(shown_page, _ways(found, count, about, before, ask))


def _ways(found: list[Deed], count: int, about: str, before: int | None, ask: Ask) -> Keyboard:
    row = []
    if before is not None:
        row.append(_way("audit.newest", 0, count, about, ask))
    if len(found) > count:
        row.append(_way("audit.older", found[count - 1].id, count, about, ask))
    return (tuple(row),) if row else ()


def _way(label: str, before: int, count: int, about: str, ask: Ask) -> Button:
    return Button(shown(say(ask.language, label)), encode("audit", before, count, about))


def _told(deed: Deed, ask: Ask) -> str:
    """Time, person, command, what; the chat where it was another one; ⛔ where it was refused."""
    base = words.base(ask.language)
    when = words.when(deed.at, ask.now, ask.place, ask.language)
    who = line(deed.user, _NAME) or str(deed.user_id)
    what = _END.sub(
        lambda found: f"until {_here(found[1], ask)}",
        " ".join(part for part in (deed.what, deed.detail) if part),
    )
    where = "" if ask.here(deed.chat) else deed.chat.partition(":")[2]
    parts = (when, who, f"/{deed.name}", line(what, _WHAT), where)
    told = " · ".join(isolated(part, base) for part in parts if part)
    return text(f"{'⛔ ' if deed.refused else ''}{told}").html


def _here(moment: str, ask: Ask) -> str:
    """A kept moment of UTC in the chat's zone; what only looks like one stays."""
    try:
        at = datetime.fromisoformat(f"{moment}+00:00")
        return words.when(at, ask.now, ask.place, ask.language)
    except (ValueError, OverflowError):
        return f"{moment} UTC"
