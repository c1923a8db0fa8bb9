"""URL -> Document or NotModified. With headers, body and redirects beside it, all that speaks HTTP outwards.

One request at a time and no retry: what failed is polled again when cadence says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from aiohttp import ClientResponse, ClientSession
from aiohttp.abc import AbstractResolver

from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.body import read_body
from syndicate.fetch.connector import PublicResolver, guard, open_session, system_resolver
from syndicate.fetch.cookies import Cookies
from syndicate.fetch.faults import RAISED, fault
from syndicate.fetch.headers import fresh_for, links, printable, sane_validators
from syndicate.fetch.limits import Limits
from syndicate.fetch.ourselves import Ourselves
from syndicate.fetch.outward import Outward
from syndicate.fetch.post import ask, deliver, post
from syndicate.fetch.proxy import Hop, proxy_at
from syndicate.fetch.redirects import REDIRECTS, Way, begin, follow
from syndicate.fetch.request import ACCEPT, conditional_headers
from syndicate.fetch.statuses import DOCUMENT, rejection
from syndicate.model import Clock, Document, NotModified, Validators

__all__ = ["Client", "Limits", "Ourselves"]

FOLLOWER_S: Final = 5.0  # who wants to be told of news takes them quickly


@dataclass(frozen=True, slots=True)
class _Door:
    """One way out, with connections of its own."""

    session: ClientSession
    names: PublicResolver
    outward: Outward

    async def close(self) -> None:
        """Close every connection. Safe to call twice."""
        self.outward.close()
        await self.session.close()
        await self.names.close()


class Client:
    """Fetches feeds over one session. Make it inside the running loop, and close it.

    `strangers` is the policy for whom `post`, `ask` and `deliver` call, whom no people named; `policy` unless given.
    Names are looked up in the loop's default executor: give that more threads than `connector.LOOKUPS`, or slow name
    servers hold up everyone.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        policy: AddressPolicy,
        clock: Clock,
        limits: Limits = Limits(),  # noqa: B008 - frozen
        resolver: AbstractResolver | None = None,
        ourselves: Ourselves = Ourselves(),  # noqa: B008 - frozen
        proxy: str | None = None,
        strangers: AddressPolicy | None = None,
    ) -> None:
        self._clock = clock
        self._limits = limits
        self._brief = replace(limits, total_s=min(limits.total_s, FOLLOWER_S))
        self._hop = Hop(proxy_at(proxy))
        names = resolver or system_resolver()

        def door(policy: AddressPolicy) -> _Door:
            checked = PublicResolver(policy, names, self._hop)
            dial = guard(policy, ourselves, self._hop)
            session = open_session(printable(user_agent), ACCEPT, dial, checked, limits)
            outward = Outward(session, self._hop, checked, policy, ourselves)
            return _Door(session, checked, outward)

        self._door = door(policy)
        # Connections that are open are checked no more: of two policies neither may use those of the other.
        is_same = strangers is None or strangers == policy
        self._strangers = self._door if is_same else door(strangers or policy)

    def go_through(self, proxy: str | None) -> None:
        """Take another proxy, or none, for what is asked from now on."""
        self._hop.proxy = proxy_at(proxy)

    def answer_at(self, urls: tuple[str, ...]) -> None:
        """Take other addresses for our own (`Ourselves.urls`), for what is asked from now on."""
        for each in (self._door, self._strangers):
            each.outward.answer_at(urls)

    async def fetch(
        self, url: str, *, validators: Validators, headers: tuple[tuple[str, str], ...] = ()
    ) -> Document | NotModified:
        """Fetch what stands at `url`, if it changed. Raise FetchError, or its Refused or Gone."""
        way, cookies = begin(url, headers), Cookies()
        conditions = conditional_headers(validators)
        try:
            async with asyncio.timeout(self._limits.total_s):
                while True:
                    way = await self._door.outward.lead(way)
                    cookie = {"Cookie": way.cookie} if way.cookie else {}
                    sent = {**cookie, **way.private, **conditions}
                    async with self._door.outward.send("GET", way, sent) as response:
                        if response.status not in REDIRECTS:
                            return await self._settle(way, response, conditions)
                        location = response.headers.get("Location")
                        cookies.take(way.url, response)
                    most = self._limits.redirects
                    way = follow(way, response.status, location, most, cookies.for_url)
        except RAISED as error:
            # Not chained: a traceback of the library's error would show what its text must not.
            raise fault(way, error, self._limits) from None

    async def post(self, url: str, form: Mapping[str, str]) -> None:
        """Send a form to a hub of a feed. Raise FetchError, or its Refused or Gone, unless the answer is 2xx."""
        await post(self._strangers.outward, url, form, self._limits, self._clock())

    async def tell(self, url: str, form: Mapping[str, str]) -> None:
        """Send a form to a hub that people name. Raise FetchError as `post` does."""
        await post(self._door.outward, url, form, self._limits, self._clock())

    async def ask(self, url: str, query: Mapping[str, str]) -> bytes:
        """Ask a follower of ours something, and give its answer, a short one. Raise FetchError as `post` does."""
        return await ask(self._strangers.outward, url, query, self._brief, self._clock())

    async def deliver(self, url: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Bring a follower of ours what it asked for. Raise FetchError as `post` does."""
        await deliver(self._strangers.outward, url, body, headers, self._brief, self._clock())

    async def close(self) -> None:
        """Close every connection. Safe to call twice."""
        for each in (self._door, self._strangers):
            await each.close()

    async def _settle(
        self, way: Way, response: ClientResponse, conditions: dict[str, str]
    ) -> Document | NotModified:
        now = self._clock()
        if response.status == 304 and conditions:
            return NotModified(now, fresh_for(response.headers, now), way.moved_to)
        if response.status not in DOCUMENT:
            raise rejection(way, response, now)
        body, complete = await read_body(way, response, self._limits)
        head = response.headers
        return Document(
            url=str(way.url),
            body=body,
            content_type=printable(head.get("Content-Type", "")),
            validators=(
                sane_validators(head.get("ETag"), head.get("Last-Modified"), now)
                if complete
                else Validators()
            ),
            fetched_at=now,
            moved_to=way.moved_to,
            fresh_for=fresh_for(head, now),
            complete=complete,
            links=links(head.getall("Link", ()), way.url),
        )
