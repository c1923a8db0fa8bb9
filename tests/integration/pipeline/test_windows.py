"""What a feed shows of what an output is made of: filtered, fair, and the same for the same store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from syndicate.model import Address, Output, Topic
from syndicate.outputs.selecting import selected
from syndicate.outputs.windows import Shown, shown, window_of
from syndicate.query import parse
from tests.integration.pipeline.desk import (
    DAY,
    HOUR,
    NOW,
    SHIP,
    TUGS,
    Desk,
    Told,
    a_source,
    an_item,
    declared,
)

LOUD, MAIL, BLOG = a_source("loud", "sea"), a_source("mail", "sea"), a_source("blog", "sea")


def news(source: str, count: int) -> list[Told]:
    return [
        Told(f"{source}{n}", f"{source} no {n}", f"What {source} says, number {n}.")
        for n in range(count)
    ]


async def put(desk: Desk, source: str, said: Sequence[Told], *, hours: float) -> None:
    """Items of a source as they were first seen, a second apart, so many hours after the beginning."""
    items = [
        replace(
            an_item(source, each, NOW + hours * HOUR + n * timedelta(seconds=1)),
            published_at=NOW - 99 * DAY,
        )
        for n, each in enumerate(said)
    ]
    state = await desk.state(source)
    await desk.store.polls.record(source, items, lambda _: state, desk.clock())
    await desk.pipeline.cluster()


async def desk_of(desk: Desk, output: Output, *topics: Topic) -> Desk:
    await desk.declare(declared((LOUD, MAIL, BLOG), topics, [output]))
    return desk


async def window(desk: Desk, output: Output) -> Shown:
    address = Address("outputs", output.name)
    where = selected(desk.now, address)
    return await shown(desk.store, where, window_of(desk.now, address))


async def titles(desk: Desk, output: Output) -> list[str]:
    return [stored.item.title for stored in (await window(desk, output)).items]


async def test_loud_source_takes_half_and_others_fill_the_rest(any_desk: Desk) -> None:
    output = Output("all", "All", limit=10)
    desk = await desk_of(any_desk, output)
    await put(desk, "mail", news("mail", 4), hours=0)
    await put(desk, "blog", news("blog", 4), hours=1)
    await put(desk, "loud", news("loud", 60), hours=2)
    view = await window(desk, output)
    assert Counter(each.item.source_id for each in view.items) == {"loud": 5, "blog": 4, "mail": 1}
    assert [each.item.seen_at for each in view.items] == sorted(
        (each.item.seen_at for each in view.items), reverse=True
    )
    assert view.whole_from == (view.items[4].item.seen_at, view.items[4].item.id)


async def test_share_is_what_feeds_yaml_says_and_two_sources_have_none(desk: Desk) -> None:
    output = Output("all", "All", limit=10, share=0.2)
    await desk_of(desk, output)
    await put(desk, "mail", news("mail", 4), hours=0)
    await put(desk, "loud", news("loud", 20), hours=1)
    assert await titles(desk, output) == ["loud no 19", "loud no 18", "mail no 3", "mail no 2"]
    alone = Output("all", "All", limit=10, query=parse("source:loud"))
    await desk_of(desk, alone)
    assert len(await titles(desk, alone)) == 10


async def test_flood_of_old_dates_stands_where_it_was_first_seen(desk: Desk) -> None:
    output = Output("all", "All", limit=6, share=1)
    await desk_of(desk, output)
    await put(desk, "loud", news("loud", 50), hours=0)
    await put(desk, "mail", news("mail", 2), hours=1)
    assert (await titles(desk, output))[:2] == ["mail no 1", "mail no 0"]
    await put(desk, "blog", [Told("late", "Dated long ago", "It was told long ago.")], hours=2)
    assert (await titles(desk, output))[0] == "Dated long ago"


async def test_age_is_counted_from_the_newest_item_and_never_from_now(desk: Desk) -> None:
    output = Output("all", "All", max_age=2 * HOUR)
    await desk_of(desk, output)
    await put(desk, "mail", news("mail", 1), hours=0)
    await put(desk, "blog", news("blog", 1), hours=2)
    before = await desk.body("outputs", "all")
    desk.clock.forward(90 * DAY)
    desk.restart()
    assert await desk.body("outputs", "all") == before
    assert await titles(desk, output) == ["blog no 0", "mail no 0"]
    await put(desk, "loud", news("loud", 1), hours=3)
    assert await titles(desk, output) == ["loud no 0", "blog no 0"]


async def test_story_tells_only_the_reports_that_the_query_asks_for(desk: Desk) -> None:
    output = Output("ship", "Ship", mode="stories", query=parse("source:mail"))
    await desk_of(desk, output)
    await desk.walk("loud", SHIP)
    await desk.walk("mail", TUGS)
    (entry,) = await desk.entries("outputs", "ship")
    assert "mail.example" in entry.content_html
    assert "loud.example" not in entry.content_html


async def test_topic_has_a_window_of_its_own_and_it_fills_no_topic_anew(desk: Desk) -> None:
    topic = Topic("varna", "Varna", any=("Varna",))
    await desk_of(desk, Output("all", "All"), topic)
    await desk.walk("loud", SHIP)
    await desk.walk("mail", TUGS)
    assert len(await desk.titles("topics", "varna")) == 2
    shorter = replace(topic, limit=1, share=1.0)
    assert await desk.store.topics.sync([shorter], desk.clock()) == ()
    await desk_of(desk, Output("all", "All"), shorter)
    assert await desk.titles("topics", "varna") == [TUGS.title]


@pytest.mark.parametrize(
    ("query", "share"),
    [
        ("tag:sea", 0.5),
        ("tag:rare", 1.0),
        ("-tag:rare", 1.0),
        ("source:loud,mail,blog", 0.5),
        ("source:www.loud.example,mail.example,blog", 0.5),
        ("source:loud,mail", 1.0),
        ("-source:blog", 1.0),
        ("tag:sea varna", 0.5),
    ],
)
def test_no_source_has_a_share_where_fewer_than_three_can_stand(query: str, share: float) -> None:
    sources = (LOUD, replace(MAIL, tags=("sea", "rare")), replace(BLOG, tags=("sea", "rare")))
    said = declared(sources, (), [Output("all", "All", limit=10, query=parse(query))])
    assert window_of(said, Address("outputs", "all")).most == 10 * share
    assert window_of(said, Address("tags", "sea")).most == 50
    assert window_of(said, Address("tags", "rare")).most == 100
