"""A proxy that is down, shut or wrong is told as that, and no source is blamed for it."""

from __future__ import annotations

import pytest

from syndicate.errors import Gone
from syndicate.fetch.client import Ourselves
from tests.integration.fetch.conftest import LOGIN, NAME, OpenClient, refusal
from tests.integration.fetch.hostile_origin import Origin, status
from tests.integration.fetch.proxying import AWAY, Nobody, shown
from tests.origins import closed_port
from tests.proxies import ProxyOnLoopback, said


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_proxy_that_is_down_is_told_as_such_and_no_fault_of_the_source(
    open_client: OpenClient, scheme: str
) -> None:
    port = closed_port()
    client = open_client(proxy=f"http://{LOGIN}@127.0.0.1:{port}", resolver=AWAY)
    error = await refusal(client, f"{scheme}://{NAME}/")
    assert error.reason.startswith(f"the proxy 127.0.0.1:{port} refuses the connection")
    assert (error.cut_off, error.reached, error.status) == (True, False, None)
    assert "S3CRET" not in shown(error)


async def test_proxy_whose_name_nobody_knows_is_told_as_such(open_client: OpenClient) -> None:
    client = open_client(proxy="http://proxy.example.org:3128", resolver=Nobody())
    error = await refusal(client, f"https://{NAME}/")
    assert error.reason.startswith("the proxy proxy.example.org:3128 cannot be found")
    assert error.cut_off


async def test_proxy_that_is_our_own_door_is_told_as_such(open_client: OpenClient) -> None:
    client = open_client(proxy="http://127.0.0.1:8420", resolver=AWAY, ourselves=Ourselves(8420))
    error = await refusal(client, f"https://{NAME}/")
    assert error.reason.startswith("the proxy 127.0.0.1:8420 is Syndicate itself")
    assert error.cut_off


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize(
    ("login", "words"), [("desk:wr0ng", "does not take our login"), ("", "wants a login")]
)
async def test_wrong_login_is_told_as_such_and_no_fault_of_the_source(
    open_client: OpenClient, proxy: ProxyOnLoopback, scheme: str, login: str, words: str
) -> None:
    at = f"127.0.0.1:{proxy.port}"
    client = open_client(proxy=f"http://{login}{'@' if login else ''}{at}", resolver=AWAY)
    error = await refusal(client, f"{scheme}://{NAME}/")
    assert error.reason.startswith(f"the proxy {at} says 407 Proxy Authentication Required; it ")
    assert words in error.reason
    assert (error.cut_off, error.status) == (True, None)
    assert not {"S3CRET", "wr0ng"} & set(shown(error).split())


@pytest.mark.parametrize(
    ("code", "words", "reached"),
    [
        (403, "it does not let us reach this host", True),
        (404, "it does not let us reach this host", True),
        (410, "it does not let us reach this host", True),
        (502, "it cannot reach this host", False),
        (504, "it cannot reach this host", False),
    ],
)
async def test_answer_to_connect_is_the_proxys_and_never_that_of_the_source(
    through: OpenClient, proxy: ProxyOnLoopback, code: int, words: str, reached: bool
) -> None:
    proxy.answer = said(code, "Retry-After: 86400")
    error = await refusal(through(resolver=AWAY), f"https://{NAME}/")
    assert error.reason.startswith(f"the proxy 127.0.0.1:{proxy.port} says {code}")
    assert words in error.reason
    assert (error.reached, error.cut_off) == (reached, False)
    assert (error.status, error.retry_after) == (None, None)
    assert not isinstance(error, Gone)
    assert "S3CRET" not in shown(error)


@pytest.mark.parametrize("mark", ["X-Squid-Error: ERR_ACCESS_DENIED 0", "Proxy-Status: p; error=x"])
async def test_error_that_shows_itself_as_the_proxys_is_never_that_of_the_source(
    through: OpenClient, proxy: ProxyOnLoopback, mark: str
) -> None:
    proxy.answer = said(410, mark)
    error = await refusal(through(resolver=AWAY), f"http://{NAME}/")
    assert error.reason.startswith(f"the proxy 127.0.0.1:{proxy.port} says 410")
    assert not isinstance(error, Gone)


@pytest.mark.parametrize("code", [502, 504])
async def test_error_that_either_may_have_made_is_told_as_that_of_either(
    through: OpenClient, proxy: ProxyOnLoopback, code: int
) -> None:
    proxy.answer = said(code)
    error = await refusal(through(resolver=AWAY), f"http://{NAME}/")
    assert error.reason.startswith(f"the server, or the proxy 127.0.0.1:{proxy.port}, says {code}")
    assert not error.reached


async def test_gone_from_the_source_is_still_gone(through: OpenClient, origin: Origin) -> None:
    origin.put("/", status(410))
    assert isinstance(await refusal(through(resolver=AWAY), f"http://{NAME}/"), Gone)
