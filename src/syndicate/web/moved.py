"""Where a thread went that was merged into another."""

from __future__ import annotations

from syndicate.store import Store


async def survivor_of(store: Store, thread_id: str) -> str | None:
    """Return the id of the thread that this one became part of; None if it stands for itself."""
    thread = await store.threads.get(thread_id)
    return thread.merged_into if thread else None
