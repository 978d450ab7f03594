"""Sources that answer badly: each ends as a plain-words line in `status`, and stops nothing."""

from __future__ import annotations

import json
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web

from tests.kit.newspaper import RULES, Newspaper
from tests.kit.program import program

CERTIFICATE = Path(__file__).parents[1] / "data" / "fetch" / "tls-self-signed.pem"
BLOCKED = (
    "<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>"
    "<p>Please enable JavaScript and cookies to continue. Drones drones drones.</p></body></html>"
)
BAD = {
    # name: (status, body, content type, what `status` says)
    "missing": (404, "no", "text/html", "404"),
    "gone": (410, "no", "text/html", "410"),
    "forbidden": (403, "no", "text/html", "403"),
    "flooded": (429, "no", "text/html", "429"),
    "broken": (500, "no", "text/html", "500"),
    "blocked": (200, BLOCKED, "text/html", "browser check"),
    "empty": (200, "", "application/rss+xml", ""),
    "garbled": (200, "<rss><chan", "application/rss+xml", "feed"),
    "linkless": (200, "<html><body><p>Nothing here.</p></body></html>", "text/html", "links"),
    "huge": (200, "x" * 12_000_000, "application/rss+xml", "larger than"),
}


async def _answer(request: web.Request) -> web.Response:
    status, body, kind, _ = BAD[request.match_info["name"]]
    return web.Response(status=status, text=body, content_type=kind)


async def _robots(_: web.Request) -> web.Response:
    raise web.HTTPNotFound


@asynccontextmanager
async def bad_server(tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """Open a server of bad answers; its base address."""
    app = web.Application()
    app.router.add_get("/robots.txt", _robots)
    app.router.add_get("/{name}", _answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=tls).start()
    scheme = "https" if tls else "http"
    yield f"{scheme}://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def closed_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def tls() -> ssl.SSLContext:
    """A certificate that nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


async def test_each_bad_source_says_what_is_wrong_and_stops_nothing(
    tmp_path: Path, tls: ssl.SSLContext
):
    """Twelve bad sources and a good one: the good one alerts, the others say why not."""
    async with (
        Newspaper() as paper,
        bad_server() as bad,
        bad_server() as busy,  # a host of its own: a 429 is obeyed for the whole host
        bad_server(tls) as untrusted,
    ):
        hosts = {name: busy if name == "flooded" else bad for name in BAD}
        rows = [f'  - {{name: {name}, url: "{host}/{name}"}}' for name, host in hosts.items()]
        rows.append(f'  - {{name: untrusted, url: "{untrusted}/missing"}}')
        rows.append(f'  - {{name: unreachable, url: "http://127.0.0.1:{closed_port()}/"}}')
        text = RULES.format(feed=f"{paper.url}/feed.xml", chats="  []")
        rules = tmp_path / "rules.yaml"
        sources = "sources:\n" + "\n".join(rows) + "\n"
        rules.write_text(text.replace("sources:\n", sources).replace("backfill: 0", "backfill: 1"))
        paper.publish("one")
        data = ("--data", str(tmp_path / "data"))
        async with program("run", "--once", "--rules", str(rules), *data) as running:
            assert await running.ends(60) == 0
        async with program("status", "--json", *data) as asked:
            assert await asked.ends() == 0
    assert "Drones for harbour one" in running.output
    assert "drones drones" not in running.output  # nothing of a block page is matched
    assert "Traceback" not in running.output
    told = {one["name"]: one for one in json.loads(asked.output)["sources"]}
    for name, (*_, words) in BAD.items():
        assert told[name]["failures"] == 1, name
        assert words in told[name]["state"], name
    assert "certificate" in told["untrusted"]["state"]
    assert "refused the connection" in told["unreachable"]["state"]
    assert told["Harbour Paper"]["state"] == "well"
