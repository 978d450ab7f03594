"""Ask a vulnerability service about every package of the lock: `python .ci/audit.py`.

Exit code 1 where one is known to be vulnerable. Where the service cannot be asked, one line says
so; a package that it does not know is never counted as sound.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).parents[1] / "requirements.txt"
PATIENCE = 120  # seconds for all of it


def main() -> int:
    """Run pip-audit and put what it says into a line."""
    command = (sys.executable, "-m", "pip_audit", "--disable-pip", "--no-deps", "--timeout", "5")
    how = ("--progress-spinner", "off", "-f", "json", "-r", str(LOCK))
    try:
        done = subprocess.run(  # noqa: S603 # the arguments stand above
            (*command, *how), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        packages = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return _say("skipped: the vulnerability service cannot be reached from here")
    return _judged(packages)


def _judged(packages: list[dict[str, object]]) -> int:
    unknown = [one for one in packages if "skip_reason" in one]
    ill = [f"{one['name']} {one.get('version', '')}" for one in packages if one.get("vulns")]
    if ill:
        return _say(f"known to be vulnerable: {', '.join(ill)}", 1)
    if len(unknown) == len(packages):
        return _say(f"skipped: the service reached from here knows none of {len(unknown)} packages")
    rest = f"; not known there: {len(unknown)}" if unknown else ""
    return _say(f"{len(packages) - len(unknown)} packages without known vulnerabilities{rest}")


def _say(what: str, code: int = 0) -> int:
    sys.stdout.write(f"pip-audit: {what}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
