"""bot.py publish-rules FILE: rules that hold from now on for all programs on one PostgreSQL."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import platform
from pathlib import Path

from cli.check import summary
from cli.rulesfile import rulebook
from cli.stop import Stop
from cli.world import database_url, opened_store, utc_now
from model.rulebook import Rulebook

ALONE = (
    "Rules are published where programs share a store on PostgreSQL, and no DATABASE_URL is set: "
    "the rules file holds as it is, and a program that runs takes it when it is saved."
)


def run(options: argparse.Namespace) -> int:
    """Check the file and put it in force; 1 with every problem of a wrong one."""
    url = database_url()
    if not url:
        raise Stop(ALONE)
    book = rulebook(options.file)
    return asyncio.run(_publish(options.file, options.file.read_bytes(), book, url))


async def _publish(path: Path, text: bytes, book: Rulebook, url: str) -> int:
    by = f"{getpass.getuser()} on {platform.node()}"
    async with opened_store(Path(), url) as store:
        number = await store.publish(text, utc_now(), by, await store.publication())
    if not number:
        raise Stop("Others have published rules at this very moment: look at those first.")
    print(f"{path} holds for all programs, as number {number}: {summary(book)}.")
    print("Those that run take it within seconds.")
    return 0
