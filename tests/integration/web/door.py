"""The door of a site, over a real socket: what is sent and read there, and how far it came."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from aiohttp import web

from syndicate.model import Address, Coding, Publication
from syndicate.web.connections import Listener
from syndicate.web.desk import Desk

PATH = "/outputs/desk.atom"


@dataclass
class Site:
    """A server with a door, and what came as far as the application."""

    port: int
    app: web.Application
    desk: Desk
    listener: Listener
    server: web.Server
    asked: list[tuple[Address, Coding]] = field(default_factory=list)
    stands: dict[tuple[Address, Coding], Publication] = field(default_factory=dict)
    state: int | None = 1

    def requests(self) -> int:
        """How many requests came as far as aiohttp."""
        return self.server.requests_count

    async def say(
        self, method: str, path: str, *headers: str, version: str = "1.1", body: bytes = b""
    ) -> bytes:
        """Send a request and read to the end."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        close = () if version == "1.0" else ("Connection: close",)
        lines = [f"{method} {path} HTTP/{version}", "Host: x", *headers, *close, "", ""]
        writer.write("\r\n".join(lines).encode() + body)
        said = await reader.read()
        writer.close()
        await writer.wait_closed()
        return said


def parted(answer: bytes) -> tuple[str, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return status, dict(line.split(": ", 1) for line in lines), body


async def exchanged(site: Site, request: bytes) -> bytes:
    """Send bytes, read one answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", site.port)
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    body = await reader.readexactly(int(parted(head)[1].get("Content-Length", 0)))
    writer.close()
    await writer.wait_closed()
    return head + body
