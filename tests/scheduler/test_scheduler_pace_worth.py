"""A slice of `python -m benchmarks.pace`: what the pace costs and finds on invented sources."""

from __future__ import annotations

from benchmarks.pace.kinds import HOUR, KINDS, WEEK, Outlet, outlets
from benchmarks.pace.measures import total
from benchmarks.pace.watching import clairvoyant, fixed, longest, rhythm, watch

EVERY, AT_MOST, WEEKS = 300.0, 1800.0, 3


def test_a_ministry_costs_half_and_is_found_in_time():
    """Three weeks from the first check on; seeds that the benchmark does not measure."""
    chosen = [one for one in outlets(7, WEEKS) if one.kind == "ministry"][:3]
    seen = [watch(one, rhythm, EVERY, AT_MOST, WEEKS, n) for n, one in enumerate(chosen)]
    found = total(seen, EVERY, WEEKS)
    assert len(found.delays) > 50
    assert found.cost < 0.55
    assert found.within(longest(EVERY)) > 0.75


def test_fixed_polling_finds_all_in_time_at_full_cost():
    """The base of the comparison."""
    (one,) = [one for one in outlets(7, 1) if one.kind == "wire"][:1]
    found = total([watch(one, fixed, EVERY, AT_MOST, 1, 1)], EVERY, 1)
    assert abs(found.cost - 1) < 0.01
    assert found.within(longest(EVERY)) == 1


def test_who_knows_the_future_looks_where_it_counts():
    """Two at one time and one alone: two thirds need the one look, and the slowest pace goes on."""
    world = [Outlet("wire", (HOUR, HOUR + 60, 50 * HOUR))]
    slowest = int(WEEK / AT_MOST)
    (checks,) = clairvoyant(world, EVERY, AT_MOST, 1, 2 / 3)
    assert slowest <= checks <= slowest + 2


def test_a_world_is_its_seed_and_each_kind_publishes():
    """The same seed makes the same world, another another; no kind is empty."""
    assert outlets(1, 2) == outlets(1, 2) != outlets(2, 2)
    for kind in KINDS:
        times = [at for one in outlets(1, 2) if one.kind == kind for at in one.times]
        assert any(0 <= at < 2 * WEEK for at in times) or kind == "dead"
        assert all(at < 2 * WEEK for at in times)
