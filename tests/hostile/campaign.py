"""All cases one after the other in one process: `python -m tests.hostile.campaign [WORD]`.

Prints what came of each, the seconds of CPU it took and the most memory used so far.
WORD picks the cases whose names hold it.
"""

from __future__ import annotations

import asyncio
import re
import sys
from pathlib import Path

from tests.hostile.stage import play
from tests.hostile.table import CASES


def peak() -> float:
    """The most memory that this process has held at once, in megabytes: getrusage would count
    what its parent held when it was forked."""
    (held,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(held) / 1000


async def main(word: str = "") -> None:
    """Play the cases and print a line for each."""
    start = peak()
    for case in CASES:
        if word in case.name:
            played = await play(case)
            print(
                f"{case.name[:45]:45} {played.outcome:20} {played.cpu:5.2f} s {peak():6.0f} MB  "
                f"{played.state.message[:120]}"
            )
    print(f"{len(CASES)} cases, {start:.0f} MB at the start, {peak():.0f} MB at most")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:2]))
