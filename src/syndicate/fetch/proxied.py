"""What goes wrong at the proxy -> the error that tells it as the proxy's, and never as the fault of a source.

No status goes along: a 404 or 410 from a proxy says nothing about what stands behind it.
"""

from __future__ import annotations

import errno
from http import HTTPStatus
from typing import Final

import aiohttp
from aiohttp import ClientResponse

from syndicate.errors import FetchError
from syndicate.fetch.connector import AddressRefused, OwnDoor
from syndicate.fetch.proxy import Proxy
from syndicate.fetch.redirects import Way

BLIND: Final = frozenset({502, 504})  # what a gateway says of whoever is behind it (RFC 9110, 15.6)
_OURS: Final = frozenset({errno.EMFILE, errno.ENFILE})
_CHECK: Final = "check fetch.proxy in feeds.yaml"
_BY_NUMBER: Final = {
    errno.ECONNREFUSED: f"refuses the connection: does it run? Else {_CHECK}",
    errno.EHOSTUNREACH: "cannot be reached, no way leads to it: is the network up?",
    errno.ENETUNREACH: "cannot be reached, no way leads to it: is the network up?",
}


def unreached(way: Way, proxy: Proxy, error: Exception, cause: Exception) -> FetchError | None:
    """Translate what an exception says of the proxy; None where it says something else."""
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return refused(way, proxy, error.status)
    told = _why_not(way, error, cause)
    return way.error(f"the proxy {proxy.shown} {told}", cut_off=True) if told else None


def _why_not(way: Way, error: Exception, cause: Exception) -> str | None:
    if isinstance(cause, OwnDoor):
        return f"is Syndicate itself: {_CHECK}"
    if isinstance(cause, AddressRefused):
        return "was replaced by another meanwhile"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return f"cannot be found, no host has its name: {_CHECK}"
    if isinstance(error, aiohttp.ConnectionTimeoutError) and way.url.scheme == "http":
        return f"does not answer: {_CHECK}"  # by https it may be the host behind it that does not
    number = cause.errno if isinstance(cause, OSError) else None
    if isinstance(error, aiohttp.ClientProxyConnectionError) and number not in _OURS:
        return _BY_NUMBER.get(number or 0, f"cannot be reached: {_CHECK}")
    return None


def refused(way: Way, proxy: Proxy, status: int) -> FetchError:
    """Tell why the proxy does not lead on."""
    said = f"the proxy {proxy.shown} says {named(status)}"
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        how = "it does not take our login" if proxy.login else "it wants a login"
        return way.error(f"{said}; {how}: {_CHECK}", cut_off=True)
    if status >= 500:
        return way.error(f"{said}; it cannot reach this host", reached=bool(way.passed))
    return way.error(f"{said}; it does not let us reach this host: ask who runs it")


def speaks(way: Way, response: ClientResponse) -> bool:
    """Tell whether an answer that it could have made, for nothing was encrypted, shows that the proxy made it."""
    if way.url.scheme == "https" or response.status < 400:
        return False
    head = response.headers
    return (
        response.status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED
        or "X-Squid-Error" in head
        or "error=" in head.get("Proxy-Status", "")  # RFC 9209, 2.1.1
    )


def named(status: int) -> str:
    """Give a status and what it is called; the server's own words are never repeated."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
