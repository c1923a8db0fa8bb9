"""Answer -> body, with caps on what is sent and on what it unpacks to.

Always by chunks: reading an answer at once unpacks all of it first, and 2 KB can hold 1 GB.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from aiohttp import ClientOSError, ClientPayloadError, ClientResponse, ServerDisconnectedError

from syndicate.errors import FetchError, Refused
from syndicate.fetch.headers import codings
from syndicate.fetch.limits import MIB, Limits
from syndicate.fetch.redirects import Way

CHUNK = 65536
LOOK_S = 0.25
_NOT_ASKED_FOR = frozenset({"compress", "x-compress", "x-gzip"})


async def read_body(way: Way, response: ClientResponse, limits: Limits) -> tuple[bytes, bool]:
    """Return the body, and whether it is complete as far as the connection can tell."""
    _check_headers(way, response, limits)
    chunks: list[bytes] = []
    size = 0
    try:
        with _watched(way, response, limits):
            async for chunk in response.content.iter_chunked(CHUNK):
                size += len(chunk)
                if size > limits.body_bytes:
                    raise _too_large(way, limits.body_bytes, "unpacked")
                if response.content.total_raw_bytes > limits.wire_bytes:
                    raise _too_large(way, limits.wire_bytes, "as sent")
                chunks.append(chunk)
    except (ClientPayloadError, ClientOSError, ServerDisconnectedError):
        if not chunks:
            raise
        return b"".join(chunks), False
    return b"".join(chunks), True


@contextlib.contextmanager
def _watched(way: Way, response: ClientResponse, limits: Limits) -> Iterator[None]:
    """Look at what was sent from time to time: bytes that unpack to nothing never make a chunk."""
    loop = asyncio.get_running_loop()
    timer: asyncio.TimerHandle | None = None

    def look() -> None:
        nonlocal timer
        if response.content.total_raw_bytes > limits.wire_bytes:
            response.content.set_exception(_too_large(way, limits.wire_bytes, "as sent"))
        else:
            timer = loop.call_later(LOOK_S, look)

    timer = loop.call_later(LOOK_S, look)
    try:
        yield
    finally:
        timer.cancel()


def _check_headers(way: Way, response: ClientResponse, limits: Limits) -> None:
    applied = codings(response.headers.getall("Content-Encoding", ()))
    if len(applied) > 1:
        raise way.error("the body is packed more than once", Refused, status=response.status)
    if applied and applied[0] in _NOT_ASKED_FOR:
        raise way.error(
            "the body is packed in a way that was not asked for", status=response.status
        )
    if (response.content_length or 0) > limits.wire_bytes:
        raise _too_large(way, limits.wire_bytes, "as announced")


def _too_large(way: Way, most: int, how: str) -> FetchError:
    return way.error(f"the body is larger than {most / MIB:g} MiB {how}", Refused)
