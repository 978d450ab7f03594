"""Workers that die on one PostgreSQL: a few; the rest is `python -m tests.trust.workers`."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

import pytest

from tests.kit.postgres import schema
from tests.kit.starts import FORKS
from tests.trust.crew import STARTS, Crew, crew
from tests.trust.worker_life import TURN_DEAD
from tests.trust.worker_turns import doubled, turns
from tests.trust.workers import killed

ENDS = (
    ("after the answer, before record", None),
    ("before due sources are queued", None),
    ("", 1.5),
)
pytestmark = pytest.mark.skipif(not FORKS, reason="each start would take seconds")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Crew]:
    """Build a town for two workers."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests of the killed
    with schema() as url:
        async with crew(tmp_path / "town", url, 2) as made:
            yield made


async def test_killed_workers_lose_nothing_and_keep_order_and_turns(here: Crew):
    """What they had in hand others tell, twice only where an answer went missing; each chat's
    alerts in order, each turn that comes round once over all of them."""
    async with here.supervised():
        await here.baseline(STARTS)
        account = await killed(here, ENDS, Random(5))
    account.clean()
    assert account.twice <= here.doubts <= here.kills
    assert here.ledger.out_of_order(here.api.sent) == []
    found = turns(here.turns.read_text().splitlines())
    assert {"tick", "drain", "digests"} <= {turn.name for turn in found}
    assert len({turn.process for turn in found}) > 1
    assert doubled(found, TURN_DEAD) == []


def test_a_turn_taken_twice_is_found():
    """The judge of turns sees one that begins beside another, and passes one after a death."""
    lines = [
        '["begin", "tick", 1, 0.0]',
        '["end", "tick", 1, 1.5]',
        '["begin", "tick", 2, 1.0]',
        '["begin", "tick", 3, 6.5]',
    ]
    assert doubled(turns(lines), 5) == ["tick: 2 began while 1 was at it"]
    assert doubled(turns(lines[2:]), 6) == ["tick: 3 began while 2 was at it"]
