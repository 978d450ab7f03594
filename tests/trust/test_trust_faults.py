"""The quick ones of the trials; all of them: `python -m tests.trust.faults`."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.kit.starts import FORKS
from tests.trust.faults import TRIALS, row

QUICK = TRIALS[0], TRIALS[2]  # no room, and the clock
pytestmark = pytest.mark.skipif(not FORKS, reason="each start would take seconds")


@pytest.mark.parametrize("trial", QUICK, ids=lambda one: one.name)
async def test_nothing_is_lost_or_doubled(tmp_path: Path, trial):
    """What goes wrong around a running program costs time, and nothing else."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    line, kept = await row(tmp_path / "town", trial)
    assert kept, line
