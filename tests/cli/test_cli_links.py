"""`links`, as a person looks at how the links of a page are judged."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot import main
from cli.world import DATABASE
from model.source import Followed, ListingMemory, SourceState
from model.stores import Checked
from monitors.identity import url_key
from monitors.listings.urlshape import template
from store.sqlite import SqliteStore
from tests.kit.line import START

FRONT = "https://www.ferryboat.example/"
RULES = f"""\
sources:
  - name: ferryboat
    url: {FRONT}
    kind: page
    links: "li.story a"
    ignore: ["*/sponsored/*"]
  - {{name: plain, url: "{FRONT}latest", kind: page}}
topics: {{ports: {{any: [harbour]}}}}
chats: [1]
"""
PAGE = """\
<html lang="en"><head><title>Ferryboat news</title>
<link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>
<nav><a href="/world">World</a> <a href="/sport">Sport</a></nav>
<main><ul>
<li class="story"><a href="/world/2026/11/22/ferry-with-ninety-aboard-reaches-port">Ferry with
 ninety aboard reaches port</a></li>
<li class="story"><a href="/world/2026/11/21/harbour-strike-enters-third-week">Harbour strike
 enters third week</a></li>
<li class="story"><a href="/sponsored/2026/11/21/ten-cruises-you-will-love">Ten cruises you
 will love this winter</a></li>
<li class="opinion"><a href="/opinion/2026/11/20/why-the-lighthouse-should-stay">Why the
 lighthouse should stay</a></li>
</ul></main><footer><a href="/about">About us</a></footer></body></html>
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The front page as a file."""
    file = tmp_path / "front.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


@pytest.fixture
def ask(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run the command with the rules above, in 80 columns: its exit code, output, complaints."""
    monkeypatch.setenv("COLUMNS", "80")
    rules = tmp_path / "rules.yaml"
    rules.write_text(RULES, encoding="utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        where = ("--rules", str(rules), "--data", str(tmp_path / "data"))
        code = main(["links", *arguments, *where])
        return code, *capsys.readouterr()

    return run


def remember(data: Path, memory: ListingMemory) -> None:
    """Put a memory into the archive."""

    async def put() -> None:
        store = await SqliteStore.open(data / DATABASE)
        await store.commit_check(Checked(SourceState(memory.source), listing=memory, at=START))
        await store.close()

    data.mkdir()
    asyncio.run(put())


def test_articles_come_first_with_their_reasons(ask, page):
    """In the page's order: mark, score, headline, address, reasons; then the others by reason."""
    code, shown, _ = ask(str(page), "--url", FRONT)
    assert code == 0
    assert "4 of 7 links are articles" in shown
    first, second = shown.index("Ferry with ninety"), shown.index("Harbour strike enters")
    assert first < second < shown.index("in the navigation  2")
    address = f"{FRONT}world/2026/11/22/ferry-with-ninety-aboard-reaches-port"
    assert address in "".join(shown.split())
    assert "date in the address +2.5 " in shown
    assert "a page of the site's services  1" in shown


def test_no_line_is_wider_than_the_terminal(ask, page):
    """In 80 columns nothing is cut off, and reasons break between each other."""
    _, shown, _ = ask(str(page), "--url", FRONT, "--all")
    lines = shown.splitlines()
    assert max(map(len, lines)) <= 80
    assert not any(line.strip().startswith("·") for line in lines)


def test_what_can_be_done_is_said(ask, page):
    """The feed that is read instead, a selector that picks the articles, a pattern to ignore."""
    _, shown, _ = ask(str(page), "--url", FRONT)
    assert "https://www.ferryboat.example/feed.xml" in shown
    assert "kind: page" in shown
    assert 'links: "' in shown
    assert "picks 4 of the 4 articles and 0 other links" in " ".join(shown.split())
    assert 'ignore: ["https://www.ferryboat.example/' in " ".join(shown.split())


def test_a_sources_rules_speak_first(ask, page):
    """`links:` picks, `ignore:` leaves out, and both are named as the reason."""
    _, shown, _ = ask(str(page), "--url", FRONT, "--source", "ferryboat", "--json")
    links = {row["url"].rpartition("/")[2]: row for row in json.loads(shown)["links"]}
    assert links["harbour-strike-enters-third-week"]["verdict"] == "article"
    assert links["harbour-strike-enters-third-week"]["reasons"][0] == "links: li.story a"
    assert links["ten-cruises-you-will-love"]["verdict"] == "ignored"
    assert links["ten-cruises-you-will-love"]["reasons"][0] == "ignore: */sponsored/*"
    assert links["why-the-lighthouse-should-stay"]["verdict"] == "other"


def test_json_tells_all_of_it(ask, page):
    """One object: the links in the page's order, feeds, language, and a selector."""
    _, shown, _ = ask(str(page), "--url", FRONT, "--json")
    told = json.loads(shown)
    assert told["language"] == "en"
    assert told["feeds"] == [f"{FRONT}feed.xml"]
    assert [row["verdict"] for row in told["links"]] == ["other"] * 2 + ["article"] * 4 + ["other"]
    assert told["selector"]["articles"] == 4
    assert told["usual"] is None


def test_what_is_remembered_of_a_source_is_shown(ask, page, tmp_path):
    """How many articles it usually shows, what following its links found, and that it shrank."""
    pattern = template(url_key(f"{FRONT}opinion/2026/11/20/why-the-lighthouse-should-stay"))
    memory = ListingMemory(
        "plain", (Followed(pattern, articles=0, others=12),), counts=(40,) * 6, looks=6
    )
    remember(tmp_path / "data", memory)
    _, shown, _ = ask(str(page), "--url", FRONT, "--source", "plain")
    assert "6 looks, usually with 40 articles" in shown
    assert f"0 of 12 led to an article: {pattern}" in " ".join(shown.split())
    assert "its layout may have changed" in " ".join(shown.split())
    assert "3 of 7 links are articles" in shown


def test_a_source_never_looked_at_has_no_memory(ask, page):
    """Without an archive the page is judged all the same."""
    code, shown, _ = ask(str(page), "--url", FRONT, "--source", "plain")
    assert code == 0
    assert "Nothing is remembered yet" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Name a page"),
        (("--source", "ferrybot"), "did you mean ferryboat?"),
        (("nowhere.html",), "nowhere.html cannot be read"),
    ],
)
def test_mistakes_are_told_in_one_sentence(ask, arguments: tuple[str, ...], words: str):
    """No page, no such source, no such file: one sentence and exit code 1."""
    code, shown, said = ask(*arguments)
    assert code == 1
    assert shown == ""
    assert words in said


def test_a_feed_is_no_page(ask, tmp_path):
    """A document that lists its articles itself is told apart in words."""
    file = tmp_path / "feed.xml"
    file.write_text("<rss version='2.0'><channel><title>x</title></channel></rss>")
    code, _, said = ask(str(file), "--url", FRONT)
    assert code == 1
    assert "not a page" in said


def test_a_page_without_links_is_shown_without_fuss(ask, tmp_path):
    """Nothing to list, and still what can be written."""
    file = tmp_path / "empty.html"
    file.write_text("<html><body><p>Nothing here.</p></body></html>")
    code, shown, _ = ask(str(file), "--url", FRONT)
    assert code == 0
    assert "0 of 0 links are articles" in shown
    assert "CSS SELECTOR" in shown
