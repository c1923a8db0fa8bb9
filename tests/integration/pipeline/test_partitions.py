"""Several processes cluster one store side by side, by language, and give what one process would."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from syndicate.corridors.declaring import Filler
from syndicate.holding import LASTING
from syndicate.model import Clustering, Correction, Item, Topic
from syndicate.store import Store
from syndicate.store.partitions import SETTLING
from syndicate.store.threads import Threads
from syndicate.store.topics import Topics
from tests.integration.pipeline.desk import DAY, SHIP, Clock, Desk, a_source, declared
from tests.integration.pipeline.nodes import LANGUAGES, Node, a_node, deliver, news, outcome

NEWS = news()
PORTIONS = [NEWS[start : start + 12] for start in range(0, len(NEWS), 12)]


@pytest.fixture
async def nodes(postgres_database: str) -> AsyncIterator[tuple[Node, Node, Clock]]:
    clock = Clock()
    async with (
        a_node(postgres_database, clock, "one") as one,
        a_node(postgres_database, clock, "other") as other,
    ):
        yield one, other, clock


async def alone(folder: Path, *decisions: Correction) -> object:
    """What one process on SQLite makes of the same."""
    async with a_node(f"sqlite:///{folder / 'alone.db'}", Clock(), "alone") as node:
        for portion in PORTIONS:
            await deliver(node.store, portion)
            await node.place()
        await node.clusterer.correct(decisions)
        return await outcome(node.store)


async def test_two_side_by_side_give_what_one_alone_gives(
    nodes: tuple[Node, Node, Clock], tmp_path: Path
) -> None:
    one, other, _ = nodes
    placed = [0, 0]
    for portion in PORTIONS:
        await deliver(one.store, portion)
        while await one.store.items.waiting():
            told = await asyncio.gather(one.place(), other.place())
            placed = [sum(pair) for pair in zip(placed, told, strict=True)]
    assert all(placed)
    assert sum(placed) == len(NEWS)
    found, events = await outcome(one.store)
    assert sum(story.item_count for story in found.stories) == len(NEWS)
    assert len(found.stories) < len(NEWS) / 2
    assert any(copy_of for _, _, _, copy_of, _ in found.items)
    assert (found, events) == await alone(tmp_path)


async def test_who_was_stopped_is_overtaken_and_saves_nothing_when_it_wakes_up(
    nodes: tuple[Node, Node, Clock],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    one, other, clock = nodes
    await deliver(one.store, PORTIONS[0])
    await one.place()
    for portion in PORTIONS[1:]:
        await deliver(one.store, portion)
    stopped, awake = asyncio.Event(), asyncio.Event()
    record = Threads.record

    async def stopping(threads: Threads, *args: Any) -> None:
        if threads.database is one.store.database:
            stopped.set()
            await awake.wait()
        await record(threads, *args)

    monkeypatch.setattr(Threads, "record", stopping)
    asleep = asyncio.create_task(one.place())
    await stopped.wait()
    assert await other.place() == 0  # all of them are the other's, as far as anybody knows
    clock.forward(LASTING)
    assert await other.place() == len(NEWS) - len(PORTIONS[0])
    before = await outcome(other.store)
    with caplog.at_level(logging.WARNING, "syndicate"):
        awake.set()
        assert await asleep == 0
    assert [record.message for record in caplog.records] == [
        "overtaken, the items are placed by others"
    ]
    assert await outcome(other.store) == before == await alone(tmp_path)


async def test_work_that_goes_back_and_forth_gives_the_same(
    nodes: tuple[Node, Node, Clock], tmp_path: Path
) -> None:
    one, other, clock = nodes
    for number, portion in enumerate(PORTIONS):
        await deliver(one.store, portion)
        assert await (one, other)[number % 2].place() == len(portion)
        clock.forward(2 * LASTING)
    assert await outcome(one.store) == await alone(tmp_path)


async def test_who_stops_in_order_lets_others_go_on_at_once(
    nodes: tuple[Node, Node, Clock],
) -> None:
    one, other, _ = nodes
    await deliver(one.store, PORTIONS[0])
    await one.place()
    await deliver(one.store, PORTIONS[1])
    assert await other.place() == 0
    await one.holding.lay_down()
    assert await other.place() == len(PORTIONS[1])


async def test_who_comes_later_gets_a_share(nodes: tuple[Node, Node, Clock]) -> None:
    one, other, _ = nodes
    await deliver(one.store, NEWS)
    await one.place()
    assert one.holding.partitions.keys() == set(LANGUAGES)
    for _ in range(3):
        await other.place()
        await deliver(one.store, [fresh(item) for item in NEWS[:1]])
        await one.place()
    await deliver(one.store, [replace(fresh(item), id=f"j{item.id}") for item in NEWS])
    await asyncio.gather(one.place(), other.place())
    assert sorted([len(one.holding.partitions), len(other.holding.partitions)]) == [1, 2]


def fresh(item: Item) -> Item:
    return replace(item, id=f"again{item.id}", keys=(f"guid:again {item.id}",))


async def test_a_look_where_nothing_waits_writes_nothing(tmp_path: Path) -> None:
    clock = Clock()
    async with a_node(f"sqlite:///{tmp_path / 'one.db'}", clock, "") as node:
        await deliver(node.store, PORTIONS[0])
        await node.place()
        before = node.store.database.changes
        for _ in range(10):
            clock.forward(LASTING / 60)
            assert await node.place() == 0
        assert node.store.database.changes == before
        clock.forward(LASTING / 2)  # now what it holds is renewed
        assert await node.place() == 0
        assert node.store.database.changes == before + 1


async def test_what_a_killed_process_held_on_sqlite_is_held_again_at_once(tmp_path: Path) -> None:
    url, clock = f"sqlite:///{tmp_path / 'one.db'}", Clock()
    async with a_node(url, clock, "") as node:
        await deliver(node.store, PORTIONS[0])
        await node.place()
        await node.store.leases.take(SETTLING, node.holding.holder, clock(), LASTING)
        await deliver(node.store, PORTIONS[1])
    async with a_node(url, clock, "") as node:
        assert await node.place() == len(PORTIONS[1])


async def test_nobody_clusters_while_one_settles_and_who_dies_at_it_is_fenced_off(
    nodes: tuple[Node, Node, Clock],
) -> None:
    one, other, clock = nodes
    await deliver(one.store, PORTIONS[0])
    async with one.holding.settling() as claim:
        assert claim is not None
        assert await other.place() == 0
        async with other.holding.settling() as second:
            assert second is None
        clock.forward(2 * LASTING)  # as if it had stopped
        assert await other.place() == len(PORTIONS[0])
        with pytest.raises(Exception, match="another process has it"):
            await one.store.partitions.tie(("en", "de"), claim)


async def test_decisions_reach_what_others_cluster(nodes: tuple[Node, Node, Clock]) -> None:
    one, other, _ = nodes
    for portion in PORTIONS[:4]:
        await deliver(one.store, portion)
        await asyncio.gather(one.place(), other.place())
    threads = await one.store.threads.overview(limit=100, minimum_items=1)
    english = [each.id for each in threads if each.language == "en"]
    merge = Correction("merge", tuple(english[:2]))
    for node in nodes[:2]:
        await node.clusterer.correct([merge])
    assert [len(past.event.moved) for past in await one.store.journal.standing()] != []
    assert len(await one.store.journal.standing()) == 1
    await deliver(one.store, PORTIONS[4])
    await asyncio.gather(one.place(), other.place())
    assert not await one.store.items.waiting()
    await counts_are_right(one.store)


async def test_languages_that_share_a_thread_are_clustered_together(
    nodes: tuple[Node, Node, Clock],
) -> None:
    one, other, clock = nodes
    for portion in PORTIONS[:3]:
        await deliver(one.store, portion)
        await asyncio.gather(one.place(), other.place())
    threads = await one.store.threads.overview(limit=100, minimum_items=2)
    pair = [next(each.id for each in threads if each.language == name) for name in ("de", "en")]
    await other.clusterer.correct([Correction("merge", tuple(pair))])
    prospect = await one.store.partitions.prospect(clock())
    assert prospect.of("en") == {"de", "en"}
    for portion in PORTIONS[3:]:
        await deliver(one.store, portion)
        while await one.store.items.waiting():
            await asyncio.gather(one.place(), other.place())
    held = {**one.holding.partitions, **other.holding.partitions}
    assert sorted(sorted(each.languages) for each in held.values()) == [["de", "en"], ["fr"]]
    await counts_are_right(one.store)


async def test_what_is_held_in_a_thread_of_another_language_ties_the_two(
    nodes: tuple[Node, Node, Clock],
) -> None:
    one, other, clock = nodes
    await deliver(one.store, NEWS[:48])
    await one.place()
    threads = await one.store.threads.overview(limit=100, minimum_items=1)
    home = next(each.id for each in threads if each.language == "en")
    guest = next(item for item in NEWS[48:] if item.language == "fr")
    for node in (one, other):
        await node.clusterer.correct([Correction("pin", (guest.id,), home)])
    await deliver(one.store, NEWS[48:])
    await other.place()
    await one.place()
    await other.place()
    assert not await one.store.items.waiting()
    stored = await one.store.items.get(guest.id)
    assert stored is not None
    assert stored.thread_id == home
    assert (await one.store.partitions.prospect(clock())).of("fr") == {"en", "fr"}
    await counts_are_right(one.store)


async def a_merge(store: Store) -> Correction:
    threads = await store.threads.overview(limit=100, minimum_items=1)
    return Correction("merge", tuple([each.id for each in threads if each.language == "en"][:2]))


async def test_decisions_wait_while_another_settles(nodes: tuple[Node, Node, Clock]) -> None:
    one, other, _ = nodes
    await deliver(one.store, NEWS)
    await one.place()
    merge = await a_merge(one.store)
    async with other.holding.settling():
        assert await one.clusterer.correct([merge]) == Clustering()
    assert await one.store.journal.standing() == ()
    await one.place()
    assert len(await one.store.journal.standing()) == 1


async def test_who_is_stopped_while_it_settles_does_it_again(
    nodes: tuple[Node, Node, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, clock = nodes
    await deliver(one.store, NEWS)
    await one.place()
    merge, record = await a_merge(one.store), Threads.record

    async def stopping(threads: Threads, *args: Any) -> None:
        clock.forward(LASTING)
        assert await other.place() == 0  # nothing waits, but who is lost is fenced off
        await record(threads, *args)

    with monkeypatch.context() as broken:
        broken.setattr(Threads, "record", stopping)
        assert await one.clusterer.correct([merge]) == Clustering()
    assert await one.store.journal.standing() == ()
    await one.place()
    assert len(await one.store.journal.standing()) == 1
    await counts_are_right(one.store)


async def test_a_topic_is_filled_while_nobody_clusters_or_it_is_filled_later(
    nodes: tuple[Node, Node, Clock], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other, clock = nodes
    await deliver(one.store, NEWS)
    await one.place()
    topic = Topic("first", "First", any=(NEWS[0].title.split()[-1],))
    filler = Filler(one.store, one.holding)
    await filler.keep(declared(topics=[topic]))
    async with other.holding.settling():
        assert not await filler.go_on()
    assert await one.store.topics.unfilled() == {"first"}
    filled = Topics.filled

    async def stopping(topics: Topics, *args: Any) -> None:
        clock.forward(LASTING)
        await other.place()
        await filled(topics, *args)

    with monkeypatch.context() as broken:
        broken.setattr(Topics, "filled", stopping)
        assert not await filler.go_on()
    assert await one.store.topics.unfilled() == {"first"}
    assert not await filler.go_on()
    assert (await one.store.topics.of([NEWS[0].id])) == {NEWS[0].id: ("first",)}
    assert await one.store.topics.unfilled() == frozenset()


async def test_what_another_process_places_during_a_fill_is_asked_for_by_who_fills(
    nodes: tuple[Node, Node, Clock],
) -> None:
    one, other, clock = nodes
    await deliver(one.store, NEWS[:-1])
    await one.place()
    clock.forward(DAY)
    last = NEWS[-1]
    topic = Topic("last", "Last", any=(last.title.split()[-1],))
    filler = Filler(one.store, one.holding)
    await filler.keep(declared(topics=[topic]))
    assert await filler.go_on()
    await deliver(one.store, [last])
    assert await other.clusterer.place([topic]) == 1
    assert last.id not in await one.store.topics.of([last.id])
    while await filler.go_on():
        pass
    assert await one.store.topics.of([last.id]) == {last.id: ("last",)}
    assert await one.store.topics.unfilled() == frozenset()


async def test_a_stop_ends_although_the_store_is_gone(desk: Desk) -> None:
    await desk.declare(declared([a_source("port")]))
    await desk.walk("port", SHIP)
    await desk.store.close()
    await desk.pipeline.lay_down()


async def counts_are_right(store: Store) -> None:
    """Every thread counts the stories and items that it has."""
    found, _ = await outcome(store)
    assert sum(story.item_count for story in found.stories if not story.merged_into) == len(
        found.items
    )
    for thread in await store.threads.overview(limit=1000, minimum_items=0):
        stories = await store.threads.stories(thread.id)
        assert thread.story_count == len(stories)
        assert thread.item_count == sum(story.item_count for story in stories)


async def test_many_start_at_once_and_each_item_is_placed_once(
    postgres_database: str, tmp_path: Path
) -> None:
    clock = Clock()
    async with AsyncExitStack() as doors:
        nodes = [
            await doors.enter_async_context(a_node(postgres_database, clock, f"node {number}"))
            for number in range(4)
        ]
        await deliver(nodes[0].store, NEWS)
        placed = 0
        while await nodes[0].store.items.waiting():
            placed += sum(await asyncio.gather(*(node.place() for node in nodes)))
        assert placed == len(NEWS)
        assert await outcome(nodes[0].store) == await alone(tmp_path)
