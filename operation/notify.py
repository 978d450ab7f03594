"""Tells a service manager how the program is: systemd's sd_notify, a datagram to its socket."""

from __future__ import annotations

import logging
import os
import socket

log = logging.getLogger("wirewatch")


def notify(state: str) -> bool:
    """Send one state ("READY=1", "WATCHDOG=1", "STOPPING=1"); False where nobody listens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")) or not hasattr(socket, "AF_UNIX"):
        return False
    if address.startswith("@"):
        address = "\0" + address[1:]  # an abstract name
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as there:
            there.setblocking(False)
            there.sendto(state.encode(), address)
    except OSError as why:
        log.warning("the service manager was not told %s: %s", state, why.strerror)
        return False
    return True
