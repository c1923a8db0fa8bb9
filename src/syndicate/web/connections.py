"""Where connections come in: a request that is known byte for byte is answered on the spot, all else is aiohttp's.

Nothing is answered here before what was asked for earlier: not while aiohttp works for the connection, and not any
more once it was handed anything but whole requests without a body, one at a time. It might have part of one left.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from socket import socket
from typing import Final

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.log import server_logger

from syndicate.web.access_log import AccessLog
from syndicate.web.desk import SEAT
from syndicate.web.standing import STANDING
from syndicate.web.unread import ADDRESS_BYTES, FIELD_BYTES, Protocol

IDLE_S: Final = 75.0
# A reader takes more than that off the wire in IDLE_S, or is no reader.
TAKEN_BYTES: Final = 64 * 1024
_WAITING: Final = 1024  # connections that the system takes before we do
_LONGEST: Final = 2048  # of the requests that are remembered
_MORE_TO_COME: Final = (b"content-length", b"transfer-encoding", b"upgrade", b"expect")


class _OwnFaults(logging.Filter):
    """Lets pass what went wrong here. A request that is no HTTP is answered 400; anybody can send one."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not isinstance(error, HttpProcessingError)


_OWN_FAULTS: Final = _OwnFaults()


def make_runner(app: web.Application) -> web.AppRunner:
    """What serves the application."""
    server_logger.addFilter(_OWN_FAULTS)
    return web.AppRunner(app, access_log=None, shutdown_timeout=2.0)


class Listener:
    """Makes the protocol of each connection that comes in, and knows them all."""

    def __init__(
        self, runner: web.AppRunner, app: web.Application, access_log: AccessLog | None = None
    ) -> None:
        server = runner.server
        assert server is not None  # noqa: S101 - the runner was set up
        # Bodies stay as they are sent: nobody here reads a packed one.
        self.behind: Callable[[], web.RequestHandler] = partial(
            Protocol,
            server,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type]  # the way to have none
            auto_decompress=False,
            max_line_size=ADDRESS_BYTES,
            max_field_size=FIELD_BYTES,
        )
        self.access_log = access_log
        self.standing, self.seat = app[STANDING], app[SEAT]
        # By the protocol behind each, or by themselves.
        self.connections: dict[object, Connection] = {}
        self._server: asyncio.Server | None = None
        self._rest: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
        self._rest, server.request_handler = server.request_handler, self._answer

    def __call__(self) -> Connection:
        """Make the protocol of one connection."""
        return Connection(self)

    async def listen(self, host: str, port: int, door: socket | None = None) -> int:
        """Take connections, at a door that stands already if there is one, and tell the port. Raises OSError."""
        loop = asyncio.get_running_loop()
        if door is None:
            self._server = await loop.create_server(self, host, port, backlog=_WAITING)
        else:
            self._server = await loop.create_server(self, sock=door, backlog=_WAITING)
        return int(self._server.sockets[0].getsockname()[1])

    def close(self) -> None:
        """Take no more connections; close those that aiohttp knows nothing of."""
        if self._server is not None:
            self._server.close()
        for connection in list(self.connections.values()):
            connection.leave()
        if self.access_log is not None:
            self.access_log.close()

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        if self.access_log is None:
            return await self._found(request)
        status, sent = 500, 0
        try:
            answer = await self._found(request)
            status, body = answer.status, getattr(answer, "body", None)
            sent = len(body) if isinstance(body, bytes) else 0
            return answer
        except web.HTTPException as refusal:
            status = refusal.status
            raise
        finally:
            self.access_log.note(request, status, sent)

    async def _found(self, request: web.BaseRequest) -> web.StreamResponse:
        connection = self.connections.get(request.protocol)
        asked = connection.heard() if connection else None
        found = self.standing.answer(request, self.seat.desk)
        if found is None:
            return await self._rest(request)
        if asked is not None and len(asked) <= _LONGEST:
            self.standing.learn(asked, found)
        return found


