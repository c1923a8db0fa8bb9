"""Serves the newsroom on loopback: each outlet's feed, with validators, and its pages."""

import hashlib
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import ETag, web

from syndicate.demo.articles import Article, Outlet
from syndicate.demo.audio import AUDIO_TYPE, silence
from syndicate.demo.newsroom import OPENS_AT, outlets, published
from syndicate.demo.pages import CONTENT_SECURITY_POLICY, article_page, index_page, outlet_page
from syndicate.demo.render import render

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class RunningNewsroom:
    """A newsroom that answers, until it is closed."""

    base_url: str
    runner: web.AppRunner

    async def close(self) -> None:
        """Stop answering and give the port back."""
        await self.runner.cleanup()


@dataclass(frozen=True, slots=True)
class _Site:
    base_url: str
    clock: Callable[[], datetime]
    outlets: dict[str, Outlet]


_SITE = web.AppKey("site", _Site)


async def start_newsroom(*, port: int = 0, clock: Callable[[], datetime]) -> RunningNewsroom:
    """Serve the newsroom on a loopback port, any free one by default; `clock` is its time."""
    with ExitStack() as failing:
        listener = failing.enter_context(socket.create_server((HOST, port)))
        base_url = f"http://{HOST}:{listener.getsockname()[1]}"
        runner = web.AppRunner(_app(base_url, clock), access_log=None)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        failing.pop_all()
    return RunningNewsroom(base_url, runner)


def _app(base_url: str, clock: Callable[[], datetime]) -> web.Application:
    app = web.Application()
    app[_SITE] = _Site(base_url, clock, {outlet.slug: outlet for outlet in outlets()})
    app.add_routes(
        [
            web.get("/", _index),
            web.get("/{slug}/", _front),
            web.get("/{slug}/feed", _feed),
            web.get(r"/{slug}/articles/{number:\d+}", _article),
            web.get(r"/{slug}/audio/{number:\d+}.wav", _audio),
        ]
    )
    return app


async def _feed(request: web.Request) -> web.StreamResponse:
    site = request.app[_SITE]
    outlet = _outlet(request)
    articles = published(outlet, site.clock())
    content_type, body = render(outlet, articles, site.base_url)
    tag = ETag(hashlib.sha256(body).hexdigest()[:20])
    # To the full second: a header holds no fraction.
    changed_at = max((article.updated_at for article in articles), default=OPENS_AT)
    unchanged = _is_known(request, tag, changed_at)
    response = web.Response(
        status=304 if unchanged else 200,
        body=None if unchanged else body,
        headers={} if unchanged else {"Content-Type": content_type},
    )
    response.etag = tag
    response.last_modified = changed_at
    return response


def _is_known(request: web.Request, tag: ETag, changed_at: datetime) -> bool:
    """Tell whether the caller has these bytes: If-None-Match outweighs the date (RFC 9110, 13.2)."""
    known = request.if_none_match
    if known is not None:
        return any(other.value in (tag.value, "*") for other in known)
    since = request.if_modified_since
    return since is not None and changed_at - since < timedelta(seconds=1)


async def _index(request: web.Request) -> web.Response:
    site = request.app[_SITE]
    now = site.clock()
    shown = [
        (outlet, sum(article.published_at <= now for article in outlet.articles))
        for outlet in site.outlets.values()
    ]
    return _html(index_page(shown, now))


async def _front(request: web.Request) -> web.Response:
    outlet = _outlet(request)
    return _html(outlet_page(outlet, published(outlet, request.app[_SITE].clock())))


async def _article(request: web.Request) -> web.Response:
    return _html(article_page(_outlet(request), _find_article(request)))


async def _audio(request: web.Request) -> web.Response:
    if _outlet(request).format != "podcast":
        raise web.HTTPNotFound
    _find_article(request)
    return web.Response(body=silence(), content_type=AUDIO_TYPE)


def _outlet(request: web.Request) -> Outlet:
    outlet = request.app[_SITE].outlets.get(request.match_info["slug"])
    if outlet is None:
        raise web.HTTPNotFound
    return outlet


def _find_article(request: web.Request) -> Article:
    """Return the article asked for, if it is out: it stays when the feed has dropped it."""
    now = request.app[_SITE].clock()
    number = int(request.match_info["number"])
    for article in _outlet(request).articles:
        if article.number == number and article.published_at <= now:
            return article.as_of(now)
    raise web.HTTPNotFound


def _html(text: str) -> web.Response:
    return web.Response(
        text=text,
        content_type="text/html",
        headers={"Content-Security-Policy": CONTENT_SECURITY_POLICY},
    )
