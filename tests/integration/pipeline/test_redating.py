"""What was seen by a clock that was ahead hides nothing once the clock is right, and a clock that is behind changes nothing."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime, timedelta

import pytest

from syndicate.model import Kind, Output, Topic
from syndicate.store import Selection
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    KESTREL,
    MINUTE,
    NOW,
    SHIP,
    TOW,
    TUGS,
    Desk,
    Told,
    a_source,
    declared,
)

ATOM = "{http://www.w3.org/2005/Atom}"
HOUR = timedelta(hours=1)
NAMES = ("port", "mail", "copy")
PLACES: tuple[tuple[Kind, str], ...] = (("outputs", "all"), ("topics", "ships"))


async def fill(desk: Desk, *, limit: int = 100) -> None:
    """Something before, something while the clock was thirty days ahead, something since."""
    outputs = [
        Output(name="all", title="All", limit=limit),
        Output(name="stories", title="Stories", mode="stories", max_age=DAY),
    ]
    await desk.declare(
        declared(
            [a_source(name, "news") for name in NAMES],
            [Topic("ships", "Ships", any=("ship", "carrier", "kestrel"))],
            outputs,
        )
    )
    desk.feeds.claims = NOW - HOUR
    await desk.walk("port", SHIP)
    desk.clock.forward(30 * DAY)
    await desk.walk("mail", KESTREL)
    await desk.walk("port", SHIP, TOW)
    desk.clock.forward(-30 * DAY)
    await desk.walk("mail", KESTREL, TUGS)


def of_feed(body: bytes) -> tuple[str, list[str], list[str]]:
    """Its `updated`, its ids, its titles."""
    feed = ET.fromstring(body)
    entries = feed.findall(f"{ATOM}entry")
    return (
        feed.findtext(f"{ATOM}updated") or "",
        [each.findtext(f"{ATOM}id") or "" for each in entries],
        [each.findtext(f"{ATOM}title") or "" for each in entries],
    )


async def test_what_came_since_stands_above_what_was_seen_by_a_clock_that_was_ahead(
    any_desk: Desk,
) -> None:
    await fill(any_desk)
    before = of_feed(await any_desk.body("outputs", "all"))
    assert before[2][-1] == SHIP.title
    assert before[2].index(TUGS.title) == 2, "hidden by what has another date"
    await any_desk.pipeline.redate()
    after = of_feed(await any_desk.body("outputs", "all"))
    assert after[2] == [TUGS.title, TOW.title, KESTREL.title, SHIP.title], "as they came"
    assert sorted(after[1]) == sorted(before[1])
    assert after[0] >= before[0]
    feeds: tuple[tuple[Kind, str], ...]
    feeds = (("topics", "ships"), ("tags", "news"), ("sources", "mail"))
    for kind, name in feeds:
        assert (await any_desk.titles(kind, name))[0] == TUGS.title


async def test_a_feed_that_nobody_read_meanwhile_does_not_go_back(any_desk: Desk) -> None:
    """An earlier version may have shown it, which noted nothing of that."""
    await fill(any_desk)
    came = await any_desk.store.items.newest_change(Selection())
    assert came is not None
    assert came > any_desk.clock() + DAY
    await any_desk.pipeline.redate()
    for kind, name in PLACES:
        assert datetime.fromisoformat(of_feed(await any_desk.body(kind, name))[0]) >= came


async def test_what_came_in_one_poll_keeps_its_order(any_desk: Desk) -> None:
    await any_desk.declare(
        declared([a_source("port", "news")], [], [Output(name="all", title="All")])
    )
    any_desk.feeds.claims, any_desk.feeds.apart = NOW - HOUR, MINUTE
    any_desk.clock.forward(30 * DAY)
    await any_desk.walk("port", SHIP, TOW, KESTREL)
    any_desk.clock.forward(-30 * DAY)
    before = await any_desk.titles("outputs", "all")
    await any_desk.pipeline.redate()
    assert await any_desk.titles("outputs", "all") == before


async def test_a_short_feed_shows_what_is_new_again(any_desk: Desk) -> None:
    await fill(any_desk, limit=1)
    assert await any_desk.titles("outputs", "all") == [TOW.title]
    await any_desk.pipeline.redate()
    assert await any_desk.titles("outputs", "all") == [TUGS.title]
    await any_desk.walk("copy", CHICKPEAS)
    assert await any_desk.titles("outputs", "all") == [CHICKPEAS.title]


async def test_nothing_that_is_shown_is_later_than_now_and_no_story_is_too_old_for_its_feed(
    any_desk: Desk,
) -> None:
    await fill(any_desk)
    await any_desk.walk("copy", CHICKPEAS)
    assert CHICKPEAS.title not in await any_desk.titles("outputs", "stories")
    await any_desk.pipeline.redate()
    now = any_desk.clock()
    entries = await any_desk.entries("outputs", "stories")
    assert CHICKPEAS.title in [each.title for each in entries]
    assert all(max(each.updated_at, each.published_at) <= now for each in entries)
    threads = await any_desk.store.threads.overview(limit=9, minimum_items=1)
    assert all(thread.updated_at <= now for thread in threads)
    stories = [await any_desk.store.threads.stories(thread.id) for thread in threads]
    assert all(story.opened_at <= story.updated_at <= now for some in stories for story in some)
    for source in await any_desk.store.sources.overview():
        assert source.newest_at is None or source.newest_at <= now


@pytest.mark.parametrize("restarts", [False, True])
async def test_what_comes_after_joins_what_was_dated_anew_and_is_not_dated_ahead(
    any_desk: Desk, *, restarts: bool
) -> None:
    await fill(any_desk)
    await any_desk.pipeline.redate()
    if restarts:
        await any_desk.reopen()
    again = Told("again", TOW.title, TOW.text)
    await any_desk.walk("copy", again)
    tow, copy = await any_desk.item("port", TOW), await any_desk.item("copy", again)
    assert copy.story_id == tow.story_id
    story = await any_desk.store.threads.story(tow.story_id or "")
    assert story is not None
    assert story.updated_at == any_desk.clock()


async def test_a_feed_does_not_go_back_and_comes_with_another_tag(any_desk: Desk) -> None:
    await fill(any_desk)
    old: dict[tuple[Kind, str], bytes] = {}
    feeds: tuple[tuple[Kind, str], ...] = (
        ("outputs", "all"),
        ("topics", "ships"),
        ("tags", "news"),
    )
    for kind, name in feeds:
        old[kind, name] = await any_desk.body(kind, name)
    await any_desk.pipeline.redate()
    for (kind, name), before in old.items():
        body = await any_desk.body(kind, name)
        assert body != before
        assert of_feed(body)[0] == of_feed(before)[0]
        any_desk.restart()
        assert await any_desk.body(kind, name) == body, "the same store, the same bytes"


async def test_done_twice_nothing_more_happens(any_desk: Desk) -> None:
    await fill(any_desk)
    await any_desk.pipeline.redate()
    revision = await any_desk.store.revision()
    await any_desk.pipeline.redate()
    assert await any_desk.store.revision() == revision


async def test_a_clock_that_is_behind_dates_nothing_anew(any_desk: Desk) -> None:
    await fill(any_desk)
    await any_desk.pipeline.redate()
    revision = await any_desk.store.revision()
    any_desk.clock.forward(-400 * DAY)
    await any_desk.pipeline.redate()
    assert await any_desk.store.revision() == revision


async def test_clocks_that_differ_by_seconds_date_nothing_anew(any_desk: Desk) -> None:
    await fill(any_desk)
    await any_desk.pipeline.redate()
    revision = await any_desk.store.revision()
    any_desk.clock.forward(-MINUTE)
    await any_desk.pipeline.redate()
    assert await any_desk.store.revision() == revision
