"""Whether we live, whether we are of use, and in numbers: /healthz, /readyz, /metrics."""

from __future__ import annotations

import asyncio
import json
from typing import Final

from aiohttp import web

from syndicate.errors import StoreError
from syndicate.store import Store
from syndicate.web.desk import desk_of

# With a store; who asks whether we are ready waits for no longer, as a rule.
PATIENCE_S: Final = 2.0


async def alive(request: web.Request) -> web.Response:
    """Answer 200 as long as the process can answer at all."""
    return _state(dict(desk_of(request).health()), 200)


async def ready(request: web.Request) -> web.Response:
    """Answer 503 while health says `ready: False` or the store does not answer, so that nobody is sent here."""
    desk = desk_of(request)
    state = dict(desk.health())
    if not await _answers(desk.store):
        state |= {"ready": False, "store": "does not answer"}
    return _state(state, 200 if state.get("ready", True) else 503)


async def metrics(request: web.Request) -> web.Response:
    """Answer in the text format of Prometheus."""
    measure = desk_of(request).metrics
    if measure is None:
        return web.Response(status=404, text="Metrics are off.\n")
    body, content_type = measure()
    return web.Response(body=body, headers={"Content-Type": content_type, **_FRESH})


async def _answers(store: Store) -> bool:
    try:
        async with asyncio.timeout(PATIENCE_S):
            await store.revision()
    except (StoreError, TimeoutError):
        return False
    return True


_FRESH = {"Cache-Control": "no-store"}


def _state(state: dict[str, object], status: int) -> web.Response:
    body = json.dumps({"status": "ok" if status == 200 else "unavailable", **state}, default=str)
    return web.Response(
        status=status, text=body + "\n", content_type="application/json", headers=_FRESH
    )
