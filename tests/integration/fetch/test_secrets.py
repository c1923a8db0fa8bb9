"""Logins go to their origin, over a connection that can be trusted, and into no text of ours."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable

import pytest

from syndicate.errors import Refused
from syndicate.fetch.client import Client
from syndicate.model import Document
from tests.integration.fetch.conftest import NONE, OpenClient, refusal
from tests.integration.fetch.hostile_origin import (
    Answer,
    Origin,
    endless,
    feed,
    raw,
    redirect,
    status,
)

OK = b"HTTP/1.1 200 OK\r\n"


async def test_login_never_goes_to_another_origin(
    client: Client, origin: Origin, other_origin: Origin
) -> None:
    origin.put("/", redirect(other_origin.put("/back", redirect(origin.put("/feed", feed())))))
    headers = (("Authorization", "Bearer S3CRET"), ("X-Api-Key", "S3CRET"), ("Cookie", "S3CRET"))
    await client.fetch(origin.url(), validators=NONE, headers=headers)
    assert "S3CRET" in str(origin.requests[0])
    assert "S3CRET" not in str(other_origin.requests)
    assert "S3CRET" not in str(origin.requests[1])


async def test_login_in_the_address_never_goes_to_another_origin(
    client: Client, origin: Origin, other_origin: Origin
) -> None:
    origin.put("/", redirect(other_origin.put("/feed", feed())))
    await client.fetch(origin.url().replace("//", "//a:b@"), validators=NONE)
    assert "authorization" in origin.requests[0].headers
    assert "authorization" not in other_origin.requests[0].headers


async def test_login_is_kept_on_the_same_origin(client: Client, origin: Origin) -> None:
    origin.put("/", redirect("/feed"))
    origin.put("/feed", feed())
    await client.fetch(origin.url(), validators=NONE, headers=(("Authorization", "x"),))
    assert origin.requests[1].headers["authorization"] == "x"


async def test_login_that_a_redirect_brings_is_not_used(client: Client, origin: Origin) -> None:
    origin.put("/", redirect(origin.put("/feed", feed()).replace("//", "//a:b@")))
    got = await client.fetch(origin.url(), validators=NONE)
    assert isinstance(got, Document)
    assert "@" not in got.url
    assert "authorization" not in origin.requests[1].headers


async def test_no_redirect_says_where_we_came_from(
    client: Client, origin: Origin, other_origin: Origin
) -> None:
    origin.put("/", redirect(other_origin.put("/feed", feed())))
    await client.fetch(origin.url("/?token=S3CRET"), validators=NONE)
    assert "referer" not in other_origin.requests[0].headers
    assert "S3CRET" not in str(other_origin.requests)


FAULTS: dict[str, Callable[[Origin], Answer]] = {
    "status": lambda _: status(500, body=b"S3CRET"),
    "gone": lambda _: status(410),
    "circle": lambda _: redirect("/feed?token=S3CRET"),
    "elsewhere": lambda _: redirect("http://x:S3CRET@127.0.0.2/?key=S3CRET"),
    "nowhere": lambda _: redirect("S3CRET://S3CRET"),
    "not http": lambda _: raw(b"S3CRET\r\n\r\n"),
    "bad header": lambda _: raw(OK + b"S3CRET\r\n\r\n"),
    "hang up": lambda _: raw(),
    "damaged": lambda _: feed((("Content-Encoding", "gzip"),), b"S3CRET"),
    "too large": lambda _: endless(b"S3CRET" * 4096),
    "echo": lambda origin: redirect(origin.url("/gone?apikey=S3CRET")),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_secret_is_in_no_error_and_in_no_traceback(
    client: Client, origin: Origin, name: str
) -> None:
    url = origin.put("/feed", FAULTS[name](origin)).replace("//", "//user:S3CRET@")
    error = await refusal(client, url + "?token=S3CRET", headers=(("X-Key", "S3CRET"),))
    assert "S3CRET" not in "".join(traceback.format_exception(error))
    assert "S3CRET" not in repr(error) + error.url + error.reason
    assert error.url == origin.url("/feed?token=***")


async def test_untrusted_certificate_is_told(open_client: OpenClient, tls_origin: Origin) -> None:
    error = await refusal(open_client("127.0.0.1"), tls_origin.put("/", feed()))
    assert error.reason.startswith("the certificate of the server cannot be trusted: self")
    assert not tls_origin.requests


async def test_certificate_for_another_name_is_told(
    trusted_certificate: None, open_client: OpenClient, tls_origin: Origin
) -> None:
    error = await refusal(open_client("127.0.0.0/8"), f"https://localhost:{tls_origin.port}/")
    assert "the certificate of the server cannot be trusted: Hostname mismatch" in error.reason


async def test_trusted_certificate_is_enough(client: Client, tls_origin: Origin) -> None:
    got = await client.fetch(tls_origin.put("/", feed()), validators=NONE)
    assert isinstance(got, Document)


async def test_server_without_tls_is_told(client: Client) -> None:
    async def speak_plainly(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(speak_plainly, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        error = await refusal(client, f"https://127.0.0.1:{port}/")
    assert "no secure connection can be made" in error.reason


async def test_login_is_not_carried_from_https_to_http(
    client: Client, origin: Origin, tls_origin: Origin
) -> None:
    url = tls_origin.put("/", redirect(origin.put("/feed", feed())))
    error = await refusal(client, url, headers=(("Authorization", "S3CRET"),))
    assert isinstance(error, Refused)
    assert "from https to http" in error.reason
    assert not origin.requests


async def test_feed_without_login_may_move_from_https_to_http(
    client: Client, origin: Origin, tls_origin: Origin
) -> None:
    url = tls_origin.put("/", redirect(origin.put("/feed", feed()), 301))
    got = await client.fetch(url, validators=NONE, headers=(("User-Agent", "Mine/1"),))
    assert isinstance(got, Document)
    assert got.moved_to == origin.url("/feed")
