"""What a request asks of a feed's past: ?archive=, ?before=, ?since=."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from aiohttp import web

from syndicate.errors import QueryError
from syndicate.model import Address, Part, Position
from syndicate.publish.positions import decoded
from syndicate.query import instant
from syndicate.store import Store
from syndicate.web.desk import desk_of

NO_PART: Final = (
    "This feed has no such part. Feeds of items have a past: follow their prev-archive links."
)
_NO_PLACE: Final = "No place in the past is written like this: follow the link “Older items”."
_NO_POINT: Final = "No such point is known: since takes an instant (2014-11-06T14:05Z), a day, or the id of an entry."


async def part_of(request: web.Request) -> Part | None:
    """Read which part of a feed is asked for; None where it is the feed as it is now. Refuses what makes no sense."""
    asked = request.query
    for kind in ("archive", "before"):
        if kind in asked:
            until = _position(asked["until"]) if kind == "archive" and "until" in asked else None
            return Part("archive" if kind == "archive" else "before", _position(asked[kind]), until)
    if "since" in asked:
        return Part("since", await _since(desk_of(request).store, asked["since"]))
    return None


def before_of(request: web.Request) -> Position | None:
    """Read from where on a page shows older items; None where it shows the newest. Refuses what makes no sense."""
    return _position(request.query["before"], _NO_PLACE) if "before" in request.query else None


def page_of(address: Address) -> Address:
    """Give the page that shows what a part of a feed does, as nearly as pages can."""
    end = address.part and (address.part.until or address.part.at)
    is_older = address.part is not None and (address.part.kind == "before" or address.part.until)
    return replace(address, part=Part("before", end) if end and is_older else None)


def _position(text: str, refusal: str = NO_PART) -> Position:
    found = decoded(text)
    if found is None:
        raise web.HTTPNotFound(reason=refusal)
    return found


async def _since(store: Store, text: str) -> Position:
    """Read a position, the id of an entry, or an instant."""
    if found := decoded(text):
        return found
    stored = await store.items.find(text) if ":" in text and not text[:1].isdigit() else None
    if stored:
        return stored.item.seen_at, stored.item.id
    try:
        # A plus sign that was not escaped has become a space.
        return instant(text.replace(" ", "+")), "0"
    except QueryError:
        raise web.HTTPNotFound(reason=_NO_POINT) from None
