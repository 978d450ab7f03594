"""/rules: rules.yaml as a file; and a file that was sent back, shown before it is applied."""

from __future__ import annotations

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.office import Office
from chat.commands.phrases import say
from chat.commands.proposing import counted, offered, office_of, refused
from chat.reply import Attached, Reply
from model.editing import Refusal


async def reply(ask: Ask, desk: Desk) -> Reply:
    """The file, or what a file that came with the message would change."""
    office = office_of(desk, ask)
    if isinstance(office, Reply):
        return office
    return await (_current(office, ask) if ask.file is None else _handed(office, ask))


async def _current(office: Office, ask: Ask) -> Reply:
    found = await office.current()
    if isinstance(found, Refusal):
        return refused(found, ask)
    when = words.when(found.changed_at, ask.now, ask.place, ask.language)
    state = counted(found.counts, ask) if found.counts else say(ask.language, "rules.broken")
    caption = f"{say(ask.language, 'rules.file', when=when)}\n{state}"
    return Reply(caption, file=Attached(found.name, found.data))


async def _handed(office: Office, ask: Ask) -> Reply:
    """Too large a file is not downloaded; one that lied about its size is not looked at."""
    file, most = ask.file, office.largest
    too_large = Reply(say(ask.language, "rules.too_large", most=most // 1_000_000))
    if file is None or file.size > most:
        return too_large
    data = await file.read()
    if data is None:
        return Reply(say(ask.language, "rules.not_fetched"))
    if len(data) > most:
        return too_large
    return offered(await office.propose(data, ask.user), office, ask)
