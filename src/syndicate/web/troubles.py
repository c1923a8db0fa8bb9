"""GET /sources.{suffix}: the feed of sources in trouble, for who runs this."""

from __future__ import annotations

from typing import Final

from aiohttp import web

from syndicate.outputs.heads import NEVER
from syndicate.outputs.press import ENCODERS
from syndicate.publish.press import prepare
from syndicate.publish.troubles import trouble_feed
from syndicate.web.conditional import ASKED_BY, wants_page
from syndicate.web.desk import desk_of
from syndicate.web.etags import tagged
from syndicate.web.feeds import sent_on
from syndicate.web.headers import headers_of
from syndicate.web.prepared import FRESH

MOST: Final = 50


async def feed(request: web.Request) -> web.Response:
    """Answer with the newest of them; a browser is led to the page of all sources."""
    desk = desk_of(request)
    if wants_page(headers_of(request)):
        return sent_on(f"{desk.root}/sources", web.HTTPSeeOther.status_code)
    troubles = await desk.store.troubles.newest(MOST)
    cards = await desk.store.sources.cards()
    whole = trouble_feed(troubles, cards, site=desk.url, title=desk.title, since=NEVER)
    written = prepare(whole, ENCODERS[request.match_info["suffix"]])
    headers = {"Vary": ASKED_BY, "Cache-Control": FRESH}
    return tagged(request, written.body, written.etag, written.content_type, headers)
