"""The text of a feed's markup: cut out quickly where that is safe, parsed where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitors.listings.plain import _cut, _is_clear, _parsed, _resolved

CLEAR = (
    "<p>Two boats left the harbour.</p>",
    "<p class='lead' data-n=\"2\">Two <b>boats</b><br/>left<br />&amp; <em>one</em> came</p>",
    '&laquo;&nbsp;Deux bateaux&nbsp;&raquo;, dit <a href="/a?b=1" hidden>elle</a>&#8230;',
    "<div dir='rtl'><p>غادر قاربان الميناء</p></div>",
    "no markup at all",
)
JUDGED = (
    "<p>Two <script>var boats = '<p>';</script>boats</p>",
    "<style>p {color: red}</style>Boats",
    "<p>boats <!-- two --> left</p>",
    "<p>1 < 2 & 3</p>",
    "<Kyiv> boats <b>left</b>",
    "<p>AT&T; and &copy2 boats</p>",
    "<p title=a>b>boats</p>",
    "<p title='a'class='b'>boats</p>",
    "<p>boats &#0; &#129; &#x1F; &#128514;</p>",
    "<p>cut of<",
    "<p>cut <a href='https://delta.exam",
    "<\u017fpan>boats</span>",
    "<![CDATA[<b>boats</b>]]><?php 1 ?><!DOCTYPE p>",
    "<ruby>b<rt>a</rt></ruby><template><p>t</p></template>",
)
PIECES = (
    *CLEAR, *JUDGED, "<p>", "</p>", "<br>", "<b", ">", "<", "</", "&", ";", "amp;", "&lt;",
    "&gt;", "&quot;", "&#60;", "&#39;", "&#150;", "&eacute;", "&eacute", "&NotEqualTilde;",
    "&Nosuch;", "\xa0", "\n", " ", "'", '"', "/", "<pre> \n", "<img src='a' alt=\"b\"/>", "</br>",
    "<table><tr><td>", "<h2 ", "a=b", "été", "قارب", "\x00", "<svg>",
)  # fmt: skip


def words(text: str) -> list[str]:
    """What of it is compared: entities resolved, white space evened out."""
    return _resolved(text).split()


@pytest.mark.parametrize("markup", CLEAR)
def test_usual_markup_is_cut(markup: str):
    """What feeds carry needs no parser."""
    assert _is_clear(markup)


@pytest.mark.parametrize("markup", JUDGED)
def test_unusual_markup_is_parsed(markup: str):
    """What hides text, is cut off or only looks like markup is left to the parser."""
    assert not _is_clear(markup)


@given(st.lists(st.sampled_from(PIECES) | st.text("<>&;#/'\" abpx1é", max_size=6)).map("".join))
def test_cutting_finds_what_parsing_finds(markup: str):
    """Wherever tags are cut out, a parser would have found the same text."""
    if _is_clear(markup):
        assert words(_cut(markup)) == words(_parsed(markup))
