"""An inbox in a room of its own, the rules it serves, and an alert to press buttons under."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from chat.commands.ask import Desk, Explained
from chat.inbox import Inbox
from chat.intake import Intake, open_application
from chat.telegram import TelegramChannel, close_bot, open_bot
from cli.asked import drawn
from model.alert import Alert, Fate, Receipt, Sent, Tally
from model.article import Article, Match
from model.health import Mood, Overview
from model.rulebook import Chat, Priority, Rulebook, Settings, Topic
from model.source import Source, SourceState
from scheduler.editing import Editing
from store.memory import MemoryStore
from stories.independence import independent
from tests.standin.botapi import BotApi, Delivery, Toast

GROUP = -1001
NOW = datetime(2026, 3, 3, 13, 0, tzinfo=UTC)  # a Tuesday


class Nothing:
    """A matcher of no topic."""

    def match(self, article: Article) -> tuple[Match, ...]:
        """Nothing."""
        return ()


BOOK = Rulebook(
    "v1",
    Settings(admin_chat=Chat("telegram:99", 99)),
    {"arms": Topic("arms", {"en": "Arms", "fr": "Armes"}, Priority.HIGH)},
    {"Meridian Post": Source("Meridian Post", "https://post.example/")},
    (
        Chat("telegram:7", 7, timezone="Europe/Paris"),
        Chat(f"telegram:{GROUP}", GROUP, language="fr"),
        Chat("telegram:-1002:5", -1002, thread=5),
    ),
    Nothing(),
)


PRIVATE, NEWSROOM, FORUM = BOOK.chats
ALERT = Alert(
    chat=PRIVATE.key,
    dedupe="a1",
    made_at=NOW,
    article_id="a1",
    story="s1",
    url="https://post.example/1",
    title="Governor gives five drones",
    source="Meridian Post",
    site="Meridian Post",
    published=NOW,
    language="en",
    matches=(
        Match(
            "arms", 1, "He gave five drones.", ((13, 19),), rule_line=12, why="“drones” in the text"
        ),
    ),
    titles=(("arms", "Arms"),),
)


class Heard:
    """What a delivery is told of its chats."""

    def __init__(self) -> None:
        self.told: list[tuple[str, object]] = []

    async def lost(self, key: str, why: str) -> None:
        """Note it."""
        self.told.append((key, why))

    async def back(self, key: str, *, again: bool) -> None:
        """Note it."""
        self.told.append((key, again))


class Room:
    """A running inbox and what a test turns on it. Unknown groups are left at once."""

    def __init__(
        self, api: BotApi, intake: Intake | None = None, office: Editing | None = None
    ) -> None:
        self.api = api
        self.store = MemoryStore()
        self.book = BOOK
        self.heard = Heard()
        self.now = NOW
        self.fatal: asyncio.Queue[str] = asyncio.Queue()
        self.bot = open_bot(api.token, api.url)
        self.inbox = Inbox(
            open_application(self.bot),
            desk=lambda: Desk(
                self.store,
                office.world.book if office else self.book,
                self.status,
                explain=self.explain,
                keys=lambda address: (address,),
                independent=lambda story: len(independent(story)),
                draw=drawn,
                office=office,
            ),
            now=lambda: self.now,
            on_fatal=self.fatal.put_nowait,
            reach=self.heard,
            grace=0,
            intake=intake,
        )

    async def status(self) -> Overview:
        """How the runner's only source is doing."""
        return Overview(self.now, ((SourceState("Meridian <Post>"), Mood.NEW),), Tally())

    async def explain(self, article: Article) -> list[Explained]:
        """What the rules would say."""
        return [Explained("arms", "drone" in article.text, "found by “drone*” (rules.yaml:12)")]

    async def ask(self, chat: int, user: int, text: str, **more: object) -> str:
        """Say something and wait for the answer."""
        before = len(self.api.sent)
        self.api.say(chat, user, text, **more)
        return (await self.api.wait_for(before + 1))[-1].text

    async def tell(self, chat: Chat, alert: Alert) -> Delivery:
        """Queue an alert, send it, record it: the message as the reader has it."""
        await self.store.queue([replace(alert, chat=chat.key)])
        claimed = await self.store.claim(chat.key, self.now, timedelta(minutes=2))
        assert claimed is not None
        outcome = await TelegramChannel(self.bot, now=lambda: self.now).send(claimed, chat)
        assert isinstance(outcome, Sent)
        await self.store.record(
            Receipt(claimed.id, Fate.SENT, self.now, message_id=outcome.message_id)
        )
        return self.api.sent[-1]

    async def press(self, message: Delivery, label: str, user: int = 7, **more: object) -> Toast:
        """Press a button and wait for its toast and for all that follows from it."""
        toast = await self.api.toast(self.api.press(message, user, label, **more))
        async with self.inbox._lock(int(message.chat)):
            return toast

    async def close(self) -> None:
        """Stop all of it."""
        await self.inbox.stop()
        await close_bot(self.bot)
