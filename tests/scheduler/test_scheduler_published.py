"""One text of the rules for all programs on a store: published by one, taken by the others."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from model.editing import InForce, Proposal, Refusal
from rules.load import load
from scheduler.editing import Editing
from scheduler.local import LocalRunner
from scheduler.reload import RulesFile, adopt
from store.memory import MemoryStore
from tests.kit.line import START, Line, make_line

RULES = """\
settings: {admin_chat: 77}
topics:
  ports: {any: port}
sources: [https://meridian-post.example/feed.xml]
chats: [1]
"""
MORE = RULES.replace("any: port", "any: [port, drone]")
BAD = RULES.replace("topics:", "topcis:")


class Program:
    """One of several: a line of its own on the store of all, and a rules file of its own."""

    def __init__(self, folder: Path, name: str, store: MemoryStore, text: str = RULES) -> None:
        self.line: Line = make_line()
        self.line.world.store = store
        self.line.world.book = load(text.encode()).rulebook
        path = folder / name / "rules.yaml"
        path.parent.mkdir()
        path.write_text(text, "utf-8")
        self.file = RulesFile(path, shared=store)
        self.office = Editing(self.line.world, self.file, path.parent / "data")

    async def start(self) -> None:
        """As a runner does."""
        await LocalRunner(self.line.world, self.file).start()

    async def look(self) -> None:
        """Twice, as far apart as they may be."""
        for _ in range(2):
            fresh = await self.file.changed(self.line.world)
            if fresh is not None:
                await adopt(self.line.world, fresh)

    def save(self, text: str) -> None:
        """Change the file."""
        self.file.path.write_text(text, "utf-8")

    @property
    def version(self) -> str:
        """Of the rules in force here."""
        return self.line.world.book.version


@pytest.fixture
async def both(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> tuple[Program, Program]:
    """Two programs that have started with the same file."""
    caplog.set_level(logging.INFO, "wirewatch")
    store = MemoryStore()
    made = Program(tmp_path, "one", store), Program(tmp_path, "other", store)
    for one in made:
        await one.start()
    return made


def version(text: str) -> str:
    """Of a text."""
    book = load(text.encode()).rulebook
    assert book is not None
    return book.version


async def test_the_first_file_becomes_everyone_s(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """Who comes later with another file takes what holds, is told so in one line, and how to put
    the own one in force; the file stays as it is."""
    store = MemoryStore()
    first = Program(tmp_path, "one", store)
    late = Program(tmp_path, "other", store, MORE)
    await first.start()
    await late.start()
    assert late.version == first.version == version(RULES)
    (said,) = [one.getMessage() for one in caplog.records if "publish-rules" in one.getMessage()]
    assert said.endswith(f"python bot.py publish-rules {late.file.path}")
    await late.look()
    assert late.version == version(RULES)
    assert late.file.path.read_text("utf-8") == MORE


@pytest.mark.usefixtures("both")
def test_who_starts_with_the_text_that_holds_says_nothing(caplog: pytest.LogCaptureFixture):
    """That nothing is different is no news."""
    assert [one.getMessage() for one in caplog.records] == []


async def test_a_file_saved_at_one_program_holds_for_all(both: tuple[Program, Program]):
    """At the next look of the others; one of them tells the keeper."""
    one, other = both
    one.save(MORE)
    await one.look()
    await other.look()
    assert one.version == other.version == version(MORE)
    held = await other.line.world.store.published()
    assert held is not None
    assert (held.number, held.text.decode(), held.at) == (2, MORE, START)
    assert held.by.startswith("rules.yaml on ")
    await other.line.deliver()
    assert len(other.line.channel.sent) == 1


async def test_a_bad_text_replaces_nothing_anywhere(
    both: tuple[Program, Program], caplog: pytest.LogCaptureFixture
):
    """Neither of a file, nor one in the store that a program cannot use: it says so once."""
    one, other = both
    one.save(BAD)
    await one.look()
    assert await one.line.world.store.publication() == 1
    await one.line.world.store.publish(BAD.encode(), START, "a newer program", 1)
    await other.look()
    await other.look()
    assert one.version == other.version == version(RULES)
    said = [one for one in caplog.records if "cannot be used here" in one.getMessage()]
    assert len(said) == 1


async def test_what_the_chat_changes_holds_for_all(both: tuple[Program, Program]):
    """The files stay; the next proposal is to the text that holds, whichever program is asked."""
    one, other = both
    proposal = await one.office.propose(MORE.encode(), "Ada")
    assert isinstance(proposal, Proposal)
    assert isinstance(await one.office.apply(proposal.id, "Ada"), InForce)
    await other.look()
    assert one.version == other.version == version(MORE)
    assert one.file.path.read_text("utf-8") == RULES
    current = await other.office.current()
    assert not isinstance(current, Refusal)
    assert (current.data.decode(), current.changed_at) == (MORE, START)
    assert isinstance(await other.office.propose(MORE.encode(), "Bo"), Refusal)


async def test_of_two_that_change_at_once_one_is_told(
    both: tuple[Program, Program], caplog: pytest.LogCaptureFixture
):
    """The later one takes the other's text, and may save again."""
    one, other = both
    one.save(MORE)
    other.save(RULES.replace("any: port", "any: harbour"))
    await one.look()
    await other.look()
    assert other.version == version(MORE)
    assert "save it again" in caplog.text
    other.save(RULES.replace("any: port", "any: quay"))
    await other.look()
    await one.look()
    assert one.version == other.version == version(RULES.replace("any: port", "any: quay"))
