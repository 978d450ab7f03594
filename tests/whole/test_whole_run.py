"""`bot.py run` as a process: real HTTP, a real database, a Bot API stand-in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kit.newspaper import Newspaper
from tests.kit.program import program, stopped
from tests.standin import faults
from tests.standin.botapi import TOKEN, BotApi

CHAT = 4711
UNDELIVERED = 3  # the exit code of --once when alerts had to stay in the outbox


@pytest.fixture
async def paper():
    """Open a paper with one old story."""
    async with Newspaper() as paper:
        paper.publish("of-old")
        yield paper


@pytest.fixture
async def api():
    """Open a Bot API stand-in."""
    async with BotApi() as api:
        yield api


def start(tmp_path: Path, paper: Newspaper, api: BotApi | None, *more: str, fresh: bool = False):
    """Start the program on a rules file that watches the paper."""
    rules = tmp_path / "rules.yaml"
    if not rules.exists():
        rules.write_text(paper.rules(CHAT), "utf-8")
    env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url} if api else {}
    paths = ("--rules", str(rules), "--data", str(tmp_path / "data"))
    return program("run", *paths, *more, cwd=tmp_path, fresh=fresh, **env)


async def test_a_story_reaches_the_chat_and_the_program_stops_in_order(
    tmp_path: Path, paper: Newspaper, api: BotApi
):
    """From the page to the message, over HTTP on both sides."""
    async with start(tmp_path, paper, api, fresh=True) as running:
        await paper.polled()
        paper.publish("one")
        (sent,) = await api.wait_for(1, 20)
        assert "Drones for harbour one" in sent.text
        await stopped(running)
    assert len(api.sent) == 1
    assert TOKEN not in running.output


async def test_kill_9_in_a_burst_loses_nothing(tmp_path: Path, paper: Newspaper, api: BotApi):
    """Killed again and again among sixteen alerts, every one of them arrives."""
    wanted = {f"Drones for harbour {number}" for number in range(16)}
    async with start(tmp_path, paper, api):
        await paper.polled()
    paper.publish(*map(str, range(16)))
    kills = 0
    for target in (1, 3, 6):
        async with start(tmp_path, paper, api) as running:
            await api.wait_for(target, 20)
            running.kill()
            kills += 1
    async with start(tmp_path, paper, api, "--once") as running:
        assert await running.ends(60) == 0
    titles = [title for one in api.sent for title in wanted if f"{title}\n" in one.text]
    assert set(titles) == wanted
    assert len(titles) <= len(wanted) + kills


async def test_once_checks_everything_delivers_and_ends(
    tmp_path: Path, paper: Newspaper, api: BotApi
):
    """`--once` twice: the first is the baseline, the second alerts what came between."""
    async with start(tmp_path, paper, api, "--once") as running:
        assert await running.ends(30) == 0
    paper.publish("one", "two")
    async with start(tmp_path, paper, api, "--once") as running:
        assert await running.ends(30) == 0
    assert len(api.sent) == 2
    assert "1 of 1 sources well" in running.output


async def test_without_a_token_alerts_appear_in_the_terminal(tmp_path: Path, paper: Newspaper):
    """The terminal shows the alert and says how to connect a chat."""
    async with start(tmp_path, paper, None) as running:
        await running.says("@BotFather")
        await paper.polled()
        paper.publish("one")
        await running.says("Drones for harbour one")
        await stopped(running)


async def test_the_bot_answers_commands_while_it_watches(
    tmp_path: Path, paper: Newspaper, api: BotApi
):
    """A mute from the chat silences the next alert; /status tells of the source."""
    async with start(tmp_path, paper, api) as running:
        await paper.polled()
        api.say(CHAT, 5, "/mute drones 2h")
        await api.wait_for(1, 20)
        paper.publish("one")
        await paper.polled()
        api.say(CHAT, 5, "/mutes")
        await api.wait_for(2, 20)
        api.say(CHAT, 5, "/status")
        (*_, status) = await api.wait_for(3, 20)
        assert "1 of 1 sources well" in status.text
        await stopped(running)
    assert not any("harbour one" in one.text for one in api.sent)


async def test_a_first_day(tmp_path: Path, paper: Newspaper, api: BotApi):
    """A token and no chat: alerts in the terminal, /start says what to paste, and from the
    saved file on the alerts go to the chat."""
    rules = tmp_path / "rules.yaml"
    rules.write_text(paper.rules(), "utf-8")
    async with start(tmp_path, paper, api) as running:
        await running.says("send /start to your bot")
        await paper.polled()
        paper.publish("one")
        await running.says("Drones for harbour one")
        api.say(CHAT, CHAT, "/start")
        (answer,) = await api.wait_for(1, 20)
        assert f"chat: {CHAT}" in answer.text
        rules.write_text(paper.rules(CHAT), "utf-8")
        await running.says("is reloaded")
        paper.publish("two")
        (_, alert) = await api.wait_for(2, 20)
        assert "Drones for harbour two" in alert.text
        await stopped(running)


async def test_what_is_queued_for_a_chat_waits_while_there_is_no_token(
    tmp_path: Path, paper: Newspaper, api: BotApi
):
    """A run without the token leaves the chat's alerts alone; the next with it sends them."""
    async with start(tmp_path, paper, api, "--once") as running:
        assert await running.ends(30) == 0
    paper.publish("one")
    api.fail(faults.flood(3), times=9)
    async with start(tmp_path, paper, api) as running:
        await api.called("sendMessage", 1, 20)
        await stopped(running)
    async with start(tmp_path, paper, None, "--once") as running:
        assert await running.ends(30) == UNDELIVERED
    assert "still queued" in running.output
    api.clear_faults()
    async with start(tmp_path, paper, api, "--once") as running:
        assert await running.ends(60) == 0
    assert [one.chat for one in api.sent] == [CHAT]


