"""The rules file while the program runs: waited for, refused whole, or told as a difference."""

from __future__ import annotations

import asyncio
import logging
import threading
from pathlib import Path

import pytest

from model.rulebook import Chat
from rules.load import LARGEST, load
from rules.match import TopicMatcher
from scheduler import reload
from scheduler.reload import RulesFile
from tests.kit.line import Line

GOOD = """\
settings: {admin_chat: 77}
topics:
  drones: {any: drone}
sources: [https://meridian-post.example/feed.xml]
chats: [1]
"""


@pytest.fixture
def rules(tmp_path: Path, line: Line, caplog: pytest.LogCaptureFixture) -> RulesFile:
    """A watched file, in force."""
    caplog.set_level(logging.INFO, "wirewatch")
    path = tmp_path / "rules.yaml"
    path.write_text(GOOD, "utf-8")
    line.world.book = load(GOOD.encode()).rulebook
    return RulesFile(path)


async def look(rules: RulesFile, line: Line):
    """Two looks, as far apart as they may be: what the second gives."""
    await rules.changed(line.world)
    return await rules.changed(line.world)


async def notices(line: Line) -> list[str]:
    """What the admin chat hears."""
    line.channel.sent.clear()
    await line.deliver()
    return [alert.text for alert in line.channel.sent]


async def test_an_untouched_file_is_not_read_again(rules: RulesFile, line: Line):
    """Nothing changed, nothing happens."""
    assert await look(rules, line) is None


async def test_a_good_file_is_told_as_a_difference(rules: RulesFile, line: Line, caplog):
    """The log has it in one line, the admin chat line by line, delivery is woken."""
    text = GOOD.replace("{any: drone}", "{any: [drone, UAV]}\n  sanctions: {any: sanction}")
    rules.path.write_text(text.replace("meridian-post", "courrier-delta"), "utf-8")
    fresh = await look(rules, line)
    assert list(fresh.topics) == ["drones", "sanctions"]
    assert line.world.woken.is_set()
    lines = [
        "~topic drones (1 condition added)",
        "+topic sanctions",
        "+source courrier-delta.example/feed.xml",
        "−source meridian-post.example/feed.xml",
    ]
    assert await notices(line) == [
        "\n".join(["rules.yaml has been changed, and is in force:", *lines])
    ]
    assert f"rules.yaml is reloaded, version {fresh.version}: {', '.join(lines)}" in caplog.messages


async def test_a_remark_changes_nothing_and_says_so(rules: RulesFile, line: Line, caplog):
    """The new version is taken all the same: alerts name its lines."""
    rules.path.write_text("# a remark\n" + GOOD, "utf-8")
    assert (await look(rules, line)).topics["drones"].line == 4
    assert "nothing is different in what is watched" in caplog.messages[0]


async def test_warnings_of_a_good_file_are_counted(rules: RulesFile, line: Line):
    """The editor hears that check has something to say."""
    text = GOOD.replace("{any: drone}", "{any: drone, tags: [agency]}")
    rules.path.write_text(text, "utf-8")
    assert await look(rules, line) is not None
    (notice,) = await notices(line)
    assert notice.endswith("1 warning: python bot.py check")


async def test_to_and_fro_is_told_each_time(rules: RulesFile, line: Line):
    """A change taken back is a change."""
    for text, said in ((GOOD.replace("[1]", "[2]"), "+chat 2"), (GOOD, "+chat 1")) * 2:
        line.clock.pass_time(minutes=1)
        rules.path.write_text(text, "utf-8")
        line.world.book = await look(rules, line)
        (notice,) = await notices(line)
        assert said in notice


async def test_a_bad_file_is_refused_whole_and_told_once(rules: RulesFile, line: Line, caplog):
    """All its problems, each with place and hint; the chat gets no caret, the log does."""
    text = GOOD.replace("any: drone", "any: drone near, prioritty: high")
    rules.path.write_text(text, "utf-8")
    assert await look(rules, line) is None
    assert await look(rules, line) is None
    (notice,) = await notices(line)
    assert "the rules before stay in force" in notice
    assert "rules.yaml:3:29: a topic has no key “prioritty”" in notice
    assert "did you mean “priority”?" in notice
    assert "^" not in notice
    assert "2 problems in rules.yaml" in notice
    (logged,) = caplog.messages
    assert "the rules before stay in force" in logged
    assert "^^^^" in logged
    assert await look(rules, line) is None
    assert await notices(line) == []


