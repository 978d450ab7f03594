"""What the rules' tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.rulebook import Rulebook
from rules.complain import complain
from rules.load import load

SHIPPED = Path(__file__).parents[2] / "rules.yaml"


@pytest.fixture(scope="session")
def shipped() -> Rulebook:
    """The shipped rulebook; its examples ran on the way."""
    text = SHIPPED.read_text(encoding="utf-8")
    loaded = load(text.encode())
    assert loaded.rulebook, complain(loaded.problems, text)
    return loaded.rulebook
