"""What leads back to this very daemon. It would read what it publishes, and publish it again, for ever.

An allowed network is no help: whoever allows loopback does not mean the port that answers here.
"""

from __future__ import annotations

import contextlib
import socket
from dataclasses import dataclass

from aiohttp import AddrInfoType
from yarl import URL

REASON = "this is Syndicate's own feed: it cannot follow itself"


@dataclass(frozen=True, slots=True)
class Ourselves:
    """Where we answer: at `port` of this machine, and to readers below each of `urls`.

    Port 0, which lets the system choose, is no port that anyone could name.
    """

    port: int = 0
    urls: tuple[str, ...] = ()

    def publish(self, url: URL) -> bool:
        """Tell whether readers would find one of our feeds there."""
        shown = str(url)
        return any(shown.startswith(beginning) for beginning in self.urls)

    def answer(self, info: AddrInfoType) -> bool:
        """Tell whether this connection would end at our own door."""
        family, _, _, _, address = info
        return self.port != 0 and address[1] == self.port and _is_here(family, str(address[0]))


def _is_here(family: int, host: str) -> bool:
    """Only an address of this machine can be bound. Nothing is sent."""
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.bind((host, 0))
        return True
    return False
