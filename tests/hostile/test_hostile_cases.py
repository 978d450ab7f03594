"""Whatever the web throws at a check: a sentence for the keeper, clean headlines for the chat."""

from __future__ import annotations

import re

import pytest

from chat.html import fits
from scheduler.status import condition
from tests.hostile.stage import HOST, NAME, Case, Played, play
from tests.hostile.table import CASES
from tests.kit.line import START
from tests.standin.markup import parse

MOST = 150  # megabytes that a case may take, its server and its documents included
TURNING = re.compile("[\u202a-\u202e\u200b\u2060-\u2064\U000e0000-\U000e0fff]")


def neutral(markup: str) -> bool:
    """Whether a message is strict markup, turns no later text, and closes each isolate."""
    parse(markup, "HTML")
    opened = sum(map(markup.count, "\u2066\u2067\u2068"))
    return fits(markup) and not TURNING.search(markup) and opened == markup.count("\u2069")


def explained(case: Case, played: Played) -> bool:
    """Whether the trouble is told in `status`, and in a notice that says where and what to do."""
    assert case.says in played.state.message
    assert played.state.message in condition(played.state, START)
    if case.trouble is None:
        return not played.notice
    assert played.state.message.rstrip(".") in played.notice or len(played.state.message) > 400
    return NAME in played.notice and "correct it in rules.yaml: http" in played.notice


def test_there_are_more_than_forty_and_each_has_its_name() -> None:
    """Names are the handle by which a case is found and run alone."""
    assert len({case.name for case in CASES}) == len(CASES) > 40


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_the_hostile_web(case: Case) -> None:
    """Each case comes out as its row says, and nothing inside was asked."""
    played = await play(case)
    assert played.state.trouble is case.trouble, played.state
    assert explained(case, played)
    assert case.titles is None or sorted(played.titles) == sorted(case.titles)
    assert all(map(neutral, played.markup))
    assert not [path for _host, path in played.asked if path == "/inside"]
    assert all(host in {HOST, "other.example"} for host, _path in played.asked)
    assert played.state.next_check - played.state.last_check >= case.rests
    assert played.held < MOST
