"""Threads: stories, running topics, and where each item was put and why."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final

from syndicate.model import (
    Assignment,
    Clustering,
    Member,
    Parted,
    Reason,
    Remembered,
    Scene,
    Story,
    Thread,
    ThreadLink,
    Topic,
    micros,
)
from syndicate.protocols import Database, Statement, Transaction
from syndicate.store import departures, former, frequencies, journal, since
from syndicate.store.definitions import definitions
from syndicate.store.merging import hand_on, merge_stories, merge_threads
from syndicate.store.meta import GROW
from syndicate.store.partitions import Claim, alone, claimed
from syndicate.store.remembered import Horizon, again, pages
from syndicate.store.rows import among, dumps, loads, reason_of, reason_values, story_of, thread_of
from syndicate.store.scene import scene
from syndicate.store.search import written
from syndicate.store.topics import heard, unheard
from syndicate.store.votes import members

_THREAD = "SELECT * FROM threads"
_STORY = "SELECT * FROM stories"
_RUNNING = (
    "merged_into IS NULL AND item_count >= :minimum "
    "AND EXISTS (SELECT 1 FROM assignments a WHERE a.thread_id = threads.id)"
)
OVERVIEW_ITEMS: Final = 2


@dataclass(frozen=True, slots=True)
class Threads:
    """Remembers what the clusterer found."""

    database: Database

    def remembered(self, horizon: Horizon) -> AsyncIterator[Remembered]:
        """Give what the clusterer goes on from, a page at a time."""
        return pages(self.database, horizon)

    def again(
        self, changed: since.Since, languages: Collection[str], also: Collection[str] = ()
    ) -> AsyncIterator[Remembered]:
        """Give what changed as it is now, as far as it is of these languages and not gone, a page at a time.

        `also` are threads of any language, changed or not.
        """
        return again(self.database, changed, languages, also)

    async def scene(self, names: Collection[str]) -> Scene:
        """Give what these ids lead to: threads with all their stories, and these with all their items."""
        return await self.database.read(scene(self.database.engine, names))

    async def members(self, item_ids: Sequence[str]) -> Mapping[str, Member]:
        """Give these items as the clusterer remembers them; those without a place are left out."""
        return await self.database.read(members(self.database.engine, item_ids))

    async def record(
        self,
        clustering: Clustering,
        now: datetime,
        claim: Claim = None,
        asked: Sequence[Topic] | None = None,
    ) -> int | None:
        """Save all that one step changed, or nothing. Items that were pruned meanwhile are left out.

        `asked` are the topics that were asked of the items: another process may have declared them otherwise since.
        What these say is left out then, and they are filled again, as those are that were not asked.
        Gives how many stories and threads changed since the image of a partition; None where it has none.
        Raises Overtaken where the claim holds no more, Tied where a partition reached beyond its languages.
        """
        return await self.database.write(
            _record(self.database.engine, clustering, now, claim, asked)
        )

    async def forget_words(self, limits: Sequence[tuple[float, datetime]]) -> None:
        """Forget words of no more than so many documents that were last met before an instant, some at a time."""
        for most, before in limits:
            while await self.database.write(frequencies.forget(most, before)):
                pass

    async def overview(
        self, *, limit: int, minimum_items: int = OVERVIEW_ITEMS
    ) -> tuple[Thread, ...]:
        """Give threads that live and still have items, newest update first."""
        return await self.database.read(_overview(limit, minimum_items))

    async def count(self) -> int:
        """Tell how many threads `overview` would give, were there no limit."""
        return await self.database.read(_count(OVERVIEW_ITEMS))

    async def get(self, thread_id: str) -> Thread | None:
        """Give a thread, a merged one too: its `merged_into` names the one that lives, however far."""
        return await self.database.read(_thread("id = :text", thread_id))

    async def former(self, thread_id: str) -> tuple[str, ...]:
        """Name the threads that were merged into one, in the order of their ids."""
        return await self.database.read(_former(thread_id))

    async def find(self, text: str) -> Thread | None:
        """Give the thread that somebody means: by id, or the beginning of one id only."""
        return await self.database.read(_find(text.strip()))

    async def beginning(self, text: str, *, limit: int) -> tuple[Thread, ...]:
        """Give those whose id begins so, merged away or not, in the order of ids."""
        return await self.database.read(_beginning(text.strip(), limit))

    async def stories(self, thread_id: str) -> tuple[Story, ...]:
        """Give the stories of a thread, newest first."""
        return await self.database.read(_stories(thread_id))

    async def story(self, story_id: str) -> Story | None:
        """Give a story, a merged one too: its `merged_into` names the one that lives, however far."""
        return await self.database.read(_story(story_id))

    async def stories_by_id(self, story_ids: Sequence[str]) -> tuple[Story, ...]:
        """Give these stories, the newest first; those that do not exist are left out."""
        return await self.database.read(_stories_by_id(self.database.engine, story_ids))

    async def reasons(self, item_id: str) -> tuple[Reason, ...]:
        """Tell why an item is in its story, and why that is in its thread."""
        return (await self.reasons_of([item_id])).get(item_id, ())

    async def reasons_of(self, item_ids: Sequence[str]) -> Mapping[str, tuple[Reason, ...]]:
        """Tell it for many at once; an item without a place is left out."""
        return await self.database.read(_reasons(self.database.engine, item_ids))


def _record(
    engine: str,
    clustering: Clustering,
    now: datetime,
    claim: Claim,
    asked: Sequence[Topic] | None,
) -> Transaction[int | None]:
    yield from claimed(engine, claim, tells=True)
    told = yield from since.tell(engine, claim, clustering)
    before = yield from departures.standing(engine, clustering)
    yield from _save_threads(clustering.threads)
    yield from _save_stories(clustering.stories)
    yield from _save_links(clustering.links)
    yield from _save_assignments(engine, clustering.assignments)
    yield from _part(engine, clustering.parted)
    yield from alone(engine, claim, clustering)
    yield from hand_on(clustering)
    yield from merge_stories(engine, clustering.stories)
    yield from merge_threads(engine, clustering.threads)
    yield from departures.left(engine, before, now)
    yield from former.note(engine, before, clustering, now)
    yield from journal.write(engine, clustering.events, now)
    yield from journal.take_back(clustering.undone, now)
    defined = None if asked is None else (yield from definitions(asked))
    if defined is not None:
        yield from unheard(engine, defined)
    yield from heard(engine, clustering.matches, clustering.barred, defined)
    yield from frequencies.save(clustering.terms, clustering.usual)
    if clustering != Clustering(terms=clustering.terms, usual=clustering.usual):
        yield GROW
    return told


def _save_threads(threads: Sequence[Thread]) -> Transaction[None]:
    yield Statement(
        "INSERT INTO threads (id, language, title, opened_at, updated_at, story_count, item_count, "
        "merged_into, leads_to, sketch, is_titled) VALUES (:id, :language, :title, :opened_at, :updated_at, "
        ":story_count, :item_count, :merged_into, :merged_into, :sketch, :is_titled) "
        "ON CONFLICT (id) DO UPDATE SET title = excluded.title, "
        "opened_at = excluded.opened_at, updated_at = excluded.updated_at, "
        "story_count = excluded.story_count, item_count = excluded.item_count, "
        "merged_into = excluded.merged_into, leads_to = excluded.leads_to, sketch = excluded.sketch, "
        "is_titled = excluded.is_titled",
        many=[
            {
                "id": thread.id,
                "language": thread.language,
                "title": thread.title,
                "opened_at": micros(thread.opened_at),
                "updated_at": micros(thread.updated_at),
                "story_count": thread.story_count,
                "item_count": thread.item_count,
                "merged_into": thread.merged_into,
                "sketch": thread.sketch,
                "is_titled": int(thread.is_titled),
            }
            for thread in threads
        ],
    )


def _save_stories(stories: Sequence[Story]) -> Transaction[None]:
    yield Statement(
        "INSERT INTO stories (id, thread_id, language, title, opened_at, updated_at, item_count, "
        "merged_into, leads_to, sketch) VALUES (:id, :thread_id, :language, :title, :opened_at, "
        ":updated_at, :item_count, :merged_into, :merged_into, :sketch) "
        "ON CONFLICT (id) DO UPDATE SET thread_id = excluded.thread_id, "
        "language = excluded.language, title = excluded.title, opened_at = excluded.opened_at, "
        "updated_at = excluded.updated_at, item_count = excluded.item_count, "
        "merged_into = excluded.merged_into, leads_to = excluded.leads_to, sketch = excluded.sketch",
        many=[
            {
                "id": story.id,
                "thread_id": story.thread_id,
                "language": story.language,
                "title": story.title,
                "opened_at": micros(story.opened_at),
                "updated_at": micros(story.updated_at),
                "item_count": story.item_count,
                "merged_into": story.merged_into,
                "sketch": story.sketch,
            }
            for story in stories
        ],
    )
    yield Statement(
        "UPDATE assignments SET thread_id = :thread_id "
        "WHERE story_id = :id AND (thread_id IS NULL OR thread_id <> :thread_id)",
        many=[{"id": one.id, "thread_id": one.thread_id} for one in stories if one.thread_id],
    )


def _save_links(links: Sequence[ThreadLink]) -> Transaction[None]:
    yield Statement(
        "INSERT INTO thread_links (story_id, thread_id, reason) "
        "VALUES (:story_id, :thread_id, :reason) ON CONFLICT (story_id) "
        "DO UPDATE SET thread_id = excluded.thread_id, reason = excluded.reason",
        many=[
            {
                "story_id": link.story_id,
                "thread_id": link.thread_id,
                "reason": dumps(reason_values(link.reason)),
            }
            for link in links
        ],
    )


def _save_assignments(engine: str, assignments: Sequence[Assignment]) -> Transaction[None]:
    yield Statement(
        "INSERT INTO assignments (item_id, story_id, thread_id, seen_at, copy_of, reasons, sketch) "
        "SELECT i.id, s.id, s.thread_id, i.seen_at, :copy_of, :reasons, :sketch "
        "FROM items i JOIN stories s ON s.id = :story_id WHERE i.id = :item_id "
        "ON CONFLICT (item_id) DO UPDATE SET story_id = excluded.story_id, "
        "thread_id = excluded.thread_id, copy_of = excluded.copy_of, "
        "reasons = excluded.reasons, sketch = excluded.sketch",
        many=[
            {
                "item_id": one.item_id,
                "story_id": one.story_id,
                "copy_of": one.copy_of,
                "reasons": dumps([reason_values(reason) for reason in one.reasons]),
                "sketch": one.sketch,
            }
            for one in assignments
        ],
    )
    rows = yield Statement(
        f"DELETE FROM unclustered WHERE item_id IN ({among(engine, 'ids')}) RETURNING item_id",
        {"ids": dumps([one.item_id for one in assignments])},
    )
    yield from written(engine, [row["item_id"] for row in rows])


def _part(engine: str, parted: Sequence[Parted]) -> Transaction[None]:
    """Hand items to the stories that were told apart, and note why beside what first brought them together."""
    rows = yield Statement(
        f"SELECT item_id, reasons FROM assignments WHERE item_id IN ({among(engine, 'ids')})",
        {"ids": dumps(sorted({one.item_id for one in parted}))},
    )
    told = {row["item_id"]: json.loads(row["reasons"]) for row in rows}
    home: dict[str, str] = {}  # one that left twice is in the last
    for one in parted:
        if one.item_id in told:
            told[one.item_id].append(reason_values(one.reason))
            home[one.item_id] = one.story_id
    yield Statement(
        "UPDATE assignments SET story_id = :story_id, reasons = :reasons, "
        "thread_id = (SELECT s.thread_id FROM stories s WHERE s.id = :story_id) "
        "WHERE item_id = :item_id",
        many=[
            {"item_id": item_id, "story_id": story_id, "reasons": dumps(told[item_id])}
            for item_id, story_id in home.items()
        ],
    )


def _overview(limit: int, minimum_items: int) -> Transaction[tuple[Thread, ...]]:
    rows = yield Statement(
        f"{_THREAD} WHERE {_RUNNING} ORDER BY updated_at DESC, id DESC LIMIT :limit",
        {"minimum": minimum_items, "limit": limit},
    )
    return tuple(map(thread_of, rows))


def _count(minimum_items: int) -> Transaction[int]:
    rows = yield Statement(
        f"SELECT count(*) AS count FROM threads WHERE {_RUNNING}", {"minimum": minimum_items}
    )
    return int(rows[0]["count"])


def _thread(condition: str, text: str) -> Transaction[Thread | None]:
    rows = yield Statement(f"{_THREAD} WHERE {condition}", {"text": text})
    return thread_of(rows[0]) if rows else None


def _former(thread_id: str) -> Transaction[tuple[str, ...]]:
    rows = yield Statement(
        "SELECT id FROM threads WHERE merged_into = :id ORDER BY id", {"id": thread_id}
    )
    return tuple(row["id"] for row in rows)


def _find(text: str) -> Transaction[Thread | None]:
    found = yield from _thread("id = :text", text)
    if found is not None:
        return found
    those = yield from _beginning(text, 2)
    return those[0] if len(those) == 1 else None


def _beginning(text: str, limit: int) -> Transaction[tuple[Thread, ...]]:
    if not text:
        return ()
    rows = yield Statement(
        f"{_THREAD} WHERE id >= :text AND id < :end ORDER BY id LIMIT :limit",
        {"text": text, "end": text + "\U0010ffff", "limit": limit},
    )
    return tuple(map(thread_of, rows))


def _stories(thread_id: str) -> Transaction[tuple[Story, ...]]:
    rows = yield Statement(
        f"{_STORY} WHERE thread_id = :id AND merged_into IS NULL ORDER BY updated_at DESC, id DESC",
        {"id": thread_id},
    )
    return tuple(map(story_of, rows))


def _story(story_id: str) -> Transaction[Story | None]:
    rows = yield Statement(f"{_STORY} WHERE id = :id", {"id": story_id})
    return story_of(rows[0]) if rows else None


def _stories_by_id(engine: str, story_ids: Sequence[str]) -> Transaction[tuple[Story, ...]]:
    rows = yield Statement(
        f"{_STORY} WHERE id IN ({among(engine, 'ids')}) ORDER BY updated_at DESC, id DESC",
        {"ids": dumps(list(story_ids))},
    )
    return tuple(map(story_of, rows))


def _reasons(engine: str, item_ids: Sequence[str]) -> Transaction[Mapping[str, tuple[Reason, ...]]]:
    rows = yield Statement(
        "SELECT a.item_id, a.reasons, l.reason FROM assignments a "
        "LEFT JOIN thread_links l ON l.story_id = a.story_id "
        f"WHERE a.item_id IN ({among(engine, 'ids')})",
        {"ids": dumps(list(item_ids))},
    )
    return {row["item_id"]: _reasons_of(row["reasons"], row["reason"]) for row in rows}


# Why an item is where it is seldom changes, and it is asked for every feed that shows the item.
@lru_cache(maxsize=2048)
def _reasons_of(reasons: str, linked: str | None) -> tuple[Reason, ...]:
    found = [*loads(reasons), *([] if linked is None else [loads(linked)])]
    return tuple(map(reason_of, found))
