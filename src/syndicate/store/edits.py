"""Stored items that their feeds offer again: edited, spelled anew, or as they were."""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from syndicate.model import MICROSECOND, Edited, Enclosure, Item, micros, moment
from syndicate.protocols import Statement, Transaction, Values
from syndicate.store.matching import Match, Stored, stored_key
from syndicate.store.rows import STORED, among, dumps, item_of, item_values, of_languages
from syndicate.store.search import unwritten, written
from syndicate.store.waiting import reread

_LATEST = 100
VERSIONS = 50  # kept of an item: the first, and the newest
NAMES = 64  # kept of an item, the newest: some sources make new ones with every document
TOUCH_AFTER = timedelta(hours=6)  # an unchanged poll writes nothing but the state of its source


def told_apart(
    engine: str, again: Sequence[tuple[Match, Stored]]
) -> Transaction[tuple[list[Match], list[Match]]]:
    """Which of these readers would call edited, and which are only spelled anew: no edit, but worth writing."""
    edited = [one for one, row in again if _says_else(one, row)]
    alike = yield from _alike(engine, edited)
    changed = [one for one in edited if one.stored_id not in alike]
    others = {one.stored_id for one in changed}
    moved = [one for one, row in again if one.stored_id not in others and is_written(one, row)]
    return changed, moved


def is_written(one: Match, row: Stored) -> bool:
    """Whether it says other words, is cleaned in another way than when it was stored, or moved."""
    return one.item.digest != row.digest or one.item.link_key != row.link_key


def _says_else(one: Match, row: Stored) -> bool:
    """Whether the source says other words. Digests of two forms cannot be compared."""
    return one.item.digest != row.digest and _form(one.item.digest) == _form(row.digest)


def _alike(engine: str, edited: Sequence[Match]) -> Transaction[set[str]]:
    """Which of these show nothing else than before: what was edited is what the source repeats over its items."""
    if not edited:
        return set()
    rows = yield Statement(
        f"SELECT {STORED} FROM items i LEFT JOIN assignments a ON a.item_id = i.id "
        f"WHERE i.id IN ({among(engine, 'ids')})",
        {"ids": dumps([one.stored_id for one in edited])},
    )
    shown = {row["id"]: _shown(item_of(row)) for row in rows}
    return {
        one.stored_id
        for one in edited
        if one.stored_id and shown[one.stored_id] == _shown(one.item)
    }


def _shown(item: Item) -> tuple[str, str, str, tuple[Enclosure, ...]]:
    return item.title, item.summary, item.text, item.enclosures


def _form(digest: str) -> str:
    return digest.partition("-")[0] if "-" in digest[:4] else ""


def change(engine: str, changed: Sequence[Match], now: datetime) -> Transaction[None]:
    """Put the new text in place of the old, which is kept aside."""
    if not changed:
        return
    ids = [one.stored_id or "" for one in changed]
    yield from unwritten(engine, ids)
    yield Statement(
        "INSERT INTO item_versions "
        "(item_id, began_at, ended_at, digest, title, summary, text, content_html) "
        "SELECT id, changed_at, :now, digest, title, summary, text, content_html "
        f"FROM items WHERE id IN ({among(engine, 'ids')}) ORDER BY sequence",
        {"ids": dumps(ids), "now": micros(now)},
    )
    yield Statement(
        _FEWER.format(chosen=among(engine, "ids")), {"ids": dumps(ids), "most": VERSIONS}
    )
    edited = "changed_at = CASE WHEN changed_at < :now THEN :now ELSE changed_at END"
    yield Statement(
        _UPDATE.format(more=f", {edited}"),
        many=[item_values(one.item) | {"id": one.stored_id, "now": micros(now)} for one in changed],
    )
    yield from reread(engine, ids)
    yield from written(engine, ids)


