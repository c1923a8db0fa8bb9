"""A hostile origin, a client that may reach 127.0.0.1 and nothing else, and real workers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from aiohttp.abc import AbstractResolver

from syndicate.errors import FetchError
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client, Limits, Ourselves
from syndicate.model import Document, Validators
from syndicate.normalize.worker import Workers
from tests.hostile.origin import running_origin
from tests.integration.fetch.hostile_origin import MIB, Origin

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
NONE = Validators()
HURRIED = Limits(body_bytes=MIB, wire_bytes=MIB // 2, total_s=1.0, connect_s=0.6, read_s=0.5)
OpenClient = Callable[..., Client]


def document(body: bytes, content_type: str = "text/xml", *, complete: bool = True) -> Document:
    url = "https://bad.example/feed"
    return Document(url, body, content_type, Validators('"1"'), NOW, complete=complete)


async def fetched(client: Client, url: str) -> Document:
    got = await client.fetch(url, validators=NONE)
    assert isinstance(got, Document)
    return got


async def refusal(client: Client, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await client.fetch(url, validators=NONE)
    return caught.value


@pytest.fixture
async def origin() -> AsyncIterator[Origin]:
    async with running_origin() as server:
        yield server


@pytest.fixture
async def open_client() -> AsyncIterator[OpenClient]:
    opened: list[Client] = []

    def make(
        *allow: str,
        limits: Limits = HURRIED,
        resolver: AbstractResolver | None = None,
        ourselves: Ourselves = Ourselves(),  # noqa: B008 - frozen
    ) -> Client:
        client = Client(
            user_agent="Syndicate-test/1",
            policy=AddressPolicy(allow),
            clock=lambda: NOW,
            limits=limits,
            resolver=resolver,
            ourselves=ourselves,
        )
        opened.append(client)
        return client

    yield make
    for client in opened:
        await client.close()


@pytest.fixture
def client(open_client: OpenClient) -> Client:
    return open_client("127.0.0.1/32")


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    found = Workers(wall_s=20)
    yield found
    await found.close()
