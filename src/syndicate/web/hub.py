"""POST /hub: who wants to be told when a feed of ours changes (WebSub, 5.1). Nothing slow happens here."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

from aiohttp import web

from syndicate.web.allowance import WINDOW_S, Allowance, client_of
from syndicate.web.desk import desk_of
from syndicate.web.middleware import sorry

FORM_BYTES: Final = 8192
FIELDS: Final = 32
REQUESTS_PER_MINUTE: Final = 60
_FORM: Final = "application/x-www-form-urlencoded"

REQUESTS = web.AppKey("hub requests", Allowance)


async def follow(request: web.Request) -> web.Response:
    """Take a request to subscribe or to leave. That a feed changed we know by ourselves."""
    announcing = desk_of(request).announcing
    if announcing is None:
        return sorry(request, 404)
    if not request.app[REQUESTS].spend(client_of(request)):
        words = "That was asked too often. Please try again in a minute."
        return sorry(request, 429, words, headers={"Retry-After": str(round(WINDOW_S))})
    form = await _form(request)
    if isinstance(form, web.Response):
        return form
    if form.get("hub.mode") == "publish":
        return web.Response(status=202, text="What changes here is known without being told.\n")
    reply = await announcing.follow(form)
    if reply.status >= 400:
        return sorry(request, reply.status, reply.words)
    return web.Response(status=reply.status, text=f"{reply.words}\n")


async def _form(request: web.Request) -> dict[str, str] | web.Response:
    if request.content_type != _FORM:
        return sorry(request, 415, f"A request to a hub is a form: {_FORM}.")
    body = await request.content.read(FORM_BYTES + 1)
    while not request.content.at_eof() and len(body) <= FORM_BYTES:
        body += await request.content.read(FORM_BYTES + 1 - len(body))
    if len(body) > FORM_BYTES:
        return sorry(request, 413)
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError:
        return sorry(request, 400, "This form cannot be read.")
    return dict(reversed(fields))  # of a field that stands there twice, the first counts
