"""What people decide, and where everything stands then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from syndicate.model import Correction, StoredItem
from tests.integration.pipeline.desk import Desk, Told, a_source, declared

NOW = declared([a_source("port"), a_source("mail"), a_source("copy")])


async def standing(desk: Desk) -> dict[str, tuple[str, str]]:
    """Where everything is: the story and the thread of each title and source."""
    return {
        f"{stored.item.source_id} {stored.item.title}": (
            stored.story_id or "",
            stored.thread_id or "",
        )
        for stored in await desk.items()
    }


async def whole(desk: Desk) -> tuple[object, ...]:
    """All that readers could tell apart."""
    threads = await desk.store.threads.overview(limit=100, minimum_items=1)
    stories = [await desk.store.threads.stories(thread.id) for thread in threads]
    reasons = {
        one.item.id: await desk.store.threads.reasons(one.item.id) for one in await desk.items()
    }
    told = {item_id: [each.relation for each in every] for item_id, every in reasons.items()}
    return (
        [replace(one, sketch=b"") for one in threads],
        [[replace(one, sketch=b"") for one in some] for some in stories],
        await standing(desk),
        told,
    )


async def events(desk: Desk) -> list[tuple[str, bool]]:
    past = await desk.store.journal.listed(limit=100)
    return [(one.event.kind, one.undone_at is not None) for one in reversed(past)]


async def item(desk: Desk, source: str, told: Told) -> StoredItem:
    return await desk.item(source, told)


def decision(kind: Any, *ids: str | None, thread: str | None = "", title: str = "") -> Correction:
    return Correction(kind, tuple(one or "" for one in ids), thread or "", title)
