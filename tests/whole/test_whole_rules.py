"""`bot.py run` as a process whose rules are changed from the admin chat."""

from __future__ import annotations

from pathlib import Path

from tests.kit.newspaper import Newspaper
from tests.kit.program import program, stopped
from tests.standin.botapi import TOKEN, BotApi

CHAT = 4711


async def test_rules_are_changed_from_the_chat_over_a_restart(tmp_path: Path):
    """Fetched, sent back, compared with what was read, applied after a kill, taken back."""
    rules = tmp_path / "rules.yaml"
    async with Newspaper() as paper, BotApi() as api:
        paper.publish("of-old")
        text = paper.rules(CHAT).replace("settings:\n", f"settings:\n  admin_chat: {CHAT}\n")
        rules.write_text(text, "utf-8")
        paths = ("--rules", str(rules), "--data", str(tmp_path / "data"))
        env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
        async with program("run", *paths, cwd=tmp_path, **env):
            await paper.polled()
            paper.publish("one")
            await api.wait_for(1, 20)
            api.say(CHAT, 5, "/rules")
            (*_, sent) = await api.wait_for(2, 20)
            assert sent.file.data == text.encode()
            new = sent.file.data.replace(b"any: [drones]", b"any: [zebra]")
            api.hand(CHAT, 5, "rules.yaml", new)
            (*_, shown) = await api.wait_for(3, 20)
            await api.until(lambda: "no longer found: 1" in shown.text, 20)
            assert "Drones for harbour one" in shown.text
        async with program("run", *paths, cwd=tmp_path, **env) as running:
            await api.toast(api.press(shown, 5, "Apply"), 20)
            await api.until(lambda: "Applied" in shown.text, 20)
            assert rules.read_bytes() == new
            await running.says("is changed by Ada")
            api.say(CHAT, 5, "/rollback")
            (*_, back) = await api.wait_for(4, 20)
            await api.until(lambda: "newly found: 1" in back.text, 20)
            await api.toast(api.press(back, 5, "Apply"), 20)
            await api.until(lambda: "Applied" in back.text, 20)
            assert rules.read_text("utf-8") == text
            api.say(CHAT, 5, f"/addsource {paper.url}/feed.xml")
            (*_, refused) = await api.wait_for(5, 20)
            await api.until(lambda: "not taken from a chat" in refused.text, 20)
            await stopped(running)
