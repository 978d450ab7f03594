"""What is counted, by the names and with the words that Prometheus sees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from time import perf_counter

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    disable_created_metrics,
)
from prometheus_client.process_collector import ProcessCollector

from model.alert import Alert, Fate, Receipt
from model.ports import Fetcher
from model.source import Fetched, FetchFailed, NotModified, Request
from operation.heartbeat import Heartbeat
from scheduler.status import Status

disable_created_metrics()  # type: ignore[no-untyped-call] # a second series for each, of no use beside process_start_time

_NETWORK = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)  # seconds, as all that follow
_DISK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5)
_DELAYS = (0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600, 86400)
# what a try can lead to; what a digest tells is settled by the digest's own commit
TRIED = (Fate.QUEUED, Fate.HELD, Fate.SENT, Fate.MUTED, Fate.REFUSED)
_LAG = (0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30)


class Metrics:
    """Implements `model.observer.Observer`. May be read from another thread."""

    def __init__(self) -> None:
        self.heart = Heartbeat(lagged=self.lagged)
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # resident memory, CPU seconds, open files, start
        self._line()
        self._delays()
        self._rules()
        self._standing()

    def _line(self) -> None:
        count = partial(Counter, registry=self.registry)
        self._checks = count("wirewatch_checks", "Checks of sources, by outcome", ["outcome"])
        self._articles = count("wirewatch_articles_read", "New articles read and kept")
        self._matches = count("wirewatch_matches", "New articles found, by topic", ["topic"])
        said = "Tries at messages, by what became of them; queued: to be tried again"
        self._alerts = count("wirewatch_alerts", said, ["fate"])
        self._pushes = count(
            "wirewatch_pushes", "Pushes of hubs, by what became of them", ["outcome"]
        )
        self._faults = count("wirewatch_faults", "The program's own faults", ["kind"])
        for fate in TRIED:  # so that a rate is known from the first one on
            self._alerts.labels(fate.value)

    def _delays(self) -> None:
        time = partial(Histogram, registry=self.registry)
        self._fetches = time(
            "wirewatch_fetch_duration_seconds",
            "Time to get one document, redirects and waiting for the host's turn included",
            ["outcome"],
            buckets=_NETWORK,
        )
        self._commits = time(
            "wirewatch_store_commit_duration_seconds", "Time to commit one check", buckets=_DISK
        )
        self._published = time(
            "wirewatch_publication_to_sent_seconds",
            "From an article's publication to its message",
            buckets=_DELAYS,
        )
        self._discovered = time(
            "wirewatch_discovery_to_sent_seconds",
            "From an article's discovery to its message",
            buckets=_DELAYS,
        )
        self._lag = time(
            "wirewatch_loop_lag_seconds", "How late the event loop wakes", buckets=_LAG
        )

    def _rules(self) -> None:
        self._book = Info("wirewatch_rulebook", "The rulebook in force", registry=self.registry)
        gauge = partial(Gauge, registry=self.registry)
        self._reloaded = gauge(
            "wirewatch_rulebook_last_good_load_timestamp_seconds",
            "When the rulebook in force was taken",
        )
        self._bad = gauge(
            "wirewatch_rulebook_refused",
            "1 while the rules file as saved has mistakes and an older one is in force",
        )

    def _standing(self) -> None:
        gauge = partial(Gauge, registry=self.registry)
        self._sources = gauge("wirewatch_sources", "Sources, by state", ["state"])
        self._day = gauge(
            "wirewatch_alerts_last_day",
            "Alerts made in the last 24 hours, by where they stand; queued and held: of all time",
            ["fate"],
        )
        self._backlog = gauge("wirewatch_backlog_alerts", "Messages queued and not sent")
        self._oldest = gauge("wirewatch_oldest_queued_seconds", "Age of the oldest of them")

    # as the line goes on

    def ticked(self) -> None:
        """The heart keeps when."""
        self.heart.tick()

    def fetched(self, outcome: str, seconds: float) -> None:
        """By outcome."""
        self._fetches.labels(outcome).observe(seconds)

    def checked(self, outcome: str, articles: int) -> None:
        """The check and its articles."""
        self._checks.labels(outcome).inc()
        self._articles.inc(articles)

    def committed(self, seconds: float) -> None:
        """Its time."""
        self._commits.observe(seconds)

    def matched(self, topics: Iterable[str]) -> None:
        """Each topic once."""
        for topic in topics:
            self._matches.labels(topic).inc()

    def settled(self, alert: Alert, receipt: Receipt) -> None:
        """Its fate, and how long it took where it was sent."""
        self._alerts.labels(receipt.fate.value).inc()
        if receipt.fate is not Fate.SENT:
            return
        if alert.published is not None:
            self._published.observe(max((receipt.at - alert.published).total_seconds(), 0))
        if alert.found_at is not None:
            self._discovered.observe(max((receipt.at - alert.found_at).total_seconds(), 0))

    def pushed(self, outcome: str) -> None:
        """By what became of it."""
        self._pushes.labels(outcome).inc()

    def ruled(self, version: str | None, at: datetime) -> None:
        """The version in force since then."""
        self._bad.set(version is None)
        if version is not None:
            self._book.info({"version": version})
            self._reloaded.set(at.timestamp())

    def faulted(self, kind: str) -> None:
        """By the exception's name."""
        self._faults.labels(kind).inc()

    # looked up

    def lagged(self, seconds: float) -> None:
        """How late the loop woke."""
        self._lag.observe(seconds)

    def show(self, status: Status) -> None:
        """What stands in the store at this moment."""
        unchecked = sum(1 for one in status.sources if one.last_check is None)
        ill = len(status.failing) + len(status.silent)
        self._sources.labels("well").set(len(status.sources) - ill - unchecked)
        self._sources.labels("failing").set(len(status.failing))
        self._sources.labels("silent").set(len(status.silent))
        self._sources.labels("unchecked").set(unchecked)
        for fate in Fate:
            self._day.labels(fate.value).set(status.tally.fates.get(fate, 0))
        self._backlog.set(status.tally.fates.get(Fate.QUEUED, 0))
        oldest = status.tally.oldest_queued
        self._oldest.set((status.at - oldest).total_seconds() if oldest else 0)


class TimedFetcher:
    """A fetcher that tells how long each document took."""

    def __init__(self, fetcher: Fetcher, metrics: Metrics) -> None:
        self._fetcher = fetcher
        self._metrics = metrics

    async def fetch(self, request: Request) -> Fetched | NotModified | FetchFailed:
        """As the fetcher."""
        begun = perf_counter()
        answer = await self._fetcher.fetch(request)
        self._metrics.fetched(_outcome(answer), perf_counter() - begun)
        return answer


def _outcome(answer: Fetched | NotModified | FetchFailed) -> str:
    match answer:
        case Fetched():
            return "ok"
        case NotModified():
            return "unchanged"
        case FetchFailed():
            return answer.trouble.value
