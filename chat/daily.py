"""What the keeper hears once a day while all goes on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chat import words
from chat.commands import pause
from chat.commands.ask import Ask
from chat.commands.phrases import say
from chat.commands.status import sent, troubles, well
from chat.html import shown
from model.health import Overview
from model.pause import Pause
from model.rulebook import Chat


def heartbeat(found: Overview, pauses: Sequence[Pause], since: datetime, keeper: Chat) -> str:
    """One line, and below it what rests and which sources ail; `found` tallies since then."""
    language = keeper.language
    ask = Ask(0, found.at, keeper, language=language)
    ill = list(troubles(found, language))
    line = say(
        language,
        "daily.ailing" if ill else "daily.quiet",
        well=well(found, language) if found.sources else say(language, "status.none").rstrip("."),
        when=words.when(since, found.at, ask.place, language),
        articles=words.number(found.tally.articles, language),
        sent=words.number(sent(found.tally), language),
    )
    return shown("\n".join([line, *(pause.told(one, ask) for one in pauses), *ill]))
