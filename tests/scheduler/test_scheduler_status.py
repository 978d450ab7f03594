"""The status in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from model.alert import Delay, Fate, Tally
from model.source import SourceState, Trouble
from scheduler.status import Status, brief, condition, span
from tests.kit.line import START

WELL = SourceState("post", last_check=START)
ILL = SourceState(
    "gazette",
    last_check=START,
    failures=2,
    trouble=Trouble.GONE,
    message="gazette.example answers 404",
    trouble_since=START - timedelta(hours=3),
    next_check=START + timedelta(minutes=10),
)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "0 s"), (0, "0 s"), (89, "89 s"), (120, "2 min"), (7200, "2 h"), (200_000, "2 days")],
)
def test_lengths_of_time_are_told_in_their_largest_unit(seconds: int, words: str):
    """Nobody wants to read 200000 seconds."""
    assert span(timedelta(seconds=seconds)) == words


def test_a_failing_source_says_since_when_why_and_when_again():
    """One line tells all that there is to know."""
    told = condition(ILL, START)
    assert told == "failing for 3 h: gazette.example answers 404 (next try in 10 min)"


def test_an_overdue_source_is_due():
    """While the program is stopped nothing is tried in minus ten minutes."""
    assert condition(ILL, START + timedelta(hours=1)).endswith("(due)")


SILENT = SourceState(
    "tribune",
    first_seen=START - timedelta(days=40),
    last_new=START - timedelta(days=10),
    last_ok=START,
    last_check=START,
    articles=30,
)


def test_a_silent_source_says_since_when_and_what_is_usual():
    """Ten days are long for three articles a day, and not for one."""
    silent = replace(SILENT, articles=90)
    assert condition(silent, START) == "nothing new for 10 days, usually something every 8 h"
    lines = brief(Status(START, (WELL, silent), Tally())).splitlines()
    assert lines[:2] == ["1 of 2 sources well.", f"tribune: {condition(silent, START)}"]
    assert condition(SILENT, START) == "well"


def test_the_brief_names_the_ill_and_counts_the_rest():
    """A chat reads sources, outbox and delays in a few lines."""
    tally = Tally(
        fates={Fate.SENT: 3, Fate.MUTED: 1},
        oldest_queued=START - timedelta(minutes=2),
        from_discovery=Delay(0.41, 2.0, 3),
        articles=40,
        copies=2,
    )
    assert brief(Status(START, (WELL, ILL), tally)).splitlines() == [
        "1 of 2 sources well.",
        "gazette: failing for 3 h: gazette.example answers 404 (next try in 10 min)",
        "The oldest alert has waited 2 min to be sent.",
        "Last 24 h: 40 articles read, 2 of them copies; alerts: 3 sent, 1 muted.",
        "From discovery to message: p50 0.4 s, p95 2 s, of 3.",
    ]
