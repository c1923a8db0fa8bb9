"""What feeds say when items of them were forgotten (`keep`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from syndicate.corridors.forgetting import reached
from syndicate.model import Address, Declared, Output, OutputFeed, Topic
from syndicate.outputs.composing import compose
from syndicate.protocols import Statement, Transaction
from syndicate.query import parse
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    KESTREL,
    SHIP,
    TOW,
    TUGS,
    Desk,
    Told,
    a_source,
    declared,
)
from tests.integration.pipeline.three_days import BLOG, MAIL, MODES, PORT, VARNA, told

ABOUT_VARNA = [
    Output(mode, mode.title(), mode=mode, query=parse("Varna"))  # type: ignore[arg-type]
    for mode in MODES
]
KEPT = 60 * DAY
DRAW = "Kestrel Town will meet Port Rovers at home in the third round, the league said after the draw on Monday."


async def head(desk: Desk, address: Address) -> OutputFeed:
    feed = await compose(desk.store, desk.now, address)
    assert feed is not None
    return feed


async def updated(desk: Desk, thread: str) -> dict[Address, datetime]:
    addresses = [
        Address("threads", thread),
        *(Address("topics", slug) for slug in desk.now.topics),
        *(Address("outputs", name) for name in desk.now.outputs),
        *(Address("sources", name) for name in desk.now.sources),
        *(Address("tags", tag) for tag in ("sea", "town")),
    ]
    return {address: (await head(desk, address)).updated_at for address in addresses}


def about_varna(thread: str) -> Declared:
    topics = [VARNA, Topic("ship", "The ship", thread=thread)]
    return replace(declared((PORT, MAIL, BLOG), topics, ABOUT_VARNA), keep=KEPT)


async def forget_the_ship(desk: Desk) -> None:
    """What is left of the sources is what has nothing to do with it."""
    desk.clock.forward(2 * KEPT)
    await desk.poll("port", CHICKPEAS)
    await desk.poll("mail", KESTREL)
    await desk.poll("blog", CHICKPEAS)
    await desk.pipeline.prune()


async def test_updated_of_a_feed_never_goes_back_whatever_of_it_is_forgotten(
    any_desk: Desk,
) -> None:
    thread = await told(any_desk)
    await any_desk.walk("blog", CHICKPEAS)
    await any_desk.declare(about_varna(thread))
    await any_desk.walk("mail", KESTREL)
    await any_desk.walk("mail", KESTREL, TUGS, replace(TOW, guid="tow again"))
    before, at = await updated(any_desk, thread), any_desk.clock()
    await forget_the_ship(any_desk)
    assert not await any_desk.items(thread_id=thread)
    after = await updated(any_desk, thread)
    assert {where: when for where, when in before.items() if not when <= after[where] <= at} == {}
    await any_desk.reopen()
    assert await updated(any_desk, thread) == after


async def test_two_topics_that_were_one_thread_keep_how_far_the_newer_had_come(
    any_desk: Desk,
) -> None:
    thread = await told(any_desk)
    match = Topic("match", "The ship and the match", any=("Kestrel",), thread=thread)
    topics = [match, Topic("ship", "The ship", thread=thread)]
    await any_desk.walk("blog", CHICKPEAS)
    await any_desk.declare(replace(declared((PORT, MAIL, BLOG), topics), keep=KEPT))
    any_desk.clock.forward(DAY)
    await any_desk.walk("mail", Told("cup", "Kestrel draw Port Rovers in the cup", DRAW))
    address = Address("topics", "match")
    before = (await head(any_desk, address)).updated_at
    any_desk.clock.forward(2 * KEPT)
    for source in ("port", "mail", "blog"):
        await any_desk.poll(source, CHICKPEAS)
    await any_desk.pipeline.prune()
    assert not (await head(any_desk, address)).entries
    assert (await head(any_desk, address)).updated_at >= before


async def test_thread_of_which_all_is_forgotten_says_so_and_is_listed_no_more(
    any_desk: Desk,
) -> None:
    thread = await told(any_desk)
    await any_desk.walk("blog", CHICKPEAS)
    await any_desk.declare(about_varna(thread))
    assert thread in [one.id for one in await any_desk.store.threads.overview(limit=10)]
    await forget_the_ship(any_desk)
    assert thread not in [one.id for one in await any_desk.store.threads.overview(limit=10)]
    feed = await head(any_desk, Address("threads", thread))
    assert "of which nothing is left" in feed.subtitle
    assert "independent" not in feed.subtitle


def _no_floors() -> Transaction[None]:
    yield Statement("DELETE FROM floors")


async def test_thread_that_was_emptied_before_floors_were_kept_is_no_older_than_it_last_moved(
    any_desk: Desk,
) -> None:
    thread = await told(any_desk)
    await any_desk.walk("blog", CHICKPEAS)
    await any_desk.declare(replace(any_desk.now, keep=KEPT))
    await forget_the_ship(any_desk)
    await any_desk.store.database.write(_no_floors())
    stored = await any_desk.store.threads.get(thread)
    assert stored is not None
    assert (await head(any_desk, Address("threads", thread))).updated_at >= stored.updated_at


async def test_what_was_forgotten_long_ago_is_found_under_its_name_and_joined_by_nothing(
    any_desk: Desk,
) -> None:
    await any_desk.declare(replace(declared((PORT, MAIL, BLOG)), keep=KEPT))
    await any_desk.walk("mail", KESTREL)
    old = await any_desk.item("mail", KESTREL)
    assert old.thread_id is not None
    assert old.story_id is not None
    any_desk.clock.forward(2 * KEPT)
    await any_desk.walk("mail", CHICKPEAS)
    await any_desk.pipeline.prune()
    kept = await any_desk.store.threads.get(old.thread_id)
    assert kept is not None
    assert kept.sketch, "a thread may be joined for half a year"
    any_desk.clock.forward(KEPT + 10 * DAY)
    await any_desk.walk("mail", TUGS)
    await any_desk.pipeline.prune()
    await any_desk.reopen()
    await any_desk.walk("mail", TUGS, replace(KESTREL, guid="again"))
    again = await any_desk.item("mail", replace(KESTREL, guid="again"))
    assert again.thread_id not in (None, old.thread_id)
    for found in (
        await any_desk.store.threads.get(old.thread_id),
        await any_desk.store.threads.story(old.story_id),
    ):
        assert found is not None
        assert (found.title, found.sketch) == (KESTREL.title, b"")
    assert (await head(any_desk, Address("threads", old.thread_id))).title


async def test_topic_that_was_gone_for_a_while_is_no_older_than_it_was(any_desk: Desk) -> None:
    ships = Topic("ships", "Ships", any=("ship", "Kestrel"))
    await any_desk.declare(declared((PORT, MAIL), [ships]))
    await any_desk.walk("port", SHIP)
    await any_desk.walk("mail", KESTREL)
    address = Address("topics", "ships")
    seen = [(await head(any_desk, address)).updated_at]
    for narrow in (replace(ships, any=("ship",)), replace(ships, any=("ship", "vessel"))):
        any_desk.clock.forward(DAY)
        await any_desk.declare(declared((PORT, MAIL)))
        any_desk.clock.forward(DAY)
        await any_desk.declare(declared((PORT, MAIL), [narrow]))
        seen.append((await head(any_desk, address)).updated_at)
        await any_desk.declare(declared((PORT, MAIL), [ships]))
        seen.append((await head(any_desk, address)).updated_at)
    assert seen == sorted(seen)


async def test_only_outputs_that_cannot_hold_what_leaves_are_passed_over(desk: Desk) -> None:
    """A story may hold items of any source."""
    outputs = [
        Output(name="all", title="All"),
        Output(name="ours", title="Ours", tags=("news",)),
        Output(name="others", title="Others", tags=("sports",)),
        Output(name="stories", title="Stories", tags=("sports",), mode="stories"),
    ]
    feeds = declared([a_source("port", "news"), a_source("pitch", "sports")], [], outputs)
    await desk.declare(feeds)
    told = dict(await reached(desk.store, feeds))
    assert len(told) == 4
    some = dict(await reached(desk.store, feeds, {"news"}))
    assert told.keys() - some.keys() == {feeds.known_as(Address("outputs", "others"))}
