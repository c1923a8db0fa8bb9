"""A worker that has not read the newest feeds.yaml yet takes nothing back that a scheduler has told the store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.corridors.polling import Doors
from syndicate.metrics import Metrics
from syndicate.model import Declared, Topic
from syndicate.pipeline import Pipeline
from syndicate.protocols import Statement, Transaction
from syndicate.queue.local import LocalQueue
from tests.integration.pipeline.desk import CHICKPEAS, SHIP, TUGS, Desk, a_source, declared

PORT, MAIL = a_source("port"), a_source("mail")
COOKING = Topic("cooking", "Cooking", like=("https://mail.example/chickpeas",))
BEFORE = declared([PORT, MAIL], [COOKING, Topic("ships", "Ships", any=("carrier",))])


async def a_worker(desk: Desk, what: Declared) -> Pipeline:
    """Another process over the same store."""
    worker = Pipeline(
        store=desk.store,
        queue=LocalQueue(write=desk.store.database.write, concurrency=4),
        doors=Doors(desk.feeds.fetch, desk.feeds.read, desk.clock),
        metrics=Metrics(),
        declared=what,
        holder="worker",
    )
    await worker.adopt(what)
    return worker


async def members(desk: Desk) -> dict[str, int]:
    return {one.slug: one.item_count for one in await desk.store.topics.overview()}


@pytest.mark.parametrize(
    "ships",
    [
        [],
        [Topic("ships", "Ships", any=("Varna",))],
        [Topic("vessels", "Ships", any=("carrier",), was=("ships",))],
    ],
    ids=["gone", "redefined", "renamed"],
)
async def test_topics_stand_as_they_were_declared_last(any_desk: Desk, ships: list[Topic]) -> None:
    desk = any_desk
    await desk.declare(BEFORE)
    worker = await a_worker(desk, BEFORE)
    await desk.walk("port", SHIP)
    after = declared([PORT, MAIL], [COOKING, *ships, Topic("tugs", "Tugs", any=("tugs",))])
    await desk.declare(after)
    await desk.poll("mail", TUGS, CHICKPEAS)
    while await worker.fill() or await worker.place():
        pass
    await worker.lay_down()
    assert {*await members(desk)} == {*after.topics}
    assert await desk.titles("topics", "cooking") == [CHICKPEAS.title]


async def test_a_worker_asks_topics_as_they_were_declared_last_and_none_is_filled_again(
    any_desk: Desk,
) -> None:
    desk, carrier = any_desk, Topic("carrier", "Carrier", any=("carrier",))
    old = declared([PORT, MAIL], [carrier])
    await desk.declare(old)
    worker = await a_worker(desk, old)
    await desk.walk("port", SHIP)
    spinach = Topic("carrier", "Carrier", any=("spinach",), names=(("Varna", "Odessus"),))
    tugs = Topic("tugs", "Tugs", any=("tugs",), tags=("sea",), like=("A tug in a port",))
    at_sea = replace(PORT, tags=("sea",)), replace(MAIL, tags=("sea",))
    await desk.declare(declared(at_sea, [spinach, tugs]))
    await desk.pipeline.cluster()
    await desk.poll("mail", TUGS, CHICKPEAS)
    assert await worker.place() == 2
    assert await desk.store.topics.unfilled() == frozenset()
    assert await desk.titles("topics", "carrier") == [CHICKPEAS.title]
    assert {*await desk.titles("topics", "tugs")} == {SHIP.title, TUGS.title}


async def test_an_example_that_a_worker_is_not_asked_for_is_taken_up_when_it_came(
    any_desk: Desk,
) -> None:
    desk, old = any_desk, declared([PORT, MAIL], [])
    await desk.declare(old)
    worker = await a_worker(desk, old)
    await desk.walk("port", SHIP)
    await desk.declare(declared([PORT, MAIL], [COOKING]))
    await desk.pipeline.cluster()
    await desk.poll("mail", CHICKPEAS)
    assert await worker.place() == 1
    assert await desk.titles("topics", "cooking") == []
    await worker.lay_down()
    await desk.pipeline.refill()
    await desk.pipeline.cluster()
    assert await desk.titles("topics", "cooking") == [CHICKPEAS.title]


async def test_a_topic_that_a_worker_cannot_ask_is_filled_again(any_desk: Desk) -> None:
    """Another version declared it by what this one does not know."""
    desk = any_desk
    carrier = Topic("carrier", "Carrier", any=("spinach",))
    await desk.declare(declared([PORT, MAIL], [carrier, Topic("tugs", "Tugs", any=("tugs",))]))
    worker = await a_worker(desk, declared([PORT, MAIL], []))
    await desk.walk("port", SHIP)
    await desk.store.database.write(_defined_by_another_version("carrier"))
    await desk.poll("mail", TUGS, CHICKPEAS)
    assert await worker.place() == 2
    assert await desk.store.topics.unfilled() == {"carrier"}


def _defined_by_another_version(slug: str) -> Transaction[None]:
    told = {"slug": slug, "told": '{"any": ["spinach"], "by": "means that we do not know"}'}
    yield Statement("UPDATE topics SET definition = :told WHERE slug = :slug", told)
