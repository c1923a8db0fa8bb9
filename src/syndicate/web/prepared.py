"""Answers whose bytes are made before they are asked for: the head is kept, the body is what was published."""

from __future__ import annotations

from email.utils import formatdate
from functools import lru_cache
from time import time

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

from syndicate.model import Coding, Publication
from syndicate.publish.instants import rfc822
from syndicate.web.conditional import held
from syndicate.web.guard import SAFE

FRESH = "public, max-age=60"
TAGS: dict[Coding, str] = {"identity": "", "gzip": "-gz", "br": "-br", "zstd": "-zst"}


class Prepared(web.StreamResponse):
    """Goes over the wire as it is, but for what differs from one request to the next: date and connection."""

    def __init__(self, status: int, head: bytes, body: bytes) -> None:
        super().__init__(status=status)
        self._head = head
        self.body = body

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter:
        """Write the answer. What the requester does not take off the wire is waited for."""
        self._keep_alive = request.keep_alive
        connection = b"" if request.keep_alive else b"Connection: close\r\n"
        if request.keep_alive and request.version < (1, 1):
            connection = b"Connection: keep-alive\r\n"
        writer = request.writer
        await writer.write(
            b"".join((self._head, _date(int(time())), connection, b"\r\n", self.body))
        )
        await writer.drain()
        return writer

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing is left to write."""


def prepared(request: web.BaseRequest, publication: Publication) -> Prepared:
    """Answer with what was published, unless the requester has it."""
    tag = held(request.headers, publication.etag, publication.updated_at)
    if tag is not None:
        return Prepared(304, _unchanged(publication, tag), b"")
    head = _whole(
        publication.etag,
        publication.coding,
        publication.content_type,
        rfc822(publication.updated_at),
        len(publication.body),
    )
    return Prepared(200, head, b"" if request.method == "HEAD" else publication.body)


def _unchanged(publication: Publication, tag: str) -> bytes:
    """A cache is told the tag that it has, of whatever coding, so that it knows which answer is meant."""
    ours = tag if tag in TAGS.values() else TAGS[publication.coding]
    return _not_modified(publication.etag, ours, rfc822(publication.updated_at))


@lru_cache(maxsize=2048)
def _not_modified(etag: str, tag: str, modified: str) -> bytes:
    return _head("304 Not Modified", _validators(etag, tag, modified))


@lru_cache(maxsize=2048)
def _whole(etag: str, coding: Coding, content_type: str, modified: str, length: int) -> bytes:
    headers = {
        "Content-Type": content_type,
        "Content-Length": str(length),
        **({} if coding == "identity" else {"Content-Encoding": coding}),
        **_validators(etag, TAGS[coding], modified),
    }
    return _head("200 OK", headers)


def _validators(etag: str, tag: str, modified: str) -> dict[str, str]:
    return {
        "ETag": f'"{etag}{tag}"',
        "Last-Modified": modified,
        "Cache-Control": FRESH,
        "Vary": "Accept, Accept-Encoding",
        **SAFE,
    }


def _head(status: str, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items()), ""]
    return "\r\n".join(lines).encode("ascii")


@lru_cache(maxsize=1)
def _date(second: int) -> bytes:
    return f"Date: {formatdate(second, usegmt=True)}\r\n".encode("ascii")
