"""All cases one after the other in one process: `python -m tests.hostile.campaign [WORD]`.

Prints what came of each, the seconds of CPU and the memory it took beyond what was held before.
WORD picks the cases whose names hold it. The exit code is 1 where the process held too much.
"""

from __future__ import annotations

import asyncio
import sys

from tests.hostile.stage import peak, play
from tests.hostile.table import CASES

PEAK = 400  # megabytes, of a process that serves and suffers all the cases; docs/reliability.md


async def main(word: str = "") -> bool:
    """Play the cases and print a line for each; whether memory kept within its bound."""
    most = start = peak()
    for case in CASES:
        if word in case.name:
            played = await play(case)
            most = max(most, peak())
            print(
                f"{case.name[:45]:45} {played.outcome:20} {played.cpu:5.2f} s "
                f"{played.held:6.0f} MB  {played.state.message[:120]}"
            )
    print(f"{len(CASES)} cases, {start:.0f} MB at the start, {most:.0f} MB at most")
    return most < PEAK


if __name__ == "__main__":
    sys.exit(not asyncio.run(main(*sys.argv[1:2])))
