"""What no page is: the style and the icons, read once at start and served from memory, and robots.txt."""

from __future__ import annotations

from importlib.resources import files

from aiohttp import web

from syndicate.web.desk import desk_of
from syndicate.web.etags import etag_of, tagged

_KINDS = {"css": "text/css; charset=utf-8", "svg": "image/svg+xml", "ico": "image/x-icon"}
_BODIES = {
    file.name: file.read_bytes()
    for file in (files("syndicate.web") / "static").iterdir()
    if file.name.partition(".")[2] in _KINDS
}
VERSIONS = {name: etag_of(body) for name, body in _BODIES.items()}


async def static(request: web.Request) -> web.Response:
    """Answer `/static/{name}`. Names are looked up, never joined to a path."""
    return _asset(request, request.match_info["name"])


async def favicon(request: web.Request) -> web.Response:
    """Answer `/favicon.ico`, which feed readers and browsers ask for unasked."""
    return _asset(request, "icon.ico")


async def robots(request: web.Request) -> web.Response:
    """Answer `/robots.txt` (RFC 9309). Searches cost much and lead nowhere else; of a private site, nothing is read."""
    desk = desk_of(request)
    shut = f"{desk.root}/" if desk.is_private else f"{desk.root}/search"
    text = f"User-agent: *\nDisallow: {shut}\n"
    return web.Response(text=text, headers={"Cache-Control": "public, max-age=3600"})


def _asset(request: web.Request, name: str) -> web.Response:
    body = _BODIES.get(name)
    if body is None:
        raise web.HTTPNotFound
    etag = VERSIONS[name]
    asked_with_version = request.query.get("v") == etag
    age = "31536000, immutable" if asked_with_version else "3600"
    kind = _KINDS[name.partition(".")[2]]
    return tagged(request, body, etag, kind, {"Cache-Control": f"public, max-age={age}"})
