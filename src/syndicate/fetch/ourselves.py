"""What leads back to this very daemon. It would read what it publishes, and publish it again, for ever.

An allowed network is no help: whoever allows loopback does not mean the port that answers here. Nor is a hub: a feed
may name ours, and one of our feeds as itself.
"""

from __future__ import annotations

import contextlib
import re
import socket
from dataclasses import dataclass, field

from aiohttp import AddrInfoType
from yarl import URL

REASON = "this is Syndicate's own feed: it cannot follow itself"


@dataclass(frozen=True, slots=True)
class Ourselves:
    """Where we answer: at `port` of this machine, and behind whatever stands before us at each of `urls`.

    One that ends in "/" or "." is what addresses begin with. Port 0, which lets the system choose, is no port that
    anyone could name.
    """

    port: int = 0
    urls: tuple[str, ...] = ()
    _at: frozenset[str] = field(init=False, repr=False, compare=False)
    _below: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = [_place(URL(each)) for each in self.urls]
        object.__setattr__(self, "_at", frozenset(places))
        object.__setattr__(self, "_below", tuple(each for each in places if each[-1] in "/."))

    def stand_at(self, url: URL) -> bool:
        """Tell whether one of our feeds, or our side of a hub, would be found there, however the address is written."""
        asked = _place(url)
        return asked in self._at or asked.startswith(self._below)

    def answer(self, info: AddrInfoType) -> bool:
        """Tell whether this connection would end at our own door."""
        family, _, _, _, address = info
        return self.port != 0 and address[1] == self.port and _is_here(family, str(address[0]))


def _place(url: URL) -> str:
    """Leave out what most servers make no difference of: http or https, a dot behind the host, a slash too many."""
    port = "" if url.is_default_port() else f":{url.port}"
    return f"{(url.raw_host or '').rstrip('.')}{port}{re.sub('/{2,}', '/', url.path)}"


def _is_here(family: int, host: str) -> bool:
    """Only an address of this machine can be bound. Nothing is sent."""
    with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.bind((host, 0))
        return True
    return False
