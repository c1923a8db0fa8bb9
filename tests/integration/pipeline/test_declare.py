"""What feeds.yaml says is taken over whole, while the desk is at work."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import Any

import pytest

from syndicate.cluster.step import step
from syndicate.corridors import clustering as corridors
from syndicate.corridors import declaring
from syndicate.errors import StoreError
from syndicate.model import Address, Topic
from syndicate.store.topics import Topics
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    HOUR,
    KESTREL,
    SHIP,
    TOW,
    TUGS,
    Desk,
    a_source,
    declared,
)
from tests.integration.pipeline.fills import read_by_fills

SOURCES = [a_source("port"), a_source("mail")]
VARNA = Topic("varna", "Varna", any=("Varna",))
COOKING = Topic("cooking", "Cooking", any=("chickpeas",))


async def test_a_new_topic_is_filled_from_the_past(any_desk: Desk) -> None:
    await any_desk.declare(declared(SOURCES))
    await any_desk.walk("port", SHIP, TUGS, CHICKPEAS)
    await any_desk.declare(declared(SOURCES, [VARNA]))
    assert set(await any_desk.titles("topics", "varna")) == {SHIP.title, TUGS.title}
    reasons = await any_desk.store.topics.reasons((await any_desk.item("port", SHIP)).item.id)
    assert [match.slug for match in reasons] == ["varna"]


async def test_the_past_is_read_in_portions(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(declaring, "FILL_BATCH", 2)
    await desk.declare(declared(SOURCES))
    await desk.walk("port", *(replace(TUGS, guid=str(n), title=f"Varna {n}") for n in range(7)))
    await desk.declare(declared(SOURCES, [VARNA]))
    assert len(await desk.items(topic="varna")) == 7


async def test_a_fill_is_told_when_it_begins_and_of_each_topic_when_it_ends(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await desk.declare(declared(SOURCES))
    await desk.walk("port", SHIP)
    await desk.declare(declared(SOURCES, [VARNA, COOKING]))
    told = [one.message for one in caplog.records if one.message.startswith("topic")]
    assert told == ["topics are filled from the past", "topic filled", "topic filled"]


async def test_items_that_come_while_topics_are_filled_are_placed_and_belong_in_the_end(
    any_desk: Desk,
) -> None:
    await any_desk.declare(declared(SOURCES, [COOKING]))
    await any_desk.walk("port", SHIP, KESTREL)
    any_desk.clock.forward(HOUR)
    await any_desk.pipeline.declare(declared(SOURCES, [COOKING, VARNA]))
    assert await any_desk.pipeline.fill()
    assert await any_desk.titles("topics", "varna") == [SHIP.title]
    await any_desk.poll("mail", TUGS, CHICKPEAS)
    assert await any_desk.pipeline.place() == 2
    assert await any_desk.titles("topics", "varna") == [SHIP.title]
    assert await any_desk.titles("topics", "cooking") == [CHICKPEAS.title]
    while await any_desk.pipeline.fill():
        pass
    assert set(await any_desk.titles("topics", "varna")) == {SHIP.title, TUGS.title}
    await any_desk.walk("mail", TOW)
    assert TOW.title in await any_desk.titles("topics", "varna")


async def test_a_save_amid_a_fill_begins_it_anew_only_where_other_topics_are_new(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(declaring, "FILL_BATCH", 1)
    read = read_by_fills(monkeypatch)
    await desk.declare(declared(SOURCES))
    await desk.walk("port", SHIP, TUGS)
    desk.clock.forward(HOUR)
    await desk.pipeline.declare(declared(SOURCES, [VARNA]))
    assert await desk.pipeline.fill()
    await desk.pipeline.declare(declared(SOURCES[:1], [VARNA]))
    assert await desk.pipeline.fill()
    assert sorted(item.title for item in read) == sorted([SHIP.title, TUGS.title])
    await desk.declare(declared(SOURCES, [VARNA, COOKING]))
    assert sorted(item.title for item in read) == sorted([SHIP.title, TUGS.title] * 2)


async def test_a_changed_definition_is_filled_again(desk: Desk) -> None:
    await desk.declare(declared(SOURCES, [VARNA]))
    await desk.walk("port", SHIP, CHICKPEAS)
    await desk.declare(declared(SOURCES, [replace(VARNA, any=("chickpeas",))]))
    assert await desk.titles("topics", "varna") == [CHICKPEAS.title]


async def test_a_topic_with_another_name_is_not_filled_again_and_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(declared(SOURCES, [VARNA]))
    await desk.walk("port", SHIP)
    read = read_by_fills(monkeypatch)
    await desk.declare(declared(SOURCES, [replace(VARNA, slug="black-sea", was=("varna",))]))
    assert read == []
    await desk.walk("mail", TUGS)
    assert await desk.titles("topics", "black-sea") == [TUGS.title, SHIP.title]


async def test_topics_that_change_places_are_not_filled_again_and_go_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(declared(SOURCES, [VARNA, COOKING]))
    await desk.walk("port", SHIP, CHICKPEAS)
    read = read_by_fills(monkeypatch)
    others = replace(VARNA, slug="cooking", was=("varna",)), replace(COOKING, slug="varna", was=("cooking",))  # fmt: skip
    for _ in range(2):
        await desk.declare(declared(SOURCES, others))
    assert read == []
    await desk.walk("mail", TUGS)
    assert await desk.titles("topics", "cooking") == [TUGS.title, SHIP.title]
    assert await desk.titles("topics", "varna") == [CHICKPEAS.title]


async def test_a_removed_topic_is_gone_and_comes_back_filled(desk: Desk) -> None:
    await desk.declare(declared(SOURCES, [VARNA, COOKING]))
    await desk.walk("port", SHIP)
    await desk.declare(declared(SOURCES, [COOKING]))
    assert await desk.pipeline.publish(Address("topics", "varna")) is None
    assert await desk.items(topic="varna") == ()
    assert [topic.slug for topic in await desk.store.topics.overview()] == ["cooking"]
    await desk.walk("mail", TUGS)
    await desk.declare(declared(SOURCES, [VARNA, COOKING]))
    assert {stored.item.title for stored in await desk.items(topic="varna")} == {
        SHIP.title,
        TUGS.title,
    }


async def test_a_new_title_alone_fills_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.declare(declared(SOURCES, [VARNA]))
    await desk.walk("port", SHIP)

    async def never(*_: object) -> None:
        pytest.fail("filled again")

    monkeypatch.setattr(Topics, "record", never)
    await desk.declare(declared(SOURCES, [replace(VARNA, title="The port of Varna")]))
    assert b"The port of Varna" in await desk.body("topics", "varna")
    assert await desk.titles("topics", "varna") == [SHIP.title]


async def test_a_fill_that_broke_off_is_done_again_after_a_restart(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(declared(SOURCES))
    await desk.walk("port", SHIP)

    async def full(*_: object) -> None:
        raise StoreError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Topics, "record", full)
        with pytest.raises(StoreError):
            await desk.declare(declared(SOURCES, [VARNA]))
    await desk.reopen()
    await desk.declare(declared(SOURCES, [VARNA]))
    assert await desk.titles("topics", "varna") == [SHIP.title]


class Held:
    """Holds a clustering step until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun = asyncio.Event()
        self.let_go = threading.Event()
        loop = asyncio.get_running_loop()

        def waiting(*args: Any, **more: Any) -> Any:
            loop.call_soon_threadsafe(self.begun.set)
            assert self.let_go.wait(30)
            return step(*args, **more)

        monkeypatch.setattr(corridors, "step", waiting)


