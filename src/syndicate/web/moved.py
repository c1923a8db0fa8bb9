"""Where a thread went that was merged into another or promoted to a topic, and what was renamed."""

from __future__ import annotations

from collections.abc import Iterable

from aiohttp import web

from syndicate.model import Output, Topic, name_now
from syndicate.store import Store
from syndicate.web.desk import desk_of


async def without_slash(request: web.Request) -> web.Response:
    """Lead from an address with slashes at its end to the one without: people and programs add them."""
    path = request.rel_url.raw_path.rstrip("/")
    raise for_good(request, f"{desk_of(request).root}{path}")


def for_good(request: web.Request, path: str) -> web.HTTPMovedPermanently:
    """Lead to another path, with what was asked for there."""
    query = f"?{request.rel_url.raw_query_string}" if request.query_string else ""
    return web.HTTPMovedPermanently(f"{path}{query}")


async def survivor_of(store: Store, thread_id: str) -> str | None:
    """Return the id of the thread that this one became part of; None if it stands for itself."""
    thread = await store.threads.get(thread_id)
    return thread.merged_into if thread else None


def promoted(topics: Iterable[Topic], thread_id: str) -> Topic | None:
    """Return the topic that was made of a thread."""
    return next((topic for topic in topics if topic.thread == thread_id), None)


def renamed(declared: Iterable[Output | Topic], name: str) -> str | None:
    """Return the name now of what had this name before, unless something has it now."""
    now = name_now(declared, name)
    return None if now == name else now
