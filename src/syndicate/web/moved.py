"""Where a thread went that was merged into another."""

from __future__ import annotations

from syndicate.store import Store

_HOPS = 20


async def survivor_of(store: Store, thread_id: str) -> str | None:
    """Return the id of the thread that this one became part of; None if it stands for itself."""
    here: str | None = None
    for _ in range(_HOPS):
        thread = await store.threads.get(here or thread_id)
        if thread is None or thread.merged_into is None:
            break
        here = thread.merged_into
    return here
