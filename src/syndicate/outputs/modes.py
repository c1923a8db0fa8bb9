"""Stories, developments and days: entries that tell of more than one item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from syndicate.model import Declared, Entry, Output, StoredItem, Story
from syndicate.publish.developments import developments
from syndicate.publish.digest import digest
from syndicate.publish.entries import Sources, allowed
from syndicate.publish.stories import Members, from_stories
from syndicate.store import Store
from syndicate.store.items import Selection

ITEMS_PER_STORY: Final = 5  # how many items are looked at to find one story of an output
ITEMS_PER_DIGEST: Final = 2000  # about so many items are told, in whole days


async def of_stories(
    store: Store, declared: Declared, output: Output, known: Sources
) -> tuple[Entry, ...]:
    """One entry a story, or one each time somebody new reports on it."""
    where = Selection(tags=output.tags, published_only=True, placed_only=True)
    recent = await store.items.newest(where, limit=output.limit * ITEMS_PER_STORY)
    stories, members = await _told(store, output, recent, known)
    told = [stored.item.id for items in members.values() for stored in items]
    why = await store.threads.reasons_of(told)
    if output.mode == "developments":
        return developments(stories, members, known, limit=output.limit, reasons=why)
    return from_stories(stories[: output.limit], members, known, site=declared.url, reasons=why)


async def of_days(
    store: Store, declared: Declared, output: Output, known: Sources
) -> tuple[Entry, ...]:
    """One entry a day. A day that was not read to its beginning is left out: it would be told in part."""
    where = Selection(tags=output.tags, published_only=True, placed_only=True)
    items: list[StoredItem] = []
    days: set[date] = set()
    whole, before = False, None
    while not whole and len(days) < 3:  # the newest is not over, the oldest may be read in part
        page = await store.items.newest(where, limit=ITEMS_PER_DIGEST, before=before)
        items += page
        days |= {stored.item.seen_at.astimezone(UTC).date() for stored in page}
        whole = len(page) < ITEMS_PER_DIGEST
        before = (page[-1].item.seen_at, page[-1].item.id) if page else None
    if not items:
        return ()
    stories, members = await _told(store, output, items, known)
    entries = digest(
        stories,
        members,
        known,
        newest_at=items[0].item.seen_at,
        name=output.name,
        site=declared.url,
        limit=output.limit,
    )
    whole_from = datetime.combine(min(days) + timedelta(days=0 if whole else 1), time(), UTC)
    return tuple(entry for entry in entries if entry.published_at > whole_from)


async def _told(
    store: Store, output: Output, recent: Sequence[StoredItem], known: Sources
) -> tuple[tuple[Story, ...], Members]:
    """Give the stories of these items, with what this output may tell of each."""
    ids = tuple(dict.fromkeys(stored.story_id for stored in recent if stored.story_id))
    members = await store.items.of_stories(ids)
    tags = set(output.tags)
    shown = {
        story_id: tuple(
            stored
            for stored in allowed(items, known)
            if not tags or not tags.isdisjoint(known[stored.item.source_id].tags)
        )
        for story_id, items in members.items()
    }
    stories = await store.threads.stories_by_id(ids)
    return tuple(
        story if shown[story.id] == members[story.id] else _partly(story, shown[story.id])
        for story in stories
    ), shown


def _partly(story: Story, shown: Sequence[StoredItem]) -> Story:
    """A story of which some must not be told: its name may not be theirs, nor its newest change."""
    newest_at = max((stored.item.seen_at for stored in shown), default=story.opened_at)
    return replace(story, title="", updated_at=newest_at)
