"""Forms to hubs: what is sent where, and what is not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from aiohttp import web

from syndicate.errors import FetchError, Gone, Refused
from syndicate.fetch.address import AddressPolicy
from syndicate.fetch.client import Client
from tests.integration.fetch.conftest import OpenClient
from tests.integration.fetch.hostile_origin import Origin, redirect, status

FORM = {"hub.mode": "subscribe", "hub.secret": "a planted secret"}


async def refusal(client: Client, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await client.post(url, FORM)
    assert "planted" not in str(caught.value)
    return caught.value


async def receiving(got: list[dict[str, object]]) -> web.AppRunner:
    async def answer(request: web.Request) -> web.Response:
        got.append({**await request.post()})
        return web.Response(status=202)

    app = web.Application()
    app.router.add_post("/hub", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner


@pytest.mark.parametrize("code", [307, 308])
async def test_a_form_arrives_also_where_a_redirect_keeps_it(
    client: Client, origin: Origin, code: int
) -> None:
    got: list[dict[str, object]] = []
    runner = await receiving(got)
    try:
        there = f"http://127.0.0.1:{runner.addresses[0][1]}/hub"
        await client.post(there, FORM)
        await client.post(origin.put("/moved", redirect(there, code)), FORM)
    finally:
        await runner.cleanup()
    assert got == [FORM, FORM]


async def test_strangers_are_called_by_a_policy_of_their_own(
    open_client: OpenClient, origin: Origin
) -> None:
    url = origin.put("/me", status(200, body=b"challenge"))
    client = open_client("127.0.0.0/8", strangers=AddressPolicy(advice="go away"))
    await client.tell(url, FORM)  # and an open connection is none of theirs
    for way in (client.post(url, {}), client.ask(url, {}), client.deliver(url, b"", {})):
        with pytest.raises(Refused, match=r"loopback.*; go away"):
            await way
    assert len(origin.requests) == 1


@pytest.mark.parametrize("code", [301, 302, 303])
async def test_no_other_redirect_is_followed(client: Client, origin: Origin, code: int) -> None:
    there = origin.put("/there", status(202))
    error = await refusal(client, origin.put("/moved", redirect(there, code)))
    assert error.status == code
    assert len(origin.requests) == 1


async def test_a_form_does_not_leave_tls(
    client: Client, tls_origin: Origin, origin: Origin
) -> None:
    there = origin.put("/there", status(202))
    error = await refusal(client, tls_origin.put("/moved", redirect(there, 307)))
    assert isinstance(error, Refused)
    assert origin.requests == []


async def test_redirects_end(client: Client, origin: Origin) -> None:
    for number in range(9):
        origin.put(f"/{number}", redirect(f"/{number + 1}", 308))
    assert "more than 5 redirects" in (await refusal(client, origin.url("/0"))).reason


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "file:///etc/passwd", "hub", "http://"])
async def test_only_web_addresses_are_asked(client: Client, url: str) -> None:
    assert isinstance(await refusal(client, url), Refused)


async def test_the_address_policy_holds_on_the_way_too(
    open_client: OpenClient, client: Client, origin: Origin
) -> None:
    assert isinstance(await refusal(open_client(), origin.url("/")), Refused)
    moved = origin.put("/moved", redirect(f"http://127.0.0.2:{origin.port}/", 307))
    assert "address policy" in (await refusal(client, moved)).reason


async def test_what_a_hub_says_is_told_by_its_status(client: Client, origin: Origin) -> None:
    busy = status(429, [("Retry-After", "120")], b"very secret words")
    error = await refusal(client, origin.put("/busy", busy))
    assert (error.status, error.retry_after) == (429, timedelta(minutes=2))
    assert "words" not in str(error)
    assert isinstance(await refusal(client, origin.put("/gone", status(410))), Gone)


async def test_follower_that_is_not_there_is_told_of_as_one(client: Client, origin: Origin) -> None:
    nobody = "http://127.0.0.1:1/callback"
    with pytest.raises(FetchError, match="refuses the connection"):
        await client.deliver(nobody, b"<feed/>", {})
    with pytest.raises(FetchError, match="refuses the connection"):
        await client.ask(nobody, FORM)
