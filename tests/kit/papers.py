"""Two papers in two languages that report of the same events."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import yaml

from scheduler.check import check
from tests.kit.line import START, Line, make_book, make_source

DATA = Path(__file__).parent.parent / "data" / "scheduler" / "stories.yaml"
# three reports of one event, one of another, a daily briefing of two days: (title, text)
ENGLISH, FRENCH, LATER, ELSEWHERE, BRIEFING, NEXT_BRIEFING = (
    (one["title"], one["text"]) for one in yaml.safe_load(DATA.read_text(encoding="utf-8")).values()
)
PAPERS = (("post", "en"), ("fleuve", "fr"))


def put(line: Line, paper: str, slug: str, story: tuple[str, str], at: datetime) -> None:
    """Let a paper publish a story, on its feed and on a page of its own."""
    title, text = story
    host = f"https://{paper}.example"
    link = f"{host}/world/{slug}"
    date = f"<meta property='article:published_time' content='{at.isoformat()}'>"
    body = "".join(f"<p>{sentence.strip()}.</p>" for sentence in text.rstrip(".").split(". "))
    head = f"<head><title>{title}</title>{date}</head>"
    line.web.put(link, f"<html>{head}<body><article><h1>{title}</h1>{body}</article></body></html>")
    line.web.feed((slug, title), at=at, url=f"{host}/feed.xml")
    feed = line.web.pages[f"{host}/feed.xml"].body.decode()
    feed = feed.replace("<title>P</title>", f"<title>{paper.title()}</title>")
    line.web.put(
        f"{host}/feed.xml", feed.replace("https://post.example", host), "application/rss+xml"
    )


async def watch(line: Line, *papers: tuple[str, str]) -> None:
    """Watch papers (name, language), each with its baseline behind it."""
    sources = [
        make_source(name, url=f"https://{name}.example/feed.xml", language=language)
        for name, language in papers
    ]
    for source in sources:
        line.web.feed(("old", "Nothing new"), at=START, url=source.url)
    await line.adopt(make_book(*sources))
    for source in sources:
        await check(line.world, source.name)
