"""The fast way to the text is taken where one box holds it, and not where there is doubt."""

from __future__ import annotations

import pytest

from monitors.articles import htmltree, mainbox

SENTENCE = (
    "The harbour council voted on Thursday to rebuild pier number {} before the autumn storms."
)
TEXT = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(6))
OTHER = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(20, 26))


def lines(body: str) -> list[str] | None:
    """What the fast way makes of a body."""
    root = htmltree.parse(f"<html><body>{body}</body></html>")
    assert root is not None
    return mainbox.lines(htmltree.blocks(root))


WHOLE = [SENTENCE.format(n) for n in range(6)]


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=story>{TEXT}</div>",
        f"<div class='content has-sidebar'><div class=story>{TEXT}</div></div>",
        f"<div class=story>{TEXT}<div class=newsletter-box><p>{SENTENCE.format(9)}</p></div></div>",
        f"<div class=story><div style='display: none'>{SENTENCE.format(9)}</div>{TEXT}</div>",
        f"<div class=related><div class=story>{TEXT}</div></div>",
        f"<div class=story>{TEXT}<ul><li><a href=/b>{SENTENCE.format(9)}</a></li></ul></div>",
    ],
)
def test_one_box_holds_the_text(body: str) -> None:
    """Boxes named or styled as furniture inside it are left out, unless they hold the text."""
    assert lines(body) == WHOLE


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Short.</p>",
        TEXT,  # the page itself would be the box
        f"<div class=a>{TEXT}</div><div class=b>{OTHER}</div>",
        f"<div class=a>{TEXT}<table><tr><td>1</td><td>2</td></tr></table></div>",
        f"<div class=a>{TEXT}{'<div>Label of some thing</div>' * 9}</div>",
    ],
)
def test_doubt_is_left_to_the_slow_way(body: str) -> None:
    """No text, two boxes of equal rank, tables, many short lines."""
    assert lines(body) is None


def test_lines_that_are_mostly_short_are_doubtful() -> None:
    """A third of short lines may be headings, more is a list of something."""
    assert not mainbox.doubtful([*WHOLE, "A heading"])
    assert mainbox.doubtful([*WHOLE[:2], "One", "Two", "Three"])
    assert mainbox.doubtful([])
