"""What is said between a subscriber and a hub (W3C WebSub, 23 January 2018), as pure values.

https://www.w3.org/TR/websub/, sections 5 (subscribing), 5.3 (verification) and 7 (signatures).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

SIGNATURE = "X-Hub-Signature"
LONGEST_CHALLENGE = 1000  # characters
NO_LEASE = timedelta(days=1)  # what is taken for granted of a hub that names none it could keep

_METHODS: Mapping[str, Callable[..., Any]] = {
    "sha1": hashlib.sha1,
    "sha256": hashlib.sha256,
    "sha384": hashlib.sha384,
    "sha512": hashlib.sha512,
}
_SIGNATURE = re.compile(r"\s*(sha\d{1,3})=([0-9a-fA-F]{40,128})\s*")
_CHALLENGE = re.compile(rf"[!-~ ]{{1,{LONGEST_CHALLENGE}}}")
_SECONDS = re.compile(r"\d{1,12}")


@dataclass(frozen=True, slots=True)
class Intent:
    """What a hub asks us to confirm, or tells us that it denied."""

    mode: str
    topic: str
    challenge: str = ""  # to be echoed; "" where it cannot be
    lease: timedelta = NO_LEASE
    reason: str = ""


def intent(query: Mapping[str, str]) -> Intent:
    """The query of a hub's GET; what is missing is empty."""
    challenge, seconds = query.get("hub.challenge", ""), query.get("hub.lease_seconds", "")
    return Intent(
        mode=query.get("hub.mode", ""),
        topic=query.get("hub.topic", ""),
        challenge=challenge if _CHALLENGE.fullmatch(challenge) else "",
        lease=_lease(seconds),
        reason=" ".join(query.get("hub.reason", "").split())[:200],
    )


def _lease(seconds: str) -> timedelta:
    if not (seconds.isascii() and _SECONDS.fullmatch(seconds)):
        return NO_LEASE
    return timedelta(seconds=min(int(seconds), 10**10))  # three hundred years


def form(
    mode: str, topic: str, callback: str, *, lease: timedelta, secret: str
) -> tuple[tuple[str, str], ...]:
    """What a hub is asked, to be posted as a form."""
    asked = (("hub.mode", mode), ("hub.topic", topic), ("hub.callback", callback))
    if mode != "subscribe":
        return asked
    seconds = str(int(lease.total_seconds()))
    return (*asked, ("hub.lease_seconds", seconds), ("hub.secret", secret))


class Proof:
    """Whether a body, given piece by piece, was signed with the secret."""

    def __init__(self, header: str, secret: str) -> None:
        found = _SIGNATURE.fullmatch(header)
        method = _METHODS.get(found[1]) if found else None
        self._signature = found[2].lower() if found else ""
        self._mac = hmac.new(secret.encode(), digestmod=method) if method else None

    @property
    def possible(self) -> bool:
        """Whether there is a signature to compare with."""
        return self._mac is not None

    def take(self, piece: bytes) -> None:
        """The next piece of the body."""
        if self._mac is not None:
            self._mac.update(piece)

    def holds(self) -> bool:
        """Whether all of it was signed; takes as long for a wrong one as for the right one."""
        if self._mac is None:
            return False
        return hmac.compare_digest(self._mac.hexdigest(), self._signature)
