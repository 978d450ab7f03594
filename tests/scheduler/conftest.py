"""The line under test, and each runner over it."""

from collections.abc import AsyncIterator, Iterator

import pytest

from tests.kit.line import Line, make_line
from tests.kit.postgres import empty, with_tables
from tests.kit.runners import POSTGRES, RUNNERS, Runner, running


@pytest.fixture
def line() -> Line:
    """Build a line over the in-memory store."""
    return make_line()


@pytest.fixture(scope="session")
def kept() -> Iterator[str]:
    """A schema with our tables, for many tests one after the other."""
    with with_tables() as url:
        yield url


@pytest.fixture
def emptied(kept: str) -> str:
    """The same without rows."""
    empty(kept)
    return kept


@pytest.fixture(params=RUNNERS)
async def runner(request: pytest.FixtureRequest, line: Line) -> AsyncIterator[Runner]:
    """How to run the line's world; a test that takes this is played under each runner."""
    url = request.getfixturevalue("emptied") if request.param == POSTGRES else ""
    async with running(request.param, url) as (store, make):
        line.world.store = store
        yield make
