"""Write the lock's bill of materials, CycloneDX 1.5 as JSON: `python .ci/sbom.py > sbom.json`.

It is made from requirements.txt whenever it is asked for, so that it is never out of date, and
not kept beside it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.txt"
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str) -> dict[str, object]:
    """The components of a lock, in its order. Of each, the hashes of all files it may come as."""
    pins = list(_PIN.finditer(lock))
    ends = [*(pin.start() for pin in pins[1:]), len(lock)]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "wirewatch"}},
        "components": [
            _component(pin[1], pin[2], lock[pin.end() : end])
            for pin, end in zip(pins, ends, strict=True)
        ],
    }


def _component(name: str, version: str, rest: str) -> dict[str, object]:
    purl = f"pkg:pypi/{name.lower().replace('_', '-')}@{version}"
    files = [
        {
            "type": "distribution",
            "url": f"https://pypi.org/project/{name}/{version}/",
            "hashes": [{"alg": "SHA-256", "content": digest} for digest in _HASH.findall(rest)],
        }
    ]
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "externalReferences": files,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(LOCK.read_text("utf-8")), indent=1) + "\n")
