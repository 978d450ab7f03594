"""backup and restore beside a program that really runs."""

from __future__ import annotations

from pathlib import Path

from tests.kit.newspaper import Newspaper
from tests.kit.program import program, stopped
from tests.standin.botapi import TOKEN, BotApi

CHAT = 4711


async def asked(folder: Path, *arguments: str, code: int = 0) -> str:
    """What a command says on the data folder of the test."""
    async with program(*arguments, "--data", str(folder / "data"), cwd=folder) as running:
        assert await running.ends() == code, running.output
        return running.output


async def test_a_backup_taken_while_it_runs_holds_no_secret_and_runs_again(tmp_path: Path):
    """No byte of it is of the token; it is refused to restore under the running program; once
    restored, what was published since is told again rather than not at all."""
    rules, copy = tmp_path / "rules.yaml", tmp_path / "copy.db"
    async with Newspaper() as paper, BotApi() as api:
        rules.write_text(paper.rules(CHAT), "utf-8")
        env = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": api.url}
        run = ("run", "--rules", str(rules), "--data", str(tmp_path / "data"))
        paper.publish("old")
        async with program(*run, cwd=tmp_path, **env) as running:
            await paper.polled()
            paper.publish("before")
            await api.wait_for(1, 20)
            await paper.polled()
            said = await asked(tmp_path, "backup", str(copy))
            assert "articles: 1, alerts: 1" in said
            assert "in use" in await asked(tmp_path, "restore", str(copy), code=1)
            paper.publish("since")
            await api.wait_for(2, 20)
            await stopped(running)
        secret = TOKEN.partition(":")[2].encode()
        assert secret not in copy.read_bytes()
        assert "before-restore" in await asked(tmp_path, "restore", str(copy))
        async with program(*run, "--once", cwd=tmp_path, **env) as running:
            assert await running.ends() == 0
        told = [one.text for one in api.sent]
        assert ["since" in text for text in told] == [False, True, True]
