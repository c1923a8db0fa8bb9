"""The style and the icon: read once at start, served from memory."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from importlib.resources import files

from aiohttp import web

from syndicate.web.conditional import held

_KINDS = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
_BODIES = {
    file.name: file.read_bytes()
    for file in (files("syndicate.web") / "static").iterdir()
    if file.name.partition(".")[2] in _KINDS
}
VERSIONS = {name: hashlib.sha256(body).hexdigest()[:16] for name, body in _BODIES.items()}


async def static(request: web.Request) -> web.Response:
    """Answer `/static/{name}`. Names are looked up, never joined to a path."""
    name = request.match_info["name"]
    body = _BODIES.get(name)
    if body is None:
        raise web.HTTPNotFound
    etag = VERSIONS[name]
    asked_with_version = request.query.get("v") == etag
    age = "31536000, immutable" if asked_with_version else "3600"
    headers = {"ETag": f'"{etag}"', "Cache-Control": f"public, max-age={age}"}
    if held(request.headers, etag, datetime.max.replace(tzinfo=UTC)) is not None:
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = _KINDS[name.partition(".")[2]]
    return web.Response(body=body, headers=headers)
