"""explain and backtest as an editor types them."""

from __future__ import annotations

import asyncio
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot
from model.article import Article
from model.source import SourceState
from model.stores import Checked, Remembered
from store.sqlite import SqliteStore

RULES = """\
topics:
  arms-transfers:
    title: {en: Arms transfers, fr: Transferts d'armes, ar: نقل الأسلحة}
    any:
      - '(missile OR drone OR صاروخ) NEAR/5 (deliver OR تسليم)'
      - '"arms deal"'
    none: '"coat of arms"'
    tags: [agency]
  visits:
    any: 'minister NEAR/5 visit'
sources:
  - {name: Meridian Post, url: 'https://meridian-post.example/feed.xml', tags: [agency]}
"""
NEW = RULES.replace("NEAR/5 (deliver", "NEAR/2 (deliver").replace("visit'", "visit OR visite'")
PAGE = """<html lang='en'><head><title>t</title>
<meta property='article:published_time' content='2031-03-01T08:00:00Z'></head><body><article>
<h1>Missiles for the harbour guard</h1><p>The missiles were delivered on Tuesday, said the mayor of
the harbour town, who had waited for them since the spring of last year.</p>
<p>Nobody in the town hall had expected them so early, and nobody knows who will pay.</p>
</article></body></html>"""
STORIES = (
    ("Missiles delivered", "Missiles were delivered.", "en"),
    ("Late missiles", "The missiles, at long last, delivered.", "en"),
    ("وصول السفينة", "تم تسليم صواريخ إلى الميناء.", "ar"),
    ("Rain", "It rained on the harbour.", "en"),
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with rules, a page and an archive of this week, and a terminal of 80 columns."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "rules.yaml").write_text(RULES, "utf-8")
    (tmp_path / "new.yaml").write_text(NEW, "utf-8")
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    asyncio.run(_archive(tmp_path / "data"))
    return tmp_path


async def _archive(folder: Path) -> None:
    now = datetime.now(UTC)
    articles = [
        Article(
            id=f"story{number}",
            url=f"https://meridian-post.example/{number}",
            title=title,
            text=text,
            source="Meridian Post",
            site="Meridian Post",
            language=language,
            tags=("agency",),
            found_at=now - timedelta(days=4 - number),
        )
        for number, (title, text, language) in enumerate(STORIES)
    ]
    store = await SqliteStore.open(folder / "wirewatch.db")
    state = SourceState("Meridian Post", next_check=now)
    kept = tuple(Remembered(one) for one in articles)
    await store.commit_check(Checked(state, now, articles=kept))
    await store.close()


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What a command prints, complaints too; its exit code is as expected."""
    assert bot.main(arguments) == code
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_explain_draws_a_match_from_the_archive(desk: Path, capsys):
    """The head, the sentence and the tree, within the terminal's columns."""
    shown = said(capsys, "explain", "arms-transfers", "story0")
    assert "✓ Arms transfers: found by" in " ".join(shown.split())
    assert "├── ✓ tags takes agency; the article: agency" in shown
    assert '✓ missile  "Missiles" in the title and 1 more' in shown
    assert '✗ line 6 "arms deal"  nothing of it found' in shown
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_explain_names_what_stopped_a_page(desk: Path, capsys):
    """A page from a file has no source of its own: the gate of tags stops it, and is named."""
    shown = " ".join(said(capsys, "explain", "arms-transfers", "page.html").split())
    assert "✗ Arms transfers: not found; stopped by tags" in shown
    assert "(rules.yaml:2)" in shown


def test_explain_takes_a_page_for_its_source(desk: Path, capsys):
    """With the address it was saved from, a page is one of the source on that host."""
    address = "https://www.meridian-post.example/world/1"
    shown = said(capsys, "explain", "Arms transfers", "page.html", "--url", address)
    assert "Arms transfers: found by" in " ".join(shown.split())


def test_explain_in_json(desk: Path, capsys):
    """All of the tree, for other programs."""
    row = json.loads(said(capsys, "explain", "arms-transfers", "story2", "--json"))
    assert row["article"] == "story2"
    assert row["held"] is True
    assert row["match"]["topic"] == "arms-transfers"
    assert [gate["name"] for gate in row["gates"]] == ["tags"]
    near = row["parts"][0]["conditions"][0]["step"]
    assert (near["kind"], near["held"], near["apart"]) == ("NEAR/5", True, 1)
    assert near["places"][0]["field"] == "body"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("explain", "arms-transfer", "story0"), "did you mean arms-transfers?"),
        (("explain", "football", "story0"), "Topics: arms-transfers, visits"),
        (("explain", "visits", "story9"), "no article with that id in data/"),
        (("explain", "visits", "story0", "--data", "elsewhere"), "no archive in elsewhere/"),
        (("explain", "visits", "story0", "--rules", "none.yaml"), "There is no none.yaml"),
        (("backtest", "--data", "elsewhere"), "There is nothing in elsewhere/ yet"),
        (("backtest", "--since", "soon"), "--since soon: “soon” is not a length of time"),
        (("backtest", "--topic", "visit"), "did you mean visits?"),
        (("backtest", "--rules", "none.yaml"), "There is no none.yaml"),
    ],
)
def test_mistakes_are_one_sentence(desk: Path, capsys, arguments, sentence):
    """Whatever is wrong on the command line is said, and how to go on."""
    shown = said(capsys, *arguments, code=1)
    assert sentence in shown
    assert "Traceback" not in shown


