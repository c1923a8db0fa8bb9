"""GET an output as Atom, RSS or JSON Feed: prepared bytes, or 304, or the way to where it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast, get_args

from aiohttp import web

from syndicate.errors import QueryError
from syndicate.model import Address, Kind, Publication, Suffix
from syndicate.publish.gate import line
from syndicate.publish.instants import rfc822
from syndicate.publish.outputs import place
from syndicate.query import written
from syndicate.web.conditional import has_it, takes_gzip, wants_page
from syndicate.web.desk import Desk, asked, desk_of
from syndicate.web.moved import promoted, survivor_of

KINDS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind != "search")
FRESH = "public, max-age=60"


def feed_of(kind: Kind) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return what answers `/{kind}/{name}.{suffix}`."""

    async def feed(request: web.Request) -> web.Response:
        name, suffix = request.match_info["name"], request.match_info["suffix"]
        return await _feed(request, Address(kind, name, cast("Suffix", suffix)))

    return feed


async def search(request: web.Request) -> web.Response:
    """Answer `/search.{suffix}?q=`: what a query finds, as a feed. However it is typed, it is one feed."""
    query = asked(request)
    if not query:
        raise QueryError(1, "asks for nothing", "add words or keys: /search.atom?q=siege")
    suffix = cast("Suffix", request.match_info["suffix"])
    return await _feed(request, Address("search", written(query), suffix))


async def _feed(request: web.Request, address: Address) -> web.Response:
    desk, headers = desk_of(request), request.headers
    if wants_page(headers):
        page = f"{place(address, desk.root)}#subscribe"
        return _moved(page, web.HTTPSeeOther.status_code)
    if address.kind == "threads":
        survivor = await survivor_of(desk.store, address.name)
        if survivor:
            there = f"{desk.path('threads', survivor)}.{address.suffix}"
            return _moved(there, web.HTTPMovedPermanently.status_code)
        topic = promoted(desk.topics, address.name)
        if topic:  # for as long as it is declared
            return _moved(f"{desk.path('topics', topic.slug)}.{address.suffix}", 302)
    publication = await desk.publish(address)
    if publication is None:
        return missing(desk, address)
    return answer(request, publication)


def answer(request: web.Request, publication: Publication) -> web.Response:
    """Serve what was prepared, in the coding asked for, unless the requester has it."""
    gzip = takes_gzip(request.headers)
    headers = {
        "ETag": f'"{publication.etag}-gz"' if gzip else f'"{publication.etag}"',
        "Last-Modified": rfc822(publication.updated_at),
        "Cache-Control": FRESH,
        "Vary": "Accept, Accept-Encoding",
    }
    if has_it(request.headers, publication.etag, publication.updated_at):
        return web.Response(status=304, headers=headers)
    headers["Content-Type"] = publication.content_type
    if gzip:
        headers["Content-Encoding"] = "gzip"
    return web.Response(body=publication.gzip_body if gzip else publication.body, headers=headers)


def missing(desk: Desk, address: Address) -> web.Response:
    """Say that there is no such feed, and where to look for what there is."""
    noun = address.kind.removesuffix("s")
    text = (
        f"There is no {noun} “{line(address.name)}” here.\n"
        f"What there is: {desk.url}/ (a page), {desk.url}/opml (a list that readers import).\n"
    )
    return web.Response(status=404, text=text, headers={"Vary": "Accept"})


def _moved(there: str, status: int) -> web.Response:
    """Send the requester on; a browser and a reader are sent differently."""
    headers = {"Location": there, "Vary": "Accept", "Cache-Control": FRESH}
    return web.Response(status=status, text=f"See {there}\n", headers=headers)
