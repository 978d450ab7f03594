"""/addsource URL: what an address lists now and what it would have told, and a button to watch."""

from __future__ import annotations

from chat import words
from chat.commands.ask import Ask, Desk
from chat.commands.office import Office
from chat.commands.phrases import say
from chat.commands.proposing import choice, headline, office_of, refused
from chat.html import line, page, text
from chat.redaction import without_secrets
from chat.reply import Reply
from model.editing import Refusal, Sample


async def reply(ask: Ask, desk: Desk) -> Reply:
    """A line at once; the sample follows when the address has answered."""
    office = office_of(desk, ask)
    if isinstance(office, Reply):
        return office
    address = ask.args.strip()
    if not address:
        return Reply(say(ask.language, "rules.add_how"))

    async def later() -> Reply:
        return await _looked(office, address, ask)

    return Reply(
        say(ask.language, "rules.asking", address=line(without_secrets(address), 200)), later=later
    )


async def _looked(office: Office, address: str, ask: Ask) -> Reply:
    found = await office.sample(address, ask.user)
    if isinstance(found, Refusal):
        return refused(found, ask)
    buttons = choice(found.id, "button.add", "button.cancel", ask)
    return Reply(page(_card(found, ask), words.word("more", ask.language)), buttons)


def _card(found: Sample, ask: Ask) -> list[str]:
    language = words.language_name(found.language, ask.language) if found.language else "–"
    facts = say(ask.language, f"rules.kind.{found.kind}")
    head = f"<b>{text(line(found.name, 100)).html}</b> · {facts} · {text(language).html}"
    address = say(ask.language, "code", text=line(without_secrets(found.url), 300))
    matched = sum(1 for one in found.headlines if one.topics)
    count = len(found.headlines)
    told = say(ask.language, "rules.would_match", matched=matched, count=count)
    return [head, address, told, *(headline(one, ask) for one in found.headlines)]