async def test_a_second_instance_on_the_same_data_is_told_so(
    tmp_path: Path, paper: Newspaper, api: BotApi
):
    """One sentence and a non-zero exit; the first one goes on."""
    async with start(tmp_path, paper, api):
        await paper.polled()
        async with start(tmp_path, paper, None) as second:
            assert await second.ends() == 1
        assert "in use by another running Wirewatch" in second.output
        paper.publish("one")
        await api.wait_for(1, 20)


async def test_a_second_instance_on_the_same_token_is_told_so(
    tmp_path: Path, paper: Newspaper, api: BotApi
):
    """The newcomer says so and ends; the one at home goes on alerting."""
    async with start(tmp_path, paper, api) as first:
        await paper.polled()
        api.say(CHAT, 5, "/topics")  # its first poll goes well
        await api.wait_for(1, 20)
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        async with start(elsewhere, paper, api) as second:
            assert await second.ends(30) == 1
        assert "already receives this bot's messages" in second.output
        paper.publish("one")
        await api.wait_for(2, 20)
        await stopped(first)


async def test_a_wrong_token_is_told_in_one_sentence(tmp_path: Path, paper: Newspaper, api: BotApi):
    """Telegram's refusal ends the program with what to do about it."""
    api.token = "2:another"
    async with start(tmp_path, paper, api) as running:
        assert await running.ends() == 1
    assert "TELEGRAM_BOT_TOKEN" in running.output
    assert "Traceback" not in running.output


@pytest.mark.parametrize(
    ("rules", "sentence"),
    [
        (None, "There is no "),
        ("topics: [drones\n", "rules.yaml:"),
        ("topics:\n  a: {any: [drones]}\nsorces: []\n", "sources"),
    ],
)
async def test_a_missing_or_invalid_rules_file_is_told(
    tmp_path: Path, rules: str | None, sentence: str
):
    """The rules file's trouble is told with its place, and nothing is started."""
    if rules is not None:
        (tmp_path / "rules.yaml").write_text(rules, "utf-8")
    async with program("run", "--rules", "rules.yaml", cwd=tmp_path) as running:
        assert await running.ends() == 1
    assert sentence in running.output
    assert "Traceback" not in running.output


async def test_an_unwritable_data_folder_is_told(tmp_path: Path, paper: Newspaper):
    """A data folder that is a file is one clear sentence."""
    (tmp_path / "data").write_text("not a folder", "utf-8")
    async with start(tmp_path, paper, None) as running:
        assert await running.ends() == 1
    assert "--data" in running.output
    assert "Traceback" not in running.output


async def test_a_saved_rules_file_is_taken_up_and_a_bad_one_is_not(
    tmp_path: Path, paper: Newspaper, api: BotApi
):
    """A new topic works without a restart; a half-saved file changes nothing."""
    async with start(tmp_path, paper, api) as running:
        await paper.polled()
        rules = tmp_path / "rules.yaml"
        good = rules.read_text("utf-8")
        rules.write_text(good + "\nnonsense: [", "utf-8")
        await running.says("the rules before stay in force")
        rules.write_text(good.replace("any: [drones]", "any: [harbour]"), "utf-8")
        await running.says("is reloaded")
        paper.publish("one")
        await api.wait_for(1, 20)
        await stopped(running)
