"""`python -m tests.whole.first_day`: a new user's first day, with the real program over real HTTP.

    python -m tests.whole.first_day --write      # into docs/first-day.md

`bot.py run` watches the demo's invented outlets; the Bot API stand-in is the Telegram of the
reader, of a colleague and of the administrator. What they write and press, and all they are
answered, is printed as docs/first-day.md shows it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from demo.world import NewsWorld
from tests.kit.program import ROOT, Program, program
from tests.standin.botapi import TOKEN, BotApi, Delivery, Toast

ADA, BASIL, NOUR = 4711, 4712, 4713  # the administrator, a French colleague, an Arabic one
SPEED = 1.0  # as the demo
PATIENCE = 40.0  # seconds


@dataclass
class Day:
    """One day: the program, the messenger, and what was said so far."""

    api: BotApi
    news: NewsWorld
    folder: Path
    say: Callable[[str], None]
    shown: dict[tuple[object, int], str] = field(default_factory=dict)

    @property
    def rules(self) -> Path:
        """The rules file."""
        return self.folder / "rules.yaml"

    async def ask(self, chat: int, text: str, **more: object) -> Delivery:
        """Write to the bot; its answer."""
        before = len(self.api.texts(chat))
        self.say(f"> {text}\n")
        self.api.say(chat, chat, text, **more)
        return await self.answer(chat, before)

    async def hand(self, chat: int, name: str, data: bytes) -> Delivery:
        """Send a file; the answer."""
        before = len(self.api.texts(chat))
        self.say(f"> (the file {name})\n")
        self.api.hand(chat, chat, name, data)
        return await self.answer(chat, before)

    async def answer(self, chat: int, before: int) -> Delivery:
        """What replies in a chat; an alert or a notice may come before it."""
        while True:
            message = await self.next(chat, before)
            if message.replies_to is not None:
                return message
            before += 1

    async def next(self, chat: int, before: int) -> Delivery:
        """The next message in a chat."""
        await self.api.until(lambda: len(self.api.texts(chat)) > before, PATIENCE)
        message = [one for one in self.api.sent if one.chat == chat][before]
        self.show(message)
        return message

    async def press(self, message: Delivery, chat: int, label: str) -> Toast:
        """Press a button; what it says, and what the message became."""
        before = len(self.api.texts(chat))
        edits = message.edits
        self.say(f"> [{label}]\n")
        toast = await self.api.toast(self.api.press(message, chat, label), PATIENCE)
        if toast.text:
            self.say(f"({toast.text})\n")
        await self._settled(message, chat, edits, before)
        return toast

    async def _settled(self, message: Delivery, chat: int, edits: int, before: int) -> None:
        """Show what a press changed, once it has: an edit, a new message, or only a toast."""
        try:
            await self.api.until(
                lambda: message.edits > edits or len(self.api.texts(chat)) > before, 1.5
            )
        except TimeoutError:
            return
        for one in [one for one in self.api.sent if one.chat == chat][before:]:
            self.show(one)
        if message.edits > edits:
            self.show(message)

    def show(self, message: Delivery) -> None:
        """Print a message with its buttons."""
        lines = ["(a picture)"] if message.file and message.file.picture else []
        if message.file and not message.file.picture:
            lines.append(f"(the file {message.file.name})")
        known = self.shown.get((message.chat, message.message_id))
        if known != message.text:
            lines.append(message.text)
        self.shown[message.chat, message.message_id] = message.text
        lines += ["".join(f"[{label}]" for label in row) for row in message.labels]
        self.say("\n".join(lines) + "\n")


async def live(say: Callable[[str], None]) -> None:
    """The whole day."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="first-day-")))
        api = await stack.enter_async_context(BotApi())
        news = NewsWorld(speed=SPEED)
        stack.push_async_callback(news.stop)
        day = Day(api, news, folder, _plain(news, folder, say))
        day.rules.write_text("topics: {}\n", "utf-8")
        running = await stack.enter_async_context(
            program(
                *("run", "--rules", str(day.rules), "--data", str(folder / "data")),
                cwd=folder,
                fresh=True,
                TELEGRAM_BOT_TOKEN=TOKEN,
                TELEGRAM_API_URL=api.url,
            )
        )
        for chapter in CHAPTERS:
            title = (chapter.__doc__ or "").rstrip(".")
            say(f"\n## {title}\n\n```\n")
            await chapter(day, running)
            say("```\n")


