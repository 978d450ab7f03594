"""Reads the cases of tests/data/listing/: a document, and beside it in YAML what it lists."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from model.source import Elsewhere, Entry, Fetched, Kind, Listing, ReadFailed, Source
from monitors.listing import read_listing

DATA = Path(__file__).parent.parent / "data" / "listing"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)

Case = dict[str, Any]


def names(folder: str) -> list[str]:
    """The cases of a folder."""
    return sorted(path.stem for path in (DATA / folder).glob("*.yaml"))


def case_of(folder: str, name: str) -> Case:
    """One case, with its document's text under `text`."""
    path = DATA / folder / f"{name}.yaml"
    case: Case = yaml.safe_load(path.read_text(encoding="utf-8"))
    document = next(p for p in sorted(path.parent.glob(f"{name}.*")) if p.suffix != ".yaml")
    return {**case, "text": document.read_text(encoding="utf-8")}


def fetched_of(case: Case) -> Fetched:
    """The document as it would have come over the wire."""
    errors = "xmlcharrefreplace" if case.get("digits_as_references") else "strict"
    body = case["text"].encode(case.get("charset", "utf-8"), errors)
    body = gzip.compress(body, mtime=0) if case.get("gzip") else body
    return Fetched(url=case["url"], body=body, content_type=case.get("content_type", "text/html"))


def source_of(case: Case) -> Source:
    """The source as the rules file would have it."""
    said = case.get("source", {})
    return Source(
        name="case",
        url=case["url"],
        links=said.get("links"),
        ignore=tuple(said.get("ignore", ())),
        encoding=said.get("encoding"),
    )


def read(case: Case) -> Listing | Elsewhere | ReadFailed:
    """What the case's document lists."""
    kind = Kind(case.get("kind", "auto"))
    return read_listing(source_of(case), kind, fetched_of(case), NOW)


def as_said(entry: Entry, wanted: Case) -> Case:
    """The fields of an entry that a case speaks of, written as in YAML."""
    plain: Case = {
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "has_html": bool(entry.html),
        "published": entry.published.isoformat() if entry.published else None,
        "guid": entry.guid,
        "language": entry.language,
        "authors": list(entry.authors),
        "image": entry.image,
    }
    return {name: plain[name] for name in wanted}


def in_utc(wanted: Case) -> Case:
    """The same with the moment in UTC."""
    stamp = wanted.get("published")
    if not stamp:
        return wanted
    moment = datetime.fromisoformat(str(stamp)).astimezone(UTC)
    return {**wanted, "published": moment.isoformat()}


def check(case: Case) -> None:
    """Compare what is read with what the case expects."""
    found = read(case)
    match case["expect"]:
        case {"listing": wanted}:
            assert isinstance(found, Listing), found
            check_listing(found, wanted)
        case {"elsewhere": wanted}:
            assert found == Elsewhere(Kind(wanted["kind"]), tuple(wanted["urls"]))
        case {"failed": wanted}:
            assert isinstance(found, ReadFailed), found
            assert found.trouble == wanted["trouble"]
            assert all(words in found.message for words in wanted["says"]), found.message


def check_listing(found: Listing, wanted: Case) -> None:
    """Entries in order, and the listing's own fields as far as the case speaks of them."""
    entries = [in_utc(entry) for entry in wanted["entries"]]
    got = found.entries[: len(entries)] if wanted.get("at_least") else found.entries
    pairs = zip(got, entries, strict=True)
    assert [as_said(entry, said) for entry, said in pairs] == entries
    for name in ("kind", "language", "title"):
        if name in wanted:
            assert getattr(found, name) == wanted[name]
