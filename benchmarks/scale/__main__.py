"""`python -m benchmarks.scale [bytes|placing|partitions…]`: unit costs for docs/scale.md.

bytes       what an article, its keys, its index rows and an alert take on both databases, indexes
            counted, and the write-ahead log that they cause; half a minute
placing     articles placed a second by one, two and four programs on one PostgreSQL; a minute
partitions  PostgreSQL tables whole and in parts: put in, looked up, a day forgotten; two minutes

PostgreSQL is the server of WIREWATCH_TEST_DATABASE_URL, in schemas that are dropped again.
"""

from __future__ import annotations

import sys

from benchmarks.scale import partitions, placing, weight

PARTS = {"bytes": weight.main, "placing": placing.main, "partitions": partitions.main}

if __name__ == "__main__":
    if unknown := set(sys.argv[1:]) - set(PARTS):
        sys.exit(f"There is no {', '.join(unknown)}: choose among {', '.join(PARTS)}.")
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
