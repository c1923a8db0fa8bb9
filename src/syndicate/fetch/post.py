"""A form to a hub. The same session, policy and limits as a fetch; what is answered is not read."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime

from aiohttp import ClientSession

from syndicate.errors import Refused
from syndicate.fetch.faults import RAISED, fault
from syndicate.fetch.limits import Limits
from syndicate.fetch.redirects import Way, begin, follow
from syndicate.fetch.statuses import rejection

AGAIN = frozenset(
    {307, 308}
)  # redirects that send the same form again (RFC 9110, 15.4.8 and 15.4.9)


async def post(
    session: ClientSession, url: str, form: Mapping[str, str], limits: Limits, now: datetime
) -> None:
    """Send a form. Raise FetchError, or its Refused or Gone, unless the answer is 2xx."""
    way = begin(url, ())
    try:
        async with asyncio.timeout(limits.total_s):
            while True:
                async with session.post(
                    way.url, data=form, headers=way.private, allow_redirects=False
                ) as response:
                    status = response.status
                    if status not in AGAIN:
                        if not 200 <= status < 300:
                            raise rejection(way, response, now)
                        return
                    location = response.headers.get("Location")
                way = _again(way, status, location, limits)
    except RAISED as error:
        # Not chained: the library's text may hold addresses and what was answered.
        raise fault(way, error, limits) from None


def _again(way: Way, status: int, location: str | None, limits: Limits) -> Way:
    there = follow(way, status, location, limits.redirects)
    if (way.url.scheme, there.url.scheme) == ("https", "http"):
        reason = "the server redirects from https to http, where the form could be read on the way"
        raise way.error(reason, Refused, status=status)
    return there
