"""Who may read what is private: a token in the address, or a name with the token as its password (RFC 7617).

Who has neither learns nothing: what is private is answered like what is not there.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from dataclasses import replace
from typing import Final, cast

from aiohttp import hdrs, web

from syndicate.model import Address, Kind, Suffix
from syndicate.publish.outputs import found
from syndicate.web import feeds
from syndicate.web.allowance import WINDOW_S, Allowance, client_of
from syndicate.web.desk import SUBSCRIBER, desk_of
from syndicate.web.middleware import Answer
from syndicate.web.prepared import UNLISTED

WRONG_PER_MINUTE: Final = 30
WRONG = web.AppKey("wrong tokens", Allowance)
_OPEN: Final = ("/healthz", "/readyz", "/metrics", "/hub", "/robots.txt", "/favicon.ico")
_OPEN_BELOW: Final = ("/static/", "/push/", "/private/")
_CHALLENGE: Final = 'Basic realm="Syndicate", charset="UTF-8"'


@web.middleware
async def admit(request: web.Request, handler: Answer) -> web.StreamResponse:
    """Where the whole site is private, let nobody in without a name, but to what says nothing."""
    desk = desk_of(request)
    if not desk.is_private or _is_open(request):
        return await handler(request)
    if not await _knows(request):
        return _refused(request)
    return confined(await handler(request))


async def by_token(request: web.Request) -> web.StreamResponse:
    """Answer `/private/{token}/…`."""
    token = request.match_info["token"]
    subscriber = await desk_of(request).store.subscribers.find(token)
    if subscriber is None:
        return _wrong(request) or _nothing()
    request[SUBSCRIBER] = subscriber.name
    return confined(await feeds.serve(request, _address(request, f"private/{token}")))


async def by_password(request: web.Request) -> web.StreamResponse:
    """Answer `/private/…`: the same for whoever does not log in, whatever is asked for."""
    if not await _knows(request):
        return _refused(request)
    return confined(await feeds.serve(request, _address(request, "private")))


def confined(response: web.StreamResponse) -> web.StreamResponse:
    """Let no cache but the reader's own keep an answer, nor give it to who does not log in."""
    keeping = response.headers.get(hdrs.CACHE_CONTROL, "no-store")
    response.headers[hdrs.CACHE_CONTROL] = keeping.replace("public", "private")
    vary = response.headers.get(hdrs.VARY, "")
    response.headers[hdrs.VARY] = ", ".join(filter(None, (vary, hdrs.AUTHORIZATION)))
    response.headers.update(UNLISTED)
    return response


def _address(request: web.Request, door: str) -> Address:
    info = request.match_info
    if "kind" not in info:
        return replace(feeds.search_of(request), door=door)
    suffix = cast("Suffix", info["suffix"])
    return Address(cast("Kind", info["kind"]), info["name"], suffix, door=door)


def _is_open(request: web.Request) -> bool:
    desk, path = desk_of(request), request.rel_url.raw_path
    if path in _OPEN or path.startswith(_OPEN_BELOW):
        return True
    address = found(f"{desk.url}{path}", desk.url)
    return address is not None and desk.is_open(address)


async def _knows(request: web.Request) -> bool:
    """Tell whether a request is made in the name of a subscriber, and note whose."""
    scheme, _, told = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        name, _, token = base64.b64decode(told.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return False
    subscriber = await desk_of(request).store.subscribers.find(token)
    if subscriber is None or not hmac.compare_digest(subscriber.name.encode(), name.encode()):
        return False
    request[SUBSCRIBER] = subscriber.name
    return True


def _refused(request: web.Request) -> web.Response:
    """Ask for a name and a password; no page, which would say what is here."""
    tried = hdrs.AUTHORIZATION in request.headers
    if tried and (too_often := _wrong(request)):
        return too_often
    headers = {hdrs.WWW_AUTHENTICATE: _CHALLENGE, hdrs.CACHE_CONTROL: "no-store"}
    return web.Response(status=401, text="This is read by subscribers only.\n", headers=headers)


def _wrong(request: web.Request) -> web.Response | None:
    """Count a wrong token; refuse a client that has tried too many. A right one is never refused."""
    if request.app[WRONG].spend(client_of(request)):
        return None
    headers = {hdrs.RETRY_AFTER: str(round(WINDOW_S)), hdrs.CACHE_CONTROL: "no-store"}
    return web.Response(status=429, text="That was tried too often.\n", headers=headers)


def _nothing() -> web.Response:
    headers = {hdrs.CACHE_CONTROL: "no-store"}
    return web.Response(status=404, text="There is nothing at this address.\n", headers=headers)
