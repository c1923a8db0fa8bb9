"""How connections are made, and where they may lead.

The policy is asked twice. By the resolver, so that a name with one non-public answer among public ones is
refused as a whole; and by the socket factory, for the very address that is about to be dialled: literals
never see a resolver, and a name may change its answer between the question and the call.
"""

from __future__ import annotations

import asyncio
import errno
import socket
import ssl
from collections.abc import Callable
from socket import socket as open_socket

from aiohttp import AddrInfoType, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.limits import CONNECTIONS, Limits
from syndicate.fetch.ourselves import Ourselves
from syndicate.fetch.proxy import Hop

CONNECTIONS_PER_HOST = 2
ANSWERS = 8  # a name with hundreds of addresses is an attack, or does not need them all
LOOKUPS = 32  # of names at once: each holds a thread, perhaps for long
KEEP_ALIVE_S = 2  # an idle TLS connection holds 0.3 MB
DNS_CACHE_S = 60


class AddressRefused(OSError):
    """The policy forbids to dial. An OSError, for aiohttp carries only those to the caller intact."""

    def __init__(self, reason: str, advice: str) -> None:
        self.reason = reason
        self.advice = advice
        super().__init__(errno.EACCES, f"refused by policy: {reason}")


class OwnDoor(OSError):
    """The address is our own: we would talk to ourselves."""


class PublicResolver(AbstractResolver):
    """Asks another resolver, about so many names at once, and refuses one of which any answer may not be dialled.

    But the name of the proxy, which people vouch for; nothing can be asked without it, so it waits for no other.
    """

    def __init__(
        self, policy: AddressPolicy, inner: AbstractResolver, hop: Hop | None = None
    ) -> None:
        self._policy = policy
        self._inner = inner
        self._hop = hop or Hop()
        self._room = asyncio.Semaphore(LOOKUPS)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Give the first answers, all of which may be dialled."""
        if self._hop.is_named(host, port):
            answers = _some(await self._inner.resolve(host, port, family))
            self._hop.found(answer["host"] for answer in answers)
            return answers[:ANSWERS]
        answers = await self.unchecked(host, port, family)
        for answer in answers:
            check(self._policy, answer["host"])
        return answers[:ANSWERS]

    async def unchecked(
        self, host: str, port: int, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Give where a name leads, whether or not that may be dialled."""
        async with self._room:
            return _some(await self._inner.resolve(host, port, family))

    async def close(self) -> None:
        """Close the resolver that was asked."""
        await self._inner.close()


def _some(answers: list[ResolveResult]) -> list[ResolveResult]:
    if not answers:  # aiohttp takes it for granted that there is one
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    return answers


def guard(
    policy: AddressPolicy,
    ourselves: Ourselves = Ourselves(),  # noqa: B008 - frozen
    hop: Hop | None = None,
) -> Callable[[AddrInfoType], socket.socket]:
    """Make sockets only for addresses that may be dialled, and are not our own, and for the proxy."""

    def dial(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, address = info
        if hop is None or not hop.holds(str(address[0]), int(address[1])):
            check(policy, str(address[0]))
        if ourselves.answer(info):
            raise OwnDoor(errno.EACCES, "our own address")
        return open_socket(family, kind, protocol)

    return dial


def open_session(
    user_agent: str,
    accept: str,
    dial: Callable[[AddrInfoType], socket.socket],
    resolver: AbstractResolver,
    limits: Limits,
) -> ClientSession:
    """Open the one session: one TLS context, no cookies, nothing from the environment."""
    scarce = limits.connections < CONNECTIONS
    connector = TCPConnector(
        socket_factory=dial,
        resolver=resolver,
        ssl=_tls(),
        limit=limits.connections,
        limit_per_host=CONNECTIONS_PER_HOST,
        # `limit` does not count connections that idle.
        force_close=scarce,
        keepalive_timeout=None if scarce else KEEP_ALIVE_S,
        ttl_dns_cache=DNS_CACHE_S,
    )
    return ClientSession(
        connector=connector,
        cookie_jar=DummyCookieJar(),
        # A proxy from the environment would dial for us, past the policy. One that people declare is given
        # with each request that it is right for: a default of the session could not be left out of any.
        trust_env=False,
        auto_decompress=True,
        headers={"User-Agent": user_agent, "Accept": accept},
        timeout=ClientTimeout(total=None, sock_connect=limits.connect_s, sock_read=limits.read_s),
    )


def system_resolver() -> AbstractResolver:
    """Ask the system, in threads. Named on purpose: aiohttp takes aiodns as soon as that happens to be installed."""
    return ThreadedResolver()


def check(policy: AddressPolicy, address: str) -> None:
    """Raise AddressRefused for an address that the policy forbids."""
    reason = policy.refusal(address)
    if reason is not None:
        raise AddressRefused(reason, policy.advice)


def _tls() -> ssl.SSLContext:
    """Loading the certificates takes some 20 ms: once for all connections, never once for each."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    return context
