"""Around every answer: a time limit, headers that keep browsers safe, and plain words on failure."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus

from aiohttp import web

from syndicate.errors import QueryError, RenderError, StoreError
from syndicate.publish.gate import line
from syndicate.web.conditional import ASKED_BY, wants_page
from syndicate.web.desk import SUBSCRIBER, desk_of
from syndicate.web.headers import headers_of
from syndicate.web.templating import page_at_once

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]

_POLICY = (
    "default-src 'none'; img-src https: 'self'; style-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
SAFE = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
# The library would tell its version and Python's, which help nobody but who looks for holes (RFC 9110, 10.2.4).
SERVER = {"Server": "Syndicate"}
WORDS = {
    404: "There is nothing at this address.",
    405: "This address is only read from: use GET.",
    406: "This is sent as it is, or packed by gzip, br or zstd, and you take none of them.",
    413: "That was too much.",
    500: "Something went wrong here. It has been written to the log.",
    503: "The store does not answer just now. Please try again in a moment.",
    504: "This took too long and was stopped. Please try again in a moment.",
}
_WRITTEN_TO = "This address is there for programs that use {}."


async def protect(_: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on every answer, whoever made it."""
    for name, value in SAFE.items():
        response.headers.setdefault(name, value)
    response.headers.update(SERVER)


@web.middleware
async def watch(request: web.Request, handler: Answer) -> web.StreamResponse:
    """Let nothing take for ever, and tell a person in a sentence what went wrong."""
    try:
        async with asyncio.timeout(desk_of(request).time_limit_s):
            return await handler(request)
    except web.HTTPException as refusal:
        if refusal.status < 400:
            raise
        allowed = refusal.headers.get("Allow", "")
        words = _WRITTEN_TO.format(allowed) if allowed and "GET" not in allowed else _ours(refusal)
        return sorry(request, refusal.status, words, {"Allow": allowed} if allowed else None)
    except QueryError as error:
        return sorry(request, 400, f"The search cannot be understood at {error}.")
    except TimeoutError:
        return sorry(request, 504)
    except RenderError:
        return sorry(request, 500)
    except StoreError:
        return sorry(request, 503, headers={"Retry-After": "30"})


def _ours(refusal: web.HTTPException) -> str:
    """The words that whoever refused found for it; none where it has only those of its status."""
    return "" if refusal.reason == HTTPStatus(refusal.status).phrase else refusal.reason


def sorry(
    request: web.Request, status: int, words: str = "", headers: dict[str, str] | None = None
) -> web.Response:
    """Say that it did not work: a page to a browser, a line of text to all others."""
    words = line(words) or WORDS.get(status, "This did not work.")
    if wants_page(headers_of(request)) and (
        SUBSCRIBER in request or not desk_of(request).is_private
    ):
        response = page_at_once(request, "error.html", status=status, code=status, words=words)
    else:
        response = web.Response(status=status, text=f"{words}\n")
    response.headers.update({"Vary": ASKED_BY, "Cache-Control": "no-store", **(headers or {})})
    return response
