"""What a feed says of its age to those who read it: whatever leaves it, it has not become older."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from lxml import etree

from syndicate.errors import StoreFull
from syndicate.model import Output, Topic
from syndicate.store.floors import Floors
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    HOUR,
    KESTREL,
    SHIP,
    TUGS,
    Desk,
    a_source,
    declared,
)

SOURCES = (a_source("port", "sea"), a_source("mail", "town"), a_source("blog", "blog"))
UPDATED = "{http://www.w3.org/2005/Atom}updated"


async def said(desk: Desk, kind: Any = "outputs", name: str = "one") -> datetime:
    """How new a reader of Atom is told that a feed is."""
    told = etree.fromstring(await desk.body(kind, name)).findtext(UPDATED)
    return datetime.fromisoformat(told or "")


def showing(**one: Any) -> Any:
    return declared(SOURCES, [], [Output("one", "One", **one)])


async def test_feed_is_no_older_when_what_waited_for_its_place_pushes_out_what_was_edited_meanwhile(
    any_desk: Desk,
) -> None:
    await any_desk.declare(showing(limit=1))
    await any_desk.walk("port", SHIP)
    await any_desk.poll("mail", KESTREL)
    await any_desk.poll("port", replace(SHIP, text=SHIP.text + " The master was not hurt."))
    before = await said(any_desk)
    await any_desk.pipeline.cluster()
    assert KESTREL.title.encode() in await any_desk.body("outputs", "one")
    assert await said(any_desk) == before
    await any_desk.reopen()
    await any_desk.declare(any_desk.now)
    assert await said(any_desk) == before


async def test_feed_of_stories_is_no_older_when_a_copy_brings_an_older_story_to_the_top(
    any_desk: Desk,
) -> None:
    await any_desk.declare(showing(limit=1, mode="stories"))
    await any_desk.walk("port", SHIP)
    await any_desk.walk("mail", KESTREL)
    before = await said(any_desk)
    await any_desk.walk("blog", replace(SHIP, guid="again"))
    assert SHIP.title.encode() in await any_desk.body("outputs", "one")
    assert await said(any_desk) == before


async def test_topic_that_is_renamed_is_no_older_than_it_was_shown(any_desk: Desk) -> None:
    ships = Topic("ships", "Ships", any=("Varna",), limit=1)
    await any_desk.declare(declared(SOURCES, [ships]))
    await any_desk.walk("port", SHIP)
    await any_desk.poll("mail", TUGS)
    await any_desk.poll("port", replace(SHIP, text=SHIP.text + " The master was not hurt."))
    before = await said(any_desk, "topics", "ships")
    await any_desk.declare(declared(SOURCES, [replace(ships, slug="boats", was=("ships",))]))
    await any_desk.pipeline.cluster()
    assert TUGS.title.encode() in await any_desk.body("topics", "boats")
    assert await said(any_desk, "topics", "boats") == before


async def test_what_nobody_reads_and_what_is_read_again_is_not_noted(any_desk: Desk) -> None:
    await any_desk.declare(showing())
    await any_desk.walk("port", SHIP)
    assert await any_desk.store.floors.of("outputs/one") == datetime.fromtimestamp(0).astimezone()
    await said(any_desk)
    writes = any_desk.store.database.changes
    assert await any_desk.store.floors.of("outputs/one") == await said(any_desk)
    await any_desk.body("outputs", "one", "rss")
    await any_desk.body("search", "varna")
    assert await any_desk.store.floors.of("search/varna") is None
    assert any_desk.store.database.changes == writes


async def test_process_that_knows_a_newer_store_makes_its_feed_anew_when_another_was_further(
    any_desk: Desk,
) -> None:
    """It had made the feed before it could know how far the other goes that had begun before it."""
    await any_desk.declare(showing(limit=1))
    await any_desk.walk("port", SHIP)
    behind = await any_desk.store.revision()
    later = any_desk.clock() + HOUR
    await any_desk.walk("mail", KESTREL)
    now = await said(any_desk)
    assert now < later
    await any_desk.store.floors.show("outputs/one", later, behind)
    assert await said(any_desk) == later


async def test_note_of_what_stands_lets_no_revision_grow(any_desk: Desk) -> None:
    revision = await any_desk.store.revision()
    await any_desk.store.floors.show("outputs/one", any_desk.clock(), revision)
    assert await any_desk.store.floors.of("outputs/one") == any_desk.clock()
    assert await any_desk.store.revision() == revision


async def test_feed_is_read_though_nothing_can_be_noted(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def full(*_: object) -> None:
        raise StoreFull("store.db: the disk is full")

    monkeypatch.setattr(Floors, "show", full)
    await desk.declare(showing())
    await desk.walk("port", CHICKPEAS)
    assert CHICKPEAS.title.encode() in await desk.body("outputs", "one")
    assert "how far a feed has come is not noted" in caplog.text
