"""GET /opml: all that can be subscribed to here, as one file that readers import.

`?kind=` (several times, if you like) leaves the kinds that are not named out: outputs, topics, threads, tags, sources.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Final

from aiohttp import web

from syndicate.model import Address, Kind, SourceCard
from syndicate.publish.opml import Outline, write
from syndicate.publish.outputs import place
from syndicate.web.activity import named
from syndicate.web.catalogue import sources_of
from syndicate.web.desk import Desk, desk_of
from syndicate.web.etags import etag_of, tagged
from syndicate.web.prepared import FRESH

_THREADS: Final = 200

Shown = Sequence[SourceCard]  # the sources that may be named


async def opml(request: web.Request) -> web.Response:
    """Answer with all outputs, kind by kind."""
    asked = set(request.query.getall("kind", ())) & _KINDS.keys() or _KINDS.keys()
    desk = desk_of(request)
    shown = [each for each in await desk.store.sources.followed() if each.republish != "none"]
    outlines = [
        each for kind in _KINDS if kind in asked for each in await _KINDS[kind](request, shown)
    ]
    headers = {
        "Content-Disposition": 'inline; filename="syndicate.opml"',
        "Cache-Control": FRESH,
    }
    body = write(desk.title, outlines)
    return tagged(request, body, etag_of(body), "text/x-opml; charset=utf-8", headers)


async def _outputs(request: web.Request, _: Shown) -> list[Outline]:
    desk = desk_of(request)
    return [_outline(desk, "outputs", each.name, each.title, each.tags) for each in desk.outputs]


async def _topics(request: web.Request, _: Shown) -> list[Outline]:
    desk = desk_of(request)
    return [_outline(desk, "topics", each.slug, each.title, each.tags) for each in desk.topics]


async def _threads(request: web.Request, _: Shown) -> list[Outline]:
    desk = desk_of(request)
    sources = await sources_of(desk.store)
    threads = [
        await named(request, each, sources)
        for each in await desk.store.threads.overview(limit=_THREADS)
    ]
    return [_outline(desk, "threads", each.id, each.title) for each in threads]


async def _tags(request: web.Request, shown: Shown) -> list[Outline]:
    desk = desk_of(request)
    tags = {tag for source in shown for tag in source.tags}
    return [_outline(desk, "tags", tag, tag, [tag]) for tag in sorted(tags)]


async def _sources(request: web.Request, shown: Shown) -> list[Outline]:
    desk = desk_of(request)
    found = sorted(shown, key=lambda one: (one.title.casefold(), one.id))
    return [_outline(desk, "sources", each.id, each.title, each.tags) for each in found]


def _outline(desk: Desk, kind: Kind, name: str, title: str, tags: Iterable[str] = ()) -> Outline:
    page, feed = place(Address(kind, name), desk.url), desk.feed_url(kind, name, "atom")
    return Outline(title, feed, page, tags=(kind, *tags), group=kind.capitalize())


_KINDS: Final[Mapping[str, Callable[[web.Request, Shown], Awaitable[list[Outline]]]]] = {
    "outputs": _outputs,
    "topics": _topics,
    "threads": _threads,
    "tags": _tags,
    "sources": _sources,
}
