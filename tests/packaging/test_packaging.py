"""What is shipped beside the program says nothing that is not so."""

from __future__ import annotations

import asyncio
import configparser
import json
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from aiohttp import web

from bot import parser
from tests.kit.program import ROOT

UNIT = ROOT / "packaging" / "wirewatch.service"
CONTAINER = (ROOT / "packaging" / "Containerfile").read_text("utf-8").replace("\\\n", " ")
LOCK = (ROOT / "requirements.txt").read_text("utf-8")
HARDENED = {
    "Type": "notify",
    "ProtectSystem": "strict",
    "NoNewPrivileges": "yes",
    "DynamicUser": "yes",
    "ReadWritePaths": "/var/lib/wirewatch",
    "CapabilityBoundingSet": "",
}


def unit() -> configparser.SectionProxy:
    """The [Service] section; of keys said twice the last."""
    read = configparser.RawConfigParser(strict=False)
    read.optionxform = str
    read.read(UNIT, "utf-8")
    return read["Service"]


def test_the_unit_is_hardened_and_watched():
    """Only its data can be written; a program that hangs is started anew."""
    service = unit()
    assert {key: service[key] for key in HARDENED} == HARDENED
    assert int(service["WatchdogSec"]) > 30  # the program's own word comes first


def test_the_unit_starts_a_command_that_there_is():
    """bot.py understands the line as it stands."""
    _, script, *arguments = shlex.split(unit()["ExecStart"])
    assert (ROOT / Path(script).name).exists()
    assert parser().parse_args(arguments).command == "run"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_understands_the_unit(tmp_path):
    """systemd-analyze finds nothing to say, the paths of this machine put in."""
    text = UNIT.read_text("utf-8").replace("/opt/wirewatch/.venv/bin/python", sys.executable)
    copy = tmp_path / UNIT.name
    copy.write_text(text, "utf-8")
    done = subprocess.run(  # what is verified stands in this repository
        [str(shutil.which("systemd-analyze")), "verify", str(copy)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert UNIT.name not in done.stderr, done.stderr


def test_the_container_holds_every_room():
    """All that the program imports is copied, and everything that is copied exists."""
    copied = [
        name
        for line in re.findall(r"^COPY (?!--from)(.*)$", CONTAINER, re.MULTILINE)
        for name in line.split()[:-1]
    ]
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert all((ROOT / name).exists() for name in copied)
    assert rooms | {"bot.py", "rules.yaml", "requirements.txt", "LICENSE"} == set(copied)


def test_the_container_runs_as_nobody_in_particular():
    """The last USER is not root, and the command is one that bot.py understands."""
    assert re.findall(r"^USER (\S+)$", CONTAINER, re.MULTILINE) == ["10001"]
    [command] = re.findall(r"^CMD (\[.*\])$", CONTAINER, re.MULTILINE)
    assert parser().parse_args(json.loads(command)).command == "run"


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
async def test_the_containers_health_check(status, code):
    """Its one line ends well where /healthz answers 200, and badly on 503."""
    [words] = re.findall(r"HEALTHCHECK.*?CMD (\[.*\])", CONTAINER)
    _, *arguments = json.loads(words)

    async def healthz(_: web.Request) -> web.Response:
        return web.Response(status=status)

    app = web.Application()
    app.router.add_get("/healthz", healthz)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    here = [one.replace("9464", str(runner.addresses[0][1])) for one in arguments]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *here, stderr=asyncio.subprocess.DEVNULL
    )
    assert await asyncio.wait_for(process.wait(), 20) == code
    await runner.cleanup()


def test_the_bill_of_materials():
    """Valid CycloneDX; one component for each package of the lock, with its hashes."""
    # half a second and more to import: here, for the one who runs this test
    schema = import_module("cyclonedx.schema").SchemaVersion.V1_5
    validator = import_module("cyclonedx.validation.json").JsonStrictValidator(schema)
    bill = runpy.run_path(str(ROOT / ".ci" / "sbom.py"))["bill"](LOCK)
    assert validator.validate_str(json.dumps(bill)) is None
    names = [one["name"] for one in bill["components"]]
    assert names == re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE)
    assert all(one["externalReferences"][0]["hashes"] for one in bill["components"])


@pytest.mark.parametrize(
    ("packages", "code", "words"),
    [
        ([{"name": "a", "skip_reason": "not found"}], 0, "skipped"),
        ([{"name": "a", "version": "1", "vulns": []}], 0, "1 packages without"),
        ([{"name": "a", "vulns": []}, {"name": "b", "skip_reason": "x"}], 0, "not known there: 1"),
        ([{"name": "a", "version": "1", "vulns": [{"id": "X"}]}], 1, "vulnerable: a 1"),
    ],
)
def test_the_audit_never_takes_unknown_for_sound(capsys, packages, code, words):
    """What the service does not know is said; what is vulnerable fails."""
    judged = runpy.run_path(str(ROOT / ".ci" / "audit.py"))["_judged"]
    assert judged(packages) == code
    assert words in capsys.readouterr().out
