"""What is answered before the application is asked: over a real socket, byte for byte what the application says."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from syndicate.model import Address, Coding, Publication
from syndicate.web.app import make_app, replace_desk
from syndicate.web.desk import Desk
from syndicate.web.door import open_door
from tests.integration.web.test_http import BROWSER, shelf
from tests.unit.web.fakes import desk_with, overview

PATH = "/outputs/desk.atom"


@dataclass
class Site:
    """A server with a door, and what came as far as the application."""

    server: TestServer
    app: web.Application
    desk: Desk
    asked: list[tuple[Address, Coding]] = field(default_factory=list)
    stands: dict[tuple[Address, Coding], Publication] = field(default_factory=dict)

    async def say(self, method: str, path: str, *headers: str, version: str = "1.1") -> bytes:
        """Send a request and read to the end."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
        close = () if version == "1.0" else ("Connection: close",)
        lines = [f"{method} {path} HTTP/{version}", "Host: x", *headers, *close, "", ""]
        writer.write("\r\n".join(lines).encode())
        said = await reader.read()
        writer.close()
        await writer.wait_closed()
        return said


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    desk = desk_with(shelf())

    async def publish(address: Address, coding: Coding) -> Publication | None:
        made.asked.append((address, coding))
        found = await desk.publish(address, coding)
        if found:
            made.stands[address, coding] = found
        return found

    full = replace(desk, publish=publish, standing=lambda *what: made.stands.get(what))
    app = make_app(full)
    made = Site(TestServer(app), app, full)
    await made.server.start_server()
    assert isinstance(made.server.runner, web.AppRunner)
    open_door(made.server.runner, app)
    yield made
    await made.server.close()


def parted(answer: bytes) -> tuple[str, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body


async def test_the_second_reader_is_answered_at_the_door_with_the_same_bytes(site: Site) -> None:
    first = await site.say("GET", PATH, "Accept-Encoding: gzip")
    asked = len(site.asked)
    again = await site.say("GET", PATH, "Accept-Encoding: gzip")
    assert len(site.asked) == asked > 0
    (status, headers, body), (_, others, _) = parted(again), parted(first)
    others["Date"] = headers["Date"]
    assert headers == others
    assert status == "HTTP/1.1 200 OK"
    assert (headers["Content-Encoding"], int(headers["Content-Length"])) == ("gzip", len(body))
    assert gzip.decompress(body).startswith(b"<?xml")
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Vary"] == "Accept, Accept-Encoding"


async def test_head_tells_the_length_and_sends_nothing(site: Site) -> None:
    _, whole, body = parted(await site.say("GET", PATH))
    asked = len(site.asked)
    status, headers, nothing = parted(await site.say("HEAD", PATH))
    assert (status, nothing, len(site.asked)) == ("HTTP/1.1 200 OK", b"", asked)
    assert int(headers["Content-Length"]) == len(body)
    assert headers["ETag"] == whole["ETag"]


@pytest.mark.parametrize(
    ("coding", "suffix"), [("gzip", "-gz"), ("br", "-br"), ("zstd", "-zst"), ("identity", "")]
)
async def test_who_has_it_is_told_so_under_the_tag_that_it_has(
    site: Site, coding: str, suffix: str
) -> None:
    _, headers, _ = parted(await site.say("GET", PATH, f"Accept-Encoding: {coding}"))
    tag = headers["ETag"]
    assert tag.endswith(f'{suffix}"')
    for asks_for in (coding, "gzip", "identity"):
        known = (f"Accept-Encoding: {asks_for}", f"If-None-Match: {tag}")
        status, headers, body = parted(await site.say("GET", PATH, *known))
        assert (status, body, headers["ETag"]) == ("HTTP/1.1 304 Not Modified", b"", tag)
        assert "Content-Length" not in headers
        assert "Content-Encoding" not in headers
    since = f"If-Modified-Since: {headers['Last-Modified']}"
    assert parted(await site.say("GET", PATH, since))[0] == "HTTP/1.1 304 Not Modified"


async def test_a_connection_is_kept_or_closed_as_the_reader_wants(site: Site) -> None:
    await site.say("GET", PATH)
    assert parted(await site.say("GET", PATH))[1]["Connection"] == "close"
    assert parted(await site.say("GET", PATH, version="1.0"))[1]["Connection"] == "close"
    reader, writer = await asyncio.open_connection("127.0.0.1", site.server.port)
    writer.write(f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode() * 3)
    for _ in range(3):
        head = await reader.readuntil(b"\r\n\r\n")
        _, headers, _ = parted(head)
        assert "Connection" not in headers
        assert (await reader.readexactly(int(headers["Content-Length"])))[-8:].endswith(b"</feed>")
    writer.write(f"GET {PATH} HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n".encode())
    _, headers, _ = parted(await reader.readuntil(b"\r\n\r\n"))
    assert headers["Connection"] == "keep-alive"
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    ("method", "path", "header", "status"),
    [
        ("GET", PATH, f"Accept: {BROWSER['Accept']}", "303"),
        ("GET", PATH, "Accept-Encoding: identity;q=0, x", "406"),
        ("POST", PATH, "Content-Length: 0", "405"),
        ("GET", f"{PATH}?page=2", "X: y", "200"),
        ("GET", PATH, "Authorization: Basic eA==", "200"),
        ("GET", PATH.replace("atom", "json"), "X: y", "200"),
        ("GET", "/outputs/none.atom", "X: y", "404"),
    ],
)
async def test_all_else_is_for_the_application(
    site: Site, method: str, path: str, header: str, status: str
) -> None:
    await site.say("GET", PATH)
    asked = len(site.asked)
    answer = await site.say(method, path, header)
    assert answer.split(b" ")[1].decode() == status
    assert status not in {"200", "404"} or len(site.asked) > asked


async def test_what_does_not_stand_any_more_is_asked_for_again(site: Site) -> None:
    await site.say("GET", PATH)
    site.stands.clear()
    asked = len(site.asked)
    assert parted(await site.say("GET", PATH))[0] == "HTTP/1.1 200 OK"
    assert len(site.asked) > asked


async def test_an_address_that_leads_elsewhere_now_is_not_answered_from_before(site: Site) -> None:
    await site.say("GET", "/threads/t1.atom")
    site.desk.store.threads.shelf.threads[:] = [  # type: ignore[attr-defined]
        replace(each, merged_into="t9")
        for each in site.desk.store.threads.shelf.threads  # type: ignore[attr-defined]
    ]
    site.stands.clear()
    assert b" 301 " in await site.say("GET", "/threads/t1.atom")
    address = Address("threads", "t1", "atom")
    found = await site.desk.publish(address, "identity")  # as somebody else in the house may
    assert found
    assert b" 301 " in await site.say("GET", "/threads/t1.atom")


async def test_another_desk_is_asked_as_soon_as_it_is_there(site: Site) -> None:
    await site.say("GET", PATH)
    other = shelf()
    other.sources = [overview("s1", "Only one")]
    other.items.clear()
    replace_desk(site.app, desk_with(other))
    assert b"<entry" not in await site.say("GET", PATH)
