"""A server on loopback that answers in any way a test wants, well-formed or not.

An answer is a coroutine that is given the request and a writer; the ones below make the usual crimes.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ssl
import sys
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Writer = asyncio.StreamWriter
Head = Iterable[tuple[str, str]]
MIB = 1024 * 1024
FEED = b'<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title></feed>'


@dataclass(frozen=True)
class Request:
    line: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return self.line.split(" ")[1]


Answer = Callable[[Request, Writer], Awaitable[None]]


@dataclass
class Origin:
    host: str = "127.0.0.1"
    port: int = 0
    tls: bool = False
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    connections: int = 0
    _talks: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, path: str = "/") -> str:
        return f"http{'s' if self.tls else ''}://{self.host}:{self.port}{path}"

    def put(self, path: str, answer: Answer) -> str:
        self.answers[path] = answer
        return self.url(path)

    async def talk(self, reader: asyncio.StreamReader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        self.connections += 1
        # A client that hangs up in the middle of a crime is what the tests hope for.
        with contextlib.suppress(OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                pairs = (line.split(": ", 1) for line in head[1:] if line)
                request = Request(head[0], {name.lower(): value for name, value in pairs})
                self.requests.append(request)
                await self.answers.get(request.path.split("?")[0], status(404))(request, writer)
                await writer.drain()
        self._talks.discard(task)
        writer.transport.abort()

    async def stop(self) -> None:
        for task in self._talks:
            task.cancel()
        if self._talks:
            await asyncio.wait(self._talks)


@contextlib.asynccontextmanager
async def running(
    host: str = "127.0.0.1", port: int = 0, context: ssl.SSLContext | None = None
) -> AsyncIterator[Origin]:
    origin = Origin(host=host, tls=context is not None)
    server = await asyncio.start_server(origin.talk, host, port, ssl=context)
    origin.port = server.sockets[0].getsockname()[1]
    try:
        yield origin
    finally:
        server.close()
        await origin.stop()
        await server.wait_closed()


def status(code: int, headers: Head = (), body: bytes = b"") -> Answer:
    """A well-formed answer."""

    async def answer(_: Request, writer: Writer) -> None:
        length = () if code in {204, 304} else (("Content-Length", str(len(body))),)
        writer.write(_head(code, (*headers, *length)) + body)

    return answer


def feed(headers: Head = (), body: bytes = FEED) -> Answer:
    return status(200, (("Content-Type", "application/atom+xml"), *headers), body)


def redirect(location: str, code: int = 302) -> Answer:
    return status(code, (("Location", location),), b"elsewhere")


def raw(*parts: bytes, pause: float = 0, then: str = "close") -> Answer:
    """Bytes as they are, one part after a pause after the other; then "close", "reset" or "stay"."""

    async def answer(_: Request, writer: Writer) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)
        if then == "stay":
            await asyncio.sleep(60)
        elif then == "reset":
            writer.transport.abort()
        else:
            writer.close()

    return answer


def endless(part: bytes, headers: Head = (), pause: float = 0) -> Answer:
    """A body without an end."""

    async def answer(_: Request, writer: Writer) -> None:
        writer.write(_head(200, headers))
        while True:
            writer.write(part)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


def packed(coding: str, body: bytes, headers: Head = ()) -> Answer:
    return feed((("Content-Encoding", coding), *headers), PACK[coding](body))


def bomb(coding: str, mebibytes: int = 128) -> Answer:
    """A small body that unpacks to a large one."""
    packer, end = _PACKERS[coding]()
    block = bytes(MIB)
    body = b"".join(packer(block) for _ in range(mebibytes)) + end()
    assert len(body) < MIB
    return feed((("Content-Encoding", coding),), body)


def _gzip() -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    packer = zlib.compressobj(1, wbits=31)
    return packer.compress, packer.flush


def _deflate() -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    packer = zlib.compressobj(1)
    return packer.compress, packer.flush


def _brotli() -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    packer = brotli.Compressor(quality=1)
    return packer.process, packer.finish


def _zstd() -> tuple[Callable[[bytes], bytes], Callable[[], bytes]]:
    packer = zstd.ZstdCompressor(level=1)
    return packer.compress, packer.flush


_PACKERS = {"gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def _head(code: int, headers: Head) -> bytes:
    lines = [f"HTTP/1.1 {code} Whatever", *(f"{name}: {value}" for name, value in headers)]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")
