"""A copy is hidden only by what is shown: its original, or an earlier copy, in the same output."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.model import Output, Topic
from syndicate.store import Selection
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    MINUTE,
    SHIP,
    Desk,
    a_source,
    declared,
)

COPY, THIRD = replace(SHIP, guid="again"), replace(SHIP, guid="third")
VARNA = Topic("varna", "Varna", any=("Varna",))
BLOG = Output("blog", "Blogs", tags=("blog",))
ALL = Output("all", "All")
WIRE, BLOGGER, OTHER = a_source("wire", "world"), a_source("blogger", "blog"), a_source("other", "blog")  # fmt: skip


async def walk(desk: Desk) -> None:
    """The wire's text, and two copies of it."""
    await desk.walk("wire", SHIP)
    await desk.walk("blogger", COPY)
    await desk.walk("other", THIRD, CHICKPEAS)


async def links(desk: Desk, name: str) -> list[tuple[str, list[str]]]:
    """Where a text stands, and the other pages that have it: its original is told by `via`."""
    return [
        (
            entry.url or "",
            [
                link.href
                for link in entry.links
                if link.rel == "related" or (link.rel, link.media_type) == ("via", "text/html")
            ],
        )
        for entry in await desk.entries("outputs", name)
        if entry.title == SHIP.title
    ]


async def test_a_text_and_its_copies_are_one_entry_with_the_copies_linked(any_desk: Desk) -> None:
    await any_desk.declare(declared([WIRE, BLOGGER, OTHER], [VARNA], [ALL]))
    await walk(any_desk)
    expected = [
        (
            "https://wire.example/ship",
            ["https://blogger.example/again", "https://other.example/third"],
        )
    ]
    assert await links(any_desk, "all") == expected
    for kind, name in (("topics", "varna"), ("tags", "world")):
        assert await any_desk.titles(kind, name) == [SHIP.title]  # type: ignore[arg-type]


async def test_a_copy_stands_for_a_text_that_the_output_does_not_carry(any_desk: Desk) -> None:
    await any_desk.declare(declared([WIRE, BLOGGER, OTHER], [VARNA], [BLOG]))
    await walk(any_desk)
    expected = [
        (
            "https://blogger.example/again",
            ["https://wire.example/ship", "https://other.example/third"],
        )
    ]
    assert await links(any_desk, "blog") == expected
    copy = await any_desk.item("blogger", COPY)
    for entries in (
        await any_desk.entries("outputs", "blog"),
        await any_desk.entries("tags", "blog"),
    ):
        assert [entry.id for entry in entries if entry.title == SHIP.title] == [copy.entry_id]


async def test_a_copy_stands_for_a_text_that_may_not_be_republished(any_desk: Desk) -> None:
    silent = replace(WIRE, republish="none")
    await any_desk.declare(declared([silent, BLOGGER, OTHER], [VARNA], [ALL, BLOG]))
    await walk(any_desk)
    copy = await any_desk.item("blogger", COPY)
    expected = [("https://blogger.example/again", ["https://other.example/third"])]
    assert await links(any_desk, "all") == expected
    assert await links(any_desk, "blog") == expected
    (entry,) = await any_desk.entries("topics", "varna")
    assert entry.id == copy.entry_id
    (entry,) = await any_desk.entries("threads", copy.thread_id or "")
    assert entry.id == copy.entry_id
    assert await any_desk.entries("tags", "world") == ()


async def test_a_copy_makes_room_when_its_original_may_be_shown(any_desk: Desk) -> None:
    await any_desk.declare(declared([replace(WIRE, republish="none"), BLOGGER, OTHER], (), [ALL]))
    await walk(any_desk)
    copy = await any_desk.item("blogger", COPY)
    assert [url for url, _ in await links(any_desk, "all")] == [copy.item.url]
    await any_desk.declare(declared([WIRE, BLOGGER, OTHER], (), [ALL]))
    assert [url for url, _ in await links(any_desk, "all")] == ["https://wire.example/ship"]


async def test_who_stands_in_does_not_change_with_a_copy_that_is_stored_later(desk: Desk) -> None:
    await desk.declare(declared([WIRE, BLOGGER, OTHER], (), [BLOG]))
    await desk.walk("wire", SHIP)
    await desk.walk("blogger", COPY)
    before = await desk.entries("outputs", "blog")
    desk.clock.forward(-MINUTE * 1.5)  # fetched earlier, but it took long to read
    await desk.walk("other", THIRD)
    after = await desk.entries("outputs", "blog")
    assert [entry.id for entry in before] == [entry.id for entry in after]


async def test_a_source_s_own_output_has_its_copies(any_desk: Desk) -> None:
    await any_desk.declare(declared([WIRE, BLOGGER, OTHER]))
    await walk(any_desk)
    assert set(await any_desk.titles("sources", "other")) == {CHICKPEAS.title, SHIP.title}


@pytest.mark.parametrize("pages", [1, 2])
async def test_paging_shows_every_text_once(any_desk: Desk, pages: int) -> None:
    await any_desk.declare(declared([WIRE, BLOGGER, OTHER], (), [BLOG]))
    await walk(any_desk)
    where = Selection(tags=("blog",), originals_only=True, published_only=True, placed_only=True)
    shown, before = [], None
    while page := await any_desk.store.items.newest(where, limit=pages, before=before):
        shown += [stored.item.id for stored in page]
        before = (page[-1].item.seen_at, page[-1].item.id)
    assert len(shown) == len(set(shown)) == 2


async def test_a_source_that_folds_no_copies_hides_nothing_and_is_not_hidden(
    any_desk: Desk,
) -> None:
    apart = replace(WIRE, fold_copies=False)
    await any_desk.declare(declared([apart, BLOGGER, OTHER], [VARNA], [ALL]))
    await walk(any_desk)
    urls = {url for url, _ in await links(any_desk, "all")}
    assert urls == {"https://wire.example/ship", "https://blogger.example/again"}
    await any_desk.declare(declared([WIRE, BLOGGER, OTHER], [VARNA], [ALL]))
    assert [url for url, _ in await links(any_desk, "all")] == ["https://wire.example/ship"]


async def test_a_topic_that_folds_no_copies_lists_each(any_desk: Desk) -> None:
    await any_desk.declare(
        declared([WIRE, BLOGGER, OTHER], [replace(VARNA, fold_copies=False)], [ALL])
    )
    await walk(any_desk)
    assert await any_desk.titles("topics", "varna") == [SHIP.title] * 3
    assert len(await links(any_desk, "all")) == 1
