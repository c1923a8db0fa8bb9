"""A source that is somewhere else now: asked there alone, with nothing that was known of where it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.corridors.polling import SOON
from syndicate.errors import Gone
from syndicate.model import Declared, Source, source_id
from tests.integration.pipeline.desk import DAY, HOUR, KESTREL, SHIP, TUGS, Desk, a_source, declared

OLD = "https://port.example/feed"
NEW = "https://quay.example/feed"


def at(url: str, *was: str) -> Declared:
    return declared([a_source("port", url=url, shown_url=url, was=was)])


async def test_its_feed_goes_on_and_what_was_told_is_not_told_again(any_desk: Desk) -> None:
    desk = any_desk
    await desk.declare(at(OLD))
    await desk.walk("port", SHIP, TUGS)
    before = await desk.entries("sources", "port")
    await desk.declare(at(NEW, OLD))
    desk.feeds.say["quay"] = [KESTREL, SHIP, TUGS]
    outcome = await desk.pipeline.poll("port")
    assert outcome is not None
    assert (outcome.offered, outcome.new, outcome.changed) == (3, 1, 0)
    assert (desk.feeds.fetched["port"], desk.feeds.fetched["quay"]) == (1, 1)
    first, *others = await desk.entries("sources", "port")
    assert first.title == KESTREL.title
    assert [one.id for one in others] == [one.id for one in before]
    assert [one.updated_at for one in others] == [one.updated_at for one in before]


async def test_who_was_gone_for_good_is_asked_at_once_where_it_is_now(desk: Desk) -> None:
    await desk.declare(at(OLD))
    desk.feeds.say["port"] = Gone(OLD, "410 Gone", status=410)
    await desk.pipeline.poll("port")
    assert (await desk.state("port")).next_poll_at > desk.clock.at + 6 * DAY
    await desk.declare(at(NEW, OLD))
    desk.feeds.say["quay"] = [SHIP]
    await desk.pipeline.dispatch()
    assert [one.source_id for one in await desk.store.sources.claim(None, desk.clock.at, lease=HOUR)] == ["port"]  # fmt: skip
    await desk.pipeline.poll("port")
    state = await desk.state("port")
    assert (state.failures, state.problem, desk.feeds.fetched["port"]) == (0, None, 1)


@pytest.mark.parametrize(("ours", "stored"), [(NEW, OLD), (OLD, NEW)], ids=["older", "newer"])
async def test_neither_address_is_asked_with_what_is_known_of_the_other(
    any_desk: Desk, ours: str, stored: str, caplog: pytest.LogCaptureFixture
) -> None:
    """A poll that waited while feeds.yaml was saved, or a process that has not read it yet."""
    desk = any_desk
    await desk.declare(at(stored, "https://first.example/feed"))
    (claimed,) = await desk.store.sources.claim(None, desk.clock.at, lease=HOUR)
    await desk.pipeline.adopt(at(ours, "https://first.example/feed"))
    desk.feeds.say["port"] = desk.feeds.say["quay"] = [SHIP]
    assert await desk.pipeline.poll("port", claimed) is None
    assert desk.feeds.fetched == {}
    assert "not polled: its address is another one elsewhere" in caplog.text
    state = await desk.state("port")
    assert (state.claim, state.next_poll_at) == (0, desk.clock.at + SOON)
    await desk.declare(at(ours, "https://first.example/feed"))
    assert await desk.pipeline.poll("port") is not None


async def test_it_may_still_be_named_by_where_it_was(desk: Desk) -> None:
    await desk.declare(at(NEW, OLD))
    desk.feeds.say["quay"] = [SHIP]
    assert await desk.pipeline.poll_all([OLD]) == 0
    assert desk.feeds.fetched == {"quay": 1}


async def test_who_is_new_where_another_one_left_is_told_with_what_to_write(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    url = "http://port.example/feed"
    known = Source(id=source_id(OLD), url=OLD, shown_url=OLD)
    await desk.declare(declared([known]))
    await desk.declare(declared([replace(known, id="s2", url=url, shown_url=url)]))
    assert "a new source stands where another one was followed" in caplog.text
    (told,) = [one.__dict__ for one in caplog.records if "stands where" in one.message]
    assert f"write `was: {OLD}` beside its url" in str(told)
