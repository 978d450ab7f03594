"""Whole dialogues in each language, step by step as once found good."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from chat_desk import ask, desk, takes
from chat_room import ALERT, NOW

from chat.chart import Chart
from chat.commands.ask import Ask, Desk
from chat.commands.table import answer
from chat.html import fits
from chat.presses.table import press
from chat.presses.under import at_first
from chat.reply import Keyboard, Reply
from model.alert import Fate, Receipt
from model.article import Article, Match
from model.preferences import NOTHING, applied
from model.reason import Reason
from model.rulebook import Chat, Rulebook, Topic
from model.source import SourceState
from model.stores import Checked, Remembered
from model.story import Joined
from tests.standin.markup import parse as parse_html

GOLDEN = Path(__file__).parent.parent / "data" / "chat"
DOCUMENT = Path(__file__).parents[2] / "docs" / "telegram.md"
FILES: dict[str, list[dict[str, Any]]] = {
    name: yaml.safe_load((GOLDEN / name).read_text(encoding="utf-8"))
    for name in ("golden_dialogues.yaml", "golden_settings.yaml")
}
CASES = [(name, case) for name, cases in FILES.items() for case in cases]
MESSAGE = 77
TITLES = {"en": "Ports", "fr": "Ports", "ar": "الموانئ"}


@dataclass
class Dialogue:
    """A chat with one alert in it, and the message that was shown last."""

    desk: Desk
    language: str
    alert: Keyboard = ()
    last: Reply = field(default_factory=Reply)
    where: int = MESSAGE

    async def step(self, told: dict[str, Any]) -> dict[str, Any]:
        """What comes of one step."""
        if "ask" in told:
            return await self._asked(told["ask"], MESSAGE if told.get("reply") else None)
        if "under" in told:
            self.last, self.where = Reply("", self.alert), MESSAGE
        return await self._pressed(told["press"])

    async def _asked(self, text: str, about: int | None) -> dict[str, Any]:
        name, _, args = text.removeprefix("/").partition(" ")
        asked = await self._now(args, about)
        self.last, self.where = await answer(name, asked, self.desk), MESSAGE + 1
        return shown_reply(self.last)

    async def _now(self, args: str, message: int | None) -> Ask:
        """What the chat asks, with what was settled in it so far."""
        own = (await self.desk.store.settled()).get("c", NOTHING)
        ruled = Chat("c", 1, language=self.language, timezone="Europe/Paris")
        chat = applied(ruled, own, self.desk.book.topics)
        more = {"chat": chat, "ruled": ruled, "message": message, "user": "Ada"}
        return ask(args, chat.language, **more)

    async def _pressed(self, label: str) -> dict[str, Any]:
        flat = [button for row in self.last.buttons for button in row]
        payload = next((button.payload for button in flat if label in button.label), "")
        assert payload, f"no button shows {label!r}: {flat}"
        done = await press(payload, await self._now("", self.where), self.desk)
        result: dict[str, Any] = {"toast": done.toast} if done.toast else {}
        if done.reply is not None:
            return result | shown_reply(done.reply)
        buttons = self.last.buttons if done.buttons is None else done.buttons
        self.last = Reply(done.text or self.last.text, buttons)
        if self.where == MESSAGE:
            self.alert = buttons
        changed = done.text is not None or done.buttons is not None
        return result | (shown_reply(self.last) if changed else {})


def shown_reply(reply: Reply) -> dict[str, Any]:
    """Text and buttons for the file; whatever is shown must be what Telegram takes."""
    assert takes(reply.buttons)
    assert fits(reply.text)
    assert not reply.text or not parse_html(reply.text, "HTML").dropped
    told: dict[str, Any] = {"file": reply.file.name} if reply.file else {}
    told |= {"text": str.__str__(reply.text)} if reply.text else {}
    rows = [" | ".join(button.label for button in row) for row in reply.buttons]
    return told | ({"buttons": rows} if rows else {})


async def drawn(_: Chart) -> bytes:
    """A picture that takes no time."""
    return b"PNG"


async def opened(language: str, *more: str) -> Dialogue:
    """A chat that follows one topic and `more`, in a story of two outlets, with the alert just
    sent."""
    table = desk()
    topics = {"ports": Topic("ports", TITLES)} | {name: table.book.topics[name] for name in more}
    book = replace(table.book, topics=topics)
    assert isinstance(book, Rulebook)
    table = replace(table, book=book, draw=drawn)
    why = Reason('"{words}" {where}', words="drones", where=Reason("in the title"))
    match = Match("ports", 1, "", rule_line=7, why=why)
    alert = replace(
        ALERT, chat="c", story="a1", matches=(match,), titles=(("ports", TITLES[language]),)
    )
    await table.store.commit_check(Checked(SourceState("Post"), NOW, articles=articles()))
    (number,) = await table.store.queue([alert])
    await table.store.record(Receipt(number, Fate.SENT, NOW, message_id=MESSAGE))
    return Dialogue(table, language, at_first(replace(alert, id=number), language))


def articles() -> tuple[Remembered, ...]:
    """The alert's own and one of another outlet, in one story."""
    own = Article(
        "a1",
        ALERT.url,
        ALERT.title,
        "The port of the île heard of it. الميناء",
        site="Meridian Post",
        published=NOW,
        found_at=NOW,
        language="en",
        keys=(ALERT.url,),
    )
    other = replace(
        own,
        id="a2",
        url="https://delta.example/2",
        title="Le gouverneur offre cinq drones",
        text="Un cadeau.",
        site="Courrier du Delta",
        language="fr",
        keys=("https://delta.example/2",),
    )
    return tuple(Remembered(one, joined=Joined(one.id, "a1")) for one in (own, other))


