"""GET /: what is running now, and how to subscribe to it."""

from __future__ import annotations

from aiohttp import web

from syndicate.web.catalogue import sources_of
from syndicate.web.desk import desk_of
from syndicate.web.paper import page
from syndicate.web.pulse import PULSES, named


async def front(request: web.Request) -> web.Response:
    """Answer with topics first, then threads, the one that moved last on top."""
    return await _listing(request, 40)


async def threads(request: web.Request) -> web.Response:
    """Answer with the same page and more threads."""
    return await _listing(request, 400)


async def _listing(request: web.Request, limit: int) -> web.Response:
    desk, pulses = desk_of(request), request.app[PULSES]
    sources = await desk.store.sources.overview()
    known = await sources_of(request, desk.store)
    running = await desk.store.threads.overview(limit=limit + 1)
    topics = await desk.store.topics.overview()
    return page(
        request,
        "front.html",
        topics=[(each, await pulses.of_topic(desk, each)) for each in topics],
        threads=[
            (await named(request, each, known), await pulses.of_thread(desk, each))
            for each in running[:limit]
        ],
        more=len(running) > limit,
        sources=sources,
        failing=sum(each.state.problem is not None for each in sources),
        newest_at=max((each.newest_at for each in sources if each.newest_at), default=None),
    )
