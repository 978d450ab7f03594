"""One request on its way: where it stands, what it may reach, and what it sends along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from model.source import FetchFailed, Request, Trouble
from monitors.web.answers import Trail, host_of
from monitors.web.robots import MAX_BYTES, robots_url

_ROBOTS_TIME = timedelta(seconds=10)  # of a request's time that robots.txt may take
_LONGEST_VALIDATOR = 1000


@dataclass(slots=True)
class Journey:
    """`seconds` are what the network may still take; waiting for one's turn costs none.

    `errand` marks the request for robots.txt itself: it asks no robots.txt, and a body over the
    bound is cut there, not refused.
    """

    request: Request
    trail: Trail
    seconds: float
    errand: bool = False

    @property
    def url(self) -> str:
        """Where it stands now."""
        return self.trail.url

    @property
    def host(self) -> str:
        """The host where it stands now, as people write it."""
        return host_of(self.url)

    def failed(self, trouble: Trouble, words: str) -> FetchFailed:
        """A failure at the present host: "HOST words"."""
        return FetchFailed(self.request.url, trouble, f"{self.host} {words}")

    def disallowed(self) -> FetchFailed:
        """The failure of an address that robots.txt closes."""
        parts = urlsplit(self.url)
        path = f"{parts.path or '/'}?{parts.query}".rstrip("?")
        words = f"robots.txt of {self.host} does not allow {path[:200]}"
        return FetchFailed(self.request.url, Trouble.ROBOTS, words)

    def out_of_time(self) -> FetchFailed:
        """The failure of an exchange that took longer than it may."""
        whole = self.request.timeout.total_seconds()
        return self.failed(Trouble.TIMEOUT, f"did not answer within {whole:.3g} s")

    def has_time(self) -> bool:
        """Whether enough is left for a host to be blamed if it does not answer in it."""
        return self.seconds >= self.request.timeout.total_seconds() / 3

    def forbidden_here(self, failure: FetchFailed) -> bool:
        """Whether the very address asked for is forbidden, rather than one it redirected to."""
        return failure.trouble is Trouble.ADDRESS and self.url == self.request.url

    def validators(self) -> dict[str, str]:
        """The headers that make the request conditional (RFC 9110, 13.1).

        What a server once sent as a validator goes back only if it is short plain ASCII.
        """
        kept = {
            "If-None-Match": self.request.etag or "",
            "If-Modified-Since": self.request.last_modified or "",
        }
        return {name: value for name, value in kept.items() if _sendable(value)}

    def for_robots(self) -> Journey:
        """The errand that fetches the robots.txt of where it stands, on the same time."""
        url = robots_url(self.url)
        seconds = min(self.seconds / 2, _ROBOTS_TIME.total_seconds())
        request = Request(
            url=url,
            private_hosts=self.request.private_hosts,
            max_bytes=MAX_BYTES,
            timeout=timedelta(seconds=seconds),
        )
        return Journey(request, Trail(url), seconds, errand=True)


def _sendable(value: str) -> bool:
    return 0 < len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
