"""`read`, `match`, `try` and `check` as a person and a pipeline use them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from bot import main

DATA = Path(__file__).parents[1] / "data" / "cli"
PAGE = str(DATA / "page.html")
RULES = ("--rules", str(DATA / "rules.yaml"))
HTML = (DATA / "page.html").read_text("utf-8")
ARTICLE = {
    "id": "7",
    "title": "A day at the fair",
    "text": "The mayor brought a drone as a gift for the harbour.",
}


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run a command with JSON lines on its standard input; the lines it writes."""

    def run(*arguments: str, lines: list[Any]) -> list[dict[str, Any]]:
        text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in lines)
        monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))
        assert main(arguments) == 0
        return [json.loads(row) for row in capsys.readouterr().out.splitlines()]

    return run


def test_read_prints_the_article_without_furniture(capsys: pytest.CaptureFixture[str]):
    """A person sees headline, facts and paragraphs."""
    assert main(["read", PAGE]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Leader leaves with five drones\n")
    assert "2026-11-22 09:30 UTC" in printed
    assert "0 comments" not in printed
    assert "2 min read" not in printed


def test_read_json_has_the_promised_fields(capsys: pytest.CaptureFixture[str]):
    """One JSON object with the fields that pipelines are promised."""
    assert main(["read", PAGE, "--json"]) == 0
    article = json.loads(capsys.readouterr().out)
    wanted = {"id", "url", "title", "text", "published", "language", "authors", "image"}
    assert wanted <= article.keys()
    assert article["url"] == "https://post.example/world/five-drones"
    assert article["language"] == "en"
    assert article["text"].count("\n") == 2


def test_lines_come_back_in_order_with_their_ids(pipe):
    """Pages and articles may be mixed; a bad line is an error of its own and stops nothing."""
    lines = [{"id": "a", "url": "https://post.example/x", "html": HTML}, ARTICLE, "no json", {}]
    rows = pipe("read", "--json", lines=lines)
    assert [row["id"] for row in rows] == ["a", "7", "3", "4"]
    assert rows[0]["title"] == "Leader leaves with five drones"
    assert rows[1]["text"] == ARTICLE["text"]
    assert "not JSON" in rows[2]["error"]
    assert "neither" in rows[3]["error"]


def test_match_tells_topic_place_and_reason(pipe):
    """A match has all its promised fields, and its positions are those of the words."""
    (row,) = pipe("match", *RULES, "--json", lines=[ARTICLE])
    (match,) = row["matches"]
    assert match["topic"] == "gifts"
    assert match["rule_line"] == 4
    assert [match["excerpt"][start:end] for start, end in match["marks"]] == ["drone", "gift"]
    assert [span["words"] for span in match["spans"]] == ["drone", "gift"]
    assert '"drone" within 8 words of "gift"' in match["why"]
    assert 0 < match["score"] <= 1


def test_match_is_silent_where_a_none_holds(pipe):
    """What the rules exclude does not match."""
    toy = ARTICLE | {"text": "A toy drone makes a fine gift."}
    assert pipe("match", *RULES, lines=[toy]) == [{"id": "7", "matches": []}]


def test_the_pipeline_reads_then_matches(pipe):
    """The output of read is the input of match."""
    read = pipe("read", "--json", lines=[{"id": "a", "url": "", "html": HTML}])
    (row,) = pipe("match", *RULES, lines=read)
    assert [match["topic"] for match in row["matches"]] == ["gifts"]


def test_try_shows_the_message_as_it_would_look(capsys: pytest.CaptureFixture[str]):
    """Topic, headline, the sentence that matters, and why."""
    assert main(["try", PAGE, *RULES]) == 0
    printed = capsys.readouterr().out
    assert "Drones as gifts" in printed
    assert "five explosive drones as gifts" in " ".join(printed.split())
    assert "why:" in printed


def test_try_json_holds_article_matches_and_message(capsys: pytest.CaptureFixture[str]):
    """For a pipeline: the article, its matches, and Telegram's HTML."""
    assert main(["try", PAGE, *RULES, "--json"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["article"]["title"] == "Leader leaves with five drones"
    assert row["matches"][0]["topic"] == "gifts"
    assert "<b>drones</b>" in row["message"]


def test_try_says_so_when_nothing_matches(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """No alert is an answer too."""
    page = tmp_path / "other.html"
    page.write_text(HTML.replace("drones", "clocks"), "utf-8")
    assert main(["try", str(page), *RULES]) == 0
    assert "No alert" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["read", "try"])
def test_a_missing_file_is_one_sentence(command: str, capsys: pytest.CaptureFixture[str]):
    """What cannot be read is told on standard error, with exit code 1."""
    rules = RULES if command == "try" else ()
    assert main([command, "no-such-page.html", *rules]) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_a_page_without_an_article_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """A page that holds no article says so."""
    page = tmp_path / "empty.html"
    page.write_text("<html><body><nav><a href='/'>Home</a></nav></body></html>", "utf-8")
    assert main(["read", str(page)]) == 1
    assert "no text of an article" in capsys.readouterr().err


def test_check_counts_what_a_good_file_holds(capsys: pytest.CaptureFixture[str]):
    """A good file ends with exit code 0 and a count."""
    assert main(["check", *RULES]) == 0
    assert "is fine: 1 topic, 1 source, 1 chat." in capsys.readouterr().out


def test_check_shows_every_problem_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """A bad file ends with exit code 1; each problem has line, column, caret and hint."""
    rules = tmp_path / "rules.yaml"
    rules.write_text("topics:\n  a: {any: [x y]}\nsorces: []\n", "utf-8")
    assert main(["check", "--rules", str(rules)]) == 1
    printed = capsys.readouterr().out
    assert "rules.yaml:2:" in printed
    assert "rules.yaml:3:1:" in printed
    assert "did you mean" in printed
    assert "^" in printed


def test_status_of_an_empty_folder_says_how_to_fill_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """Before the first run there is nothing to tell."""
    assert main(["status", "--data", str(tmp_path)]) == 1
    assert "bot.py run" in capsys.readouterr().err
