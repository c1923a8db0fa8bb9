"""Every key of the query language, on both engines."""

from __future__ import annotations

import pytest

from syndicate.model import Reason, Topic, TopicMatch
from syndicate.query import parse
from syndicate.store import Selection, Store
from tests.contract.store.builders import DAY, NOW, a_source, an_item, cluster, follow, poll

WHY = Reason("topic", 1.0)


@pytest.fixture
async def desk(store: Store) -> Store:
    """Four items of three sources, oldest first: a, b, c, d."""
    await follow(
        store,
        a_source("s1", tags=("war", "iraq"), title="The Daily  News"),
        a_source("s2", tags=("war",)),
        a_source("s3", tags=("sport",)),
    )
    await poll(store, an_item("a", at=NOW - DAY, language="en", agency="AFP", title="Siege"))
    american = an_item("b", "s2", language="en-US", agency="Xinhua", title="Siege ends")
    await poll(store, american, source="s2")
    await poll(store, an_item("c", "s3", at=NOW + DAY, language="ar", title="Chess"), source="s3")
    await poll(store, an_item("d", at=NOW + 2 * DAY, title="Siege of chess"))
    await store.topics.sync([Topic("mosul", "Mosul", any=("Mosul",))], NOW)
    await store.topics.record([TopicMatch("mosul", name, WHY) for name in ("is1a", "is3c")])
    await cluster(store, "t1", {"y1": ["is1a", "is2b"]})
    await cluster(store, "t2", {"y2": ["is3c"], "y3": ["is1d"]})
    return store


async def found(store: Store, query: str, *, limit: int = 9) -> str:
    where = Selection(query=parse(query))
    return "".join(one.item.id[-1] for one in await store.items.newest(where, limit=limit))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tag:war", "dba"),
        ("tag:war tag:iraq", "da"),
        ("tag:iraq,sport", "dca"),
        ("-tag:iraq", "cb"),
        ("source:s1", "da"),
        ("source:s2.example,www.s3.example", "cb"),
        ('source:"the daily news"', "da"),
        ("source:nobody", ""),
        ("-source:nobody", "dcba"),
        ("-source:s1 -source:s2", "c"),
        ("agency:AFP", "a"),
        ("agency:AFP,Xinhua", "ba"),
        ("-agency:AFP", "dcb"),
        ("lang:en", "ba"),
        ("lang:en,ar", "cba"),
        ("-lang:en", "dc"),
        ("topic:mosul", "ca"),
        ("-topic:mosul", "db"),
        ("thread:t1", "ba"),
        ("-thread:t1", "dc"),
        ("after:2026-11-06", "dcb"),
        ("before:2026-11-06", "a"),
        ("after:2026-11-06 before:2026-11-07", "b"),
        ("after:2026-11-06T12:00Z before:2026-11-06T12:00:01Z", "b"),
        ("siege", "dba"),
        ("siege -chess", "ba"),
        ("siege tag:war lang:en -agency:Xinhua", "a"),
        ("siege topic:mosul", "a"),
        ("siege thread:t2", "d"),
        ('"siege of" source:s1 after:2026-11-01', "d"),
    ],
)
async def test_query_means(desk: Store, query: str, expected: str) -> None:
    assert await found(desk, query) == expected


async def test_rare_company_of_common_words_is_found_behind_the_newest(desk: Store) -> None:
    names = [f"n{number}" for number in range(30)]
    await poll(
        desk, *(an_item(name, "s2", at=NOW + 3 * DAY, text="siege") for name in names), source="s2"
    )
    await cluster(desk, "t3", {"y9": [f"is2{name}" for name in names]})
    assert await found(desk, "siege tag:iraq", limit=2) == "da"


async def test_copy_stands_for_a_text_whose_original_the_query_leaves_out(desk: Store) -> None:
    where = Selection(query=parse("siege -source:s1"), originals_only=True, published_only=True)
    assert [one.item.id for one in await desk.items.newest(where, limit=9)] == ["is2b"]
    assert await desk.items.newest_change(where) == NOW
