"""A search as a feed: what it finds, byte-stable, and no more of them kept than are asked for again."""

from __future__ import annotations

from dataclasses import replace

import feedparser
import pytest

from syndicate.model import Address, Topic
from syndicate.outputs import press
from tests.integration.pipeline.desk import KESTREL, SHIP, TOW, TUGS, Desk, a_source, declared

PORT, MAIL = a_source("port", "sea"), a_source("mail", "town")


async def told(desk: Desk) -> None:
    await desk.declare(declared((PORT, MAIL)))
    await desk.walk("port", SHIP)
    await desk.walk("mail", SHIP, TUGS, KESTREL)


async def read(desk: Desk, query: str, suffix: str = "atom") -> feedparser.FeedParserDict:
    found = await desk.pipeline.publish(Address("search", query, suffix))  # type: ignore[arg-type]
    assert found is not None
    return feedparser.parse(found.body)


async def test_search_is_a_feed_of_each_text_once(desk: Desk) -> None:
    await told(desk)
    document = await read(desk, "Varn*")
    assert sorted(entry.title for entry in document.entries) == [SHIP.title, TUGS.title]
    assert document.feed.id == document.feed.link == "https://desk.example.org/search?q=Varn%2A"
    assert [link.href for link in document.feed.links if link.rel == "self"] == [
        "https://desk.example.org/search.atom?q=Varn%2A"
    ]


@pytest.mark.parametrize("suffix", ["atom", "rss", "json"])
async def test_search_keeps_its_bytes_until_something_new_is_found(desk: Desk, suffix: str) -> None:
    await told(desk)
    address = Address("search", "-kestrel", suffix)  # type: ignore[arg-type]
    before = await desk.pipeline.publish(address)
    assert await desk.pipeline.publish(address) == before
    await desk.walk("port", SHIP, TOW)
    after = await desk.pipeline.publish(address)
    assert before is not None
    assert after is not None
    assert before.etag != after.etag


async def test_search_that_finds_nothing_yet_is_a_feed_too(desk: Desk) -> None:
    await told(desk)
    assert (await read(desk, "tag:nowhere")).entries == []


async def test_search_for_a_topic_that_was_renamed_goes_on(desk: Desk) -> None:
    varna = Topic("varna", "Varna", any=("Varna",))
    await desk.declare(declared((PORT, MAIL), [varna]))
    await desk.walk("port", SHIP)
    before = await read(desk, "topic:varna")
    await desk.declare(
        declared((PORT, MAIL), [replace(varna, slug="black-sea", was=("coast", "varna"))])
    )
    await desk.walk("mail", TUGS)
    after = await read(desk, "topic:varna")
    assert [entry.title for entry in before.entries] == [SHIP.title]
    assert [entry.title for entry in after.entries] == [TUGS.title, SHIP.title]
    assert after.feed.id == before.feed.id
    assert (await read(desk, "topic:black-sea")).feed.id != before.feed.id


async def test_searches_that_find_nothing_take_no_more_room_than_feeds_may(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feed of a few hundred bytes takes three times as many in memory, with all that holds it."""
    monkeypatch.setattr(press, "LIMIT_BYTES", 150_000)
    await desk.declare(declared([a_source("port")]))
    addresses = [Address("search", f"nothing{number}") for number in range(200)]
    for address in addresses:
        assert await desk.pipeline.publish(address)
    kept = [each for each in addresses if desk.pipeline.standing(each, "identity")]
    assert 50 < len(kept) <= 100
