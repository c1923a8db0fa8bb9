"""What is sent to hubs, and what our own hub sends. The same session, policy and limits as a fetch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from aiohttp import ClientResponse

from syndicate.errors import Refused
from syndicate.fetch.body import read_body
from syndicate.fetch.faults import RAISED, fault
from syndicate.fetch.limits import Limits
from syndicate.fetch.outward import Outward
from syndicate.fetch.redirects import Way, begin, follow
from syndicate.fetch.statuses import rejection

# Redirects that send the same form again (RFC 9110, 15.4.8 and 15.4.9).
AGAIN = frozenset({307, 308})
ANSWER_BYTES = 4096


async def post(
    outward: Outward, url: str, form: Mapping[str, str], limits: Limits, now: datetime
) -> None:
    """Send a form; what is answered is not read. Raise FetchError, or its Refused or Gone, unless it is 2xx."""
    way = begin(url, ())
    try:
        async with asyncio.timeout(limits.total_s):
            while True:
                way = await outward.lead(way)
                async with outward.send("POST", way, way.private, form) as response:
                    status = response.status
                    if 200 <= status < 300:
                        return
                    if status not in AGAIN:
                        raise rejection(way, response, now)
                    location = response.headers.get("Location")
                way = _again(way, status, location, limits)
    except RAISED as error:
        # Not chained: the library's text may hold addresses and what was answered.
        raise fault(way, error, limits) from None


async def ask(
    outward: Outward, url: str, query: Mapping[str, str], limits: Limits, now: datetime
) -> bytes:
    """Ask by GET, and give the whole answer, which must be short. Redirects are not followed.

    Raise FetchError, or its Refused or Gone, unless the answer is 2xx.
    """
    way, brief = begin(url, ()), replace(limits, body_bytes=ANSWER_BYTES, wire_bytes=ANSWER_BYTES)
    way = replace(way, url=way.url.extend_query(query))
    async with _accepted(outward, "GET", way, limits, now) as (way, response):
        body, _ = await read_body(way, response, brief)
        return body


async def deliver(
    outward: Outward,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    limits: Limits,
    now: datetime,
) -> None:
    """Bring a body; what is answered is not read. Redirects are not followed. Raise as `ask` does."""
    async with _accepted(outward, "POST", begin(url, ()), limits, now, headers, body):
        pass


@asynccontextmanager
async def _accepted(
    outward: Outward,
    method: str,
    way: Way,
    limits: Limits,
    now: datetime,
    headers: Mapping[str, str] = MappingProxyType({}),
    body: bytes | None = None,
) -> AsyncIterator[tuple[Way, ClientResponse]]:
    """Send one request, and give how it went and its answer, which is 2xx; else raise FetchError."""
    try:
        async with asyncio.timeout(limits.total_s):
            way = await outward.lead(way)
            async with outward.send(method, way, {**headers, **way.private}, body) as response:
                if not 200 <= response.status < 300:
                    raise rejection(way, response, now)
                yield way, response
    except RAISED as error:
        raise fault(way, error, limits) from None


def _again(way: Way, status: int, location: str | None, limits: Limits) -> Way:
    there = follow(way, status, location, limits.redirects)
    if (way.url.scheme, there.url.scheme) == ("https", "http"):
        reason = "the server redirects from https to http, where the form could be read on the way"
        raise way.error(reason, Refused, status=status)
    return there
