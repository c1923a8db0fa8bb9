"""A store that moved to PostgreSQL, and one that came back, publish what the first one does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

from syndicate.corridors import moving
from syndicate.model import Address, Correction, Kind, Output, Suffix, Topic
from syndicate.store import Selection, Store
from tests.contract.store.test_followers import a_request
from tests.contract.store.test_subscriptions import ACTIVE, a_subscription
from tests.integration.pipeline.desk import (
    DAY,
    EVERYTHING,
    KESTREL,
    NOW,
    SHIP,
    TOW,
    TUGS,
    Clock,
    Desk,
    a_source,
    declared,
    fill,
    found,
)
from tests.integration.store.movers import holdings

DECLARED = declared(
    [a_source("port", "sea"), a_source("mail", "sea", "sport"), a_source("copy")],
    [Topic("ships", "Ships", any=("ship", "carrier"))],
    [Output("all", "All"), Output("told", "Told", mode="stories")],
)
EDITED = replace(TUGS, text=f"{TUGS.text} A third tug was on its way.")


async def fill_all(desk: Desk) -> None:
    """Copies, an edit, a merge and a title that a person decided, followers, subscribers, and one item that waits."""
    await fill(desk, DECLARED, EDITED)
    ship, kestrel = await desk.item("port", SHIP), await desk.item("mail", KESTREL)
    merge = Correction("merge", (kestrel.thread_id or "", ship.thread_id or ""))
    rename = Correction("rename", (), ship.thread_id or "", "The Maria Stella")
    await desk.pipeline.correct([merge, rename])
    await desk.store.subscriptions.add(a_subscription(source="port", **ACTIVE))
    await desk.store.followers.ask(a_request())
    await desk.store.followers.settle(a_request(), NOW + 10 * DAY)
    await desk.store.subscribers.add("ada", "a token", NOW)
    await desk.poll("port", SHIP, TOW)


async def published(desk: Desk) -> dict[Address, bytes]:
    """The bytes of every feed in every format."""
    threads = await desk.store.threads.overview(limit=100, minimum_items=1)
    names: dict[Kind, list[str]] = {
        "outputs": [*DECLARED.outputs],
        "topics": [*DECLARED.topics],
        "sources": [*DECLARED.sources],
        "tags": ["sea", "sport"],
        "threads": [thread.id for thread in threads],
        "search": ["ship", "carr*"],
    }
    return {
        Address(kind, name, suffix): await desk.body(kind, name, suffix)
        for kind, some in names.items()
        for name in some
        for suffix in get_args(Suffix)
    }


async def remembered(store: Store) -> tuple[object, ...]:
    """What is asked of a store, in its own words."""
    return (
        await found(store),
        await store.journal.listed(limit=100),
        await store.subscriptions.current(),
        await store.followers.all(),
        await store.subscribers.find("a token"),
        await store.items.unclustered(EVERYTHING),
        [
            await store.items.versions(one.item.id)
            for one in await store.items.newest(Selection(), limit=EVERYTHING)
        ],
        await store.sources.overview(),
        await store.revision(),
    )


async def test_what_moved_is_published_in_the_same_bytes_and_comes_back_as_it_was(
    tmp_path: Path, postgres_database: str
) -> None:
    first, back = (f"sqlite:///{tmp_path / name}" for name in ("first.db", "back.db"))
    urls = (first, postgres_database, back)
    desk = await Desk.open(first)
    await fill_all(desk)
    await desk.store.close()
    for origin, target in ((first, postgres_database), (postgres_database, back)):
        await moving.move(origin, target, lambda _what, _count: None)
    assert await holdings(first) == await holdings(back)
    feeds, memories, later = [], [], []
    for url in urls:
        moved = await Desk.open(url, Clock(desk.clock.at))
        try:
            await moved.declare(DECLARED)
            feeds.append(await published(moved))
            memories.append(await remembered(moved.store))
            await moved.walk("mail", EDITED, KESTREL, replace(TOW, guid="later"))
            later.append((await published(moved), await found(moved.store)))
        finally:
            await moved.store.close()
    assert len(feeds[0]) > 30
    assert feeds[0] == feeds[1] == feeds[2]
    assert memories[0] == memories[1] == memories[2]
    assert later[0] == later[1] == later[2]  # and goes on alike
    assert later[0][0] != feeds[0]
