"""A rules file as an editor would have it, with invented rules over invented outlets."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from benchmarks.matching.newsroom import Language
from benchmarks.matching.rulebook import rules
from model.rulebook import Rulebook
from rules.load import load


def newsroom_book(
    urls: Sequence[str],
    spoken: Sequence[Language],
    count: int,
    chats: int,
    kind: str = "feed",
) -> Rulebook:
    """`count` rules shared out among `chats`; all hosts are on loopback. Stops where it has
    problems."""
    loaded = load(newsroom_rules(urls, spoken, count, chats, kind).encode())
    if loaded.rulebook is None:
        sys.exit(f"the rules have problems: {loaded.problems[:3]}")
    return loaded.rulebook


def newsroom_rules(
    urls: Sequence[str],
    spoken: Sequence[Language],
    count: int,
    chats: int,
    kind: str = "feed",
) -> str:
    """The text of the file."""
    conditions = [rule.text() for rule in rules(spoken, count)]
    lines = [
        "settings:",
        "  allow_private_addresses: true",
        "  every: 5m",
        "  same_story: always",
        '  burst: "off"',
        "topics:",
        *(f"  t{n}: {{any: [{json.dumps(text)}]}}" for n, text in enumerate(conditions)),
        "sources:",
        *(f"  - {{name: Paper {n}, url: '{url}', kind: {kind}}}" for n, url in enumerate(urls)),
        "chats:",
        *(f"  - {{chat: {n + 1}, topics: [{_own(n, count, chats)}]}}" for n in range(chats)),
    ]
    return "\n".join(lines)


def _own(chat: int, count: int, chats: int) -> str:
    return ", ".join(f"t{n}" for n in range(chat, count, chats))
