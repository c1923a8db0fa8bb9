"""The way out of this network: straight, or through the proxy that people declared.

Through a proxy it is the proxy that looks names up and dials, so what the socket factory would refuse has to be
refused before the proxy is asked. What people listed in `allow_networks` is asked straight: it lies on this side.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Final

from aiohttp import ClientResponse, ClientSession
from aiohttp.abc import ResolveResult
from yarl import URL

from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.connector import AddressRefused, OwnDoor, PublicResolver, check
from syndicate.fetch.ourselves import Ourselves
from syndicate.fetch.proxy import Hop
from syndicate.fetch.redirects import Way
from syndicate.model import is_literal, is_public_name

LOOKUP_S: Final = 3.0  # where only the proxy can look names up, nobody may answer here at all
SILENT_S: Final = 600.0  # so long nobody here is asked again for a name that got no answer
SILENT: Final = 2000  # names


class Outward:
    """Sends each request the way that is right for where it leads."""

    def __init__(
        self,
        session: ClientSession,
        hop: Hop,
        names: PublicResolver,
        policy: AddressPolicy,
        ourselves: Ourselves,
    ) -> None:
        self._session = session
        self._hop = hop
        self._names = names
        self._policy = policy
        self._public = replace(policy, allow_networks=())
        self._ourselves = ourselves
        self._silent: dict[str, float] = {}
        self._asking: set[asyncio.Task[list[ResolveResult]]] = set()

    def answer_at(self, urls: tuple[str, ...]) -> None:
        """Take other addresses for our own from now on."""
        self._ourselves = replace(self._ourselves, urls=urls)

    async def lead(self, way: Way) -> Way:
        """Choose how to go one step of the way. Raise AddressRefused or OwnDoor where it must not be gone.

        Without a proxy both are told where the connection is made, too, of the address that is really dialled.
        """
        if self._ourselves.stand_at(way.url):
            raise OwnDoor(0, "our own address")
        proxy = self._hop.proxy
        if proxy is None or await self._is_near(way.url):
            return way
        return replace(way, proxy=proxy)

    def send(
        self, method: str, way: Way, headers: Mapping[str, str], data: object = None
    ) -> AbstractAsyncContextManager[ClientResponse]:
        """Send one request the way that it was led. Redirects are not followed."""
        # Only what passes it in the clear may tell the proxy our login; else CONNECT does.
        proxy, is_tunnel = way.proxy, way.url.scheme == "https"
        login = {"Proxy-Authorization": proxy.login} if proxy and proxy.login else {}
        return self._session.request(
            method,
            way.url,
            headers=dict(headers) if is_tunnel else {**headers, **login},
            data=data,
            allow_redirects=False,
            proxy=proxy.url if proxy else None,
            proxy_headers=login if is_tunnel else None,
        )

    def close(self) -> None:
        """Wait for no lookup any more."""
        for asking in self._asking:
            asking.cancel()

    async def _is_near(self, url: URL) -> bool:
        """Tell whether it lies wholly in what people listed. Raise what the proxy must not be asked for."""
        host, port = url.raw_host or "", url.port or 0
        literal = is_literal(host)
        answers = (host,) if literal else await self._look_up(host, port)
        if answers and all(map(self._policy.lists, answers)):
            return True
        for answer in answers:
            check(self._public, answer)
            family = socket.AF_INET6 if ":" in answer else socket.AF_INET
            if self._ourselves.answer((family, socket.SOCK_STREAM, 0, "", (answer, port))):
                raise OwnDoor(0, "our own address")
        if not literal and not is_public_name(host):
            raise AddressRefused("a name that no public host has", self._policy.advice)
        return False

    async def _look_up(self, host: str, port: int) -> tuple[str, ...]:
        """Give where a name leads as far as that is known here; often only the proxy knows."""
        now = asyncio.get_running_loop().time()
        if self._silent.get(host, now) > now:
            return ()
        asking = asyncio.create_task(self._names.unchecked(host, port))
        self._asking.add(asking)
        asking.add_done_callback(self._asked)
        await asyncio.wait([asking], timeout=LOOKUP_S)
        if not asking.done():
            self._keep_silent(host, now + SILENT_S)
            return ()
        try:
            return tuple(each["host"] for each in asking.result())
        except OSError:
            return ()

    def _asked(self, asking: asyncio.Task[list[ResolveResult]]) -> None:
        """Heed the end of a lookup that nobody may wait for any more. It kept its place as long as its thread."""
        self._asking.discard(asking)
        if not asking.cancelled():
            asking.exception()

    def _keep_silent(self, host: str, until: float) -> None:
        """Remember it: whoever looks it up sits in one of few threads, and cannot be called off."""
        self._silent.pop(host, None)
        if len(self._silent) >= SILENT:
            self._silent.pop(next(iter(self._silent)))
        self._silent[host] = until