def respell(engine: str, moved: Sequence[Match]) -> Transaction[None]:
    """Write what is no edit: no version is kept of it, and the entry's `updated` stays."""
    if not moved:
        return
    ids = [one.stored_id or "" for one in moved]
    yield from unwritten(engine, ids)
    yield Statement(
        _UPDATE.format(more=""),
        many=[item_values(one.item) | {"id": one.stored_id} for one in moved],
    )
    yield from reread(engine, ids)
    yield from written(engine, ids)


_FEWER = """
DELETE FROM item_versions WHERE sequence IN (
    SELECT sequence FROM (
        SELECT sequence, row_number() OVER (PARTITION BY item_id ORDER BY sequence) AS place,
            row_number() OVER (PARTITION BY item_id ORDER BY sequence DESC) AS age
        FROM item_versions WHERE item_id IN ({chosen})
    ) v WHERE place > 1 AND age >= :most)"""
_UPDATE = """
UPDATE items SET url = :url, link_key = :link_key, language = :language, title = :title,
    is_untitled = :is_untitled, summary = :summary, details = :details, text = :text, content_html = :content_html,
    digest = :digest{more}
WHERE id = :id"""


def edited(
    engine: str, since: datetime, languages: Collection[str] | None
) -> Transaction[tuple[Edited, ...]]:
    """What items say that were edited since an instant and are no copies, in stories of some languages."""
    ids = yield from _edited_since(micros(since))
    if not ids:
        return ()
    spoken, values = of_languages(engine, "s.language", languages)
    rows = yield Statement(
        "SELECT i.id, i.title, i.text, i.changed_at FROM items i JOIN assignments a ON a.item_id = i.id "
        f"JOIN stories s ON s.id = a.story_id WHERE a.copy_of IS NULL AND {spoken} "
        f"AND i.id IN ({among(engine, 'ids')}) ORDER BY i.sequence",
        values | {"ids": dumps(ids)},
    )
    return tuple(
        Edited(row["id"], row["title"], row["text"], moment(row["changed_at"])) for row in rows
    )


def _edited_since(since: int) -> Transaction[list[str]]:
    """What was put aside last was edited last: it is gone back as far as it takes to come to something older."""
    limit = _LATEST
    while True:
        versions = yield Statement(
            "SELECT item_id, ended_at FROM item_versions ORDER BY sequence DESC LIMIT :limit",
            {"limit": limit},
        )
        if len(versions) < limit or min(row["ended_at"] for row in versions) < since:
            return sorted({row["item_id"] for row in versions if row["ended_at"] >= since})
        limit *= 4


def touch(
    source_id: str, again: Sequence[tuple[Match, Stored]], now: datetime
) -> Transaction[None]:
    """Note that the feed still offers these, and what other names it gave them."""
    stale = micros(now) - TOUCH_AFTER // MICROSECOND
    touched: list[Values] = []
    forgotten: list[Values] = []
    for one, row in again:
        names = list(dict.fromkeys([*one.item.keys, *row.keys]))
        if row.last_seen_at <= stale or len(names) > len(row.keys):
            keys = dumps(names[:NAMES])
            touched.append({"id": one.stored_id, "now": micros(now), "keys": keys})
        forgotten += [
            {"source_id": source_id, "key": stored_key(name), "id": one.stored_id}
            for name in names[NAMES:]
        ]
    if touched:
        yield Statement(
            "UPDATE items SET last_seen_at = :now, keys = :keys WHERE id = :id", many=touched
        )
    if forgotten:
        yield Statement(
            "DELETE FROM item_keys WHERE source_id = :source_id AND key = :key AND item_id = :id",
            many=forgotten,
        )


def touch_unchanged(engine: str, ids: set[str], now: datetime) -> Transaction[None]:
    """Note that the feed still offers these, word for word."""
    if not ids:
        return
    yield Statement(
        "UPDATE items SET last_seen_at = :now "
        f"WHERE last_seen_at <= :stale AND id IN ({among(engine, 'ids')})",
        {
            "ids": dumps(sorted(ids)),
            "now": micros(now),
            "stale": micros(now) - TOUCH_AFTER // MICROSECOND,
        },
    )
