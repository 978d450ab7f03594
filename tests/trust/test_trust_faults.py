"""The quick ones of the trials; all of them: `python -m tests.trust.faults`."""

from __future__ import annotations

import logging
import os
from pathlib import Path

import pytest

from tests.trust.faults import TRIALS, row
from tests.trust.lives import Lives

QUICK = TRIALS[0], TRIALS[2]  # no room, and the clock
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the launcher forks")


@pytest.mark.parametrize("trial", QUICK, ids=lambda one: one.name)
async def test_nothing_is_lost_or_doubled(tmp_path: Path, trial):
    """What goes wrong around a running program costs time, and nothing else."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    lives = await Lives.open()
    line, kept = await row(tmp_path / "town", lives, trial)
    await lives.close()
    assert kept, line
