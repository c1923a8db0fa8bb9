"""What is due is claimed once, as much as there is room for, and nothing is lost with a crash."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from syndicate.corridors.polling import LEASE, SOON
from syndicate.model import Task
from syndicate.protocols import Statement, Transaction
from syndicate.queue import local
from tests.integration.pipeline.desk import DAY, MINUTE, SHIP, Desk, a_source, declared


async def taken(desk: Desk) -> list[str]:
    """Perform what waits; tell which sources were asked."""
    before = dict(desk.feeds.fetched)
    work = asyncio.create_task(desk.queue.work(desk.pipeline.perform))
    await desk.queue.idle()
    work.cancel()
    await asyncio.wait([work])
    return sorted(name for name, n in desk.feeds.fetched.items() if n != before.get(name, 0))


async def test_only_what_is_due_is_claimed(desk: Desk) -> None:
    often, seldom = a_source("often", every=5 * MINUTE), a_source("seldom", every=DAY)
    await desk.declare(declared([often, seldom]))
    await desk.pipeline.dispatch()
    assert await taken(desk) == ["often", "seldom"]
    await desk.pipeline.dispatch()
    assert await taken(desk) == []
    desk.clock.forward(6 * MINUTE)
    await desk.pipeline.dispatch()
    assert await taken(desk) == ["often"]


async def test_no_more_is_claimed_than_the_queue_has_room_for(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "BACKLOG", 3)
    await desk.declare(declared([a_source(f"s{n}") for n in range(5)]))
    await desk.queue.put(Task("cluster"))
    await desk.pipeline.dispatch()
    assert desk.queue.backlog == 3
    await desk.pipeline.dispatch()  # full: nobody is claimed only to wait for a lease
    assert len(await taken(desk)) == 2
    await desk.pipeline.dispatch()
    assert len(await taken(desk)) == 3


async def test_a_claim_that_was_lost_with_a_crash_falls_due_after_its_lease(desk: Desk) -> None:
    await desk.declare(declared([a_source("port")]))
    await desk.pipeline.dispatch()
    desk.restart()
    await desk.pipeline.dispatch()
    assert desk.queue.backlog == 0
    desk.clock.forward(LEASE - MINUTE)
    await desk.pipeline.dispatch()
    assert desk.queue.backlog == 0
    desk.clock.forward(MINUTE)
    await desk.pipeline.dispatch()
    assert await taken(desk) == ["port"]


async def test_a_poll_that_brings_news_asks_for_clustering(desk: Desk) -> None:
    await desk.declare(declared([a_source("port"), a_source("empty")]))
    desk.feeds.say["port"] = [SHIP]
    await desk.pipeline.perform(Task("poll", "empty"))
    assert desk.queue.backlog == 0
    await desk.pipeline.perform(Task("poll", "port"))
    assert desk.queue.backlog == 1
    assert await taken(desk) == []
    assert (await desk.item("port", SHIP)).story_id


async def test_a_source_that_was_removed_while_its_poll_waited_is_not_asked(desk: Desk) -> None:
    await desk.declare(declared([a_source("port"), a_source("gone")]))
    await desk.pipeline.dispatch()
    await desk.declare(declared([a_source("port")]))
    assert await taken(desk) == ["port"]
    desk.clock.forward(DAY)
    await desk.pipeline.dispatch()
    assert await taken(desk) == ["port"]
    assert await desk.pipeline.poll("gone") is None


async def test_a_source_that_is_not_known_here_yet_is_soon_polled_by_who_knows_it(
    any_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk, port, new = any_desk, a_source("port"), a_source("new")
    await desk.declare(declared([port, new]))
    await desk.pipeline.dispatch()
    await desk.pipeline.adopt(declared([port]))  # as it was before somebody saved
    assert await taken(desk) == ["port"]
    assert "not polled: feeds.yaml does not name it here" in caplog.text
    await desk.pipeline.adopt(declared([port, new]))
    desk.clock.forward(SOON)
    await desk.pipeline.dispatch()
    assert await taken(desk) == ["new"]


async def test_a_claim_that_lapsed_while_it_waited_is_taken_up_again(desk: Desk) -> None:
    await desk.declare(declared([a_source("port")]))
    await desk.pipeline.dispatch()
    desk.clock.forward(2 * LEASE)  # the process was stopped, and nobody else was at work
    assert await taken(desk) == ["port"]


async def test_what_another_process_took_meanwhile_is_not_asked_again(desk: Desk) -> None:
    await desk.declare(declared([a_source("port")]))
    await desk.pipeline.dispatch()
    desk.clock.forward(2 * LEASE)
    await desk.store.sources.claim(["port"], desk.clock.at, lease=LEASE)
    assert await taken(desk) == []


def allow(pages: str) -> Transaction[int]:
    rows = yield Statement(f"PRAGMA max_page_count{pages}")
    return int(rows[0]["max_page_count"])


async def test_who_has_no_room_to_save_what_was_polled_is_not_ready(desk: Desk) -> None:
    await desk.declare(declared([a_source("port"), a_source("empty")]))
    desk.feeds.say["port"] = [replace(SHIP, text="adrift " * 50_000)]
    await desk.store.database.write(allow(" = 1"))  # no more than there is
    await desk.pipeline.dispatch()
    assert desk.pipeline.health()["ready"] is True
    assert await taken(desk) == ["empty", "port"]
    for told in (desk.pipeline.health(), desk.pipeline.serving()):
        assert (told["ready"], told["store"]) == (False, "its disk is full")
