"""Chance that comes again with what asked for it: after a crash Telegram gives an update once more,
and what is made of it then is what was made before, not a second one."""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode

_BYTES = 24  # 192 bits, 32 letters


def chance(token: str, *update: object) -> str:
    """32 letters that nobody can tell who has not the bot's token, always the same for one message
    or press: `update` are the numbers that name it. HMAC-SHA-256 (RFC 2104), cut to 24 bytes."""
    named = ":".join(map(str, ("wirewatch", *update))).encode()
    whole = hmac.digest(token.encode(), named, "sha256")
    return urlsafe_b64encode(whole[:_BYTES]).decode()
