"""What was saved of a partition since its image: a start reads that anew, and all else from the image.

Whoever clusters it tells that beside its image; whoever moves threads of any language, beside all images.

It is written in the transaction that saves it, so image and changes together are the store, whenever a process ends,
and in whatever backup.
"""

# ruff: noqa: S608 - SQL is made of our own words; values go in as placeholders

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from syndicate.model import Clustering
from syndicate.protocols import Statement, Transaction
from syndicate.store.partitions import Claim, Partition
from syndicate.store.rows import among, dumps

MOST: Final = 30_000  # stories and threads: to read more anew is not worth an image


@dataclass(frozen=True, slots=True)
class Since:
    """Ids of all stories and threads of which anything changed, and words by language; in order."""

    stories: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    words: tuple[tuple[str, tuple[str, ...]], ...] = ()


def tell(engine: str, claim: Claim, clustering: Clustering) -> Transaction[int | None]:
    """Note what is about to change; give how many stories and threads changed since the image, None without an image.

    Part of the transaction that saves it, before anything is saved and after the claim was looked at.
    """
    own = {"name": claim.fence.name} if isinstance(claim, Partition) else {}
    rows = yield Statement(
        f"SELECT name, image_told FROM leases WHERE image IS NOT NULL{' AND name = :name' if own else ''} "
        "ORDER BY name",
        own,
    )
    if not rows:
        return None
    stories, threads = yield from _touched(engine, clustering)
    words: dict[str, list[str]] = {}
    for term in clustering.terms:
        words.setdefault(term.language, []).append(term.text)
    counts = {row["name"]: row["image_told"] + len(stories) + len(threads) for row in rows}
    for name in [name for name, count in counts.items() if count > MOST]:
        yield from dropped(name)
        del counts[name]
    changes = dumps([stories, threads, words])
    yield Statement(
        "INSERT INTO image_changes (lease, told) VALUES (:name, :told)",
        many=[{"name": name, "told": changes} for name in counts],
    )
    yield Statement(
        "UPDATE leases SET image_told = :count WHERE name = :name",
        many=[{"name": name, "count": count} for name, count in counts.items()],
    )
    return counts.get(own.get("name", ""))


def told(name: str) -> Transaction[Since]:
    """Give all that was told since the image of a lease."""
    rows = yield Statement(
        "SELECT told FROM image_changes WHERE lease = :name ORDER BY id", {"name": name}
    )
    stories, threads, words = set[str](), set[str](), dict[str, set[str]]()
    for row in rows:
        some_stories, some_threads, some_words = json.loads(row["told"])
        stories.update(some_stories)
        threads.update(some_threads)
        for language, texts in some_words.items():
            words.setdefault(language, set()).update(texts)
    return Since(
        tuple(sorted(stories)),
        tuple(sorted(threads)),
        tuple((language, tuple(sorted(words[language]))) for language in sorted(words)),
    )


def dropped(name: str) -> Transaction[None]:
    """Let a lease have no image any more."""
    yield Statement("UPDATE leases SET image = NULL WHERE name = :name", {"name": name})
    yield from begun(name)


def begun(name: str) -> Transaction[None]:
    """Let nothing be told since the image of a lease."""
    yield Statement("UPDATE leases SET image_told = 0 WHERE name = :name", {"name": name})
    yield Statement("DELETE FROM image_changes WHERE lease = :name", {"name": name})


def _touched(engine: str, clustering: Clustering) -> Transaction[tuple[list[str], list[str]]]:
    """Name every story of which a row, an item or a vote is about to change, and every thread of which the row is."""
    items = {one.item_id for one in clustering.assignments}
    items |= {one.item_id for one in clustering.parted}
    items |= {one.item_id for one in clustering.matches}
    items |= {one.item_id for one in clustering.barred}
    rows = yield Statement(
        f"SELECT DISTINCT story_id AS id FROM assignments WHERE item_id IN ({among(engine, 'ids')})",
        {"ids": dumps(sorted(items))},
    )
    # The stories of a thread that ends are handed over as they are found.
    moved = yield Statement(
        f"SELECT id FROM stories WHERE thread_id IN ({among(engine, 'ids')})",
        {"ids": dumps(sorted(one.id for one in clustering.threads if one.merged_into))},
    )
    stories = {row["id"] for row in (*rows, *moved)}
    stories |= {one.story_id for one in clustering.assignments}
    stories |= {one.story_id for one in clustering.parted}
    stories |= set(_named((one.id, one.merged_into) for one in clustering.stories))
    threads = set(_named((one.id, one.merged_into) for one in clustering.threads))
    threads |= set(_named((one.thread_id,) for one in clustering.stories))
    return sorted(stories), sorted(threads)


def _named(rows: Iterable[tuple[str | None, ...]]) -> Iterable[str]:
    return (name for row in rows for name in row if name)
