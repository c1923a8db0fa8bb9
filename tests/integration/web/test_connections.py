"""How long a connection lasts: as the reader wants, and not for ever."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace

import pytest

from syndicate.model import Address, Coding, Publication
from syndicate.web import connections
from syndicate.web.app import replace_desk
from syndicate.web.connections import Connection
from tests.integration.web.door import PATH, Site, exchanged, parted


async def test_a_connection_is_kept_or_closed_as_the_reader_wants(site: Site) -> None:
    await site.say("GET", PATH)
    assert parted(await site.say("GET", PATH))[1]["Connection"] == "close"
    assert parted(await site.say("GET", PATH, version="1.0"))[1]["Connection"] == "close"
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
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


async def test_a_connection_on_which_nothing_is_asked_is_closed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    for _ in range(2):
        await exchanged(site, known)
    monkeypatch.setattr(connections, "IDLE_S", 0.05)
    for asks in (b"", known):
        reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
        writer.write(asks)
        async with asyncio.timeout(5):
            await reader.read()
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    "before", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"], ids=["first", "next"]
)
async def test_a_request_that_never_ends_keeps_no_connection_open(
    site: Site, monkeypatch: pytest.MonkeyPatch, before: bytes
) -> None:
    """However steadily it comes: a byte at a time, and no connection was left for others."""
    monkeypatch.setattr(connections, "IDLE_S", 0.3)
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(before + b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: ")
    async with asyncio.timeout(5):
        with contextlib.suppress(ConnectionError):
            while not reader.at_eof():
                writer.write(b"x")
                await asyncio.sleep(0.05)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(65536), 0.01)
    writer.close()
    with contextlib.suppress(ConnectionError):
        await writer.wait_closed()


@pytest.mark.parametrize("more", [b"", b"Content-Length: 0\r\n"], ids=["whole", "with a body"])
async def test_an_answer_may_take_longer_than_a_connection_idles(
    site: Site, monkeypatch: pytest.MonkeyPatch, more: bytes
) -> None:
    async def slowly(address: Address, coding: Coding) -> Publication | None:
        await asyncio.sleep(1)
        return await site.desk.publish(address, coding)

    monkeypatch.setattr(connections, "IDLE_S", 0.6)
    replace_desk(site.app, replace(site.desk, publish=slowly))
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(f"GET {PATH} HTTP/1.1\r\nHost: x\r\n".encode() + more + b"\r\n")
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 200")
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize("before", [0, 2], ids=["asked", "known"])
@pytest.mark.parametrize("last", ["Connection: close\r\n", ""], ids=["last", "kept"])
async def test_a_reader_that_takes_nothing_off_the_wire_keeps_no_connection_open(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    before: int,
    last: str,
) -> None:
    size = enlarged(site)
    monkeypatch.setattr(connections, "IDLE_S", 0.3)
    asked = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n{last}\r\n".encode()
    for _ in range(before):
        reader, writer = await begun(site, asked)
        await reader.readexactly(size)
        writer.close()
    _, writer = await begun(site, asked)
    async with asyncio.timeout(10):
        while site.listener.connections:  # noqa: ASYNC110 - of the other end
            await asyncio.sleep(0.05)
    writer.close()
    assert not caplog.records


async def test_a_slow_reader_is_sent_all_of_it(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    size = enlarged(site)
    monkeypatch.setattr(connections, "IDLE_S", 0.6)
    reader, writer = await begun(site, f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    for _ in range(16):
        await reader.readexactly(size // 16)
        await asyncio.sleep(0.05)
    writer.close()


def enlarged(site: Site) -> int:
    """Have the feed be larger than what the system holds for a reader, and tell how large."""
    size = 32 * 2**20

    async def publish(address: Address, coding: Coding) -> Publication | None:
        return large(await site.desk.publish(address, coding))

    def large(found: Publication | None) -> Publication | None:
        return found and replace(found, body=bytes(size))

    replace_desk(
        site.app,
        replace(
            site.desk, publish=publish, standing=lambda *what: large(site.desk.standing(*what))
        ),
    )
    return size


async def begun(site: Site, asked: bytes) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Ask, and read the head of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(asked)
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def test_a_reader_that_takes_nothing_off_the_wire_is_not_sent_ever_more(site: Site) -> None:
    known = f"GET {PATH} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    for _ in range(2):
        await exchanged(site, known)
    connection = Connection(site.listener)
    wire = Wire()
    connection.connection_made(wire)
    connection.data_received(known)
    assert len(wire.sent) == 1
    connection.pause_writing()
    connection.data_received(known)
    await asyncio.sleep(0.02)
    assert len(wire.sent) <= 2
    connection.connection_lost(None)


class Wire(asyncio.Transport):
    """A connection of which everything is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.sent.append(bytes(data))

    def is_closing(self) -> bool:
        return False

    def close(self) -> None: ...

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...
