"""Where a thread went that was merged into another or promoted to a topic, and an output that was renamed."""

from __future__ import annotations

from collections.abc import Iterable

from syndicate.model import Output, Topic
from syndicate.store import Store


async def survivor_of(store: Store, thread_id: str) -> str | None:
    """Return the id of the thread that this one became part of; None if it stands for itself."""
    thread = await store.threads.get(thread_id)
    return thread.merged_into if thread else None


def promoted(topics: Iterable[Topic], thread_id: str) -> Topic | None:
    """Return the topic that was made of a thread."""
    return next((topic for topic in topics if topic.thread == thread_id), None)


def renamed(outputs: Iterable[Output], name: str) -> Output | None:
    """Return the output that had this name before, unless another one has it now."""
    found = tuple(outputs)
    if any(output.name == name for output in found):
        return None
    return next((output for output in found if output.id == name), None)
