"""/check: take rules.yaml as it is now, or show everything that is wrong with it."""

from __future__ import annotations

from chat.commands.ask import Ask, Desk
from chat.commands.proposing import office_of, refused, taken, wrong
from chat.reply import Reply
from model.editing import Refusal, Wrong


async def reply(ask: Ask, desk: Desk) -> Reply:
    """What is in force and what changed; else all problems with line, column and caret."""
    office = office_of(desk, ask)
    if isinstance(office, Reply):
        return office
    found = await office.check()
    if isinstance(found, Refusal):
        return refused(found, ask)
    if isinstance(found, Wrong):
        return wrong(found, ask)
    did = f"version {found.counts.version}" if found.changes else ""
    return Reply(taken(found, ask), did=did)
