"""Addresses and redirects that lead to no good."""

from __future__ import annotations

import asyncio

import pytest

from syndicate.errors import Refused
from syndicate.fetch.client import Client
from syndicate.model import Document
from tests.integration.fetch.conftest import NONE, OpenClient, refusal
from tests.integration.fetch.hostile_origin import (
    Origin,
    feed,
    redirect,
    status,
)


@pytest.mark.parametrize(
    ("locations", "words"),
    [
        (["/0"], "in a circle"),
        (["/1", "/0"], "in a circle"),
        (["/0#x"], "in a circle"),
        (["/1", "/2", "/3", "/4", "/5", "/6"], "more than 5 redirects"),
        ([""], "to what is no address"),
        (["http://"], ""),
        (["http:///"], ""),
        (["http://[::1/"], "to what is no address"),
        (["http://h:99999/"], "to what is no address"),
        (["/" + "a" * 3000], "to what is no address"),
        (["file:///etc/passwd"], "away from http"),
        (["FTP://127.0.0.1/"], "away from http"),
        (["javascript:alert(1)"], "away from http"),
        (["gopher://127.0.0.1:70/"], "away from http"),
        (["data:text/xml,<rss/>"], "away from http"),
    ],
)
async def test_redirect_that_leads_nowhere_is_an_error(
    client: Client, origin: Origin, locations: list[str], words: str
) -> None:
    for number, location in enumerate(locations):
        origin.put(f"/{number}", redirect(location))
    error = await refusal(client, origin.url("/0"))
    assert words in error.reason
    assert len(origin.requests) <= 6


async def test_redirect_without_a_target_is_an_error(client: Client, origin: Origin) -> None:
    assert "no address" in (await refusal(client, origin.put("/", status(302)))).reason


async def test_body_of_a_redirect_is_not_read(client: Client, origin: Origin) -> None:
    async def answer(_: object, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /feed\r\n\r\n")
        while True:
            writer.write(bytes(65536))
            await writer.drain()

    origin.put("/", answer)
    origin.put("/feed", feed())
    got = await client.fetch(origin.url("/"), validators=NONE)
    assert isinstance(got, Document)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "feed",
        "/feed",
        "http://",
        "http:///feed",
        "https:feed",
        "file:///etc/passwd",
        "ftp://a.example/",
        "javascript:alert(1)",
        "http://a.example:99999/",
        "http://[::1/",
        "http://a\\@127.0.0.1/",
        "http://a.example/" + "a" * 3000,
    ],
)
async def test_address_that_is_none_is_refused(client: Client, url: str) -> None:
    error = await refusal(client, url)
    assert isinstance(error, Refused)
    assert "http or https" in error.reason


@pytest.mark.parametrize("host", ["a b", "a\x00b", "a" * 300, "a..b", ".", "*"])
async def test_host_that_is_no_name_fails_like_any_other(
    open_client: OpenClient, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lookup(name: str, *_: object, **__: object) -> None:
        name.encode("idna")  # what the system does first
        raise OSError(-2, "S3CRET")

    monkeypatch.setattr("socket.getaddrinfo", lookup)
    error = await refusal(open_client(), f"http://{host}/")
    assert "S3CRET" not in str(error)
