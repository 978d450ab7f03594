"""`python benchmarks/feeds/run.py FOLDER`: our feed reader over a parser's own test files.

FOLDER holds feeds whose first comment says what they should give, as those of feedparser's source
distribution do: `pip download --no-deps --no-binary :all: feedparser`, unpacked. Of each file: does
reading raise (it must not), and where the comment tells the first entry's title, address or id, is
it that? Items without an address, which are no articles to us, are given one first.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup

sys.path.insert(0, str(Path(__file__).parents[2]))

from model.source import Entry, Fetched, Kind, Listing, Source
from monitors.listing import read_listing

NOW = datetime(2031, 3, 1, tzinfo=UTC)
SOURCE = Source("Meridian Post", "http://127.0.0.1:8097/feed.xml", kind=Kind.FEED)
_EXPECTED = re.compile(r"entries\[0\]\['(title|link|id)'\] == (u?(?:'(?:[^'\\]|\\.)*'|\"[^\"]*\"))")
_TYPE = re.compile(rb"Content-type:\s*([^\r\n]+)", re.IGNORECASE)
_ITEM = re.compile(rb"<(item|entry)((?:\s[^>]*)?)>")


def main() -> int:
    """The counts, and the first files that give something else; 1 where reading raised."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    right, told, raised = Counter[str](), Counter[str](), []
    files = sorted(asked.parse_args().folder.rglob("*.xml"))
    for file in files:
        body = file.read_bytes()
        expected = _expected(body)
        try:
            first = _first(body, expected)
        except Exception as error:  # noqa: BLE001 # what it is for
            raised.append(f"{file.name}: {error!r}")
            continue
        for name, value in expected.items():
            told[name] += 1
            right[name] += first is not None and _same(_given(first, name), value)
    print(f"{len(files):,} files, {len(raised)} raised")
    for name, count in told.items():
        print(f"{name:6} {right[name]} of {count} as their files say")
    print("\n".join(raised[:10]))
    return bool(raised) or not files


def _expected(body: bytes) -> dict[str, str]:
    head = body[:3000].decode("utf-8", "replace")
    return {name: ast.literal_eval(value) for name, value in _EXPECTED.findall(head)}


def _first(body: bytes, expected: dict[str, str]) -> Entry | None:
    if "link" not in expected and b"<link" not in body:
        body = _ITEM.sub(_with_link, body, count=1)
    kind = _TYPE.search(body[:1000])
    found = kind[1].decode("ascii", "replace").strip() if kind else "application/xml"
    listing = read_listing(SOURCE, Kind.FEED, Fetched(SOURCE.url, body, found), NOW)
    return listing.entries[0] if isinstance(listing, Listing) and listing.entries else None


def _with_link(item: re.Match[bytes]) -> bytes:
    link = b"<link>http://post.example/1</link>"
    if item[1] == b"entry":
        link = b'<link href="http://post.example/1"/>'
    return item[0] + link


def _same(given: str | None, value: str) -> bool:
    """Titles are text to us and markup to them: blanks and tags do not count."""
    return _text(given or "") == _text(value)


def _text(markup: str) -> str:
    return "".join(BeautifulSoup(markup, "html.parser").get_text().split())


def _given(entry: Entry, name: str) -> str | None:
    return {"title": entry.title, "link": entry.url, "id": entry.guid}[name]


if __name__ == "__main__":
    raise SystemExit(main())
