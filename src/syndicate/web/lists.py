"""GET /opml: all that can be subscribed to here, as one file that readers import."""

from __future__ import annotations

from collections.abc import Iterator

from aiohttp import web

from syndicate.publish.opml import Outline, write
from syndicate.web.catalogue import sources_of
from syndicate.web.desk import Desk, desk_of
from syndicate.web.pulse import named

_THREADS = 200


async def opml(request: web.Request) -> web.Response:
    """Answer with the outputs, the topics and the newest threads."""
    desk = desk_of(request)
    outlines = [*_declared(desk), *await _threads(request)]
    headers = {
        "Content-Type": "text/x-opml; charset=utf-8",
        "Content-Disposition": 'inline; filename="syndicate.opml"',
        "Cache-Control": "public, max-age=60",
    }
    return web.Response(body=write(desk.title, outlines), headers=headers)


def _declared(desk: Desk) -> Iterator[Outline]:
    for output in desk.outputs:
        yield _outline(desk, "outputs", output.name, output.title, "")
    for topic in desk.topics:
        yield _outline(desk, "topics", topic.slug, topic.title, "Topics")


async def _threads(request: web.Request) -> list[Outline]:
    desk = desk_of(request)
    sources = await sources_of(request, desk.store)
    threads = [
        await named(request, each, sources)
        for each in await desk.store.threads.overview(limit=_THREADS)
    ]
    return [_outline(desk, "threads", each.id, each.title, "Threads") for each in threads]


def _outline(desk: Desk, kind: str, name: str, title: str, group: str) -> Outline:
    page = desk.url + desk.path(kind, name).removeprefix(desk.root)
    return Outline(title, f"{page}.atom", page, group=group)
