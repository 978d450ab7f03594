"""rules.yaml changed from elsewhere: shown first, written whole, kept, taken back."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from chat.commands.ask import Ask
from chat.commands.proposing import offered
from model.article import Article
from model.editing import Cause, Effect, InForce, Proposal, Refusal, Sample, Wrong
from model.source import SourceState
from model.stores import Checked, Remembered
from rules.load import load
from scheduler import effect as effects
from scheduler.editing import Editing
from scheduler.probe import probe
from scheduler.reload import RulesFile
from tests.kit.line import FEED, START, Line

RULES = """\
# the harbour's rules
settings: {admin_chat: 77, allow_private_addresses: true}
topics:
  ports: {any: port}
sources:
  - {name: Meridian Post, url: "https://meridian-post.example/feed.xml"}  # daily
chats: [1]
"""
NEW = RULES.replace("any: port", "any: [port, drone]")


@pytest.fixture
def office(tmp_path: Path, line: Line) -> Editing:
    """Rules in force, and a store with two articles of this week."""
    path = tmp_path / "rules.yaml"
    path.write_text(RULES, "utf-8")
    line.world.book = load(RULES.encode()).rulebook
    return Editing(line.world, RulesFile(path), tmp_path / "data" / "rules")


async def archive(line: Line, *titles: str) -> None:
    """Remember articles of these titles, an hour apart."""
    kept = tuple(
        Remembered(
            Article(
                f"a{number}",
                f"https://meridian-post.example/{number}",
                title,
                "",
                source="Meridian Post",
                language="en",
                found_at=START - timedelta(hours=len(titles) - number),
            )
        )
        for number, title in enumerate(titles)
    )
    await line.adopt()
    state = SourceState("Meridian Post", last_new=START - timedelta(hours=1), articles=len(titles))
    await line.world.store.commit_check(Checked(state, START, articles=kept))


async def proposed(office: Editing, text: str = NEW) -> Proposal:
    """A change that waits."""
    found = await office.propose(text.encode(), "Ada")
    assert isinstance(found, Proposal)
    return found


async def test_a_change_is_shown_then_written_and_in_force(office: Editing, line: Line):
    """Nothing happens before the yes; then file, rules and history are as they should be."""
    shown = await proposed(office)
    assert shown.changes == ("~topic ports (1 condition added)",)
    assert office.file.path.read_text("utf-8") == RULES
    done = await office.apply(shown.id, "Ada")
    assert isinstance(done, InForce)
    assert done.counts.version == line.world.book.version == load(NEW.encode()).rulebook.version
    assert office.file.path.read_text("utf-8") == NEW
    ((past,), text) = await office.versions(), office.file.text
    assert (past.number, past.by, past.at) == (1, "Ada", START)
    assert text == NEW.encode()
    assert [one.read_text("utf-8") for one in (office.folder / "history").glob("*.yaml")] == [RULES]
    assert await office.file.changed(line.world) is None
    assert await office.file.changed(line.world) is None  # it is known, and told of no more


async def test_a_yes_counts_once(office: Editing):
    """Pressed again, discarded before, forged or too old, it is gone."""
    first, other = await proposed(office), await proposed(office, NEW + "# more\n")
    assert isinstance(await office.apply(first.id, "Ada"), InForce)
    assert await office.discard(other.id)
    assert not await office.discard(other.id)
    for number in (first.id, other.id, "../../rules", "", "ffffffffffff"):
        assert await office.apply(number, "Ada") == Refusal(Cause.GONE)


async def test_an_old_proposal_lapses(office: Editing, line: Line):
    """A week later nobody remembers what it was about."""
    shown = await proposed(office)
    line.clock.pass_time(days=8)
    assert await office.apply(shown.id, "Ada") == Refusal(Cause.GONE)


async def test_proposals_survive_a_restart(office: Editing):
    """They are files of the data folder, with nothing of the running program in them."""
    shown = await proposed(office)
    again = Editing(office.world, RulesFile(office.file.path), office.folder)
    assert isinstance(await again.apply(shown.id, "Ada"), InForce)


async def test_a_file_changed_meanwhile_is_not_written_over(office: Editing):
    """The change is shown again, against what lies there now, and may be applied then."""
    shown = await proposed(office)
    office.file.path.write_text(RULES + "# by hand\n", "utf-8")
    again = await office.apply(shown.id, "Ada")
    assert isinstance(again, Proposal)
    assert (again.stale, again.id) == (True, shown.id)
    assert office.file.path.read_text("utf-8").endswith("# by hand\n")
    assert isinstance(await office.apply(again.id, "Ada"), InForce)


async def test_rolling_back_goes_to_and_fro(office: Editing):
    """What was replaced is the last version; after a step back it is the other one."""
    await office.apply((await proposed(office)).id, "Ada")
    for text in (RULES, NEW):
        back = await office.roll_back(1, "Bob")
        assert isinstance(back, Proposal)
        await office.apply(back.id, "Bob")
        assert office.file.path.read_text("utf-8") == text
    assert [one.by for one in await office.versions()] == ["Bob", "Bob", "Ada"]
    assert await office.roll_back(9, "Bob") == Refusal(Cause.NO_VERSION)


async def test_the_last_twenty_texts_are_kept(office: Editing, line: Line):
    """And the last twenty proposals."""
    for number in range(23):
        line.clock.pass_time(seconds=1)
        await office.apply((await proposed(office, f"{RULES}# {number}\n")).id, "Ada")
    assert len(await office.versions()) == 20
    assert len(list((office.folder / "history").iterdir())) == 40
    for number in range(23):
        await proposed(office, f"{RULES}# again {number}\n")
    assert len(list((office.folder / "proposals").iterdir())) == 20


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RULES.replace("any: port", "any: port near"), "rules.yaml:4:"),
        ("a: &a [*a]", "contains itself"),
        ("no rules at all", "should consist of sections"),
        ("x" * 10_000_001, "larger than 10 MB"),
    ],
)
async def test_a_wrong_text_is_refused_with_all_its_problems(office: Editing, text: str, said: str):
    """Each problem is a text of its own; nothing is kept."""
    found = await office.propose(text.encode(), "Ada")
    assert isinstance(found, Wrong)
    assert any(said in one for one in found.problems)
    assert not (office.folder / "proposals").exists()


async def test_the_same_text_changes_nothing(office: Editing):
    """It says so instead of asking."""
    assert await office.propose(RULES.encode(), "Ada") == Refusal(Cause.SAME)


async def test_check_takes_the_file_at_once(office: Editing, line: Line):
    """Without waiting for stillness; a wrong one leaves the rules before in force."""
    office.file.path.write_text(NEW, "utf-8")
    taken = await office.check()
    assert isinstance(taken, InForce)
    assert taken.changes == ("~topic ports (1 condition added)",)
    assert line.world.book.version == taken.counts.version
    office.file.path.write_text("topics: {p: {any: a b}}\n", "utf-8")
    wrong = await office.check()
    assert isinstance(wrong, Wrong)
    assert "^" in wrong.problems[0]
    assert line.world.book.version == taken.counts.version
    office.file.path.unlink()
    assert (await office.check()).cause is Cause.UNREADABLE


async def test_mode_and_link_stay(office: Editing, tmp_path: Path):
    """What lies elsewhere is replaced there, as readable as before."""
    real = tmp_path / "elsewhere" / "real.yaml"
    real.parent.mkdir()
    office.file.path.rename(real)
    real.chmod(0o640)
    office.file.path.symlink_to(real)
    await office.apply((await proposed(office)).id, "Ada")
    assert office.file.path.is_symlink()
    assert real.read_text("utf-8") == NEW
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert [one.name for one in real.parent.iterdir()] == ["real.yaml"]


async def test_a_file_that_cannot_be_written_stays_whole(office: Editing, monkeypatch):
    """The rules stay as they are, and the proposal waits for a mended folder."""
    shown = await proposed(office)
    monkeypatch.setattr(os, "access", lambda *_: False)
    refused = await office.apply(shown.id, "Ada")
    assert refused == Refusal(Cause.UNWRITABLE, "it is read-only")
    assert office.file.path.read_text("utf-8") == RULES
    monkeypatch.undo()
    assert isinstance(await office.apply(shown.id, "Bob"), InForce)
    assert [one.by for one in await office.versions()] == ["Bob"]


async def test_the_effect_names_what_is_gained_and_lost(office: Editing, line: Line):
    """Over the archive of the last days, the newest first."""
    await archive(line, "A port opens", "A drone over town", "Rain", "Drones again")
    shown = await proposed(office, RULES.replace("any: port", "any: drone"))
    assert shown.articles == 4
    found = await office.effect(shown.id)
    assert (found.articles, found.gained, found.lost) == (4, 2, 1)
    assert [one.title for one in found.some_gained] == ["Drones again", "A drone over town"]
    assert [one.topics for one in found.some_lost] == [("ports",)]
    await office.discard(shown.id)
    assert await office.effect(shown.id) is None


async def test_the_effect_of_other_changes_is_none(office: Editing, line: Line):
    """Where no topic is touched nothing is replayed; where it takes too long it is given up."""
    await archive(line, "A port opens")
    same = await proposed(office, RULES.replace("chats: [1]", "chats: [1, 2]"))
    assert same.articles == 0
    assert await office.effect(same.id) == Effect()


async def test_an_endless_comparison_is_given_up(office: Editing, line: Line, monkeypatch):
    """The change can be applied all the same."""
    await archive(line, "A port opens")
    monkeypatch.setattr(effects, "PATIENCE", 0)
    assert (await office.effect((await proposed(office)).id)).late


async def test_a_feed_is_found_and_added(office: Editing, line: Line):
    """Its name, language and headlines with topics; a yes adds one line and nothing else."""
    line.web.feed(("one", "A port for the harbour town"), ("two", "Rain on the harbour town"))
    line.web.put(
        "https://post.example",
        f"<html><link rel='alternate' type='application/rss+xml' href='{FEED}'></html>",
    )
    found = await office.sample("post.example", "Ada")
    assert isinstance(found, Sample)
    assert (found.name, found.url, found.kind, found.language) == ("P", FEED, "feed", "en")
    assert [(one.title, one.topics) for one in found.headlines] == [
        ("A port for the harbour town", ("ports",)),
        ("Rain on the harbour town", ()),
    ]
    assert not any(request.private_hosts for request in line.web.asked)
    done = await office.apply(found.id, "Ada")
    assert done.changes == ("+source P",)
    added = f'  - {{name: P, url: "{FEED}"}}\n'
    assert office.file.path.read_text("utf-8") == RULES.replace("# daily\n", f"# daily\n{added}")
    assert (await office.sample(FEED, "Ada")) == Refusal(Cause.WATCHED, "P")


async def test_two_new_sources_do_not_hinder_each_other(office: Editing, line: Line):
    """A source joins the file as it is when the yes comes."""
    line.web.feed(("one", "A port"))
    line.web.feed(("two", "A quay"), url="https://delta.example/rss")
    delta = line.web.pages["https://delta.example/rss"]
    body = delta.body.replace(b"<title>P<", b"<title>Delta<")
    line.web.pages[delta.url] = replace(delta, body=body)
    samples = [await office.sample(url, "Ada") for url in (FEED, "https://delta.example/rss")]
    for sample in samples:
        assert isinstance(await office.apply(sample.id, "Ada"), InForce)
    assert list(line.world.book.sources) == ["Meridian Post", "P", "Delta"]


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("http://127.0.0.1:8080/feed", Cause.PRIVATE),
        ("http://[::1]/feed", Cause.PRIVATE),
        ("localhost:8080", Cause.PRIVATE),
        ("intranet.local", Cause.PRIVATE),
        ("file:///etc/passwd", Cause.NO_ADDRESS),
        ("javascript:alert(1)", Cause.NO_ADDRESS),
        ("http://", Cause.NO_ADDRESS),
        ("two words", Cause.NO_ADDRESS),
        ("https://www.Meridian-Post.example/feed.xml/", Cause.WATCHED),
        ("gone.example", Cause.UNREACHABLE),
        ("https://post.example/nothing", Cause.UNREACHABLE),
    ],
)
async def test_what_cannot_be_watched_says_why(office: Editing, line: Line, address, cause):
    """Private addresses are refused though these rules allow them to their own sources."""
    line.web.put("https://post.example/nothing", "<html><p>Nothing</p></html>")
    refused = await office.sample(address, "Ada")
    assert (refused.cause, list(office.folder.glob("*/*"))) == (cause, [])


async def test_a_taken_name_gets_a_number(line: Line, office: Editing):
    """Two outlets may call themselves alike."""
    line.web.feed(("one", "A port"))
    body = line.web.pages[FEED].body.replace(b"<title>P</title>", b'<title>{Meridian" post</title>')
    line.web.pages[FEED] = replace(line.web.pages[FEED], body=body)
    found = await probe(line.web, line.world.book, FEED, START)
    assert found.name == "Meridian post 2"


async def test_a_source_goes_with_its_own_line_only(office: Editing, line: Line):
    """What it gave is told first."""
    await archive(line, "A port opens", "Rain")
    found = await office.farewell("meridian  post", "Ada")
    assert (found.name, found.articles, found.headline.title) == ("Meridian Post", 2, "Rain")
    done = await office.apply(found.id, "Ada")
    assert done.changes == ("−source Meridian Post",)
    gone = "".join(one for one in RULES.splitlines(keepends=True) if "Meridian" not in one)
    assert office.file.path.read_text("utf-8") == gone
    assert await office.farewell("Meridian Post", "Ada") == Refusal(
        Cause.NO_SOURCE, "Meridian Post"
    )


async def test_an_edit_that_spoils_the_file_is_refused(office: Editing):
    """A topic that names the source would be left without it: nothing is written."""
    text = RULES.replace("any: port", "any: port, sources: [Meridian Post]")
    office.file.path.write_text(text, "utf-8")
    await office.check()
    found = await office.farewell("Meridian Post", "Ada")
    assert isinstance(await office.apply(found.id, "Ada"), Wrong)
    assert office.file.path.read_text("utf-8") == text


async def test_the_file_as_it_lies_there(office: Editing):
    """With its counts where it can be used."""
    found = await office.current()
    assert (found.name, found.data, found.counts.topics) == ("rules.yaml", RULES.encode(), 1)
    office.file.path.write_text("{", "utf-8")
    assert (await office.current()).counts is None


@pytest.mark.parametrize(
    ("admin", "leaves"),
    [("admin_chat: 77, language: fr", False), ("admin_chat: 78", True), ("language: en", True)],
)
async def test_another_admin_chat_is_warned_of(office: Editing, admin: str, *, leaves: bool):
    """Whoever sends such a file could not take it back from there."""
    found = await proposed(office, RULES.replace("admin_chat: 77", admin))
    assert found.leaves is leaves
    said = offered(found, office, Ask(77, START)).text
    assert ("The admin chat would change" in said) is leaves


async def test_the_group_that_it_became_is_the_same_chat(office: Editing, line: Line):
    """A file that names its new address changes nothing of it."""
    await line.world.store.move_chat("telegram:77", "telegram:-1009")
    assert not (await proposed(office, RULES.replace("admin_chat: 77", "admin_chat: -1009"))).leaves
