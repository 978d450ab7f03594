"""robots.txt as RFC 9309 reads it, with Crawl-delay, by way of Protego.

Feeds and sitemaps obey it as pages do: the file speaks of addresses, not of formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

from protego import Protego

TOKEN = "wirewatch"  # noqa: S105 - the product token by which robots.txt names us, no secret
MAX_BYTES = 500 * 1024  # RFC 9309, section 2.5: at least 500 KiB are read, more may be left
MAX_DELAY = timedelta(seconds=60)

_AGENT_LINE = re.compile(r"user[- ]?agent[\s:]+([^#]*)", re.IGNORECASE)
_OURS = re.compile(rf"(?<![\w-]){TOKEN}(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Robots:
    """What one origin asks. `rules` None allows everything; `delay` is Crawl-delay, capped."""

    rules: Protego | None = None
    delay: timedelta = timedelta()

    def allows(self, url: str) -> bool:
        """Whether `url`, of this origin, may be fetched."""
        return self.rules is None or self.rules.can_fetch(url, TOKEN)


ALLOW_ALL = Robots()


def parse_robots(body: bytes) -> Robots:
    """The rules for us in a robots.txt of at most MAX_BYTES; never fails, junk allows all."""
    text = body[:MAX_BYTES].decode("utf-8", errors="replace").removeprefix("\ufeff")
    ours = _our_groups(text)
    if not ours:
        return ALLOW_ALL
    rules = Protego.parse("\n".join(ours))
    asked = rules.crawl_delay(TOKEN) or 0.0
    return Robots(rules, timedelta(seconds=min(asked, MAX_DELAY.total_seconds())))


def robots_url(url: str) -> str:
    """Where the robots.txt that governs `url` lives."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "/robots.txt", "", ""))


def _our_groups(text: str) -> list[str]:
    """Only the lines of groups that name us or everyone.

    Time and memory of Protego grow with agents times rules of a group, so a hostile half megabyte
    would stop the program; and ten thousand cached files would each keep the rules of every other
    crawler.
    """
    kept: list[str] = []
    listening = heading = False
    for line in filter(None, map(str.strip, text.splitlines())):
        agent = _AGENT_LINE.match(line)
        if agent is None:
            heading = heading and line.startswith("#")
            kept += [line] * listening
            continue
        name = _name_for_us(agent[1].strip())
        listening = name is not None or (heading and listening)
        heading = True
        kept += [f"User-agent: {name}"] * (name is not None)
    return kept


def _name_for_us(agent: str) -> str | None:
    """The agent as Protego is to know it: our token, or everyone's; None: somebody else."""
    if agent == "*":
        return "*"
    return TOKEN if _OURS.search(agent) else None
