"""Pages whose links were labelled, as files of a folder.

NAME.html is a page as it was sent. Beside it stands what its links are, in one of two forms:

NAME.json   {"url": "https://outlet.example/", "language": "fr", "half": "dev",
             "articles": ["https://outlet.example/..."], "others": ["https://outlet.example/..."]}
            Links in neither list are not counted: they were left out of a sample, or they are
            neither clearly articles nor clearly not (a video, a gallery, a page of advertising).
NAME.yaml   as in tests/data/listing/pages: `url`, `language` and all `articles`, each with `url`.
            Every other link to the same site is none.

`half` (dev or test) is optional. A link is the same whatever its fragment, its tracking
parameters or its trailing slash (monitors.identity.url_key).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from monitors.identity import url_key
from monitors.text.charset import decode


@dataclass(frozen=True, slots=True)
class Page:
    """One page, and the keys of its links by what they are; `others` None: all others."""

    name: str
    url: str
    html: str
    language: str
    articles: frozenset[str]
    others: frozenset[str] | None

    def label(self, key: str) -> bool | None:
        """Whether the link is an article; None where it does not count."""
        if key in self.articles:
            return True
        return False if self.others is None or key in self.others else None


def pages(folder: Path, half: str | None = None) -> list[Page]:
    """The labelled pages of a folder, by name. ValueError where there are none."""
    found = [page for path in sorted(folder.glob("*.html")) for page in _page(path, half)]
    if not found:
        raise ValueError(f"{folder} holds no NAME.html with NAME.json or NAME.yaml beside it")
    return found


def _page(path: Path, half: str | None) -> Iterator[Page]:
    said = _said(path)
    if said is None or half not in {None, said.get("half")}:
        return
    articles = [one if isinstance(one, str) else one["url"] for one in said["articles"]]
    others = None if path.with_suffix(".yaml").exists() else frozenset(map(url_key, said["others"]))
    yield Page(
        name=path.stem,
        url=said["url"],
        html=decode(path.read_bytes(), "text/html", None),
        language=said.get("language") or "?",
        articles=frozenset(map(url_key, articles)),
        others=others,
    )


def _said(path: Path) -> dict[str, Any] | None:
    for suffix, load in ((".json", json.loads), (".yaml", yaml.safe_load)):
        beside = path.with_suffix(suffix)
        if beside.exists():
            said: dict[str, Any] = load(beside.read_text(encoding="utf-8"))
            return said
    return None
