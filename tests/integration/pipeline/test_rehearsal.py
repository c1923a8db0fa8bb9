"""The history of a store is played again whatever engine holds it, and the store is only read."""

from __future__ import annotations

from asyncio import to_thread
from dataclasses import replace
from pathlib import Path

import pytest

from syndicate.cluster.comparison import Comparison, FeedChange
from syndicate.corridors.rehearsal import Findings, Plan, rehearse
from syndicate.model import Address, Correction, Declared, Dials, Topic
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    DAY,
    KESTREL,
    SHIP,
    TUGS,
    Desk,
    a_source,
    declared,
)

SHIPS = Topic("ships", "Ships", any=("grain",))
NOW = replace(declared([a_source("port"), a_source("mail")], [SHIPS]), dials=Dials(vectors=False))


async def filled(desk: Desk) -> None:
    """One story of two reports, and two that stand alone."""
    await desk.declare(NOW)
    await desk.walk("port", SHIP)
    await desk.walk("mail", TUGS)
    desk.clock.forward(DAY)
    await desk.walk("mail", TUGS, KESTREL)
    await desk.walk("port", SHIP, CHICKPEAS)


async def found(desk: Desk, folder: Path, new: Declared, *corrections: Correction) -> Findings:
    """What another configuration would change."""
    revision = await desk.store.revision()
    plans = Plan(NOW), Plan(new, corrections)
    told = await rehearse(desk.store, plans, folder, since=None, encode=None)
    assert await desk.store.revision() == revision
    return told


async def test_the_replay_of_what_is_in_force_is_what_happened(
    any_desk: Desk, tmp_path: Path
) -> None:
    await filled(any_desk)
    told = await found(any_desk, tmp_path, NOW)
    assert (told.agreement.items, told.agreement.same_story, told.agreement.same_thread) == (
        4,
        4,
        4,
    )
    assert told.comparison == Comparison()
    assert {*told.titles.values()} == {one.title for one in (SHIP, TUGS, KESTREL, CHICKPEAS)}


async def test_an_example_that_both_name_and_nobody_brought_is_told_once(
    desk: Desk, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    like = replace(SHIPS, like=("https://port.example/nowhere",))
    plans = [Plan(replace(NOW, topics={"ships": one})) for one in (like, replace(like, title="S"))]
    await rehearse(desk.store, (plans[0], plans[1]), tmp_path, since=None, encode=None)
    assert caplog.messages.count("an example is not among the items yet") == 1


async def test_another_topic_and_a_correction_are_told_with_what_readers_would_see(
    any_desk: Desk, tmp_path: Path
) -> None:
    await filled(any_desk)
    ship, tugs = await any_desk.item("port", SHIP), await any_desk.item("mail", TUGS)
    assert ship.thread_id == tugs.thread_id
    out = Correction("exclude", (tugs.item.id,), thread=ship.thread_id or "")
    new = replace(NOW, topics={"ships": replace(SHIPS, none=("tugs",))})
    told = (await found(any_desk, tmp_path, new, out)).comparison
    assert [one.item for one in told.moved] == [tugs.item.id]
    assert [one.slug for one in told.topics] == ["ships"]
    assert {one.address for one in told.feeds} == {
        Address("topics", "ships"),
        Address("threads", ship.thread_id or ""),
    }


async def test_a_topic_with_another_name_is_one_feed_at_another_address(
    desk: Desk, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await filled(desk)
    vessels = replace(SHIPS, slug="vessels", was=("ships",))
    told = (await found(desk, tmp_path, replace(NOW, topics={"vessels": vessels}))).comparison
    assert told.topics == ()
    assert [(one.was, one.address, one.come, one.gone) for one in told.feeds] == [
        (Address("topics", "ships"), Address("topics", "vessels"), (), ())
    ]
    narrow = replace(NOW, topics={"vessels": replace(vessels, none=("tugs",))})
    (topic,) = (await found(desk, tmp_path_factory.mktemp("again"), narrow)).comparison.topics
    assert (topic.slug, topic.before, topic.after) == ("vessels", 2, 0)


def of_topics(*topics: Topic) -> Declared:
    return replace(NOW, topics={topic.slug: topic for topic in topics})


async def feeds(desk: Desk, folder: Path, old: Declared, new: Declared) -> list[FeedChange]:
    await to_thread(folder.mkdir)
    told = await rehearse(desk.store, (Plan(old), Plan(new)), folder, since=None, encode=None)
    return [*told.comparison.feeds]


async def test_a_thread_that_becomes_a_topic_is_one_feed_and_so_is_the_topic_by_another_name(
    desk: Desk, tmp_path: Path
) -> None:
    await filled(desk)
    thread = Address("threads", (await desk.item("port", SHIP)).thread_id or "")
    grown = replace(SHIPS, any=("nothing",), thread=thread.name, was=("fleet",))
    (made,) = await feeds(desk, tmp_path / "made", of_topics(), of_topics(grown))
    assert (made.was, made.address) == (thread, Address("topics", "ships"))
    assert (made.come, made.gone) == ((), ())
    renamed = replace(grown, slug="vessels", was=("ships",))
    (moved,) = await feeds(desk, tmp_path / "moved", of_topics(grown), of_topics(renamed))
    assert (moved.was, moved.address) == (Address("topics", "ships"), Address("topics", "vessels"))
    assert (moved.come, moved.gone) == ((), ())
    own = replace(SHIPS, thread=thread.name)
    assert await feeds(desk, tmp_path / "grew", of_topics(SHIPS), of_topics(own)) == []


@pytest.mark.parametrize("promoted", [True, False])
async def test_a_topic_that_is_renamed_and_promoted_or_no_more_at_once_is_one_feed(
    desk: Desk, tmp_path: Path, *, promoted: bool
) -> None:
    await filled(desk)
    thread = (await desk.item("port", SHIP)).thread_id
    old = replace(SHIPS, thread=None if promoted else thread)
    new = replace(SHIPS, slug="vessels", was=("ships",), thread=thread if promoted else None)
    told = await rehearse(
        desk.store,
        (Plan(of_topics(old)), Plan(of_topics(new))),
        tmp_path,
        since=None,
        encode=None,
    )
    (one,) = told.comparison.feeds
    assert (one.was, one.address) == (Address("topics", "ships"), Address("topics", "vessels"))
    assert (one.is_new, one.is_gone, one.come, one.gone) == (False, False, (), ())
    assert told.comparison.topics == ()


async def test_a_promoted_topic_whose_address_leads_nowhere_is_lost_to_who_follows_it(
    desk: Desk, tmp_path: Path
) -> None:
    await filled(desk)
    grown = replace(SHIPS, thread=(await desk.item("port", SHIP)).thread_id)
    forgotten = replace(grown, slug="vessels")
    gone, new = await feeds(desk, tmp_path / "a", of_topics(grown), of_topics(forgotten))
    assert (new.address, new.is_new) == (Address("topics", "vessels"), True)
    assert (gone.address, gone.is_gone) == (Address("topics", "ships"), True)


async def test_of_a_promoted_thread_what_changes_is_told_once_as_its_topic(
    desk: Desk, tmp_path: Path
) -> None:
    await filled(desk)
    grown = replace(SHIPS, any=("nothing",), thread=(await desk.item("port", SHIP)).thread_id)
    strict = replace(of_topics(grown), dials=Dials(stories=5.0, threads=5.0, vectors=False))
    for number, old in enumerate((of_topics(grown), of_topics())):
        (one,) = await feeds(desk, tmp_path / str(number), old, strict)
        assert (one.address, len(one.gone)) == (Address("topics", "ships"), 1)
