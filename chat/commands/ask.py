"""What a command or a press is handed, and what it may use."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from chat import words
from chat.chart import Chart
from chat.commands.office import Office
from model.alert import Alert
from model.article import Article
from model.health import Overview
from model.rulebook import Chat, Rulebook
from model.stores import Store
from model.story import Story


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that came with a message: its name, the size it claims in bytes, and how to get
    it; None where Telegram does not give it."""

    name: str
    size: int
    read: Callable[[], Awaitable[bytes | None]]


@dataclass(frozen=True, slots=True)
class Ask:
    """One command or press as it came: `now` is an aware UTC moment.

    `args` is all behind a command's name. `message` is the one that a command replies to, or
    whose button was pressed. `chat` is the place of rules.yaml it came from, with what its
    readers settled themselves, None for a stranger; `ruled` is the same without that; `keys`
    name all entries of that place, several in a forum. `is_admin`: may change what the chat
    hears (always so in private). `keeper`: the place is the admin chat of rules.yaml.
    `user` is the person's name as others see it, `title` and
    `username` are the chat's, `bot` is the bot's username. `file` came with the message. `chance`
    are 32 secret letters, the same if this message or press comes again; "" where none are given.
    """

    address: int
    now: datetime
    chat: Chat | None = None
    thread: int | None = None
    user: str = ""
    user_id: int = 0
    title: str = ""
    username: str = ""
    bot: str = ""
    args: str = ""
    language: str = "en"
    is_admin: bool = True
    message: int | None = None
    keys: tuple[str, ...] = ()
    ruled: Chat | None = None
    keeper: bool = False
    file: Handed | None = None
    chance: str = ""

    @property
    def place(self) -> tzinfo:
        """The chat's time zone."""
        return words.zone(self.chat.timezone if self.chat else "UTC")

    @property
    def key(self) -> str:
        """The chat's name in the store."""
        return self.chat.key if self.chat else ""

    def here(self, key: str) -> bool:
        """Whether what has this chat key may be seen and changed from here."""
        return bool(key) and (key == self.key or key in self.keys)


@dataclass(frozen=True, slots=True)
class Explained:
    """What the rules say of one topic and one article: by which condition at which line it was
    found, or what stopped it, in English, to be said in the chat's own language (`Reason`)."""

    topic: str
    held: bool
    why: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What commands and presses work with: the store, the rules in force, and what other rooms
    know.

    `status`: the status line. `explain`: why the rules find an article, by topic. `keys`: the
    identity keys of an address, none for what is no address. `independent`: how many sources a
    story really has. `draw`: the picture of a chart, as PNG. `office`: where rules.yaml is
    changed, None where it is not from here. `rules` is the name of the rules file.
    """

    store: Store
    book: Rulebook
    status: Callable[[], Awaitable[Overview]]
    explain: Callable[[Article], Awaitable[Sequence[Explained]]]
    keys: Callable[[str], tuple[str, ...]]
    independent: Callable[[Story], int]
    draw: Callable[[Chart], Awaitable[bytes]]
    office: Office | None = None
    rules: str = "rules.yaml"

    async def told(self, ask: Ask, number: int | None) -> Alert | None:
        """The alert of that id, if it was told here."""
        alert = await self.store.alert(number) if number is not None else None
        return alert if alert is not None and ask.here(alert.chat) else None

    async def article_at(self, address: str) -> Article | None:
        """The remembered article of an address."""
        keys = self.keys(address)
        return await self.store.article_of(keys) if keys else None

    async def about(self, ask: Ask) -> Alert | None:
        """The alert in the message that is replied to or pressed."""
        if ask.message is None:
            return None
        for key in dict.fromkeys((ask.key, *ask.keys)):
            if alert := await self.store.alert_at(key, ask.message):
                return alert
        return None
