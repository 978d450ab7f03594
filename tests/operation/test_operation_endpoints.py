"""Health and metrics as a scraper sees them, over real HTTP."""

from __future__ import annotations

import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from model.source import FetchFailed, Trouble
from operation.metrics import Metrics, TimedFetcher
from operation.notify import notify
from operation.outside import AddressError, address, seen
from scheduler.local import LocalRunner
from tests.kit.line import Line, make_book, make_line, make_source
from tests.kit.program import ROOT


@asynccontextmanager
async def scraped(line: Line) -> AsyncIterator[tuple[Metrics, str]]:
    """A line that is observed, and where."""
    metrics = Metrics()
    line.world.observer = metrics
    line.world.fetcher = TimedFetcher(line.web, metrics)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    async with seen(line.world, metrics, ("127.0.0.1", port)):
        yield metrics, f"http://127.0.0.1:{port}"


async def got(url: str) -> tuple[int, str]:
    """Status and body."""
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        return answer.status, await answer.text()


async def values(url: str) -> dict[str, float]:
    """Every sample by its name and labels; each family has a help text and a proper name."""
    _, text = await got(f"{url}/metrics")
    found = {}
    for family in text_string_to_metric_families(text):
        assert family.documentation
        assert family.name.startswith(("wirewatch_", "process_"))
        for sample in family.samples:
            labels = ",".join(sample.labels.values())
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


async def test_what_the_line_does_is_counted(line: Line):
    """Two sources, one of them gone, one article found, one message sent."""
    line.web.feed(("six-drones", "Six drones"))
    line.web.pages["https://gone.example/"] = FetchFailed("x", Trouble.TIMEOUT, "slow")
    line.world.book = make_book(make_source(), make_source("gone", "https://gone.example/"))
    async with scraped(line) as (_, url):
        await LocalRunner(line.world).once()
        now = await values(url)
    assert now["wirewatch_checks_total{ok}"] == 1
    assert now["wirewatch_checks_total{timeout}"] == 1
    assert now["wirewatch_fetch_duration_seconds_count{ok}"] >= 2
    assert now["wirewatch_articles_read_total"] == 1
    assert now["wirewatch_matches_total{drones}"] == 1
    assert now["wirewatch_alerts_total{sent}"] == 1
    assert now["wirewatch_alerts_total{refused}"] == 0
    assert now["wirewatch_alerts_last_day{sent}"] == 1
    assert now["wirewatch_alerts_last_day{digested}"] == 0
    assert now["wirewatch_publication_to_sent_seconds_count"] == 1
    assert now["wirewatch_discovery_to_sent_seconds_count"] == 1
    assert now["wirewatch_store_commit_duration_seconds_count"] == 2
    assert now["wirewatch_sources{well}"] == now["wirewatch_sources{failing}"] == 1
    assert now["wirewatch_backlog_alerts"] == now["wirewatch_oldest_queued_seconds"] == 0
    assert now["wirewatch_rulebook_info{1}"] == 1
    assert now["wirewatch_rulebook_refused"] == 0
    assert now["wirewatch_rulebook_last_good_load_timestamp_seconds"] == line.clock.at.timestamp()
    assert now["process_resident_memory_bytes"] > 1_000_000


async def test_a_refused_rules_file_shows_until_a_good_one_comes(line: Line):
    """The gauge is 1 meanwhile; the version is still the one in force."""
    async with scraped(line) as (metrics, url):
        metrics.ruled("1", line.clock.now())
        metrics.ruled(None, line.clock.now())
        now = await values(url)
    assert now["wirewatch_rulebook_refused"] == now["wirewatch_rulebook_info{1}"] == 1


async def test_a_fault_of_ours_is_counted(line: Line):
    """By its kind."""
    async with scraped(line) as (_, url):
        try:
            metrics_of_nothing = Metrics.ruled
            metrics_of_nothing(None, "1", line.clock.now())
        except AttributeError:
            logging.getLogger("wirewatch").exception("failed")
        now = await values(url)
    assert now["wirewatch_faults_total{AttributeError}"] == 1


async def test_health(line: Line, monkeypatch):
    """Ok while all turns; else 503 and what is stuck, in plain words."""
    async with scraped(line) as (metrics, url):
        assert await got(f"{url}/healthz") == (200, "ok\n")
        metrics.heart.ticked = monotonic() - 100
        assert await got(f"{url}/healthz") == (
            503,
            "no source was looked for in the last 100 s\n",
        )
        metrics.ticked()

        async def locked(now: object) -> list[str]:
            raise OSError("the disk is full")

        monkeypatch.setattr(line.world.store, "chats_due", locked)
        assert await got(f"{url}/healthz") == (503, "the store does not answer: OSError\n")


async def test_nothing_else_is_served(line: Line):
    """Other addresses are not found, other methods not allowed."""
    async with scraped(line) as (_, url), aiohttp.ClientSession() as session:
        assert (await got(f"{url}/"))[0] == 404
        async with session.post(f"{url}/healthz", data="x") as answer:
            assert answer.status == 405


@pytest.mark.parametrize("listen", ["9464", "127.0.0.1:", ":9464", "127.0.0.1:port", "h:70000"])
def test_where_nobody_can_listen(listen):
    """A setting that cannot be is one sentence."""
    with pytest.raises(AddressError, match="WIREWATCH_LISTEN"):
        address(listen)


async def test_a_taken_port_is_one_sentence(line: Line):
    """Which names the setting."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(AddressError, match="WIREWATCH_LISTEN"):
            async with seen(line.world, Metrics(), taken.getsockname()[:2]):
                pass


def test_the_service_manager_is_told(tmp_path, monkeypatch):
    """One datagram a state; nothing where nobody listens."""
    assert not notify("READY=1")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there:
        there.bind(str(tmp_path / "n"))
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "n"))
        assert notify("READY=1")
        assert there.recv(99) == b"READY=1"
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    assert not notify("READY=1")


@pytest.fixture
def line() -> Line:
    """A line over the in-memory store."""
    return make_line()


def test_every_metric_is_documented():
    """docs/operating.md names each as a scraper sees it."""
    page = (ROOT / "docs" / "operating.md").read_text("utf-8")
    for family in Metrics().registry.collect():
        suffix = {"counter": "_total", "info": "_info"}.get(family.type, "")
        assert family.name.startswith("process_") or f"`{family.name}{suffix}" in page
