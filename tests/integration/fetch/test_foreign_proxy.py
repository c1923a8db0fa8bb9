"""The same by a proxy that others wrote: their CONNECT, their login, their errors."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from syndicate.model import Document
from tests.foreign_proxy import ForeignProxy, foreign_proxy
from tests.integration.fetch.conftest import NONE, OpenClient, refusal
from tests.integration.fetch.hostile_origin import Origin, feed
from tests.integration.fetch.test_policy import Names
from tests.origins import closed_port

NAME = "feed.example.org"
AWAY = Names("93.184.216.34")


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForeignProxy]:
    with foreign_proxy(tmp_path_factory.mktemp("away") / "proxy", "desk:S3CRET") as running:
        yield running


@pytest.mark.usefixtures("trusted_certificate")
async def test_feeds_come_by_tunnel_and_in_the_clear(
    open_client: OpenClient, foreign: ForeignProxy, origin: Origin, tls_origin: Origin
) -> None:
    client = open_client(proxy=f"http://desk:S3CRET@127.0.0.1:{foreign.port}", resolver=AWAY)
    for one in (origin, tls_origin):
        one.put("/feed", feed())
        url = one.url("/feed").replace("127.0.0.1", NAME)
        got = await asyncio.gather(*(client.fetch(url, validators=NONE) for _ in range(4)))
        assert all(isinstance(each, Document) for each in got)
    assert not any("proxy-authorization" in each.headers for each in tls_origin.requests)


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_its_errors_are_told_as_its_own(
    open_client: OpenClient, foreign: ForeignProxy, scheme: str
) -> None:
    at = f"127.0.0.1:{foreign.port}"
    url = f"{scheme}://{NAME}:{closed_port()}/"
    error = await refusal(open_client(proxy=f"http://desk:wr0ng@{at}", resolver=AWAY), url)
    assert error.reason.startswith(f"the proxy {at} says 407")
    assert error.cut_off
    error = await refusal(open_client(proxy=f"http://desk:S3CRET@{at}", resolver=AWAY), url)
    assert f"the proxy {at}" in error.reason
    assert (error.reached, error.cut_off) == (False, False)
