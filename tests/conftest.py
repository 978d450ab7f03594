"""What holds for every test."""

import os

import pytest
from hypothesis import settings

# A slow machine is no failure. In CI the same examples every time: a red run is then the
# change's doing; at the desk new ones each time, to find what nobody thought of.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# no test works on somebody's database: those that need one make a schema (tests/kit/postgres.py)
os.environ.pop("DATABASE_URL", None)

# The longest first, so that no worker ends with one of them while the others have nothing left.
# They mostly wait: for a program, a pause, a clock. Measured with --durations.
LONGEST_FIRST = (
    "tests/whole/",
    "tests/trust/",
    "tests/rules/test_rules_index.py",
    "tests/chat/test_chat_compose.py",
)
WORKERS = 8  # at most, where `-n auto` asks: each holds up to 400 MB


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Bring the slow rooms to the front; the others stay in their order."""
    items.sort(key=lambda item: _place(item.nodeid))


def _place(nodeid: str) -> int:
    fits = (place for place, start in enumerate(LONGEST_FIRST) if nodeid.startswith(start))
    return next(fits, len(LONGEST_FIRST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two workers a core: while one waits, another reckons."""
    cores = os.cpu_count() or 1
    return max(cores, min(2 * cores, WORKERS))


def pytest_configure(config: pytest.Config) -> None:
    """One test at a time to each worker (xdist): a share of the slow ones to each."""
    if getattr(config.option, "maxschedchunk", 0) is None:
        config.option.maxschedchunk = 1
