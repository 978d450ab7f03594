"""The program is killed at each named point of the line, and at random; nothing is lost.

`during prune` is left to `python -m tests.trust.one_by_one`: days must pass before it removes
anything. Hundreds of kills are the campaign's: `python -m tests.trust.kills`.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.kit.starts import FORKS
from tests.trust.bustle import Bustle
from tests.trust.kills import LONGEST, NAMES, planned
from tests.trust.ledger import Account, rows_left
from tests.trust.points import BACKUP, POINTS
from tests.trust.town import Town, town

ALL = (POINTS[0].name, *NAMES)  # the first is for new files, and so comes first
PARTS = 4
pytestmark = pytest.mark.skipif(not FORKS, reason="each start would take seconds")


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Town]:
    """Build a town."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # requests of the killed
    async with town(tmp_path / "town") as made:
        yield made


async def killed(here: Town, ends: Sequence[tuple[str, float | None]], seed: int) -> Account:
    """Let life go on until each end has come; the books when all is told."""
    here.plan = planned(iter(ends))
    async with here.supervised():
        await here.baseline()
        await Bustle(here, Random(seed)).until(lambda: here.kills == len(ends))
        return await here.finish()


async def test_a_bustle_without_harm_balances(here: Town):
    """What the harness does to the program by itself loses nothing and doubles nothing."""
    async with here.supervised():
        await here.baseline()
        await Bustle(here, Random(1)).until(lambda: len(here.wanted) > 60)
        account = await here.finish()
    account.clean()
    assert (account.twice, here.kills) == (0, 0)


@pytest.mark.parametrize("part", range(PARTS))
async def test_killed_at_each_named_point(here: Town, part: int):
    """Each point is reached and kills; then all arrives, what is in doubt twice at most."""
    names = ALL[part::PARTS]
    account = await killed(here, [(name, None) for name in names], part)
    account.clean()
    assert account.twice <= here.doubts <= len(names)


async def test_a_killed_backup_harms_nothing(here: Town):
    """The copy does not exist under its name, the next is whole, and the program goes on."""
    copy = here.folder / "copy.db"
    async with here.supervised():
        await here.baseline()
        here.publish(3)
        await here.settled()
        for point, status in ((BACKUP.name, -signal.SIGKILL), ("", 0)):
            ask = replace(here.life(point), arguments=("backup", str(copy), "--data", "data"))
            assert await (await here.start(ask)).ends() == status
            assert copy.exists() == (status == 0)
        account = await here.finish()
    account.clean()
    assert rows_left(copy)


async def test_killed_at_random_moments(here: Town):
    """Ten lives end anywhere."""
    random = Random(3)
    account = await killed(here, [("", random.uniform(0.4, LONGEST)) for _ in range(5)], 3)
    account.clean()
    assert account.twice <= here.doubts <= here.kills
