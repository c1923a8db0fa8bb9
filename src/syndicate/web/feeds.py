"""GET an output as Atom, RSS or JSON Feed: prepared bytes, or 304, or the way to where it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import cast, get_args

from aiohttp import web

from syndicate.errors import QueryError
from syndicate.model import Address, Kind, Output, Suffix, Topic
from syndicate.publish.gate import line
from syndicate.publish.outputs import place, suffixed
from syndicate.query import written
from syndicate.web.conditional import ASKED_BY, held, wants_page
from syndicate.web.desk import SUBSCRIBER, Desk, asked, desk_of
from syndicate.web.headers import headers_of
from syndicate.web.middleware import sorry
from syndicate.web.moved import promoted, renamed, survivor_of
from syndicate.web.negotiation import coding_for
from syndicate.web.parts import NO_PART, page_of, part_of
from syndicate.web.prepared import FRESH, prepared
from syndicate.web.standing import STANDING

_MISSING = {"Vary": ASKED_BY, "Cache-Control": "no-store"}  # it may come any moment
KINDS: tuple[Kind, ...] = tuple(kind for kind in get_args(Kind) if kind != "search")


def feed_of(kind: Kind) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return what answers `/{kind}/{name}.{suffix}`."""

    async def feed(request: web.Request) -> web.StreamResponse:
        name, suffix = request.match_info["name"], request.match_info["suffix"]
        return await serve(request, Address(kind, name, cast("Suffix", suffix)))

    return feed


async def search(request: web.Request) -> web.StreamResponse:
    """Answer `/search.{suffix}?q=`: what a query finds, as a feed."""
    return await serve(request, search_of(request))


def search_of(request: web.Request) -> Address:
    """Give the address of what is searched for. However it is typed, it is one feed. Raise QueryError."""
    query = asked(request)
    if not query:
        raise QueryError(1, "asks for nothing", "add words or keys: /search.atom?q=siege")
    return Address("search", written(query), cast("Suffix", request.match_info["suffix"]))


async def serve(request: web.Request, address: Address) -> web.StreamResponse:
    """Answer with a feed. What is private is not there, but for subscribers."""
    desk, headers = desk_of(request), headers_of(request)
    if SUBSCRIBER not in request and not desk.is_open(address):
        return _instead(request, missing(desk, address))
    if request.query_string and address.kind != "search":
        address = replace(address, part=await part_of(request))
    coding = coding_for(headers)
    if wants_page(headers) and not address.door:
        page = f"{place(page_of(address), desk.root)}#subscribe"
        return sent_on(page, web.HTTPSeeOther.status_code)
    there, status = await _elsewhere(desk, address)
    if there is not None:
        path = suffixed(place(replace(there, part=None), desk.root), there.suffix)
        query = f"?{request.query_string}" if address.part else ""
        return _instead(request, sent_on(f"{path}{query}", status))
    publication = await desk.publish(address, "identity")
    if publication is None or (publication.is_private and SUBSCRIBER not in request):
        return _instead(request, missing(desk, address))  # it may be private as of this moment
    if held(headers, publication.etag, publication.updated_at) is None:
        if coding is None:
            return sorry(request, 406)
        if coding != "identity":  # packed for whoever has to be sent it
            publication = await desk.publish(address, coding) or publication
    if not publication.is_private:
        request.app[STANDING].add(request, address)
    return prepared(request, publication)


def _instead(request: web.Request, answer: web.Response) -> web.Response:
    """Give something else than a feed: none stands at this address any more."""
    request.app[STANDING].remove(request.raw_path)
    return answer


async def _elsewhere(desk: Desk, address: Address) -> tuple[Address | None, int]:
    """Return the address that one leads on to, and whether for good; None where it leads nowhere."""
    if address.kind == "threads":
        survivor = await survivor_of(desk.store, address.name)
        if survivor:
            return replace(address, name=survivor), web.HTTPMovedPermanently.status_code
        topic = promoted(desk.topics, address.name)
        if topic:  # for as long as it is declared
            there = replace(address, kind="topics", name=topic.slug)
            return there, web.HTTPFound.status_code
    now = renamed(_like(desk, address), address.name)
    if now:
        return replace(address, name=now), web.HTTPMovedPermanently.status_code
    return None, 0


def _like(desk: Desk, address: Address) -> list[Output | Topic]:
    """Give all that may be named and could stand at an address."""
    kind = {"outputs": Output, "topics": Topic}.get(address.kind)
    hidden = desk.hidden if address.door else ()
    named = (*desk.outputs, *desk.topics, *hidden)
    return [each for each in named if kind is not None and isinstance(each, kind)]


def missing(desk: Desk, address: Address) -> web.Response:
    """Say that there is no such feed, and where to look for what there is."""
    if address.part:
        return web.Response(status=404, text=f"{NO_PART}\n", headers=_MISSING)
    noun = address.kind.removesuffix("s")
    text = (
        f"There is no {noun} “{line(address.name)}” here.\n"
        f"What there is: {desk.url}/ (a page), {desk.url}/opml (a list that readers import).\n"
    )
    return web.Response(status=404, text=text, headers=_MISSING)


def sent_on(there: str, status: int) -> web.Response:
    """Send the requester on; a browser and a reader are sent differently."""
    headers = {"Location": there, "Vary": ASKED_BY, "Cache-Control": FRESH}
    return web.Response(status=status, text=f"See {there}\n", headers=headers)
