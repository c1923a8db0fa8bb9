"""Topics: threads that people declared, and the items that belong to them."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from syndicate.model import Barred, Member, Reason, Topic, TopicMatch, micros
from syndicate.protocols import Database, Row, Statement, Transaction
from syndicate.store import departures, journal, renaming
from syndicate.store.definitions import definitions, in_force
from syndicate.store.leases import VOID, Fence, under
from syndicate.store.meta import GROW
from syndicate.store.rows import (
    among,
    dumps,
    grouped,
    maybe_moment,
    reason_of,
    reason_values,
    sharing,
)
from syndicate.store.votes import bar, casts


@dataclass(frozen=True, slots=True)
class TopicOverview:
    """A topic as people see it. `updated_at` is when its newest item was first seen."""

    slug: str
    title: str
    item_count: int
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Topics:
    """Remembers declared topics."""

    database: Database

    async def sync(self, topics: Sequence[Topic], now: datetime) -> tuple[str, ...]:
        """Keep these and no others. Give the slugs whose items must still be looked for.

        These are the new ones, those whose definition changed (their old matches are dropped), and
        those for which `filled` was never told.
        """
        return await self.database.write(_sync(self.database.engine, topics, now))

    async def learn(
        self, before: Mapping[str, Topic], after: Mapping[str, Topic], now: datetime
    ) -> tuple[str, ...]:
        """Let topics, by slug, be asked with what examples say that came just now. Give the slugs still to be filled.

        Only those count that stand here as they were `before` or are `after`: what another process declared otherwise
        or took away meanwhile is left as it is.
        """
        return await self.database.write(_learn(before, after, now))

    async def record(
        self,
        matches: Sequence[TopicMatch],
        barred: Sequence[Barred] = (),
        asked: Sequence[Topic] | None = None,
    ) -> None:
        """Save matches, and what must not match. Those of a topic or an item that is gone meanwhile are left out.

        So are those of topics that were `asked` by another definition than they have now.
        """
        await self.database.write(_record(self.database.engine, matches, barred, asked))

    async def casts(self, slug: str) -> tuple[Member, ...]:
        """Give all items of the stories in which a topic has a report of its own, story by story, in stored order."""
        return await self.database.read(casts(slug))

    async def texts(self) -> Mapping[str, str]:
        """Give what examples that are links said when topics were declared with them."""
        return await self.database.read(_texts())

    async def filled(
        self, slug: str, claim: Fence | None = None, asked: Topic | None = None
    ) -> None:
        """Note that every item that was already there has been looked through; raise Overtaken if others clustered.

        Nothing is noted of a topic that was `asked` by another definition than it has now.
        """
        await self.database.write(_filled(slug, claim, asked))

    async def unfilled(self) -> frozenset[str]:
        """Give the slugs of topics for which what was already there is still looked through."""
        return await self.database.read(_unfilled())

    async def in_force(self, known: Sequence[Topic]) -> tuple[Topic, ...]:
        """Give all topics that are filled, as they were declared last, whatever is `known` of them here.

        Those that another version declared by other means than ours are left out.
        """
        return await self.database.read(in_force(known))

    async def overview(self) -> tuple[TopicOverview, ...]:
        """Tell of every topic, by title."""
        return await self.database.read(_overview())

    async def reasons(self, item_id: str) -> tuple[TopicMatch, ...]:
        """Tell which topics an item belongs to, and why."""
        return await self.database.read(_reasons(item_id))

    async def barred_from(self, item_id: str) -> tuple[str, ...]:
        """Give the slugs of the topics that forbid an item: by a word of `none`, or as it is near to `unlike`."""
        return await self.database.read(_barred_from(item_id))

    async def of(self, item_ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
        """Give the slugs of the topics that items belong to; an item of none is left out."""
        return await self.database.read(_of(self.database.engine, item_ids))

    async def reasons_in(
        self, slug: str, item_ids: Sequence[str]
    ) -> Mapping[str, tuple[Reason, ...]]:
        """Tell of many items at once why they belong to one topic; what does not is left out."""
        return await self.database.read(_reasons_in(self.database.engine, slug, item_ids))


def match(matches: Sequence[TopicMatch]) -> Transaction[None]:
    """Save matches as part of a transaction."""
    yield Statement(
        "INSERT INTO topic_items (slug, item_id, seen_at, reason, own) "
        "SELECT t.slug, i.id, i.seen_at, :reason, :own FROM topics t CROSS JOIN items i "
        "WHERE t.slug = :slug AND i.id = :item_id "
        "ON CONFLICT (slug, item_id) DO UPDATE SET reason = excluded.reason, own = excluded.own",
        many=[
            {
                "slug": one.slug,
                "item_id": one.item_id,
                "reason": dumps(reason_values(one.reason)),
                "own": int(one.own),
            }
            for one in matches
        ],
    )


def heard(
    engine: str,
    matches: Sequence[TopicMatch],
    barred: Sequence[Barred],
    defined: Mapping[str, str] | None,
) -> Transaction[None]:
    """Save, as part of a transaction, what topics say of items, as far as they are still `defined` so."""
    voted = {one.slug for one in matches} | {one.slug for one in barred}
    if defined is not None and voted:
        rows = yield Statement(
            f"SELECT slug, definition FROM topics WHERE slug IN ({among(engine, 'slugs')}) "
            f"ORDER BY slug{sharing(engine)}",
            {"slugs": dumps(sorted(voted))},
        )
        voted = {row["slug"] for row in rows if row["definition"] == defined.get(row["slug"])}
    yield from match([one for one in matches if one.slug in voted])
    yield from bar([one for one in barred if one.slug in voted])


def unheard(engine: str, defined: Mapping[str, str]) -> Transaction[None]:
    """Let those be filled again that items were placed without, as who placed them knows them otherwise or not yet."""
    rows = yield Statement("SELECT slug, definition FROM topics WHERE filled = 1 ORDER BY slug")
    missed = [row["slug"] for row in rows if row["definition"] != defined.get(row["slug"])]
    if missed:
        yield Statement(
            f"UPDATE topics SET filled = 0 WHERE slug IN ({among(engine, 'slugs')})",
            {"slugs": dumps(missed)},
        )


def _sync(engine: str, topics: Sequence[Topic], now: datetime) -> Transaction[tuple[str, ...]]:
    rows = yield Statement("SELECT slug, title, definition FROM topics ORDER BY slug")
    wanted = {topic.slug: topic for topic in topics}
    defined = yield from definitions(topics)
    stored: dict[str, Row] = {row["slug"]: row for row in rows}
    asked = {slug: row["definition"] for slug, row in stored.items()}
    now_is = renaming.renamed(asked, wanted, defined)
    yield from renaming.rename(engine, now_is)
    known = {now_is.get(slug, slug): row for slug, row in stored.items()}
    gone = [slug for slug in known if slug not in wanted]
    new = [slug for slug in wanted if slug not in known]
    redefined = [
        slug for slug in wanted if slug in known and known[slug]["definition"] != defined[slug]
    ]
    retitled = [
        slug
        for slug, topic in wanted.items()
        if slug in known and known[slug]["title"] != topic.title
    ]
    yield from journal.promoted(
        engine,
        {slug: thread for slug, row in known.items() if (thread := _thread_of(row["definition"]))},
        {topic.slug: topic.thread for topic in topics if topic.thread},
        now,
    )
    yield from departures.closed(gone)
    yield from departures.redefined(redefined, now)
    yield Statement("DELETE FROM topics WHERE slug = :slug", many=[{"slug": slug} for slug in gone])
    yield from _declare([wanted[slug] for slug in (*new, *redefined)], defined, now)
    # Now only: who was about to save what the old ones said has done so, and nobody does any more.
    yield from _emptied(redefined)
    yield Statement(
        "UPDATE topics SET title = :title WHERE slug = :slug",
        many=[{"slug": slug, "title": wanted[slug].title} for slug in retitled],
    )
    if gone or new or redefined or retitled or now_is:
        yield GROW
    waiting = yield from _unfilled()
    return tuple(slug for slug in wanted if slug in waiting)


def _learn(
    before: Mapping[str, Topic], after: Mapping[str, Topic], now: datetime
) -> Transaction[tuple[str, ...]]:
    was = yield from definitions([*before.values()])
    defined = yield from definitions([*after.values()])
    learnt: list[Row] = []
    for slug in sorted(slug for slug in after if was[slug] != defined[slug]):
        learnt += yield Statement(
            "UPDATE topics SET definition = :defined, declared_at = :now, filled = 0 "
            "WHERE slug = :slug AND definition = :was RETURNING slug",
            {"slug": slug, "was": was[slug], "defined": defined[slug], "now": micros(now)},
        )
    redefined = [row["slug"] for row in learnt]
    yield from departures.redefined(redefined, now)
    yield from _emptied(redefined)
    if redefined:
        yield GROW
    rows = yield Statement("SELECT slug, definition FROM topics WHERE filled = 0")
    waiting = {row["slug"] for row in rows if row["definition"] == defined.get(row["slug"])}
    return tuple(slug for slug in after if slug in waiting)


def _emptied(slugs: Sequence[str]) -> Transaction[None]:
    for table in ("topic_items", "topic_barred"):
        yield Statement(
            f"DELETE FROM {table} WHERE slug = :slug", many=[{"slug": slug} for slug in slugs]
        )


def _declare(
    topics: Sequence[Topic], defined: Mapping[str, str], now: datetime
) -> Transaction[None]:
    yield Statement(
        "INSERT INTO topics (slug, title, definition, declared_at, filled) "
        "VALUES (:slug, :title, :definition, :now, 0) ON CONFLICT (slug) DO UPDATE "
        "SET title = excluded.title, definition = excluded.definition, "
        "declared_at = excluded.declared_at, filled = 0",
        many=[
            {
                "slug": topic.slug,
                "title": topic.title,
                "definition": defined[topic.slug],
                "now": micros(now),
            }
            for topic in topics
        ],
    )


def _thread_of(definition: str) -> str | None:
    thread: str | None = json.loads(definition).get("thread")
    return thread


def _texts() -> Transaction[Mapping[str, str]]:
    rows = yield Statement("SELECT definition FROM topics ORDER BY slug")
    told = (json.loads(row["definition"]).get("texts", ()) for row in rows)
    return {link: text for texts in told for link, text in texts}


def _record(
    engine: str,
    matches: Sequence[TopicMatch],
    barred: Sequence[Barred],
    asked: Sequence[Topic] | None,
) -> Transaction[None]:
    defined = None if asked is None else (yield from definitions(asked))
    yield from heard(engine, matches, barred, defined)
    if matches:
        yield GROW


def _filled(slug: str, claim: Fence | None, asked: Topic | None) -> Transaction[None]:
    rows = yield Statement(
        "SELECT slug FROM topics WHERE slug = :slug AND filled = 0", {"slug": slug}
    )
    if rows:
        yield VOID  # what it says of items was told beside no image; first, as by `partitions.claimed`
    yield from under(claim, _noted_as_filled(slug, asked))


def _noted_as_filled(slug: str, asked: Topic | None) -> Transaction[None]:
    still, values = "", {"slug": slug}
    if asked is not None:
        still = " AND definition = :definition"
        values["definition"] = (yield from definitions([asked]))[asked.slug]
    yield Statement(f"UPDATE topics SET filled = 1 WHERE slug = :slug{still}", values)


def _unfilled() -> Transaction[frozenset[str]]:
    rows = yield Statement("SELECT slug FROM topics WHERE filled = 0")
    return frozenset(row["slug"] for row in rows)


def _overview() -> Transaction[tuple[TopicOverview, ...]]:
    rows = yield Statement(
        "SELECT t.slug, t.title, "
        "(SELECT count(*) FROM topic_items m WHERE m.slug = t.slug) AS item_count, "
        "(SELECT max(m.seen_at) FROM topic_items m WHERE m.slug = t.slug) AS updated_at "
        "FROM topics t"
    )
    found = [
        TopicOverview(
            slug=row["slug"],
            title=row["title"],
            item_count=row["item_count"],
            updated_at=maybe_moment(row["updated_at"]),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.slug)))


def _reasons(item_id: str) -> Transaction[tuple[TopicMatch, ...]]:
    rows = yield Statement(
        "SELECT slug, item_id, reason FROM topic_items WHERE item_id = :id ORDER BY slug",
        {"id": item_id},
    )
    return tuple(
        TopicMatch(row["slug"], row["item_id"], reason_of(json.loads(row["reason"])))
        for row in rows
    )


def _barred_from(item_id: str) -> Transaction[tuple[str, ...]]:
    rows = yield Statement(
        "SELECT slug FROM topic_barred WHERE item_id = :id ORDER BY slug", {"id": item_id}
    )
    return tuple(row["slug"] for row in rows)


def _of(engine: str, item_ids: Sequence[str]) -> Transaction[Mapping[str, tuple[str, ...]]]:
    rows = yield Statement(
        "SELECT item_id, slug FROM topic_items "
        f"WHERE item_id IN ({among(engine, 'ids')}) ORDER BY item_id, slug",
        {"ids": dumps(list(item_ids))},
    )
    return grouped((row["item_id"], row["slug"]) for row in rows)


def _reasons_in(
    engine: str, slug: str, item_ids: Sequence[str]
) -> Transaction[Mapping[str, tuple[Reason, ...]]]:
    rows = yield Statement(
        "SELECT item_id, reason FROM topic_items "
        f"WHERE slug = :slug AND item_id IN ({among(engine, 'ids')})",
        {"slug": slug, "ids": dumps(list(item_ids))},
    )
    return {row["item_id"]: (reason_of(json.loads(row["reason"])),) for row in rows}
