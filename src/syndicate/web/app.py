"""A desk -> the application: its addresses, and what stands around every answer."""

from __future__ import annotations

from aiohttp import web

from syndicate.web import (
    access,
    assets,
    feeds,
    front,
    health,
    hub,
    lists,
    moved,
    pages,
    push,
    troubles,
)
from syndicate.web.activity import ACTIVITIES, Activities
from syndicate.web.allowance import Allowance
from syndicate.web.desk import SEAT, Desk, Seat
from syndicate.web.middleware import protect, watch
from syndicate.web.standing import STANDING, Standing
from syndicate.web.templating import printing

# A feed stands before the page of the same kind: aiohttp asks them in this order.
_FEEDS = [
    web.get(f"/{kind}/{{name:[^/]+}}.{{suffix:atom|rss|json}}", feeds.feed_of(kind))
    for kind in feeds.KINDS
]

_KIND = "|".join(feeds.KINDS)
_PRIVATE = [
    web.get(f"/private{door}/{what}.{{suffix:atom|rss|json}}", answer)
    for door, answer in (("", access.by_password), ("/{token}", access.by_token))
    for what in ("search", f"{{kind:{_KIND}}}/{{name:[^/]+}}")
]
_SLASHED = rf"(?:search|threads|sources|opml)(?:\.[a-z]+)?|(?:{_KIND}|items)/[^/]+"

PROBES = (
    web.get("/healthz", health.alive),
    web.get("/readyz", health.ready),
    web.get("/metrics", health.metrics),
)

ROUTES = (
    web.get("/", front.front),
    web.get("/threads", front.threads),
    web.get("/sources.{suffix:atom|rss|json}", troubles.feed),
    web.get("/sources", pages.sources),
    web.get("/search.{suffix:atom|rss|json}", feeds.search),
    web.get("/search", pages.search),
    web.get("/opml", lists.opml),
    *PROBES,
    web.get("/static/{name}", assets.static),
    web.get("/favicon.ico", assets.favicon),
    web.get("/robots.txt", assets.robots),
    *_FEEDS,
    web.get("/threads/{name}", pages.thread),
    web.get("/topics/{name}", pages.topic),
    web.get("/sources/{name}", pages.source),
    web.get("/outputs/{name}", pages.output),
    web.get("/tags/{name}", pages.tag),
    web.get("/items/{name}", pages.item),
    web.get(f"/{{path:{_SLASHED}}}/{{more:/*}}", moved.without_slash),
    *_PRIVATE,
    web.post("/hub", hub.follow),
    web.get("/push/{token}", push.verify, allow_head=False),
    web.post("/push/{token}", push.receive),
)


def make_app(desk: Desk, *, serves: bool = True) -> web.Application:
    """Build the application. But for what hubs push and followers ask, it only reads.

    Whoever runs it decides who reaches it. One that does not serve readers tells only how it is.
    """
    app = web.Application(middlewares=[watch, access.admit], client_max_size=64 * 1024)
    app[SEAT] = Seat(desk)
    app[STANDING] = Standing()
    app[ACTIVITIES] = Activities()
    app[hub.REQUESTS] = Allowance(hub.REQUESTS_PER_MINUTE)
    app[access.WRONG] = Allowance(access.WRONG_PER_MINUTE)
    app.on_response_prepare.append(protect)
    app.cleanup_ctx.append(printing)
    app.add_routes(ROUTES if serves else PROBES)
    return app


def replace_desk(app: web.Application, desk: Desk) -> None:
    """Answer from another desk from now on: another configuration is in force."""
    app[SEAT].desk = desk
    app[STANDING].forget()
    app[ACTIVITIES].forget()
