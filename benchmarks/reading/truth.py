"""Pages with their truth, from a folder.

Two layouts are read, also from folders within the folder:

- NAME.html (or NAME.html.gz) beside NAME.yaml or NAME.json, an object with any of

      url        the page's address; without it NAME stands in
      title      the headline, exactly
      text       the article's paragraphs, separated by line ends
      published  a day (2026-03-14) or a moment with its offset
      language   two letters
      with       sentences that have to be in the text, where nobody wrote down all of it
      without    pieces of furniture that must not be

  What is left out is not judged.
  Under `expect:`, as the fixtures of this repository have it, `paragraphs` is the text as a list,
  `contains` and `lacks` are with and without; an expectation that the page fails is no truth here.
- the public article-extraction-benchmark: html/ID.html.gz and ground-truth.json, which maps ID to
  an object with url and articleBody.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

_TRUTHS = (".yaml", ".json")


@dataclass(frozen=True)
class Page:
    """One page and what is true of it; None and () where nobody says."""

    name: str
    path: Path
    url: str
    title: str | None = None
    text: str | None = None
    published: date | datetime | None = None
    language: str | None = None
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @cached_property
    def body(self) -> bytes:
        """The page as it was sent."""
        raw = self.path.read_bytes()
        return gzip.decompress(raw) if self.path.suffix == ".gz" else raw


def pages(folder: Path) -> list[Page]:
    """All pages of a folder, by name. ValueError names a file that is not as described above."""
    found = [*_pairs(folder), *_benchmark(folder)]
    if not found:
        raise ValueError(f"{folder}: no page lies beside a truth; see benchmarks/reading/truth.py")
    return sorted(found, key=lambda page: page.name)


def _pairs(folder: Path) -> Iterator[Page]:
    for path in sorted((*folder.rglob("*.html"), *folder.rglob("*.html.gz"))):
        stem = path.name.removesuffix(".gz").removesuffix(".html")
        truth = next((t for s in _TRUTHS if (t := path.with_name(stem + s)).exists()), None)
        told = _expected(_object(truth)) if truth is not None else None
        if told:
            yield _page(stem, path, told)


def _object(path: Path) -> dict[str, Any]:
    text = path.read_text("utf-8")
    value = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    if not isinstance(value, dict):
        raise ValueError(f"{path} holds no object: `title: …`, `text: …`")  # noqa: TRY004 - a file's fault
    return value


def _expected(truth: dict[str, Any]) -> dict[str, Any] | None:
    """A fixture's expectation as a truth; None where the page has no article."""
    expect = truth.get("expect")
    if not isinstance(expect, dict):
        return truth
    if "fails" in expect:
        return None
    text = "\n".join(expect.get("paragraphs", ()))
    pieces = {"with": expect.get("contains"), "without": expect.get("lacks")}
    return {**expect, "url": truth.get("url"), "text": text or None, **pieces}


def _page(name: str, path: Path, truth: dict[str, Any]) -> Page:
    return Page(
        name,
        path,
        truth.get("url") or f"https://{name}.invalid/page",
        truth.get("title"),
        truth.get("text"),
        _day(truth.get("published"), path),
        truth.get("language"),
        tuple(truth.get("with") or ()),
        tuple(truth.get("without") or ()),
    )


def _day(value: object, path: Path) -> date | datetime | None:
    if value is None or isinstance(value, date):
        return value
    text = str(value)
    try:
        return datetime.fromisoformat(text) if ":" in text else date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{path}: {text!r} is neither a day nor a moment") from None


def _benchmark(folder: Path) -> Iterator[Page]:
    truths = folder / "ground-truth.json"
    if not truths.exists():
        return
    for name, truth in json.loads(truths.read_text("utf-8")).items():
        path = folder / "html" / f"{name}.html.gz"
        if path.exists():
            yield _page(name, path, {"url": truth.get("url"), "text": truth["articleBody"]})
