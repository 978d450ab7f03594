"""rules.yaml from the admin chat: sent, sent back, shown, applied, taken back; and by whom."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from chat_desk import desk as empty_desk
from chat_room import GROUP, NOW, Room

from chat.commands.ask import Ask
from chat.commands.phrases import PHRASES
from chat.commands.table import answer
from model.article import Article
from model.editing import Cause, Effect
from model.rulebook import Chat
from model.source import SourceState
from model.stores import Checked, Remembered
from rules.load import LARGEST, load
from scheduler.editing import Editing
from scheduler.reload import RulesFile
from tests.kit.line import FEED, Line, make_line
from tests.standin import faults
from tests.standin.botapi import BotApi, Delivery

ADMIN = 99
RULES = """\
# the harbour's rules
settings: {admin_chat: 99}
topics:
  ports: {title: Ports, any: port}
sources:
  - {name: Meridian Post, url: "https://meridian-post.example/feed.xml"}  # daily
chats: [7]
"""
NEW = RULES.replace("any: port", "any: drone")
BAD = RULES.replace("any: port", "any: port near, prioritty: high")


@dataclass
class Bureau:
    """An inbox at which rules.yaml can be changed."""

    api: BotApi
    room: Room
    line: Line
    office: Editing

    @property
    def text(self) -> str:
        """What the file holds."""
        return self.office.file.path.read_text("utf-8")

    async def hand(self, text: str | bytes, name: str = "mine.yaml", **more: object) -> Delivery:
        """Send a file and wait for the answer."""
        data = text if isinstance(text, bytes) else text.encode()
        before = len(self.api.sent)
        self.api.hand(more.pop("chat", ADMIN), more.pop("user", ADMIN), name, data, **more)
        return (await self.api.wait_for(before + 1))[-1]

    async def shown(self, message: Delivery, words: str) -> Delivery:
        """The message, once it holds these words."""
        await self.api.until(lambda: words in message.text)
        return message

    async def silent(self, chat: int = ADMIN) -> bool:
        """Whether nothing was answered to what was sent before."""
        before = len(self.api.sent)
        await self.room.ask(chat, chat, "/help")
        return len(self.api.sent) == before + 1

    async def restart(self) -> None:
        """Another inbox and another office on the same files."""
        await self.room.close()
        again = Editing(self.line.world, RulesFile(self.office.file.path), self.office.folder)
        polls = sum(name == "getupdates" for name, _ in self.api.calls)
        self.room, self.office = Room(self.api, office=again), again
        await self.room.inbox.start()
        await self.api.called("getUpdates", polls + 1)


async def open_bureau(api: BotApi, folder: Path, rules: str = RULES) -> Bureau:
    """Rules in force on disk, and four articles of this week."""
    path = folder / "rules.yaml"
    path.write_text(rules, "utf-8")
    line = make_line()
    line.clock.at = NOW
    await line.adopt(load(rules.encode()).rulebook)
    titles = ("A port opens", "A <drone> over town", "Rain", "Drones again")
    kept = tuple(
        Remembered(
            Article(
                f"a{n}",
                f"https://meridian-post.example/{n}",
                title,
                "",
                source="Meridian Post",
                language="en",
                found_at=NOW - timedelta(hours=9 - n),
            )
        )
        for n, title in enumerate(titles)
    )
    state = SourceState("Meridian Post", last_new=NOW - timedelta(hours=6), articles=4)
    await line.world.store.commit_check(Checked(state, NOW, articles=kept))
    office = Editing(line.world, RulesFile(path), folder / "data" / "rules")
    bureau = Bureau(api, Room(api, office=office), line, office)
    await bureau.room.inbox.start()
    await api.called("getUpdates")
    return bureau


@pytest.fixture
async def bureau(api: BotApi, tmp_path: Path) -> AsyncIterator[Bureau]:
    """The admin chat is a private one."""
    opened = await open_bureau(api, tmp_path)
    yield opened
    await opened.room.close()


async def test_a_file_sent_back_is_shown_then_applied(bureau: Bureau):
    """A line at once, the comparison when it is ready, then a yes; the log knows who."""
    shown = await bureau.hand(NEW)
    assert "• ~topic ports (1 condition changed)" in shown.text
    assert shown.labels == [["✅ Apply", "Discard"]]
    await bureau.shown(shown, "newly found: 2 · no longer found: 1")
    assert "A <drone> over town" in shown.text
    assert shown.labels == [["✅ Apply", "Discard"]]
    assert bureau.text == RULES
    toast = await bureau.room.press(shown, "Apply", ADMIN)
    assert toast.text == "✅ Applied, and in force."
    assert bureau.text == NEW
    assert bureau.line.world.book.version in shown.text
    assert shown.buttons == []
    (deed,) = await bureau.room.store.deeds(5)
    assert (deed.name, deed.user_id) == ("apply", ADMIN)
    assert "~topic ports" in deed.what


async def test_the_first_line_comes_before_the_comparison(bureau: Bureau, monkeypatch):
    """How many articles are looked at is said at once and the buttons work already; what comes
    late does not write over the answer to them."""
    go = asyncio.Event()

    async def slow(*_: object) -> Effect:
        await go.wait()
        return Effect(articles=4)

    monkeypatch.setattr("scheduler.editing.effect", slow)
    shown = await bureau.hand(NEW)
    assert "Looking at 4 articles of the last 7 days…" in shown.text
    await bureau.room.press(shown, "Apply", ADMIN)
    go.set()
    await asyncio.gather(*bureau.room.inbox._tasks)
    assert shown.text.startswith("✅ Applied, and in force.")


async def test_a_comparison_ends_with_the_program(bureau: Bureau, monkeypatch):
    """It holds nothing up, and the proposal still waits after it."""
    monkeypatch.setattr("scheduler.editing.effect", lambda *_: asyncio.Event().wait())
    shown = await bureau.hand(NEW)
    async with asyncio.timeout(5):
        await bureau.restart()
    await bureau.room.press(shown, "Apply", ADMIN)
    assert bureau.text == NEW


async def test_a_fault_of_ours_in_a_comparison_is_said(bureau: Bureau, monkeypatch, caplog):
    """Instead of a message that waits for ever."""

    async def broken(*_: object) -> Effect:
        raise RuntimeError

    monkeypatch.setattr("scheduler.editing.effect", broken)
    shown = await bureau.hand(NEW)
    await bureau.shown(shown, "Something went wrong")
    assert "could not be completed" in caplog.text


async def test_pressing_twice_applies_once(bureau: Bureau):
    """The second press is told so; nothing more is kept."""
    shown = await bureau.hand(NEW)
    payload = shown.payload("Apply")
    await bureau.shown(shown, "newly found")
    await bureau.room.press(shown, "Apply", ADMIN)
    toast = await bureau.api.toast(bureau.api.press(shown, ADMIN, data=payload))
    assert toast.text.startswith("This was applied or discarded already")
    assert len(await bureau.office.versions()) == 1


async def test_a_no_changes_nothing(bureau: Bureau):
    """And is said."""
    shown = await bureau.shown(await bureau.hand(NEW), "newly found")
    await bureau.room.press(shown, "Discard", ADMIN)
    assert (shown.text, shown.buttons) == ("Discarded; nothing was changed.", [])
    assert bureau.text == RULES


async def test_buttons_work_after_a_restart(bureau: Bureau):
    """The proposal waits on disk."""
    shown = await bureau.shown(await bureau.hand(NEW), "newly found")
    await bureau.restart()
    await bureau.room.press(shown, "Apply", ADMIN)
    assert bureau.text == NEW


async def test_a_file_changed_meanwhile_is_shown_again(bureau: Bureau):
    """Kindly, compared anew, with buttons of its own."""
    shown = await bureau.shown(await bureau.hand(NEW), "newly found")
    bureau.office.file.path.write_text(RULES + "# by hand\n", "utf-8")
    toast = await bureau.room.press(shown, "Apply", ADMIN)
    assert toast.text.startswith("rules.yaml has been changed meanwhile")
    assert bureau.text.endswith("# by hand\n")
    again = bureau.api.sent[-1]
    assert shown.buttons == []
    await bureau.shown(again, "newly found")
    await bureau.room.press(again, "Apply", ADMIN)
    assert bureau.text == NEW


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BAD, "prioritty"),
        (BAD, "Problems: 2"),
        ("a: &a [*a]\n", "contains itself"),
        ("&a [" + "*a, " * 3 + "]", "contains itself"),
        ("not: [yaml", "Problems: 1"),
        (b"\x89PNG\x00\x01", "Problems: 1"),
        ("", "the file is empty"),
        (RULES, "word for word"),
        ("x" * (LARGEST + 1), "larger than 10 MB"),
    ],
)
async def test_a_file_that_cannot_be_used_says_why(bureau: Bureau, data: str | bytes, said: str):
    """Bad, hostile, the same, or no YAML at all: one answer, no buttons, nothing kept."""
    shown = await bureau.hand(data)
    assert said in shown.text
    assert shown.buttons == []
    assert bureau.text == RULES
    assert not list(bureau.office.folder.glob("proposals/*"))


async def test_problems_stand_with_line_column_and_caret(bureau: Bureau):
    """In letters of one width, so that the caret stands where it should."""
    shown = await bureau.hand(BAD)
    assert "rules.yaml:4:" in shown.text
    assert "^^^" in shown.text
    assert [one["type"] for one in shown.entities] == ["pre"]


async def test_a_flood_of_problems_ends_between_two(bureau: Bureau):
    """As many as one message takes; the rest is counted."""
    topics = "\n".join(f"  t{n}: {{any: a{n} b{n} {'x' * 60}}}" for n in range(90))
    shown = await bureau.hand(RULES.replace("  ports: {title: Ports, any: port}", topics))
    assert "Problems: 90" in shown.text
    assert len(shown.text) <= 4096
    assert "more" in shown.text.splitlines()[-1]
    assert "^" in shown.text.splitlines()[-2] or "hint:" in shown.text.splitlines()[-2]


async def test_too_large_a_file_is_not_fetched(bureau: Bureau):
    """Its size is looked at first; one that lied is refused when it is there."""
    shown = await bureau.hand("x", size=LARGEST + 1)
    assert "larger than 10 MB" in shown.text
    assert not [name for name, _ in bureau.api.calls if name == "getfile"]
    lied = await bureau.hand("x" * (LARGEST + 1), size=10)
    assert "larger than 10 MB" in lied.text


async def test_a_file_that_telegram_does_not_give_is_asked_for_again(bureau: Bureau):
    """One sentence, no trace of ours."""
    bureau.api.fail(faults.server_error(), method="getFile")
    assert "Please send it again" in (await bureau.hand(NEW)).text


async def test_other_files_are_told_how_or_let_be(bureau: Bureau):
    """In the private admin chat it is said which files count; elsewhere files are nobody's
    business, but for rules, and strangers hear nothing."""
    assert "ends in .yaml" in (await bureau.hand("%PDF", "report.pdf")).text
    assert "for the admin chat only" in (await bureau.hand(NEW, chat=7, user=7)).text
    bureau.api.hand(7, 7, "report.pdf", b"%PDF")
    bureau.api.hand(12345, 12345, "rules.yaml", NEW.encode())
    assert await bureau.silent(7)
    assert [deed.refused for deed in await bureau.room.store.deeds(5)] == [True]
    assert bureau.text == RULES


async def test_in_an_admin_group_administrators_alone(api: BotApi, tmp_path: Path):
    """Files, commands and presses of others are refused; a PDF among colleagues is let be."""
    rules = RULES.replace("admin_chat: 99", f"admin_chat: {GROUP}")
    bureau = await open_bureau(api, tmp_path, rules)
    api.members[GROUP, 5] = "administrator"
    new = rules.replace("any: port", "any: drone")
    refused = await bureau.hand(new, chat=GROUP, user=6)
    assert refused.text.startswith("Only administrators of this group")
    assert "Only administrators" in await bureau.room.ask(GROUP, 6, "/check")
    shown = await bureau.hand(new, chat=GROUP, user=5)
    await bureau.shown(shown, "newly found")
    toast = await bureau.room.press(shown, "Apply", 6)
    assert toast.text.startswith("Only administrators")
    assert bureau.text == rules
    api.hand(GROUP, 6, "report.pdf", b"%PDF")
    await bureau.room.press(shown, "Apply", 5)
    assert bureau.text == new
    assert len(api.texts(GROUP)) == 3
    await bureau.room.close()


async def test_forged_presses_do_nothing(bureau: Bureau):
    """From another chat, with odd ids, with none."""
    shown = await bureau.shown(await bureau.hand(NEW), "newly found")
    await bureau.room.ask(7, 7, "/help")
    elsewhere = bureau.api.sent[-1]
    for data in (shown.payload("Apply"), shown.payload("Discard")):
        toast = await bureau.api.toast(bureau.api.press(elsewhere, 7, data=data))
        assert "admin chat only" in toast.text
    for data in ("v1:apply", "v1:apply:../../x", "v1:discard:zz", "v1:unwatch:00", "v1:unwatch"):
        await bureau.api.toast(bureau.api.press(shown, ADMIN, data=data))
    assert bureau.text == RULES
    assert (
        bureau.office._proposals.get(shown.payload("Apply").split(":")[-1], NOW)
        if shown.buttons
        else True
    )


async def test_rules_hands_the_file_over(bureau: Bureau):
    """As it is, with version, day and counts."""
    await bureau.room.ask(ADMIN, ADMIN, "/rules")
    sent = bureau.api.sent[-1]
    assert (sent.file.name, sent.file.data) == ("rules.yaml", RULES.encode())
    assert f"version {bureau.line.world.book.version} · topics: 1" in sent.text


async def test_check_takes_the_file_at_once(bureau: Bureau):
    """What is in force and what changed; or what is wrong, and the rules before go on."""
    bureau.office.file.path.write_text(NEW, "utf-8")
    said = await bureau.room.ask(ADMIN, ADMIN, "/check")
    assert "in force" in said
    assert "• ~topic ports" in said
    assert bureau.line.world.book.version in said
    bureau.office.file.path.write_text(BAD, "utf-8")
    assert "the rules before stay in force" in await bureau.room.ask(ADMIN, ADMIN, "/check")
    odd = RULES.replace("any: port}", "any: port, tags: [nobody]}")
    bureau.office.file.path.write_text(odd, "utf-8")
    warned = await bureau.room.ask(ADMIN, ADMIN, "/check")
    assert "Warnings: 1" in warned
    assert "^" in warned
    assert "admin chat only" in await bureau.room.ask(7, 7, "/check")


async def test_rollback_goes_back_on_a_button(bureau: Bureau):
    """By number or without; first what there is, then what would change."""
    assert "No earlier version" in await bureau.room.ask(ADMIN, ADMIN, "/rollback")
    shown = await bureau.shown(await bureau.hand(NEW), "newly found")
    await bureau.room.press(shown, "Apply", ADMIN)
    assert "Give the number" in await bureau.room.ask(ADMIN, ADMIN, "/rollback 7")
    assert "1 · 13:00 · Ada" in await bureau.room.ask(ADMIN, ADMIN, "/rollback")
    back = await bureau.shown(bureau.api.sent[-1], "newly found: 1 · no longer found: 2")
    await bureau.room.press(back, "Apply", ADMIN)
    assert bureau.text == RULES


async def test_a_source_is_looked_at_then_added(bureau: Bureau):
    """A line at once, the card in its place, a yes: one line more."""
    assert "Give an address" in await bureau.room.ask(ADMIN, ADMIN, "/addsource")
    bureau.line.web.feed(("one", "A port for the harbour"), ("two", "Rain on the harbour town"))
    assert FEED in await bureau.room.ask(ADMIN, ADMIN, f"/addsource {FEED}")
    card = await bureau.shown(bureau.api.sent[-1], "A port for the harbour")
    assert card.text.startswith("P · feed · English")
    assert "of which 1 of 2 would have matched" in card.text
    assert card.labels == [["✅ Add", "Cancel"]]
    assert bureau.text == RULES
    await bureau.room.press(card, "Add", ADMIN)
    assert "+source P" in card.text
    line = f'  - {{name: P, url: "{FEED}"}}\n'
    assert bureau.text == RULES.replace("# daily\n", f"# daily\n{line}")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1/feed", "not taken from a chat"),
        ("meridian-post.example/feed.xml", "watched already, as “Meridian Post”"),
        ("https://gone.example/", "answers 404"),
        ("ftp://a.example/", "no address I can look at"),
    ],
)
async def test_what_cannot_be_watched_is_a_sentence(bureau: Bureau, address: str, said: str):
    """In place of the first line."""
    await bureau.room.ask(ADMIN, ADMIN, f"/addsource {address}")
    answered = await bureau.shown(bureau.api.sent[-1], said)
    assert answered.buttons == []


async def test_a_source_goes_after_a_yes(bureau: Bureau):
    """By a name that is nearly right; what it gave is shown before."""
    assert "I know no source" in await bureau.room.ask(ADMIN, ADMIN, "/removesource Meridian Pots")
    message = bureau.api.sent[-1]
    await bureau.room.press(message, "Meridian Post", ADMIN)
    assert "Articles so far: 4" in message.text
    assert "Drones again" in message.text
    await bureau.room.press(message, "Remove", ADMIN)
    assert "−source Meridian Post" in message.text
    assert "Meridian Post" not in bureau.text
    assert bureau.text.startswith("# the harbour's rules\n")


async def test_a_read_only_file_says_what_to_do(bureau: Bureau, monkeypatch):
    """Nothing is changed, and the button stays for later."""
    shown = await bureau.shown(await bureau.hand(NEW), "newly found")
    monkeypatch.setattr("os.access", lambda *_: False)
    await bureau.room.press(shown, "Apply", ADMIN)
    assert "mount the folder" in bureau.api.sent[-1].text
    assert bureau.text == RULES
    monkeypatch.undo()
    await bureau.room.press(shown, "Apply", ADMIN)
    assert bureau.text == NEW


@pytest.mark.parametrize("name", ["check", "rules", "rollback", "addsource x", "removesource x"])
async def test_a_program_without_an_office_says_so(name: str):
    """Where alerts only are carried, rules are nobody's to change."""
    command, _, args = name.partition(" ")
    asked = Ask(1, NOW, chat=Chat("c", 1), args=args, keeper=True)
    assert "does not change rules.yaml" in (await answer(command, asked, empty_desk())).text


def test_every_reason_has_its_words():
    """A cause without a phrase would be an apology instead of a reason."""
    assert {f"rules.{cause.name.lower()}" for cause in Cause} <= PHRASES.keys()


async def test_a_chat_of_another_language_reads_its_own(api: BotApi, tmp_path: Path):
    """The whole dialogue in Arabic, as strictly checked as any message."""
    rules = RULES.replace("{admin_chat: 99}", "{admin_chat: 99, language: ar}")
    bureau = await open_bureau(api, tmp_path, rules)
    shown = await bureau.hand(rules.replace("any: port", "any: drone"))
    assert "هذا ما سيتغير" in shown.text
    await bureau.shown(shown, "جديد: 2")
    await bureau.room.close()
