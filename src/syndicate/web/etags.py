"""A document that is the same for all -> an answer under a strong ETag, or 304 to whoever has it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime

from aiohttp import web

from syndicate.web.conditional import held
from syndicate.web.headers import headers_of

# Nobody knows since when it is so: a date alone proves nothing.
_EVER = datetime.max.replace(tzinfo=UTC)


def etag_of(body: bytes) -> str:
    """Give the tag of these bytes, without its quotes."""
    return hashlib.sha256(body).hexdigest()[:16]


def tagged(
    request: web.Request, body: bytes, etag: str, kind: str, headers: Mapping[str, str]
) -> web.Response:
    """Answer with a document of a media type, unless the requester has it."""
    headers = {"ETag": f'"{etag}"', **headers}
    if held(headers_of(request), etag, _EVER) is not None:
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, headers={"Content-Type": kind, **headers})