async def test_a_reload_in_the_middle_of_a_step_misses_no_item(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(declared(SOURCES, [COOKING]))
    await desk.poll("port", SHIP, CHICKPEAS)
    held = Held(monkeypatch)
    clustering = asyncio.create_task(desk.pipeline.cluster())
    await held.begun.wait()
    reload = asyncio.create_task(desk.declare(declared(SOURCES, [VARNA])))
    await desk.poll("mail", TUGS, KESTREL)
    held.let_go.set()
    await asyncio.gather(clustering, reload)
    await desk.pipeline.cluster()
    assert set(await desk.titles("topics", "varna")) == {SHIP.title, TUGS.title}
    assert await desk.pipeline.publish(Address("topics", "cooking")) is None
    assert await desk.store.items.unclustered(10) == ()


async def test_a_source_that_is_new_is_polled_while_a_step_still_runs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.declare(declared([SOURCES[0]]))
    await desk.poll("port", SHIP)
    held = Held(monkeypatch)
    clustering = asyncio.create_task(desk.pipeline.cluster())
    await held.begun.wait()
    desk.now = declared(SOURCES)
    reload = asyncio.create_task(desk.pipeline.declare(desk.now))
    while "mail" not in desk.pipeline.declared().sources:
        assert not reload.done()
        await asyncio.sleep(0)
    outcome = await desk.poll("mail", TUGS)
    held.let_go.set()
    await asyncio.gather(clustering, reload)
    assert outcome is not None
    assert outcome.new == 1


async def test_what_was_declared_once_is_not_shown_for_another_declaration(desk: Desk) -> None:
    """The press keeps what it rendered by the declaration itself: an address in memory is used again."""
    await desk.declare(declared([a_source("port", "sea")]))
    await desk.walk("port", SHIP)
    for title in (f"Desk {n}" for n in range(50)):
        await desk.pipeline.declare(replace(declared([a_source("port", "sea")]), title=title))
        assert title.encode() in await desk.body("tags", "sea")
