"""/rollback [n]: what an earlier version of rules.yaml would change, and a button to apply it."""

from __future__ import annotations

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.durations import plain
from chat.commands.phrases import say
from chat.commands.proposing import offered, office_of
from chat.html import line
from chat.reply import Reply
from model.editing import Past

_LISTED = 5


async def reply(ask: Ask, desk: Desk) -> Reply:
    """Compared as a file that was sent; without a number the last version, and which there are."""
    office = office_of(desk, ask)
    if isinstance(office, Reply):
        return office
    wish = plain(ask.args.strip())
    versions = await office.versions()
    if wish and not (wish.isdecimal() and 1 <= int(wish[:4]) <= len(versions)):
        lines = [say(ask.language, "rules.rollback_how"), *_listed(versions, ask)]
        return Reply("\n".join(lines))
    above = [] if wish else _listed(versions, ask)
    found = await office.roll_back(int(wish[:4]) if wish else 1, ask.user)
    return offered(found, office, ask, above=above)


def _listed(versions: tuple[Past, ...], ask: Ask) -> list[str]:
    return [
        say(
            ask.language,
            "rules.past",
            number=one.number,
            when=words.when(one.at, ask.now, ask.place, ask.language),
            who=line(one.by, 40) or "–",
            version=one.version,
        )
        for one in versions[:_LISTED]
    ]
