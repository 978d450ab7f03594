"""Lives of the program, one after the other, each killed or ended by the harness."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from tests.kit.starts import Running, started
from tests.trust.life import Life

LIFE = Path(__file__).with_name("life.py")


async def born(life: Life, *, cwd: Path, log: Path, env: Mapping[str, str]) -> Running:
    """Begin a life; what it prints is added to the log."""
    words = json.dumps(asdict(life))
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        return await started(LIFE, words, cwd=cwd, env=env, output=output, fresh=False)
    finally:
        os.close(output)
