"""Each target for a moment at random, and all that was found before."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import mutated
from tests.fuzz.targets.table import TARGETS

FOUND = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "fuzz" / "found.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case["came"][:60])
def test_what_was_found_stays_mended(case: dict[str, Any]):
    """Every promise of the target holds for the input that once broke one."""
    given_bytes = case["text"].encode() if "text" in case else bytes.fromhex(case["hex"])
    TARGETS[case["target"]].run(given_bytes)


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_keep_every_promise(name: str):
    """What fuzzing begins with is well itself."""
    seeds = TARGETS[name].seeds()
    assert seeds
    for seed in seeds[:40]:
        TARGETS[name].run(seed)


@pytest.mark.parametrize("name", TARGETS)
def test_inputs_near_to_them_do_too(name: str):
    """Some mutations at random; `python -m tests.fuzz` does the same for as long as one likes."""
    target = TARGETS[name]
    seeds = target.seeds()

    @settings(max_examples=25, deadline=None, database=None)
    @given(st.integers(0, 2**32))
    def feed(number: int) -> None:
        target.run(mutated(seeds, random.Random(number))[: target.longest])

    feed()
