"""A source into rules.yaml and out again: every byte as before."""

from __future__ import annotations

from rules.edit import EditError, add_source, remove_source
from rules.load import load

NEW, URL = "Le Courrier du Delta", "https://delta.example/rss?a=1&b=2#x"


def run(data: bytes) -> None:
    """Of a file that loads, the edited one loads with exactly one source more."""
    text = data.decode("utf-8", "ignore")
    book = load(text.encode()).rulebook
    if book is None or NEW in book.sources:
        return
    try:
        added = add_source(text, NEW, URL)
    except EditError:  # written in a way that it says to change by hand
        return
    after = load(added.encode())
    if any(source.url == URL for source in book.sources.values()):
        return
    assert after.rulebook is not None, (text, added, after.problems)
    assert [*after.rulebook.sources] == [*book.sources, NEW]
    assert after.rulebook.sources[NEW].url == URL
    left = remove_source(added, NEW)
    # a file that had no section keeps the empty one
    assert left == text or not book.sources, (text, added, left)
