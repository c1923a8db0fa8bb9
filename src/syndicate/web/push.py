"""Where hubs reach us (WebSub): GET asks whether we mean it, POST brings what is new. Nothing slow happens here."""

from __future__ import annotations

from aiohttp import web

from syndicate.web.desk import desk_of
from syndicate.web.middleware import sorry

BODY_BYTES = 10 * 1024 * 1024
_GONE = "Nothing is expected here."


async def verify(request: web.Request) -> web.Response:
    """Give a hub its challenge back (5.3), as text that no browser takes for anything else."""
    push = desk_of(request).push
    challenge = await push.verify(request.match_info["token"], request.query) if push else None
    if challenge is None:
        return sorry(request, 404)
    return web.Response(text=challenge, headers={"Cache-Control": "no-store"})


async def receive(request: web.Request) -> web.Response:
    """Take what is new. A hub learns nothing about a wrong signature (8): it is told the same."""
    push = desk_of(request).push
    to = await push.expects(request.match_info["token"]) if push else None
    if push is None or to is None:
        return sorry(request, 410, _GONE)
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        push.refuse()
        words = "A push is not packed: its signature is that of the bytes as they are sent."
        return sorry(request, 415, words, headers={"Accept-Encoding": "identity"})
    body = await _body(request)
    if body is None:
        push.refuse()
        return sorry(request, 413)
    await push.receive(
        to,
        body,
        content_type=request.headers.get("Content-Type", ""),
        signature=request.headers.get("X-Hub-Signature", ""),
    )
    return web.Response(status=202)


async def _body(request: web.Request) -> bytes | None:
    """Read the body; None when it is larger than one that we would fetch."""
    if (request.content_length or 0) > BODY_BYTES:
        return None
    body = bytearray()
    async for chunk in request.content.iter_any():
        body += chunk
        if len(body) > BODY_BYTES:
            return None
    return bytes(body)
