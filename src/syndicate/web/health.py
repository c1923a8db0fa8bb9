"""Whether we live, whether we are of use, and in numbers: /healthz, /readyz, /metrics."""

from __future__ import annotations

import json

from aiohttp import web

from syndicate.web.desk import desk_of


async def alive(request: web.Request) -> web.Response:
    """Answer 200 as long as the process can answer at all."""
    return _state(dict(desk_of(request).health()), 200)


async def ready(request: web.Request) -> web.Response:
    """Answer 503 while health says `ready: False`, so that nobody is sent here."""
    state = dict(desk_of(request).health())
    return _state(state, 200 if state.get("ready", True) else 503)


async def metrics(request: web.Request) -> web.Response:
    """Answer in the text format of Prometheus."""
    measure = desk_of(request).metrics
    if measure is None:
        return web.Response(status=404, text="Metrics are off.\n")
    body, content_type = measure()
    return web.Response(body=body, headers={"Content-Type": content_type, **_FRESH})


_FRESH = {"Cache-Control": "no-store"}


def _state(state: dict[str, object], status: int) -> web.Response:
    body = json.dumps({"status": "ok" if status == 200 else "unavailable", **state}, default=str)
    return web.Response(
        status=status, text=body + "\n", content_type="application/json", headers=_FRESH
    )
