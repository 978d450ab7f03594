"""A PostgreSQL server of a test's own, which may be stopped and started: the shared one may not."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

PROGRAMS = Path("/usr/lib/postgresql")
USER = "postgres"  # the server refuses to run as root
QUICK = "-c fsync=off -c listen_addresses=127.0.0.1"  # no power is cut, so nothing is synced


class NoServer(Exception):  # noqa: N818 — the state of a machine, as StopIteration
    """There is none to be had here; says why."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A server's folder and port."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        """Its database."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Until it answers."""
        options = f"{QUICK} -p {self.port} -k {self.folder}"
        log = str(self.folder / "log.txt")
        _as_user("pg_ctl", "-D", str(self.folder / "data"), "-w", "-o", options, "-l", log, "start")

    def stop(self, mode: str) -> None:
        """`fast`: in order, programs are sent away. `immediate`: as a crash."""
        _as_user("pg_ctl", "-D", str(self.folder / "data"), "-w", "-m", mode, "stop")


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A server that runs. Raises NoServer."""
    if os.geteuid() == 0 and not (shutil.which("runuser") and _is_known(USER)):
        raise NoServer("PostgreSQL does not run as root, and there is no runuser or no user for it")
    if not _folder():
        raise NoServer(f"there are no programs of PostgreSQL in {PROGRAMS}")
    folder = Path(mkdtemp(prefix="wirewatch-pg-"))
    made = Cluster(folder, _free_port())
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        _as_user("initdb", "-D", str(folder / "data"), "-U", USER, "-A", "trust", "--no-sync")
        made.start()
        yield made
        made.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _is_known(user: str) -> bool:
    return subprocess.run(["id", user], capture_output=True, check=False).returncode == 0


def _folder() -> Path | None:
    found = sorted(PROGRAMS.glob("*/bin/initdb"), key=lambda path: path.parts[-3].zfill(4))
    return found[-1].parent if found else None


def _as_user(name: str, *arguments: str) -> None:
    command = [f"{_folder()}/{name}", *arguments]
    if os.geteuid() == 0:
        command = ["runuser", "-u", USER, "--", *command]
    # to a file: the server would keep a pipe open for ever
    done = subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", check=False
    )
    if done.returncode:
        raise NoServer(f"{name} ended with {done.returncode}")


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        number: int = one.getsockname()[1]
        return number
