"""Status of an answer that is no document -> the error that tells a person what to do."""

from __future__ import annotations

from datetime import datetime

from aiohttp import ClientResponse

from syndicate.errors import FetchError, Gone
from syndicate.fetch import proxied
from syndicate.fetch.headers import retry_after
from syndicate.fetch.redirects import Way

DOCUMENT = frozenset({200, 203})

_ADVICE = {
    204: "there is no feed in it",
    304: "though it was not asked whether anything changed",
    401: "it wants a login: give the source headers, or a name and password in its address",
    403: "it does not let us in",
    404: "check the address",
    407: "something on the way wants a login",
    410: "the feed is gone for good: find its new address or remove the source",
    429: "it is asked too often: poll it less with `every`",
}
_TROUBLE = "it has trouble of its own"


def rejection(way: Way, response: ClientResponse, now: datetime) -> FetchError:
    """Tell what a status without a document means; the server's own words are never repeated."""
    status, proxy = response.status, way.proxy
    if proxy is not None and proxied.speaks(way, response):
        return proxied.refused(way, proxy, status)
    is_either = proxy is not None and way.url.scheme == "http" and status in proxied.BLIND
    who = f"the server, or the proxy {proxy.shown}," if proxy and is_either else "the server"
    advice = _ADVICE.get(status, _TROUBLE if status >= 500 else None)
    reason = f"{who} says {proxied.named(status)}" + (f"; {advice}" if advice else "")
    kind = Gone if status == 410 else FetchError
    wish = retry_after(response.headers, now) if status >= 400 else None
    reached = bool(way.passed) or not is_either
    return way.error(reason, kind, status=status, retry_after=wish, reached=reached)
