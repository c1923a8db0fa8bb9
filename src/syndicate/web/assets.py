"""The style and the icon: read once at start, served from memory."""

from __future__ import annotations

from importlib.resources import files

from aiohttp import web

from syndicate.web.etags import etag_of, tagged

_KINDS = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml"}
_BODIES = {
    file.name: file.read_bytes()
    for file in (files("syndicate.web") / "static").iterdir()
    if file.name.partition(".")[2] in _KINDS
}
VERSIONS = {name: etag_of(body) for name, body in _BODIES.items()}


async def static(request: web.Request) -> web.Response:
    """Answer `/static/{name}`. Names are looked up, never joined to a path."""
    name = request.match_info["name"]
    body = _BODIES.get(name)
    if body is None:
        raise web.HTTPNotFound
    etag = VERSIONS[name]
    asked_with_version = request.query.get("v") == etag
    age = "31536000, immutable" if asked_with_version else "3600"
    kind = _KINDS[name.partition(".")[2]]
    return tagged(request, body, etag, kind, {"Cache-Control": f"public, max-age={age}"})
