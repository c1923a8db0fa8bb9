"""A real HTTP proxy on loopback: it tunnels by CONNECT, passes plain requests on, and remembers what it was asked for.

It looks names up in a table of its own, as a proxy does that is alone in seeing the world.
"""

from __future__ import annotations

import asyncio
import contextlib
from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

Reader = asyncio.StreamReader
Writer = asyncio.StreamWriter


@dataclass
class Asked:
    """One request: its first line, and its headers by names in small letters."""

    line: str
    headers: dict[str, str]

    @property
    def target(self) -> str:
        return self.line.split(" ")[1]

    @property
    def is_tunnel(self) -> bool:
        return self.line.startswith("CONNECT ")

    @property
    def place(self) -> str:
        if self.is_tunnel:
            return self.target
        parts = urlsplit(self.target)
        return f"{parts.hostname}:{parts.port or 80}"


@dataclass
class ProxyOnLoopback:
    """`hosts` says where "name:port" leads. `answer`, where it is set, is said in place of leading anywhere."""

    hosts: dict[str, tuple[str, int]]
    login: str = ""
    answer: bytes = b""
    host: str = "127.0.0.1"
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    open: int = 0
    most: int = 0
    _talks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://{self.login}{'@' if self.login else ''}{self.host}:{self.port}"

    async def talk(self, reader: Reader, writer: Writer) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        self.open += 1
        self.most = max(self.most, self.open)
        with contextlib.suppress(OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
            await self._talk(reader, writer)
        self.open -= 1
        self._talks.discard(task)
        writer.transport.abort()

    async def _talk(self, reader: Reader, writer: Writer) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked = Asked(head.split(b"\r\n")[0].decode("latin-1"), _headers(head))
        self.asked.append(asked)
        said = self.answer or self._refusal(asked)
        if said:
            writer.write(said)
            await writer.drain()
            return
        there, back = await asyncio.open_connection(*self.hosts[asked.place])
        try:
            if asked.is_tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
                await asyncio.gather(_pour(reader, back), _pour(there, writer))
            else:
                back.write(_passed_on(asked) + await _body(asked.headers, reader))
                await _give_back(there, writer)
        finally:
            back.transport.abort()

    def _refusal(self, asked: Asked) -> bytes:
        login = f"Basic {b64encode(self.login.encode()).decode()}" if self.login else None
        if asked.headers.get("proxy-authorization") != login:
            return said(407, "Proxy-Authenticate: Basic realm=S3CRET")
        return b"" if asked.place in self.hosts else said(502)

    async def stop(self) -> None:
        for task in self._talks:
            task.cancel()
        if self._talks:
            await asyncio.wait(self._talks)


def said(code: int, *headers: str) -> bytes:
    """An answer of the proxy itself, with a page that quotes more than it should."""
    head = [f"HTTP/1.1 {code} S3CRET", "Content-Length: 6", "Connection: close", *headers]
    return ("\r\n".join(head) + "\r\n\r\nS3CRET").encode()


def _passed_on(asked: Asked) -> bytes:
    method, target, version = asked.line.split(" ")
    parts = urlsplit(target)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    kept = {name: value for name, value in asked.headers.items() if not name.startswith("proxy-")}
    head = [f"{method} {path} {version}", *(f"{name}: {value}" for name, value in kept.items())]
    return ("\r\n".join(head) + "\r\n\r\n").encode("latin-1")


async def _body(headers: dict[str, str], reader: Reader) -> bytes:
    return await reader.readexactly(int(headers.get("content-length", 0)))


async def _give_back(there: Reader, writer: Writer) -> None:
    """Give one answer, and hang up: a second request may be for another host."""
    head = await there.readuntil(b"\r\n\r\n")
    body = await _body(_headers(head), there)
    writer.write(head[:-2] + b"Connection: close\r\n\r\n" + body)
    await writer.drain()


def _headers(head: bytes) -> dict[str, str]:
    pairs = (line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:] if line)
    return {name.lower(): value for name, value in pairs}


async def _pour(source: Reader, into: Writer) -> None:
    while part := await source.read(65536):
        into.write(part)
        await into.drain()
    if into.can_write_eof():
        into.write_eof()


@contextlib.asynccontextmanager
async def running_proxy(
    hosts: dict[str, tuple[str, int]], *, login: str = "", host: str = "127.0.0.1"
) -> AsyncIterator[ProxyOnLoopback]:
    """Lead to these places until the end of the block."""
    proxy = ProxyOnLoopback(hosts, login, host=host)
    server = await asyncio.start_server(proxy.talk, host, 0)
    proxy.port = server.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        server.close()
        await proxy.stop()
        await server.wait_closed()
