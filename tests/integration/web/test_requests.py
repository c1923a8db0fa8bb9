"""What is answered before the application is asked: over a real socket, byte for byte what the application says."""

from __future__ import annotations

import asyncio
import gzip
from dataclasses import replace

import pytest

from syndicate.model import Address
from syndicate.web.app import replace_desk
from syndicate.web.connections import is_whole
from tests.integration.web.door import PATH, Site, exchanged, parted
from tests.integration.web.served import BROWSER, shelf
from tests.unit.web.fakes import desk_with, overview

FORM = ("Content-Type: application/x-www-form-urlencoded",)


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
    assert headers["Vary"] == "Accept, Sec-Fetch-Dest, Accept-Encoding"


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
    site.state = 2
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
    site.state = 2
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


async def test_the_same_request_again_never_reaches_aiohttp(site: Site) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    request = f"GET {PATH} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    heads = []
    for _ in range(5):
        writer.write(request)
        _, headers, _ = parted(await reader.readuntil(b"\r\n\r\n"))
        heads.append(headers["ETag"])
        await reader.readexactly(int(headers["Content-Length"]))
    assert len(set(heads)) == 1
    assert site.requests() == 2  # the application's answer, and the one that was learned
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("version", ["1.1", "1.0"])
async def test_a_stranger_with_a_known_request_is_served_and_let_go(
    site: Site, version: str
) -> None:
    answers = [await site.say("GET", PATH, version=version) for _ in range(4)]
    assert site.requests() == 2
    assert {answer.partition(b"Date: ")[0] for answer in answers} == {
        answers[0].partition(b"Date: ")[0]
    }


async def test_answers_come_in_the_order_of_the_requests(site: Site) -> None:
    """A slow page is asked for, and then, without waiting for it, a feed that is known."""
    known = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    for _ in range(2):
        await exchanged(site, known)
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(b"GET /sources HTTP/1.1\r\nHost: x\r\n\r\n")
    await asyncio.sleep(0)
    writer.write(known)
    kinds = []
    for _ in range(2):
        _, headers, _ = parted(await reader.readuntil(b"\r\n\r\n"))
        kinds.append(headers["Content-Type"].partition(";")[0])
        await reader.readexactly(int(headers["Content-Length"]))
    assert kinds == ["text/html", "application/atom+xml"]
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("length", [True, False], ids=["length", "chunks"])
async def test_a_body_that_looks_like_a_known_request_is_not_answered(
    site: Site, length: bool
) -> None:
    known = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    for _ in range(2):
        await exchanged(site, known)
    field = f"Content-Length: {len(known)}" if length else "Transfer-Encoding: chunked"
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(f"GET /none HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    await reader.readexactly(int(parted(head)[1]["Content-Length"]))
    writer.write(known)
    writer.write_eof()
    rest = await reader.read()
    assert b"200 OK" not in rest
    writer.close()
    await writer.wait_closed()


async def test_half_a_request_and_the_other_half_are_one(site: Site) -> None:
    known = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    for _ in range(2):
        await exchanged(site, known)
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(known[:20])
    await asyncio.sleep(0.02)
    writer.write(known[20:])
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", True),
        (b"POST / HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\nG", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\ncontent-LENGTH: 0\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n", False),
        (b"GET / HTTP/1.1\nHost: x\n\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", False),
        (b"GET / HTTP/1.1\r\nHost: x\rGET: y\r\n\r\n", False),
    ],
)
def test_only_one_whole_request_without_a_body_is_known_to_leave_nothing(
    data: bytes, whole: bool
) -> None:
    assert is_whole(data) is whole


@pytest.mark.parametrize("path", ["/", "/hub", "/push/abc", "/nothing"])
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (("Content-Encoding: gzip", "Content-Length: 20000"), b"x" * 20000),
        (("Content-Encoding: br", "Content-Length: 20000"), b"x" * 20000),
        ((*FORM, "Content-Encoding: gzip", "Content-Length: 5"), b"hello"),
        (("Transfer-Encoding: chunked",), b"5\r\nhello\r\nzz\r\n"),
        (("Bad Header: x",), b""),
        (("X: " + "x" * 20000,), b""),
    ],
)
async def test_a_damaged_request_is_answered_and_is_no_event(
    site: Site,
    path: str,
    headers: tuple[str, ...],
    body: bytes,
    caplog: pytest.LogCaptureFixture,
) -> None:
    status = parted(await site.say("POST", path, *headers, body=body))[0]
    assert status.split()[1].startswith("4")
    assert not caplog.records


@pytest.mark.parametrize(
    ("path", "header", "status", "words"),
    [
        (f"/search.atom?q={'a' * 8200}", "X: y", "414", b"This address is too long"),
        (f"/search.atom?q={'a' * 70_000}", "X: y", "414", b"This address is too long"),
        (PATH, f"Cookie: {'a' * 8200}", "431", b"A header of this request is too long"),
        (PATH, "Bad Header: aaaaaaaa", "400", b"This is no request that can be read"),
    ],
)
async def test_what_cannot_be_read_is_told_why_in_our_words(
    site: Site, path: str, header: str, status: str, words: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    told, headers, body = parted(await site.say("GET", path, header))
    assert told.split()[1] == status
    assert body.startswith(words)
    assert b"aaaa" not in body
    assert headers["Server"] == "Syndicate"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert not caplog.records


async def test_a_fault_of_ours_is_told_without_its_inside(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    async def publish(*_: object) -> None:
        raise RuntimeError("the inside")

    replace_desk(site.app, replace(site.desk, publish=publish))
    told, headers, body = parted(await site.say("GET", PATH))
    assert told.split()[1] == "500"
    assert body == b"Something went wrong here. It has been written to the log.\n"
    assert headers["Server"] == "Syndicate"
    assert "the inside" in caplog.text
