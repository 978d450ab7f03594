"""Of two workers one answers what people write to the bot; killed, it is followed by the other."""

from __future__ import annotations

from pathlib import Path

from tests.kit.newspaper import Newspaper
from tests.kit.postgres import schema
from tests.kit.program import program
from tests.standin.botapi import TOKEN, BotApi

CHAT = 4711


async def test_a_killed_worker_s_bot_is_answered_by_another(tmp_path: Path):
    """Each command once, within ten seconds."""
    with schema() as url:
        async with Newspaper() as paper, BotApi() as api:
            (tmp_path / "rules.yaml").write_text(paper.rules(CHAT), "utf-8")
            env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url, "DATABASE_URL": url}
            async with program("worker", cwd=tmp_path, **env) as one:
                await one.says("the only worker so far")
                api.say(CHAT, CHAT, "/help")
                await api.wait_for(1, 20)
                async with program("worker", cwd=tmp_path, **env) as two:
                    await two.says("beside 1 other worker")
                    api.say(CHAT, CHAT, "/help")
                    await api.wait_for(2)
                    one.kill()
                    api.say(CHAT, CHAT, "/help")
                    await api.wait_for(3, 20)
                    await two.says("this program now hears")
        assert len(api.sent) == 3
