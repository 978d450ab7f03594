"""Feed a target until it breaks or the time is over.

    python -m tests.fuzz urls --seconds 120
    python -m tests.fuzz all --seconds 120

Guided by coverage where atheris is installed (`pip install 'atheris>=3.0'`, the extra
`fuzz`), else mutations at random. What breaks a promise is written to `fuzz-TARGET-…` in the
present folder; hand it to `--input` to see it again.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import random
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

SLOW = 25  # seconds that one input may take on a busy machine
ROOMS = ["alerts", "chat", "model", "monitors", "rules"]


def main() -> int:
    """Run one target in this process, or all of them, each in one of its own."""
    given = _arguments()
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    atheris = _atheris()
    if given.target == "all":
        return _all(given.seconds)
    target = _targets(atheris)[given.target]
    if given.input:
        target.run(Path(given.input).read_bytes())
        return 0
    if atheris is None:
        return _at_random(given.target, target, given.seconds)
    _guided(atheris, given.target, target, given.seconds)
    return 0


def _arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    options.add_argument("target", help="a target of tests/fuzz/targets/table.py, or all")
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--input", help="a file to feed once")
    return options.parse_args()


def _atheris() -> Any | None:
    with suppress(ImportError):
        return importlib.import_module("atheris")
    return None


def _targets(atheris: Any | None) -> Any:
    """The table, imported so that atheris sees which branches are taken."""
    if atheris is None:
        return importlib.import_module("tests.fuzz.targets.table").TARGETS
    with atheris.instrument_imports(include=ROOMS, enable_loader_override=False):
        return importlib.import_module("tests.fuzz.targets.table").TARGETS


def _all(seconds: int) -> int:
    worst = 0
    for name in _targets(None):
        own = [sys.executable, "-m", "tests.fuzz", name, "--seconds", str(seconds)]
        worst = max(worst, abs(subprocess.run(own, check=False).returncode))  # our own
    return worst


def _guided(atheris: Any, name: str, target: Any, seconds: int) -> None:
    """Ends the process: with libFuzzer's count of executions, or with what broke."""
    with tempfile.TemporaryDirectory() as folder:
        for place, seed in enumerate(target.seeds()):
            (Path(folder) / str(place)).write_bytes(seed)
        options = (
            f"-max_total_time={seconds}", f"-max_len={target.longest}", f"-timeout={SLOW}",
            f"-artifact_prefix=fuzz-{name}-", "-print_final_stats=1", "-verbosity=0",
            "-rss_limit_mb=2000",
        )  # fmt: skip
        atheris.Setup([f"fuzz {name}", *options, folder], target.run)
        atheris.Fuzz()


def _at_random(name: str, target: Any, seconds: int) -> int:
    mutate = importlib.import_module("tests.fuzz.mutations").mutated
    draw, seeds, count = random.Random(seconds), target.seeds(), 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutate(seeds, draw)[: target.longest]
        count += 1
        try:
            target.run(data)
        except Exception:  # noqa: BLE001 # whatever breaks is what is looked for
            traceback.print_exc()
            path = Path(f"fuzz-{name}-{sha256(data).hexdigest()[:12]}")
            path.write_bytes(data)
            sys.stderr.write(f"{path} after {count} inputs\n")
            return 1
    sys.stdout.write(f"{name}: {count} inputs at random, every promise kept\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
