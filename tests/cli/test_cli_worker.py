"""What keeps `worker` from starting before anything is opened."""

from __future__ import annotations

import sys

import pytest

from cli.stop import Stop
from cli.worker import _engine, _patience


def test_without_the_engine_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    """The group `scale` is not needed for anything else."""
    monkeypatch.setitem(sys.modules, "scheduler.engine_postgres", None)
    with pytest.raises(Stop, match="requirements-scale"):
        _engine("postgresql://127.0.0.1/none")


@pytest.mark.parametrize("text", ["soon", "1", "601", "-5", "nan"])
def test_a_patience_that_is_none_is_refused(text: str):
    """Between two seconds and ten minutes."""
    with pytest.raises(Stop, match=f"WIREWATCH_PATIENCE={text}"):
        _patience(text)


def test_nothing_said_is_twenty_seconds():
    """And a number is that number."""
    assert _patience("").total_seconds() == 20
    assert _patience("2.5").total_seconds() == 2.5
