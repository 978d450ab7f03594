"""A desk with an empty store, what is asked at it, and whether Telegram takes the buttons."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from chat.commands.ask import Ask, Desk, Explained
from chat.outgoing import markup
from chat.reply import Keyboard
from cli.asked import drawn
from model.alert import Tally
from model.article import Article, Match
from model.health import Mood, Overview
from model.reason import Reason
from model.rulebook import Chat, Priority, Rulebook, Settings, Topic
from model.source import Source, SourceState
from store.memory import MemoryStore
from stories.independence import independent
from tests.standin.buttons import checked

NOW = datetime(2026, 3, 3, 13, 0, tzinfo=UTC)  # a Tuesday
PARIS = ZoneInfo("Europe/Paris")

OVERVIEW = Overview(NOW, ((SourceState("Meridian <Post>", last_check=NOW), Mood.WELL),), Tally())


class Nothing:
    """A matcher of no topic."""

    def match(self, article: Article) -> tuple[Match, ...]:
        """Nothing."""
        return ()


BOOK = Rulebook(
    "v1",
    Settings(),
    {
        "arms-transfers": Topic("arms-transfers", {"en": "Arms <transfers>", "ar": "نقل الأسلحة"}),
        "ports": Topic("ports", {"fr": "Ports"}, Priority.URGENT),
    },
    {name: Source(name, "https://a.example/") for name in ("20 Minutes", "Meridian Post")},
    (),
    Nothing(),
)


def desk() -> Desk:
    """A desk with an empty store."""

    async def status() -> Overview:
        return OVERVIEW

    async def explain(article: Article) -> list[Explained]:
        held = "port" in article.text
        rule = Reason("“{text}” ({origin}:{line})", text="port*", origin="rules.yaml", line=7)
        found = Reason('"{words}" {where}', words="port", where=Reason("in the text"))
        missed = Reason("{name} not found", name="port*")
        why = (
            Reason("found by {rule}: {why}", rule=rule, why=found)
            if held
            else Reason("its condition does not hold: {rule}: {why}", rule=rule, why=missed)
        )
        return [Explained("ports", held, why)]

    return Desk(
        MemoryStore(),
        BOOK,
        status,
        explain,
        keys=lambda address: (address,),
        independent=lambda story: len(independent(story)),
        draw=drawn,
    )


def takes(buttons: Keyboard) -> bool:
    """Whether Telegram takes these buttons and a phone can show their labels."""
    flat = [button for row in buttons for button in row]
    checked(markup(buttons).to_dict() if buttons else None)
    return all(row and len(row) <= 8 for row in buttons) and all(
        1 <= len(button.label) <= 64 for button in flat
    )


def ask(args: str = "", language: str = "en", **more: object) -> Ask:
    """One command from a connected chat in Paris."""
    chat = Chat("c", 1, language=language, timezone="Europe/Paris")
    usual = {"chat": chat, "args": args, "language": language, "user": "<Ada>", "now": NOW}
    return Ask(1, **(usual | more))
