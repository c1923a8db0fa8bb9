"""Who asks, and how often: so much of one thing for each client in a minute, and no more."""

from __future__ import annotations

import time
from collections import Counter
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from aiohttp import web

WINDOW_S: Final = 60.0
# Where a proxy stands that is of this house: a container, a pod, another machine of the rack. From the internet nobody
# has such an address.
_INSIDE: Final = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
)


class Allowance:
    """Counts by client, and begins anew every minute."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._counts: Counter[str] = Counter()
        self._began = time.monotonic()

    def spend(self, client: str) -> bool:
        """Count one more; False where a client has had as many as it may."""
        now = time.monotonic()
        if now - self._began >= WINDOW_S:
            self._counts.clear()
            self._began = now
        self._counts[client] += 1
        return self._counts[client] <= self._most


def client_of(request: web.Request) -> str:
    """Name who asks: the other end of the connection; behind a proxy of this machine or network, whom it names last.

    Of an IPv6 address it is the network of 64 bits that one household has.
    """
    peer = request.remote or ""
    if _is_inside(peer):
        named = request.headers.getall("X-Forwarded-For", [""])[-1].rpartition(",")[2].strip()
        peer = named or peer
    address = _address(peer)
    if address is None:
        return peer[:64]
    return str(address) if address.version == 4 else address.exploded[:19]


def _is_inside(peer: str) -> bool:
    address = _address(peer)
    if address is None:
        return not peer  # a socket has no address
    return address.is_loopback or any(address in network for network in _INSIDE)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Read an address. One of IPv4 stays one where a socket for both kinds tells it as ::ffff:192.0.2.1."""
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return (address.ipv4_mapped if address.version == 6 else None) or address
