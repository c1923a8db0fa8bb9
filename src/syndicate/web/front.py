"""GET /: what is running now, and how to subscribe to it."""

from __future__ import annotations

from aiohttp import web

from syndicate.telling import bursting_first
from syndicate.web.activity import ACTIVITIES, named
from syndicate.web.catalogue import sources_of
from syndicate.web.desk import desk_of
from syndicate.web.previews import of_threads
from syndicate.web.templating import page

_LOOKED_AT = 200  # of the threads that moved last; what bursts is among them


async def front(request: web.Request) -> web.Response:
    """Answer with topics first, then threads: what bursts now on top, then what moved last."""
    return await _listing(request, "/", "", 40)


async def threads(request: web.Request) -> web.Response:
    """Answer with the same page and more threads."""
    return await _listing(request, "/threads", "Threads", 400)


async def _listing(request: web.Request, path: str, title: str, limit: int) -> web.Response:
    desk, activities = desk_of(request), request.app[ACTIVITIES]
    known = await sources_of(desk.store)
    running = await desk.store.threads.overview(limit=max(limit + 1, _LOOKED_AT))
    growths = await activities.growths(desk, running)
    running = bursting_first(running, growths)
    also = await desk.store.tongues.of([each.id for each in running[:limit]])
    named_here = {each.slug for each in desk.topics}
    topics = [each for each in await desk.store.topics.overview() if each.slug in named_here]
    shown = [await named(request, each, known) for each in running[:limit]]
    return await page(
        request,
        "front.html",
        preview=of_threads(f"{desk.root}{path}", title or desk.title, shown),
        title=title,
        topics=[(each, await activities.of_topic(desk, each)) for each in topics],
        threads=[
            (
                each,
                await activities.of_thread(desk, each),
                growths.get(each.id),
                [other.language for other in also.get(each.id, ())],
            )
            for each in shown
        ],
        more=len(running) > limit,
        tally=await desk.store.sources.tally(),
    )
