"""A template and what it shows -> a page. Every text is escaped; a missing value is an error."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Final, TypeVar

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.filters import do_mark_safe

from syndicate.cluster.words.languages import named
from syndicate.fetch.notices import notices
from syndicate.publish.gate import legal, turned_back, web_url
from syndicate.publish.instants import rfc3339
from syndicate.publish.prose import when
from syndicate.publish.reports import many
from syndicate.web import charts
from syndicate.web.assets import VERSIONS
from syndicate.web.desk import desk_of


def ago(instant: datetime, now: datetime) -> str:
    """Say how long ago an instant was, as people say it."""
    minutes = int((now - instant).total_seconds() // 60)
    if minutes < 2:
        return "just now" if minutes > -2 else when(instant)
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 24 * 60:
        return f"{minutes // 60} h ago"
    if minutes < 7 * 24 * 60:
        return many(minutes // (24 * 60), "day ago", "days ago")
    return day(instant)


def day(instant: datetime) -> str:
    """Write the day of an instant: 6 Nov 2014."""
    return f"{instant.day} {instant.astimezone(UTC):%b %Y}"


def span(duration: timedelta) -> str:
    """Write a duration as people say it: 20 s, 15 min, 2 h, 3 days."""
    seconds = round(duration.total_seconds())
    if seconds < 90:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    return f"{round(minutes / 60)} h" if minutes < 48 * 60 else f"{round(minutes / 1440)} days"


def until(instant: datetime, now: datetime) -> str:
    """Say how long it is until an instant; what should have happened by now is due."""
    return "due" if instant <= now else f"in {span(instant - now)}"


def time(instant: datetime, now: datetime, told: Callable[[datetime, datetime], str] = ago) -> str:
    """Write an instant as HTML: as people say it, and exactly. All of that are words of our own."""
    return do_mark_safe(f"<time {_exactly(instant)}>{told(instant, now)}</time>")


# A page of sources has thousands; most of them are as they were when it was last asked for.
@lru_cache(maxsize=8192)
def _exactly(instant: datetime) -> str:
    return f'datetime="{rfc3339(instant)}" title="{when(instant)}"'


def _shown(value: object) -> object:
    """A text of others moves nothing that stands behind it, as in the title of a window."""
    return turned_back(legal(value)) if type(value) is str else value


def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("syndicate.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=_shown,
    )
    env.filters |= {
        "when": when,
        "day": day,
        "ago": ago,
        "iso": rfc3339,
        "span": span,
        "web_url": web_url,
        "notices": notices,
        "language": named,
    }
    env.globals |= {
        "many": many,
        "told": charts.told,
        "versions": VERSIONS,
        "time": time,
        "until": until,
        "formats": lru_cache(maxsize=_KEPT)(_formats),
    }
    return env


def drawn(chart: Sequence[charts.Bar]) -> str:
    """Draw a chart, as HTML; what stands on a page by the hundred is drawn once, and kept."""
    svg: str = _PARTS.spark(chart)
    return svg


def _formats(path: str, title: str) -> str:
    """Write the three buttons of a feed, whose page is at `path`: half of a long page, were they made each time."""
    html: str = _PARTS.formats(path, title)
    return html


T = TypeVar("T")
_KEPT: Final = 4096
_ENVIRONMENT = _environment()
_PARTS: Any = _ENVIRONMENT.get_template("_parts.html").module

# One thread, for pages alone, which they wait for until their time is over: as many at once as are asked for would
# keep the loop from its turn, and lookups of names from their threads.
PRINTER = web.AppKey("printer", ThreadPoolExecutor)


async def printing(app: web.Application) -> AsyncIterator[None]:
    """Render pages as long as the application runs."""
    app[PRINTER] = ThreadPoolExecutor(1, thread_name_prefix="pages")
    yield
    app[PRINTER].shutdown(cancel_futures=True)


async def page(
    request: web.Request, template: str, *, status: int = 200, **context: object
) -> web.Response:
    """Render a page beside the loop: hundreds of threads take half a second, and feeds wait for nobody's page."""
    render = partial(page_at_once, request, template, status=status, **context)
    return await printed(request, render)


async def printed(request: web.Request, work: Callable[[], T]) -> T:
    """Do for a page what takes long beside the loop, after what was asked for before."""
    return await asyncio.get_running_loop().run_in_executor(request.app[PRINTER], work)


def page_at_once(
    request: web.Request, template: str, *, status: int = 200, **context: object
) -> web.Response:
    """Render a page, a short one. It may be kept for as long as a feed may."""
    desk = desk_of(request)
    text = _ENVIRONMENT.get_template(template).render(
        desk=desk, root=desk.root, now=desk.clock(), **{"query": "", "preview": None} | context
    )
    headers = {"Cache-Control": "public, max-age=30"}
    return web.Response(
        status=status, text=text, content_type="text/html", charset="utf-8", headers=headers
    )
