"""rules.yaml, whatever was sent as one: a rulebook or problems, never both, never an exception."""

from __future__ import annotations

from model.article import Article
from rules.changes import changes
from rules.complain import complain
from rules.load import load

ARTICLE = Article(id="1", url="", title="Ports", text="A port sold drones.", language="en")


def run(data: bytes) -> None:
    """Problems have their places and can be shown; a rulebook matches, and differs not from
    itself."""
    found = load(data)
    assert (found.rulebook is None) == bool(found.problems), found
    assert all(one.line >= 1 and one.column >= 1 and one.message for one in found.problems), found
    assert [one.line for one in found.problems] == sorted(one.line for one in found.problems)
    shown = complain(found.problems, data.decode("utf-8", "replace"))
    shown.encode()
    if found.rulebook is not None:
        found.rulebook.matcher.match(ARTICLE)
        assert changes(found.rulebook, load(data).rulebook or found.rulebook) == ()
