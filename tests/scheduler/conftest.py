"""The line under test, and each runner over it."""

from collections.abc import AsyncIterator

import pytest

from tests.kit.line import Line, make_line
from tests.kit.runners import RUNNERS, Runner, running


@pytest.fixture
def line() -> Line:
    """Build a line over the in-memory store."""
    return make_line()


@pytest.fixture(params=RUNNERS)
async def runner(request: pytest.FixtureRequest, line: Line) -> AsyncIterator[Runner]:
    """How to run the line's world; a test that takes this is played under each runner."""
    async with running(request.param) as (store, make):
        line.world.store = store
        yield make
