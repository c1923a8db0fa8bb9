"""What a hostile server sends: one small function for each behaviour, on the server of tests/integration/fetch."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

from tests.hostile.documents import GOOD
from tests.integration.fetch.hostile_origin import (
    _PACKERS,
    MIB,
    Answer,
    Origin,
    Request,
    Writer,
    running,
)

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
GIB = 1024 * MIB


def stream(head: bytes, parts: Callable[[], Iterator[bytes]], pause: float = 0) -> Answer:
    """Send a head, and parts of a body as long as somebody takes them; then close."""

    async def answer(_: Request, writer: Writer) -> None:
        writer.write(head)
        for part in parts():
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        writer.close()

    return answer


def repeat(head: bytes, part: bytes, pause: float = 0) -> Answer:
    """The same for ever."""
    return stream(head, lambda: itertools.repeat(part), pause)


def packed_gibibyte(coding: str) -> Answer:
    """A body that unpacks to 1 GiB, made while it is sent: nobody ever holds it."""

    def parts() -> Iterator[bytes]:
        packer, end = _PACKERS[coding]()
        block = bytes(MIB)
        for _ in range(GIB // MIB):
            yield packer(block)
        yield end()

    head = OK + f"Content-Encoding: {coding}\r\nConnection: close\r\n\r\n".encode()
    return stream(head, parts)


def many_members() -> Answer:
    """Empty gzip files, one after the other."""
    head = OK + b"Content-Encoding: gzip\r\nConnection: close\r\n\r\n"
    return stream(head, lambda: itertools.repeat(gzip.compress(b"") * 500, 400))


def endless_headers(pause: float = 0) -> Answer:
    each = 1 if pause else 500  # a drip, or as fast as it can be sent

    def parts() -> Iterator[bytes]:
        for start in itertools.count(step=each):
            yield b"".join(b"X-%d: y\r\n" % n for n in range(start, start + each))

    return stream(OK, parts, pause)


def endless_promises(pause: float = 0) -> Answer:
    return repeat(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", pause)


def endless_tiny_chunks() -> Answer:
    return repeat(CHUNKED, b"1\r\nx\r\n" * 1000)


def endless_chunk_extension() -> Answer:
    return repeat(CHUNKED + b"1;", b"x=y;" * 1000)


def endless_trailers() -> Answer:
    return repeat(CHUNKED + b"1\r\nx\r\n0\r\n", b"X: y\r\n" * 100)


def endless_body() -> Answer:
    return repeat(OK + b"\r\n", b"<item/>" * 4096)


def endless_status_line() -> Answer:
    return repeat(b"HTTP/1.1 200 ", b"O" * 4096)


def drip(head: bytes, part: bytes = b"x") -> Answer:
    """A byte now and then, often enough that the server is never silent."""
    return repeat(head, part, pause=0.05)


def silence(_: Request, writer: Writer) -> asyncio.Future[None]:
    return asyncio.get_running_loop().create_future()


def endless_redirects() -> Answer:
    count = itertools.count()

    async def answer(_: Request, writer: Writer) -> None:
        location = b"Location: /hop?%d\r\n" % next(count)
        writer.write(b"HTTP/1.1 302 Found\r\n" + location + b"Content-Length: 0\r\n\r\n")

    return answer


def head_only(*headers: bytes, code: bytes = b"200 OK", body: bytes = GOOD) -> Answer:
    """An answer with these bytes for headers, as they are."""
    length = b"Content-Length: %d" % len(body)
    head = b"\r\n".join((b"HTTP/1.1 " + code, *headers, length)) + b"\r\n\r\n"
    return stream(head + body, lambda: iter(()))


def cut_gzip(body: bytes, keep: int) -> Answer:
    """A packed body without a length, closed after so many of its bytes: HTTP cannot tell that it is cut."""
    packer = zlib.compressobj(wbits=31)
    packed = packer.compress(body[:keep]) + packer.flush(zlib.Z_SYNC_FLUSH)
    head = OK + b'ETag: "1"\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n'
    return stream(head + packed, lambda: iter(()))


def cut_plain(body: bytes, keep: int) -> Answer:
    """The same, not packed."""
    head = OK + b'ETag: "1"\r\nConnection: close\r\n\r\n'
    return stream(head + body[:keep], lambda: iter(()))


def reset(after: bytes) -> Answer:
    """Break the connection off after these bytes."""

    async def answer(_: Request, writer: Writer) -> None:
        writer.write(after)
        await writer.drain()
        await asyncio.sleep(0.05)
        writer.transport.abort()

    return answer


@asynccontextmanager
async def running_origin(host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Origin]:
    async with running(host, port) as origin:
        yield origin
