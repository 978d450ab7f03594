"""`python -m benchmarks.stages [rates] [second]`: each stage of the line; half a minute each.

rates: pieces a CPU second of each stage beside a named baseline, in turns in the same run; medians
of five rounds, the ratio that of the rounds. Pages are 30, 90 and 180 kB, feeds of 20, 35 and 50
entries, fronts 150 kB, in three languages, all invented (benchmarks/outlets/pages.py).
second: where a second of CPU goes for an article on its way from bytes to messages, by the real
line over real HTTP and a real file (benchmarks/stages/second.py).
"""

from __future__ import annotations

import argparse
import logging

import uvloop

from benchmarks.stages.rates import rates
from benchmarks.stages.second import second

PARTS = {"rates": rates, "second": second}


async def _main(parts: list[str]) -> None:
    for name in parts:
        await PARTS[name]()


def main() -> None:
    """A table for each part."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[])
    logging.disable(logging.CRITICAL)  # what the libraries grumble of is no result
    uvloop.run(_main(asked.parse_args().parts or list(PARTS)))


if __name__ == "__main__":
    main()
