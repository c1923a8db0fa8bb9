"""What an entry is, in every mode of an output or a topic; and what readers know feeds and entries by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from syndicate.model import Address, Correction, Entry, Mode, Output, Topic
from syndicate.outputs.composing import compose
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    KESTREL,
    SHIP,
    TOW,
    TUGS,
    Desk,
    a_source,
    declared,
)

PORT, MAIL, BLOG = a_source("port"), a_source("mail"), a_source("blog")
SOURCES = (PORT, MAIL, BLOG)
MODES: tuple[Mode, ...] = ("items", "stories", "developments", "digest")
COPY = replace(SHIP, guid="again")
ATOM = "{http://www.w3.org/2005/Atom}"
REPLY = "{http://purl.org/syndication/thread/1.0}in-reply-to"


def outputs(**changes: str) -> list[Output]:
    return [Output(mode, mode.title(), mode=mode, **changes) for mode in MODES]  # type: ignore[arg-type]


def topics() -> list[Topic]:
    return [Topic(mode, "Varna", any=("Varna",), mode=mode) for mode in MODES]


async def ship(desk: Desk) -> str:
    """Three days of a ship, and of other things. Return its thread."""
    await desk.walk("port", SHIP)
    await desk.walk("blog", COPY)
    await desk.walk("mail", TUGS, KESTREL)
    desk.clock.forward(DAY)
    await desk.walk("port", SHIP, TOW, CHICKPEAS)
    desk.clock.forward(DAY)
    await desk.walk("blog", COPY, replace(CHICKPEAS, guid="c2", title="Lentils", text="Lentils."))
    return (await desk.item("port", SHIP)).thread_id or ""


async def entries(desk: Desk, kind: str, mode: str) -> tuple[Entry, ...]:
    return await desk.entries(kind, mode)  # type: ignore[arg-type]


@pytest.mark.parametrize("mode", MODES)
async def test_a_topic_tells_what_belongs_to_it_in_its_mode(desk: Desk, mode: Mode) -> None:
    await desk.declare(declared(SOURCES, topics(), outputs()))
    await ship(desk)
    told = await entries(desk, "topics", mode)
    of_all = await entries(desk, "outputs", mode)
    text = " ".join(entry.title + entry.content_html for entry in told)
    assert SHIP.title in text
    assert "Kestrel" not in text
    assert all({each.term for each in entry.categories} >= set(MODES) for entry in told)
    if mode == "digest":  # two that tell less are two other ones
        assert {each.id for each in told}.isdisjoint(each.id for each in of_all)
    else:
        assert {each.id for each in told} < {each.id for each in of_all}


async def test_another_mode_does_not_fill_a_topic_anew(desk: Desk) -> None:
    await desk.declare(declared(SOURCES, [Topic("varna", "Varna", any=("Varna",))]))
    await ship(desk)
    now = declared(SOURCES, [Topic("varna", "Varna", any=("Varna",), mode="stories")])
    await desk.pipeline.declare(now)
    assert not await desk.store.topics.unfilled()
    desk.now = now
    assert SHIP.title in (await desk.entries("topics", "varna"))[0].content_html


@pytest.mark.parametrize("mode", MODES)
async def test_a_renamed_output_stays_the_feed_that_readers_know(desk: Desk, mode: Mode) -> None:
    old = Output("old", "News", mode=mode)
    await desk.declare(declared(SOURCES, [], [old]))
    await ship(desk)
    before = await compose(desk.store, desk.now, Address("outputs", "old"))
    await desk.declare(declared(SOURCES, [], [replace(old, name="new", was=("old",))]))
    after = await compose(desk.store, desk.now, Address("outputs", "new"))
    assert before
    assert after
    assert after.id == before.id
    assert after.entries == before.entries
    assert after.self_url != before.self_url


@pytest.mark.parametrize("mode", MODES)
async def test_a_renamed_topic_stays_the_feed_that_readers_know(any_desk: Desk, mode: Mode) -> None:
    desk, old = any_desk, Topic("old", "Ship", any=("Varna",), mode=mode)
    await desk.declare(declared(SOURCES, [old]))
    await ship(desk)
    before = await compose(desk.store, desk.now, Address("topics", "old"))
    await desk.declare(declared(SOURCES, [replace(old, slug="new", was=("old",))]))
    after = await compose(desk.store, desk.now, Address("topics", "new"))
    assert before
    assert after
    assert before.entries
    assert after.id == before.id
    assert [each.id for each in after.entries] == [each.id for each in before.entries]
    assert after.updated_at == before.updated_at
    assert [each.updated_at for each in after.entries] == [
        each.updated_at for each in before.entries
    ]


async def test_a_promoted_thread_keeps_its_id_and_its_entries(desk: Desk) -> None:
    await desk.declare(declared(SOURCES))
    thread = await ship(desk)
    before = await compose(desk.store, desk.now, Address("threads", thread))
    await desk.declare(declared(SOURCES, [Topic("ship", "Ship", any=("Varna",), thread=thread)]))
    after = await compose(desk.store, desk.now, Address("topics", "ship"))
    assert before
    assert after
    assert after.id == before.id
    assert [each.id for each in after.entries] == [each.id for each in before.entries]


async def test_the_entries_of_a_merged_thread_keep_their_ids(desk: Desk) -> None:
    await desk.declare(declared(SOURCES, [], outputs()))
    thread = await ship(desk)
    other = (await desk.item("mail", KESTREL)).thread_id or ""
    before = {mode: await entries(desk, "outputs", mode) for mode in MODES}
    of_both = {each.id for name in (thread, other) for each in await desk.entries("threads", name)}
    desk.clock.forward(DAY)
    await desk.pipeline.correct([Correction("merge", (other, thread))])
    assert {each.id for each in await desk.entries("threads", thread)} == of_both
    for mode in MODES:
        after = await entries(desk, "outputs", mode)
        assert [each.id for each in after] == [each.id for each in before[mode]], mode
        assert [each.updated_at for each in after] == [each.updated_at for each in before[mode]]


async def test_a_copy_that_joins_moves_no_updated(desk: Desk) -> None:
    await desk.declare(declared(SOURCES, [], outputs()))
    await desk.walk("port", SHIP)
    before = {mode: await entries(desk, "outputs", mode) for mode in MODES}
    desk.clock.forward(DAY / 4)
    await desk.walk("blog", COPY)
    for mode in ("items", "stories", "developments"):
        (now,) = await entries(desk, "outputs", mode)
        assert "blog.example" in now.content_html + str(now.links), mode
        assert now.updated_at == before[mode][0].updated_at, mode


async def test_an_edit_moves_the_entry_of_the_item_and_a_new_report_that_of_the_story(
    desk: Desk,
) -> None:
    await desk.declare(declared(SOURCES, [], outputs()))
    await desk.walk("port", SHIP)
    (item,), (story,) = [await entries(desk, "outputs", mode) for mode in ("items", "stories")]
    desk.clock.forward(DAY / 4)
    await desk.walk("port", replace(SHIP, text=SHIP.text + " The master was not hurt."))
    edited_at = desk.clock()
    assert [each.updated_at for each in await entries(desk, "outputs", "items")] == [edited_at]
    assert await entries(desk, "outputs", "stories") == (story,)
    assert item.updated_at < edited_at
    await desk.walk("mail", TUGS)
    (grown,) = await entries(desk, "outputs", "stories")
    assert (grown.id, grown.updated_at) == (story.id, desk.clock())


async def test_a_development_answers_an_entry_of_the_same_output(desk: Desk, schemas: Path) -> None:
    await desk.declare(declared(SOURCES, [], outputs()))
    await ship(desk)
    root = etree.fromstring(await desk.body("outputs", "developments"))
    etree.RelaxNG(etree.parse(schemas / "atom.rng")).assertValid(root)
    ids = [each.findtext(f"{ATOM}id") for each in root.iterfind(f"{ATOM}entry")]
    replies = [each.get("ref") for each in root.iterfind(f"{ATOM}entry/{REPLY}")]
    first = next(
        each.id
        for each in await entries(desk, "outputs", "developments")
        if each.title == SHIP.title
    )
    assert replies
    assert set(replies) == {first} <= set(ids)
    for suffix in ("rss", "json"):
        assert first.encode() in await desk.body("outputs", "developments", suffix)
