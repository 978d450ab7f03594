"""The line under test."""

import pytest

from tests.kit.line import Line, make_line


@pytest.fixture
def line() -> Line:
    """Build a line over the in-memory store."""
    return make_line()
