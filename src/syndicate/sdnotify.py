"""Tell systemd how we are (sd_notify(3)): one datagram, and nothing where nobody listens."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from datetime import timedelta


def notify(*states: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Send `states` ("READY=1", "WATCHDOG=1", ...). Return False when no service manager listens."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address:
        return False
    if address.startswith("@"):
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as channel:
        try:
            channel.connect(address)
            channel.sendall("\n".join(states).encode())
        except OSError:  # a service manager that went away must not take us with it
            return False
    return True


def watchdog_interval(environ: Mapping[str, str] = os.environ) -> timedelta | None:
    """Return how often to send WATCHDOG=1: a third of what the manager allows; None when it does not watch us."""
    allowed = environ.get("WATCHDOG_USEC", "")
    watched = environ.get("WATCHDOG_PID", str(os.getpid()))
    if not allowed.isdecimal() or int(allowed) == 0 or watched != str(os.getpid()):
        return None
    return timedelta(microseconds=int(allowed)) / 3
