"""Answers whose bytes are made before they are asked for: the head is kept, the body is what was published."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import formatdate
from functools import lru_cache
from time import time

from aiohttp import HttpVersion11, web
from aiohttp.abc import AbstractStreamWriter

from syndicate.model import Coding, Publication
from syndicate.publish.instants import rfc822
from syndicate.web.conditional import ASKED_BY, held
from syndicate.web.headers import headers_of
from syndicate.web.middleware import SAFE

FRESH = "public, max-age=60"
OWN = "private, max-age=60"
# An address with a token that got about is not to be found as well.
UNLISTED = {"X-Robots-Tag": "noindex"}
TAGS: dict[Coding, str] = {"identity": "", "gzip": "-gz", "br": "-br", "zstd": "-zst"}


class Prepared(web.StreamResponse):
    """Goes over the wire as it is, as often as it is asked for; once a second, the date is written into it."""

    def __init__(self, status: int, head: bytes, body: bytes, *, keep_alive: bool) -> None:
        super().__init__(status=status)
        self.body = body
        self._parts = head, body
        self._kept_alive = keep_alive
        self._second = 0
        self._whole = b""

    @property
    def keep_alive(self) -> bool:
        """Whether the connection stays open."""
        return self._kept_alive

    def bytes_now(self) -> bytes:
        """Give all that is sent, as of this second."""
        second = int(time())
        if second != self._second:
            head, body = self._parts
            self._whole = b"".join((head, _date(second), body))
            self._second = second
        return self._whole

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter:
        """Write the answer. What the requester does not take off the wire is waited for."""
        writer = request.writer
        await writer.write(self.bytes_now())
        await writer.drain()
        return writer

    async def write_eof(self, data: bytes = b"") -> None:
        """Nothing is left to write."""


def prepared(request: web.BaseRequest, publication: Publication) -> Prepared:
    """Answer with what was published, unless the requester has it."""
    alive = request.keep_alive
    connection = "" if alive else "Connection: close\r\n"
    if alive and request.version < HttpVersion11:
        connection = "Connection: keep-alive\r\n"
    tag = held(headers_of(request), publication.etag, publication.updated_at)
    if tag is not None:
        head = _unchanged(publication, tag) + connection
        return Prepared(304, head.encode("ascii"), b"", keep_alive=alive)
    head = _whole(publication) + connection
    body = b"" if request.method == "HEAD" else publication.body
    return Prepared(200, head.encode("ascii"), body, keep_alive=alive)


def _unchanged(publication: Publication, tag: str) -> str:
    """A cache is told the tag that it has, of whatever coding, so that it knows which answer is meant."""
    ours = tag if tag in TAGS.values() else TAGS[publication.coding]
    return _head("304 Not Modified", _validators(publication, ours))


def _whole(publication: Publication) -> str:
    coding = publication.coding
    headers = {
        "Content-Type": publication.content_type,
        "Content-Length": str(len(publication.body)),
        **({} if coding == "identity" else {"Content-Encoding": coding}),
        **_validators(publication, TAGS[coding]),
    }
    return _head("200 OK", headers)


def _validators(publication: Publication, tag: str) -> dict[str, str]:
    # Of several changes in one second each is dated behind the one before: no date to come is told (RFC 9110, 8.8.2.1).
    now = datetime.fromtimestamp(int(time()), UTC)
    return {
        "ETag": f'"{publication.etag}{tag}"',
        "Last-Modified": rfc822(min(publication.updated_at, now)),
        "Cache-Control": OWN if publication.is_private else FRESH,
        "Vary": f"{ASKED_BY}, Accept-Encoding"
        + (", Authorization" if publication.is_private else ""),
        **({"Link": publication.links} if publication.links else {}),
        **(UNLISTED if publication.is_private else {}),
        **SAFE,
    }


def _head(status: str, headers: dict[str, str]) -> str:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items()), ""]
    return "\r\n".join(lines)


@lru_cache(maxsize=1)
def _date(second: int) -> bytes:
    return f"Date: {formatdate(second, usegmt=True)}\r\n\r\n".encode("ascii")
