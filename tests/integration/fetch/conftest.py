"""An origin that misbehaves, and a client that may reach it and nothing else."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from aiohttp.abc import AbstractResolver

from syndicate.errors import FetchError
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client, Limits, Ourselves
from syndicate.model import Validators
from tests.integration.fetch.hostile_origin import MIB, Origin, running
from tests.proxies import ProxyOnLoopback, running_proxy

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
CERTIFICATE = Path(__file__).with_name("loopback.pem")
SMALL = Limits(body_bytes=MIB, wire_bytes=MIB // 2, total_s=5, connect_s=1, read_s=1)
NONE = Validators()
OpenClient = Callable[..., Client]
NAME, LOGIN = "feed.example.org", "desk:S3CRET"
PUBLIC = "93.184.216.34"


async def refusal(
    client: Client, url: str, headers: tuple[tuple[str, str], ...] = ()
) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await client.fetch(url, validators=NONE, headers=headers)
    return caught.value


@pytest.fixture
async def origin() -> AsyncIterator[Origin]:
    async with running() as server:
        yield server


@pytest.fixture
async def other_origin() -> AsyncIterator[Origin]:
    async with running() as server:
        yield server


@pytest.fixture
async def tls_origin() -> AsyncIterator[Origin]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    async with running(context=context) as server:
        yield server


@pytest.fixture
def trusted_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


@pytest.fixture
async def open_client() -> AsyncIterator[OpenClient]:
    opened: list[Client] = []

    def make(
        *allow: str,
        limits: Limits = SMALL,
        resolver: AbstractResolver | None = None,
        ourselves: Ourselves = Ourselves(),  # noqa: B008 - frozen
        proxy: str | None = None,
        strangers: AddressPolicy | None = None,
    ) -> Client:
        client = Client(
            user_agent="Syndicate-test/1 (+desk@a.example)",
            policy=AddressPolicy(allow),
            clock=lambda: NOW,
            limits=limits,
            resolver=resolver,
            ourselves=ourselves,
            proxy=proxy,
            strangers=strangers,
        )
        opened.append(client)
        return client

    yield make
    for client in opened:
        await client.close()


@pytest.fixture
async def client(trusted_certificate: None, open_client: OpenClient) -> Client:
    """May reach 127.0.0.1 alone: 127.0.0.2 is as forbidden as anything else."""
    return open_client("127.0.0.1/32")


@pytest.fixture
async def proxy(origin: Origin, tls_origin: Origin) -> AsyncIterator[ProxyOnLoopback]:
    """Reaches the origins by names of theirs, on the usual ports; its own address is one that nothing else may have."""
    hosts = {
        f"{NAME}:80": ("127.0.0.1", origin.port),
        f"{NAME}:443": ("127.0.0.1", tls_origin.port),
    }
    hosts[f"{PUBLIC}:80"] = hosts[f"{NAME}:80"]
    async with running_proxy(hosts, login=LOGIN) as server:
        yield server


@pytest.fixture
def through(open_client: OpenClient, proxy: ProxyOnLoopback) -> Callable[..., Client]:
    return partial(open_client, proxy=proxy.url)