def _plain(news: NewsWorld, folder: Path, say: Callable[[str], None]) -> Callable[[str], None]:
    """Outlets by their names rather than by their ports, and nothing of this machine."""

    def told(text: str) -> None:
        for outlet in news.outlets if news.published else ():
            text = text.replace(outlet.base_url, f"https://{outlet.key}.example")
        say(text.replace(f"{folder}/", ""))

    return told


def _rules(news: NewsWorld) -> str:
    settings = f"  backfill: 2\n  admin_chat: {ADA}"
    chats = f"\nchats:\n  - chat: {ADA}\n    timezone: Europe/Paris\n"
    return news.rules_text().replace("  backfill: 1", settings) + chats


async def connecting(day: Day, running: Program) -> None:
    """A chat of one's own."""
    day.say(await running.says("Wirewatch", PATIENCE))
    await day.ask(ADA, "/start")
    await day.news.start()
    day.say("(the lines go into rules.yaml, with topics and sources; the file is saved)\n")
    day.rules.write_text(_rules(day.news), "utf-8")
    await day.next(ADA, 1)


async def alerted(day: Day, _: Program) -> None:
    """The first alerts, and what to do about them."""
    told = "#arms_transfers #state_visits"
    await day.api.until(lambda: any(told in one.text for one in day.api.sent), PATIENCE)
    alert = next(one for one in day.api.sent if told in one.text)
    day.show(alert)
    await day.press(alert, ADA, "Why")
    await day.api.until(lambda: "also:" in alert.text, PATIENCE)
    day.say("(a moment later other outlets tell it; the message is edited)\n")
    day.show(alert)
    await day.press(alert, ADA, "Story")
    await day.press(alert, ADA, "Mute")
    await day.press(alert, ADA, "2 hours")
    await day.press(alert, ADA, "Undo")
    await day.ask(ADA, "/why https://nowhere.example/")


async def asking(day: Day, _: Program) -> None:
    """Asking."""
    for text in ("/topics", "/latest 3", "/search drones", "/mute state-vists 1d", "/mutes"):
        await day.ask(ADA, text)
    for text in ("/quiet 22:00-07:00", "/digest 07:30 weekdays", "/settings"):
        await day.ask(ADA, text)
    for text in ("/status", "/sources", "/stats"):
        await day.ask(ADA, text)


async def colleagues(day: Day, _: Program) -> None:
    """Colleagues, in French and in Arabic."""
    for person, name, language in ((BASIL, "Basil", "fr"), (NOUR, "نور", "ar")):
        invite = await day.ask(ADA, "/invite 7d")
        payload = invite.text.partition("start=")[2].split()[0]
        who = {"id": person, "is_bot": False, "first_name": name, "language_code": language}
        for text in (f"/start {payload}", "/topics", "/mute ceasefire-talks 2h", "/status"):
            await day.ask(person, text, **{"from": who})


async def keeping(day: Day, _: Program) -> None:
    """Keeping the rules."""
    file = await day.ask(ADA, "/rules")
    text = file.file.data.decode() if file.file else ""
    wider = text.replace("[president, king,", "[president, mayor, king,")
    shown = await day.hand(ADA, "rules.yaml", wider.encode())
    await day.api.until(lambda: "newly found" in shown.text, PATIENCE)
    day.show(shown)
    await day.press(shown, ADA, "Apply")
    await day.hand(ADA, "rules.yaml", text.replace("NEAR/8", "NAER/8").encode())
    for one in ("/check", "/pause 1h", "/resume", "/audit"):
        await day.ask(ADA, one)


CHAPTERS = (connecting, alerted, asking, colleagues, keeping)

HEAD = """\
# A first day with Wirewatch

What a new user meets, from the token to the rules file. It was not written but recorded: the real
program, over real HTTP, watching the invented outlets of `python bot.py demo`;
`python -m tests.whole.first_day --write` records it anew. Lines with `>` are what people write and
press, `[…]` are buttons, brackets tell what else happens.
"""

if __name__ == "__main__":
    said = [HEAD]
    asyncio.run(live(said.append))
    if "--write" in sys.argv:
        (ROOT / "docs" / "first-day.md").write_text("".join(said), "utf-8")
    else:
        sys.stdout.write("".join(said))