async def test_a_flood_of_problems_is_cut(rules: RulesFile, line: Line):
    """Ten problems are enough for a chat."""
    topics = "\n".join(f"  t{n}: {{any: a b}}" for n in range(40))
    rules.path.write_text(f"{GOOD}".replace("  drones: {any: drone}", topics), "utf-8")
    assert await look(rules, line) is None
    (notice,) = await notices(line)
    assert "40 problems in rules.yaml, the first 10 shown" in notice
    assert notice.count("hint:") <= 10


async def test_a_half_saved_file_is_waited_out(rules: RulesFile, line: Line, caplog):
    """A file that still grows between two looks is not read at all."""
    for piece in (GOOD[:20], GOOD[:40], GOOD + "# end\n"):
        rules.path.write_text(piece, "utf-8")
        assert await rules.changed(line.world) is None
    assert caplog.messages == []
    assert await rules.changed(line.world) is not None


async def test_a_file_that_is_away_for_a_moment_is_waited_for(rules: RulesFile, line: Line):
    """Editors that replace a file leave a moment without one."""
    rules.path.unlink()
    assert await look(rules, line) is None
    rules.path.write_text(GOOD.replace("[1]", "[2]"), "utf-8")
    assert await look(rules, line) is not None


async def test_where_the_terminal_is_the_keeper_the_log_is_enough(
    rules: RulesFile, line: Line, caplog
):
    """What the log says stands on the same screen: it is not said twice."""
    line.world.terminal, line.world.messenger = Chat("terminal"), False
    rules.path.write_text(GOOD.replace("any: drone", "any: drone near"), "utf-8")
    assert await look(rules, line) is None
    rules.path.write_text(GOOD.replace("[1]", "[2]"), "utf-8")
    assert await look(rules, line) is not None
    assert len(caplog.messages) == 2
    assert await notices(line) == []


@pytest.mark.parametrize("step", ["load", "changes", "complain"])
async def test_a_long_file_does_not_stop_the_loop(rules: RulesFile, line: Line, monkeypatch, step):
    """While a file is read, compared or complained of, other tasks have their turns."""
    begun, go = threading.Event(), threading.Event()
    whole = getattr(reload, step)

    def waiting(*args, **more):
        """Waits for the loop: on the loop it would wait in vain."""
        begun.set()
        assert go.wait(10)
        return whole(*args, **more)

    monkeypatch.setattr(reload, step, waiting)
    rules.path.write_text(GOOD + ("oops\n" if step == "complain" else "# a remark\n"), "utf-8")
    looking = asyncio.create_task(look(rules, line))
    turns = 0
    while turns < 50 and not looking.done():
        await asyncio.sleep(0)
        turns += begun.is_set()
    go.set()
    assert turns == 50
    assert (await looking is None) == (step == "complain")


async def test_the_first_article_after_a_reload_finds_all_prepared(
    rules: RulesFile, line: Line, monkeypatch
):
    """The tables of every language stand before the new book is handed over."""
    met = []
    monkeypatch.setattr(
        TopicMatcher, "match", lambda _self, article: met.append(article.language) or ()
    )
    rules.path.write_text(GOOD + "# a remark\n", "utf-8")
    fresh = await look(rules, line)
    assert met == list(fresh.settings.languages)


async def test_a_file_beyond_the_limit_is_not_read_whole(rules: RulesFile, line: Line, caplog):
    """Of a file of any size as much is read as shows that it is too large."""
    with rules.path.open("ab") as file:
        file.truncate(LARGEST * 50)
    assert len(reload.content(rules.path)) == LARGEST + 1
    assert await look(rules, line) is None
    assert "the file is larger than 10 MB" in caplog.messages[0]
