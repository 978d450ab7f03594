"""The benchmark's scorer judges as it says, on the repository's own pages."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from benchmarks.reading import run, score
from benchmarks.reading.truth import Page, pages

DATA = Path(__file__).parent.parent / "data" / "articles"
TEXT = "The council voted to rebuild the pier. Work begins in April, the mayor said on Monday."


def page(**truth: object) -> Page:
    """A page of which only the truth matters."""
    return Page("pier", Path("pier.html"), "https://a.example/pier", **truth)


def test_the_own_pages_are_read_well_enough(capsys: pytest.CaptureFixture[str]) -> None:
    """The table of the fixtures comes out, in three languages, with hardly a miss."""
    assert run.main([str(DATA), "--alone"]) == 0
    table = capsys.readouterr().out
    assert all(f" {language} " in table for language in ("en", "fr", "ar"))
    row = next(line for line in table.splitlines() if "Wirewatch " in line and " all " in line)
    shares = [float(cell) for cell in row.replace("│", " ").split() if cell[0] in ".1"]
    assert min(shares[1:4]) > 0.95


def test_several_sets_are_pooled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each set has its table, and the last one counts every page of all sets alike."""
    folders = []
    for name, count in (("one", 1), ("two", 3)):
        folders.append(tmp_path / name)
        folders[-1].mkdir()
        for n in range(count):
            title = "Pier to be rebuilt" if name == "two" else "Another headline"
            (folders[-1] / f"{n}.json").write_text(json.dumps({"title": title, "language": "fr"}))
            (folders[-1] / f"{n}.html").write_text(
                f"<h1>Pier to be rebuilt</h1><p>{TEXT * 3}</p><p>{TEXT[::-1] * 3}</p>"
            )
    assert run.main([*map(str, folders), "--alone"]) == 0
    table = capsys.readouterr().out
    pooled = table[table.index("all: 4 pages") :]
    row = next(line for line in pooled.splitlines() if "Wirewatch " in line)
    assert ".750" in row
    assert " fr " in pooled


def test_a_standfirst_kept_apart_holds_pieces_too() -> None:
    """Pieces are looked for in text and standfirst, whatever signs nobody sees stand in them."""
    judged = page(having=("A dry\u00ad spring", "rebuild the pier"))
    sums = score.Sums()
    sums.add(judged, score.Read(TEXT, lead="A dry spring is over."))
    assert sums.segments == 1


def test_a_folder_without_truths_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The sentence says what was looked for."""
    assert run.main([str(tmp_path)]) == 2
    assert "no page lies beside a truth" in capsys.readouterr().err


def test_both_layouts_are_read(tmp_path: Path) -> None:
    """A page beside its truth, and the public benchmark's folder of packed pages."""
    (tmp_path / "a.html").write_text("<p>x")
    (tmp_path / "a.json").write_text(json.dumps({"title": "A", "published": "2026-03-14"}))
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "b.html.gz").write_bytes(gzip.compress(b"<p>y"))
    (tmp_path / "ground-truth.json").write_text(json.dumps({"b": {"articleBody": "y"}}))
    a, b = pages(tmp_path)
    assert (a.title, a.published, a.body) == ("A", date(2026, 3, 14), b"<p>x")
    assert (b.text, b.body) == ("y", b"<p>y")


@pytest.mark.parametrize(
    ("found", "precision", "recall", "clean"),
    [
        (TEXT, 1, 1, True),
        ("", 0, 0, False),
        (f"Share this story now please\n{TEXT}", 13 / 18, 1, False),
        ("The council voted to rebuild the pier.", 1, 4 / 13, True),
    ],
)
def test_text_is_judged_by_runs_of_four_words(
    found: str, precision: float, recall: float, clean: bool
) -> None:
    """Precision, recall and cleanliness of texts whose figures were worked out by hand."""
    assert score.overlap(TEXT, found) == pytest.approx((precision, recall))
    assert score.is_clean(TEXT, found) is clean


def test_pieces_count_as_found_missed_and_wrong() -> None:
    """Wanted and unwanted pieces are looked for whatever the white space."""
    judged = page(having=("rebuild the\npier", "in May"), lacking=("April,", "Share"))
    assert score.segments(judged, TEXT) == {"hit": 1, "missed": 1, "wrong": 1}


@pytest.mark.parametrize(
    ("true", "found", "same"),
    [
        (date(2026, 3, 14), date(2026, 3, 14), True),
        (date(2026, 3, 14), None, False),
        (date(2026, 3, 14), datetime(2026, 3, 14, 1, tzinfo=timezone(timedelta(hours=3))), True),
        (
            datetime(2026, 3, 13, 22, tzinfo=UTC),
            datetime(2026, 3, 14, 1, tzinfo=timezone(timedelta(hours=3))),
            True,
        ),
        (datetime(2026, 3, 13, 22, tzinfo=UTC), date(2026, 3, 14), False),
    ],
)
def test_days_are_the_outlets_own(true: date, found: date | None, same: bool) -> None:
    """Two moments are compared in UTC, a day with the day that the moment is written with."""
    assert score.same_day(true, found) is same


def test_titles_are_equal_but_for_quotes_and_spaces() -> None:
    """Typography is no difference, words are."""
    assert score.same_title("L’île « verte »", 'L\'île " verte  "')
    assert not score.same_title("Pier to be rebuilt", "Pier to be rebuilt | Post")
