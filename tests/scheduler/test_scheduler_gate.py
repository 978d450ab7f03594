"""How many messages can arrive in a second whatever the network does, and who goes first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from model.pacing import LANES
from scheduler.gate import HEAD_START, Gate, lane
from scheduler.pacing import SMOOTH, OwnPace
from tests.kit.driven import DrivenLoop
from tests.kit.line import HandClock


def driven(work: Awaitable[None]) -> None:
    """Run it in time that is exact and costs nothing."""
    with asyncio.Runner(loop_factory=DrivenLoop) as runner:
        runner.run(work)


def now() -> float:
    """The loop's time."""
    return asyncio.get_running_loop().time()


async def arrivals(pace: OwnPace, messages: int, longest: float, chance: Random) -> list[float]:
    """When so many arrive, each at any moment of a call that lasts up to `longest` seconds."""
    gate, came = Gate(), []

    async def call() -> None:
        async with gate.turn(1.0):
            slot = await lane(pace)
        length = chance.uniform(0, longest)
        came.append(now() + chance.choice((0.0, length, chance.uniform(0, length))))
        await asyncio.sleep(length)
        await pace.leave(slot.lane)

    await asyncio.gather(*(call() for _ in range(messages)))
    return sorted(came)


@settings(max_examples=20, deadline=None)
@given(st.integers(), st.sampled_from([0.0, 0.03, 0.5, 2.0, 40.0]))
def test_no_second_sees_more_than_thirty_arrive(seed: int, longest: float):
    """However long calls take, and wherever in a call its message arrives."""

    async def tried() -> None:
        at = await arrivals(OwnPace(HandClock(), SMOOTH), 150, longest, Random(seed))
        assert min(b - a for a, b in zip(at, at[LANES:], strict=False)) >= 1 - 1e-9

    driven(tried())


def test_what_the_bound_costs_is_the_length_of_a_call():
    """Thirty in a second and a call: 28 a second and more where calls last up to 70 ms."""

    async def tried() -> None:
        at = await arrivals(OwnPace(HandClock(), SMOOTH), 1000, 0.07, Random(1))
        assert len(at) / (at[-1] - at[0]) > 28

    driven(tried())


PLACE = st.tuples(st.floats(0, 20), st.sampled_from([0.0, 1.0, 3.0]))  # when it comes, its pause


@settings(max_examples=50, deadline=None)
@given(st.lists(PLACE, min_size=9, max_size=60))
def test_nobody_starves_at_the_gate(places: list[tuple[float, float]]):
    """Who goes before one that was there came at most by its larger head start later."""
    gone: list[tuple[float, float]] = []

    async def tried() -> None:
        gate = Gate()

        async def place(came: float, pause: float) -> None:
            await asyncio.sleep(came)
            entered = now()
            async with gate.turn(pause):
                gone.append((entered, pause))
                await asyncio.sleep(3)

        await asyncio.gather(*(place(*one) for one in places))

    driven(tried())
    assert len(gone) == len(places)
    for (came, pause), (earlier, shorter) in combinations(gone, 2):
        if earlier < came:
            assert came - earlier <= HEAD_START * (pause - shorter) + 1e-6


def test_who_rests_longest_goes_first():
    """A group goes before people who came up to four seconds earlier."""
    gone: list[str] = []

    async def tried() -> None:
        gate = Gate()

        async def place(name: str, came: float, pause: float) -> None:
            await asyncio.sleep(came)
            async with gate.turn(pause):
                gone.append(name)
                await asyncio.sleep(9)

        people = (place("first", 0, 1), place("early", 0.5, 1), place("later", 2, 1))
        await asyncio.gather(*people, place("group", 5, 3))

    driven(tried())
    assert gone == ["first", "early", "group", "later"]


def test_edits_go_when_no_message_waits():
    """One that waited before them all goes last, or not at all."""
    gone: list[str] = []

    async def tried() -> None:
        gate = Gate()

        async def edit(name: str, patience: float) -> None:
            async with gate.last(patience) as mine:
                gone.append(name if mine else f"no {name}")

        async def message() -> None:
            async with gate.turn(1.0):
                gone.append("message")
                await asyncio.sleep(1)

        first = asyncio.create_task(message())
        await asyncio.sleep(0)
        edits = [asyncio.create_task(edit(*one)) for one in (("edit", 9.0), ("hasty", 1.5))]
        await asyncio.sleep(0)
        assert not gate.crowded
        messages = [asyncio.create_task(message()) for _ in range(3)]
        await asyncio.sleep(0)
        assert gate.crowded
        await asyncio.gather(first, *edits, *messages)

    driven(tried())
    assert gone == ["message", "message", "no hasty", "message", "message", "edit"]


def test_who_gives_up_at_the_gate_stands_in_nobody_s_way():
    """Also where it is given the gate at that very moment."""

    async def tried() -> None:
        gate = Gate()
        async with gate.turn(1.0):
            tasks = [asyncio.create_task(arrive(gate)) for _ in range(3)]
            await asyncio.sleep(0)
            tasks[1].cancel()
        tasks[0].cancel()
        done = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(one) for one in done] == [asyncio.CancelledError] * 2 + [type(None)]
        assert not gate.taken

    async def arrive(gate: Gate) -> None:
        async with gate.turn(1.0):
            await asyncio.sleep(0.1)

    driven(tried())
