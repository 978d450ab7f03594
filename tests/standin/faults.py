"""Faults the Bot API stand-in commits when told to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

# What is done besides answering: nothing, silence for good, or a cut connection.
ANSWER, HANG, RESET = "answer", "hang", "reset"


@dataclass(slots=True)
class Fault:
    """One fault. `recorded`: the message is taken all the same before things go wrong."""

    status: int = 500
    description: str = "Internal Server Error"
    parameters: dict[str, Any] = field(default_factory=dict)
    body: str | None = None  # instead of the usual JSON
    deed: str = ANSWER
    recorded: bool = False

    def payload(self) -> dict[str, Any]:
        """The Bot API's error object."""
        answer: dict[str, Any] = {
            "ok": False,
            "error_code": self.status,
            "description": self.description,
        }
        return answer | ({"parameters": self.parameters} if self.parameters else {})


def flood(retry_after: int) -> Fault:
    """429 with a pause in seconds."""
    said = f"Too Many Requests: retry after {retry_after}"
    return Fault(429, said, {"retry_after": retry_after})


def forbidden(why: str = "bot was blocked by the user") -> Fault:
    """403 for good."""
    return Fault(403, f"Forbidden: {why}")


def bad_request(why: str) -> Fault:
    """400 in the server's words."""
    return Fault(400, f"Bad Request: {why}")


def migrated(new_chat: int) -> Fault:
    """400: the group became a supergroup."""
    said = "Bad Request: group chat was upgraded to a supergroup chat"
    return Fault(400, said, {"migrate_to_chat_id": new_chat})


def server_error(status: int = 502) -> Fault:
    """5xx, as HTML as a proxy has it."""
    return Fault(status, body="<html><h1>Bad Gateway</h1></html>")


def garbage(*, recorded: bool = True) -> Fault:
    """A 200 that is not JSON."""
    return Fault(200, body="<<<", recorded=recorded)


def unauthorized() -> Fault:
    """401: the token was revoked."""
    return Fault(401, "Unauthorized")


_RIVAL = "terminated by other getUpdates request; make sure that only one bot instance is running"


def conflict(why: str = _RIVAL) -> Fault:
    """409: another program polls, unless something else is said."""
    return Fault(409, f"Conflict: {why}")


def hang(*, recorded: bool = False) -> Fault:
    """No answer until the stand-in stops."""
    return Fault(deed=HANG, recorded=recorded)


def reset(*, recorded: bool) -> Fault:
    """The connection is cut, before or after the message was taken."""
    return Fault(deed=RESET, recorded=recorded)