def test_backtest_tells_what_is_lost_and_why(desk: Path, capsys):
    """The table, the headline, the old reason, and what stops it now."""
    shown = said(capsys, "backtest", "--rules", "new.yaml")
    flat = " ".join(shown.split())
    assert "rules.yaml → new.yaml: 4 articles of 3 days, wire copies left out" in flat
    assert "arms-transfers 3 2 −1 1.0 → 0.7" in flat
    assert "Late missiles" in flat
    assert 'before: "missiles" within 5 words of "delivered" (rules.yaml:5)' in flat
    assert "now: no condition of any held" in flat
    assert "closest 4 words apart, 2 allowed" in flat
    assert "visits" not in flat
    assert all(len(line) <= 80 for line in shown.splitlines())


def test_backtest_of_one_file_lists_what_it_finds(desk: Path, capsys):
    """Without new rules: what the rules in force find, the newest first, as many as asked."""
    shown = said(
        capsys, "backtest", "--topic", "arms-transfers", "--show", "1", "--since", "2000-01-01"
    )
    assert "arms-transfers       3     1.0" in shown
    assert "وصول السفينة" in shown
    assert "and 2 more" in shown


def test_backtest_in_json(desk: Path, capsys):
    """Everything, whatever --show says."""
    row = json.loads(said(capsys, "backtest", "--rules", "new.yaml", "--json", "--show", "0"))
    assert (row["rules"], row["against"], row["articles"]) == ("new.yaml", "rules.yaml", 4)
    (topic,) = row["topics"]
    assert (topic["before"], topic["after"], topic["gained"]) == (3, 2, [])
    assert topic["lost"][0]["article"] == "story1"
    assert topic["lost"][0]["line"] == 5
    alone = json.loads(said(capsys, "backtest", "--json"))
    assert [(one["topic"], one["count"]) for one in alone["topics"]] == [("arms-transfers", 3)]


def test_backtest_of_an_empty_time(desk: Path, capsys):
    """No article is no table."""
    assert "no article found since" in said(capsys, "backtest", "--since", "1m")


def test_backtest_without_any_hit(desk: Path, capsys):
    """Rules that find nothing say so."""
    (desk / "rules.yaml").write_text("topics: {t: {any: zebra}}", "utf-8")
    assert "No topic is found in any of them." in said(capsys, "backtest")


def test_the_page_for_editors_names_commands_that_there_are():
    """docs/rules-editing.md shows no command and no option that the program does not have."""
    page = (Path(bot.__file__).parent / "docs" / "rules-editing.md").read_text("utf-8")
    assert set(re.findall(r"python bot\.py ([a-z]+)", page)) <= bot.COMMANDS.keys()
    known = {
        option
        for name in ("explain", "backtest")
        for option in re.findall(r"--[a-z]+", _help(name))
    }
    assert set(re.findall(r"--[a-z]+", page)) <= known


def _help(command: str) -> str:
    action = next(one for one in bot.parser()._actions if isinstance(one.choices, dict))
    return action.choices[command].format_help()