@pytest.mark.parametrize(
    ("name", "case"), CASES, ids=[f"{name} {case['language']}" for name, case in CASES]
)
async def test_golden_dialogues(name, case):
    """Every step shows what it once showed."""
    dialogue = await opened(case["language"], *case.get("topics", ()))
    for step in case["steps"]:
        told = {key: step[key] for key in ("ask", "reply", "press", "under") if key in step}
        result = await dialogue.step(told)
        if os.environ.get("WIREWATCH_BLESS"):
            step.clear()
            step.update(told | result)
            bless(name)
        assert {key: step[key] for key in step if key not in told} == result


def bless(name: str) -> None:
    """Write the dialogues of a file as they are now."""
    file = GOLDEN / name
    head = file.read_text(encoding="utf-8").partition("\n- ")[0]
    cases = FILES[name]
    body = yaml.dump(cases, Dumper=Readable, allow_unicode=True, sort_keys=False, width=100)
    file.write_text(f"{head}\n{body}", encoding="utf-8")


class Readable(yaml.SafeDumper):
    """Writes texts of several lines as blocks."""


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    return dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    )


Readable.add_representer(str, _block)


@pytest.mark.parametrize("heading", ["## A morning with it", "## Settled in the chat"])
def test_the_documented_morning_is_what_the_bot_says(heading):
    """Every line of the transcript that is not the reader's stands in an English dialogue."""
    documented = DOCUMENT.read_text(encoding="utf-8").split(heading)[1]
    transcript = documented.split("```")[1].strip().splitlines()
    said = {line for step in english() for line in spoken(step)}
    lines = [line for line in transcript if line and not line.startswith((">", "("))]
    assert len(lines) > 25
    assert [line for line in lines if line not in said] == []


def english() -> list[dict[str, Any]]:
    """The steps of the English dialogues."""
    return [step for _, case in CASES if case["language"] == "en" for step in case["steps"]]


def spoken(step: dict[str, Any]) -> list[str]:
    """What a step shows, line by line, its buttons in brackets."""
    rows = [" ".join(f"[{one}]" for one in row.split(" | ")) for row in step.get("buttons", ())]
    text = parse_html(step["text"], "HTML").text if "text" in step else ""
    return [step.get("toast", ""), *text.splitlines(), *rows]
