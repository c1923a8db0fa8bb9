"""Sources, items and polls in one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from syndicate.model import (
    Assignment,
    Clustering,
    Item,
    Outcome,
    Reason,
    Remembered,
    Source,
    SourceState,
    Story,
    Thread,
)
from syndicate.store import Horizon, Selection, Store

NOW = datetime(2026, 11, 6, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def a_source(name: str = "s1", **more: Any) -> Source:
    url = f"https://{name}.example/feed"
    return Source(**{"id": name, "url": url, "shown_url": url, **more})


def an_item(name: str, source: str = "s1", *, at: datetime = NOW, **more: Any) -> Item:
    """An item whose strongest key is its guid."""
    url = f"https://{source}.example/{name}"
    text = more.pop("text", f"The text of {name}.")
    values: dict[str, Any] = {
        "id": f"i{source}{name}",
        "source_id": source,
        "keys": (f"guid:{name}", f"url:{url}"),
        "url": url,
        "link_key": url,
        "title": f"Title of {name}",
        "summary": "In short.",
        "content_html": f"<p>{text}</p>",
        "text": text,
        "seen_at": at,
        "published_at": at,
        "digest": f"digest of {name}: {text}",
    }
    return Item(**values | more)


def a_state(source: str = "s1", *, at: datetime = NOW, **more: Any) -> SourceState:
    values: dict[str, Any] = {
        "url": f"https://{source}.example/feed",
        "next_poll_at": at + 15 * MINUTE,
        "subscribed": f"https://{source}.example/feed",
    }
    return SourceState(source_id=source, **values | more)


async def follow(store: Store, *sources: Source) -> None:
    await store.sources.sync(sources or (a_source(),), NOW)


async def poll(store: Store, *items: Item, source: str = "s1", at: datetime = NOW) -> Outcome:
    def settle(_: Outcome) -> SourceState:
        return a_state(source, at=at, last_poll_at=at)

    return await store.polls.record(source, items, settle, at)


def a_thread(name: str, *, at: datetime = NOW, **more: Any) -> Thread:
    values: dict[str, Any] = {
        "language": "en",
        "title": f"Thread {name}",
        "opened_at": at,
        "updated_at": at,
        "story_count": 1,
        "item_count": 2,
        "sketch": b"\x00thread",
    }
    return Thread(id=name, **values | more)


def a_story(name: str, thread: str | None = None, *, at: datetime = NOW, **more: Any) -> Story:
    values: dict[str, Any] = {
        "language": "en",
        "title": f"Story {name}",
        "opened_at": at,
        "updated_at": at,
        "item_count": 1,
        "sketch": b"\x00\xffstory",
    }
    return Story(id=name, thread_id=thread, **values | more)


WHY = Reason(
    relation="story",
    score=0.75,
    shared=("iraq", "Mosul"),
    parts=(("words", 0.5), ("names", 0.25)),
    nearest="i1",
    note='both name "Mosul"',
    gap=7200,
    almost="another story scored 0.71",
)


def put(item: str, story: str, **more: Any) -> Assignment:
    return Assignment(item_id=item, story_id=story, reasons=(WHY,), sketch=b"\x01\x00\xfe", **more)


async def cluster(store: Store, thread: str, stories: dict[str, Sequence[str]]) -> None:
    """Put items into stories of one thread."""
    found = Clustering(
        threads=(a_thread(thread),),
        stories=tuple(a_story(story, thread) for story in stories),
        assignments=tuple(put(item, story) for story, items in stories.items() for item in items),
    )
    await store.threads.record(found, NOW)


async def memory(
    store: Store, since: datetime, *, threads_since: datetime | None = None, most: int = 100
) -> Remembered:
    """All pages of what the clusterer goes on from."""
    threads = (threads_since or since, most)
    horizon = Horizon((since, most), threads, threads)
    pages = [page async for page in store.threads.remembered(horizon)]
    return Remembered(
        tuple(story for page in pages for story in page.stories),
        tuple(thread for page in pages for thread in page.threads),
        tuple(term for page in pages for term in page.terms),
        tuple(member for page in pages for member in page.members),
        tuple(one for page in pages for one in page.usual),
    )


def moved(item: Item, **changes: Any) -> Item:
    return replace(item, **changes)


async def claim_due(store: Store, now: datetime, **how: Any) -> tuple[SourceState, ...]:
    """Take what is due, in a transaction of its own."""
    return await store.database.write(store.sources.claiming_due(now, **how))


def ids(claimed: Sequence[SourceState]) -> tuple[str, ...]:
    return tuple(state.source_id for state in claimed)


async def everything(store: Store) -> dict[str, str]:
    """Item id -> entry id of all that is stored."""
    newest = await store.items.newest(Selection(), limit=1000)
    return {stored.item.id: stored.entry_id for stored in newest}