class Connection(asyncio.Protocol):
    """A connection. Behind it stands aiohttp's protocol, from the first request on that is not known."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._behind: web.RequestHandler | None = None
        self._asked: bytes | None = None  # what aiohttp works at, if that is one whole request
        self._busy = False
        self._answering = 0
        self._paused = False
        self._held: int | None = None  # bytes that waited for the reader at the last look
        self._seen_at = self._loop.time()
        self._timer = self._loop.call_later(IDLE_S, self._look)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Somebody is there."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - of a TCP connection
        self._transport = transport
        self._listener.connections[self] = self

    def data_received(self, data: bytes) -> None:
        """Answer, or hand it on."""
        if self._transport is None:
            return
        if not self._busy and not self._paused:
            found = self._listener.standing.known(data, self._listener.seat.desk)
            if found is not None:
                self._seen_at = self._loop.time()
                self._transport.write(found.bytes_now())
                if self._listener.access_log is not None:
                    peer = self._transport.get_extra_info("peername") or ("",)
                    self._listener.access_log.note_known(
                        peer[0], data, found.status, len(found.body)
                    )
                if not found.keep_alive:
                    self._transport.close()
                return
        self._hand_on(self._transport, data)

    def _hand_on(self, transport: asyncio.Transport, data: bytes) -> None:
        self._asked = data if not self._busy and is_whole(data) else None
        self._busy = True
        if self._behind is None:
            self._behind = self._listener.behind()
            del self._listener.connections[self]
            self._listener.connections[self._behind] = self
            self._behind.connection_made(transport)
            if self._paused:
                self._behind.pause_writing()
        self._behind.data_received(data)

    def heard(self) -> bytes | None:
        """What was handed on is being answered, in a task of its own; tell what it was, if it was one whole request."""
        task = asyncio.current_task()
        if task is not None:
            self._answering += 1
            task.add_done_callback(self._answered)
        return self._asked

    def _answered(self, _: asyncio.Task[object]) -> None:
        self._answering -= 1
        self._seen_at = self._loop.time()
        if self._asked is not None:
            self._asked, self._busy = None, False

    def _look(self) -> None:
        """Close a connection on which nothing was asked for long, or something that was never asked to its end.

        One on which nothing is taken off the wire is cut off: closing it would wait for that.
        """
        if self._transport is None:
            return
        left = self._seen_at + IDLE_S - self._loop.time()
        if self._paused:
            held, before = self._transport.get_write_buffer_size(), self._held
            self._held, left = held, IDLE_S
            if before is not None and held > before - TAKEN_BYTES:
                self._transport.abort()
        elif left <= 0 and not self._answering:
            self._transport.close()
            self._timer = self._loop.call_later(IDLE_S, self._transport.abort)
            return
        self._timer = self._loop.call_later(left if left > 0 else IDLE_S, self._look)

    def leave(self) -> None:
        """Close the connection if nobody else will."""
        if self._behind is None and self._transport is not None:
            self._transport.close()

    def eof_received(self) -> None:
        """No more will be asked."""
        if self._behind:
            self._behind.eof_received()

    def pause_writing(self) -> None:
        """What was sent is not taken off the wire."""
        self._paused = True
        if self._behind:
            self._behind.pause_writing()

    def resume_writing(self) -> None:
        """It is taken off again."""
        self._paused, self._held = False, None
        if self._behind:
            self._behind.resume_writing()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Nobody is there any more."""
        self._timer.cancel()
        self._transport = None
        self._listener.connections.pop(self._behind or self, None)
        if self._behind:
            self._behind.connection_lost(exc)


def is_whole(data: bytes) -> bool:
    """Tell whether this is one request without a body, to its end and no further (RFC 9112)."""
    lines = data.count(b"\n")
    if not data.startswith((b"GET ", b"HEAD ")) or data.find(b"\r\n\r\n") != len(data) - 4:
        return False
    if lines != data.count(b"\r\n") or lines != data.count(b"\r"):
        return False
    lower = data.lower()
    return not any(word in lower for word in _MORE_TO_COME)
