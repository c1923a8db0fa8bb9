"""What people decided holds on both engines: over everything that stands, comes, restarts, and is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syndicate.errors import StoreError
from syndicate.protocols import Statement
from syndicate.store.threads import Threads
from tests.integration.pipeline.decided import NOW, decision, events, item, standing, whole
from tests.integration.pipeline.desk import (
    AGAIN,
    CHICKPEAS,
    DAY,
    KESTREL,
    SHIP,
    TOW,
    TUGS,
    Desk,
    fill,
)


async def test_a_merge_keeps_the_older_id_whatever_the_order(any_desk: Desk) -> None:
    await fill(any_desk, NOW)
    before = await whole(any_desk)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    merge = decision("merge", kestrel.thread_id, ship.thread_id)
    await any_desk.pipeline.correct([merge])
    moved = await item(any_desk, "mail", KESTREL)
    assert (moved.thread_id, moved.story_id) == (ship.thread_id, kestrel.story_id)
    alias = await any_desk.store.threads.get(kestrel.thread_id or "")
    assert alias is not None
    assert alias.merged_into == ship.thread_id
    thread = await any_desk.store.threads.get(ship.thread_id or "")
    assert thread is not None
    assert (thread.story_count, thread.item_count) == (2, 4)
    await any_desk.pipeline.correct([])
    assert await whole(any_desk) == before
    assert await events(any_desk) == [("merge", True)]


async def test_what_leaves_a_thread_takes_its_copies_along_and_the_rest_keeps_the_id(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    before = await whole(any_desk)
    ship, tugs = await item(any_desk, "port", SHIP), await item(any_desk, "mail", TUGS)
    copy = await item(any_desk, "copy", AGAIN)
    split = decision("split", copy.item.id, thread=tugs.thread_id)
    await any_desk.pipeline.correct([split])
    left, again = await item(any_desk, "port", SHIP), await item(any_desk, "copy", AGAIN)
    assert left.thread_id == again.thread_id != ship.thread_id
    assert left.story_id == again.story_id != ship.story_id
    stayed = await item(any_desk, "mail", TUGS)
    assert (stayed.story_id, stayed.thread_id) == (tugs.story_id, tugs.thread_id)
    await any_desk.walk("port", SHIP, TOW)  # a later report stands where its story is, not in both
    assert (await item(any_desk, "port", TOW)).thread_id in {left.thread_id, stayed.thread_id}
    again_thread = await any_desk.store.threads.get(left.thread_id or "")
    assert again_thread is not None
    await any_desk.pipeline.correct([])
    restored = await standing(any_desk)
    assert {key: place for key, place in restored.items() if TOW.title not in key} == before[2]
    assert (await any_desk.store.threads.get(left.thread_id or "")) != again_thread


async def test_what_was_split_off_and_taken_back_is_split_off_again_under_the_same_id(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    before = await whole(any_desk)
    ship = await item(any_desk, "port", SHIP)
    split = decision("split", ship.item.id, thread=ship.thread_id)
    await any_desk.pipeline.correct([split])
    parted = await whole(any_desk)
    assert parted != before
    for _ in range(2):
        await any_desk.pipeline.correct([])
        assert await whole(any_desk) == before
        await any_desk.reopen()
        await any_desk.pipeline.correct([split])
        assert await whole(any_desk) == parted
        revision = await any_desk.store.revision()
        await any_desk.pipeline.correct([split])
        assert await any_desk.store.revision() == revision, "done twice, nothing more happens"


@pytest.mark.parametrize("first", [0, 1])
async def test_two_splits_one_of_the_other_are_taken_back_in_either_order(
    any_desk: Desk, first: int
) -> None:
    await fill(any_desk, NOW)
    before = await whole(any_desk)
    ship = await item(any_desk, "port", SHIP)
    splits = [decision("split", ship.item.id, thread=ship.thread_id)]
    await any_desk.pipeline.correct(splits)
    middle = await item(any_desk, "port", SHIP)
    splits.append(decision("split", ship.item.id, thread=middle.thread_id))
    await any_desk.pipeline.correct(splits)
    del splits[first]
    await any_desk.pipeline.correct(splits)
    await any_desk.reopen()
    revision = await any_desk.store.revision()
    await any_desk.pipeline.correct(splits)
    assert await any_desk.store.revision() == revision, "done twice, nothing more happens"
    await any_desk.pipeline.correct([])
    assert await whole(any_desk) == before
    assert await any_desk.store.journal.standing() == ()


@pytest.mark.parametrize("again", [False, True])
async def test_a_pin_beats_any_score_and_is_taken_back(any_desk: Desk, *, again: bool) -> None:
    await fill(any_desk, NOW)
    before = await whole(any_desk)
    tugs, kestrel = await item(any_desk, "mail", TUGS), await item(any_desk, "mail", KESTREL)
    pin = decision("pin", tugs.item.id, thread=kestrel.thread_id)
    await any_desk.pipeline.correct([pin])
    pinned = await item(any_desk, "mail", TUGS)
    assert pinned.thread_id == kestrel.thread_id
    assert pinned.story_id not in {tugs.story_id, kestrel.story_id}
    reasons = await any_desk.store.threads.reasons(tugs.item.id)
    assert [one.relation for one in reasons] == ["story", "person", "thread"]
    if again:  # done twice, after a restart, nothing more happens
        await any_desk.reopen()
        revision = await any_desk.store.revision()
        await any_desk.pipeline.correct([pin])
        assert await any_desk.store.revision() == revision
    await any_desk.pipeline.correct([])
    assert await whole(any_desk) == before
    old = await any_desk.store.threads.story(pinned.story_id or "")
    assert old is not None
    assert old.merged_into == tugs.story_id  # its address leads on


async def test_what_is_excluded_stands_in_a_thread_of_its_own_and_never_returns(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    ship = await item(any_desk, "port", SHIP)
    exclude = decision("exclude", ship.item.id, thread=ship.thread_id)
    await any_desk.pipeline.correct([exclude])
    out = await item(any_desk, "port", SHIP)
    assert out.thread_id not in {None, ship.thread_id}
    assert (await item(any_desk, "copy", AGAIN)).thread_id == out.thread_id
    await any_desk.reopen()
    await any_desk.pipeline.correct([exclude])
    await any_desk.walk("copy", AGAIN, CHICKPEAS, replace(SHIP, guid="third"))
    third = await item(any_desk, "copy", replace(SHIP, guid="third"))
    assert third.thread_id == out.thread_id


async def test_a_pin_on_an_item_that_waits_for_its_place_holds_when_it_comes(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    kestrel = await item(any_desk, "mail", KESTREL)
    await any_desk.poll("port", SHIP, TOW)
    waiting = await item(any_desk, "port", TOW)
    assert waiting.story_id is None
    await any_desk.pipeline.correct([decision("pin", waiting.item.id, thread=kestrel.thread_id)])
    await any_desk.pipeline.cluster()
    assert (await item(any_desk, "port", TOW)).thread_id == kestrel.thread_id


async def test_a_title_is_fixed_until_it_is_taken_back(any_desk: Desk) -> None:
    await fill(any_desk, NOW)
    ship = await item(any_desk, "port", SHIP)
    thread_id = ship.thread_id or ""
    before = await any_desk.store.threads.get(thread_id)
    rename = decision("rename", thread=thread_id, title="The Maria Stella")
    await any_desk.pipeline.correct([rename])
    await any_desk.walk("port", SHIP, TOW)
    thread = await any_desk.store.threads.get(thread_id)
    assert thread is not None
    assert thread.title == "The Maria Stella"
    await any_desk.pipeline.correct([])
    thread = await any_desk.store.threads.get(thread_id)
    assert thread is not None
    assert before is not None
    assert thread.title != "The Maria Stella"
    assert await events(any_desk) == [("rename", True)]


async def test_a_title_goes_along_when_its_thread_is_merged_and_the_later_of_two_counts(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)

    async def title() -> str:
        thread = await any_desk.store.threads.get(ship.thread_id or "")
        return thread.title if thread else ""

    birds = decision("rename", thread=kestrel.thread_id, title="Birds")
    merge = decision("merge", ship.thread_id, kestrel.thread_id)
    ships = decision("rename", thread=ship.thread_id, title="Ships")
    await any_desk.pipeline.correct([birds])
    await any_desk.pipeline.correct([birds, merge])
    assert await title() == "Birds"
    await any_desk.pipeline.correct([birds, merge, ships])
    assert await title() == "Ships"
    past = await any_desk.store.journal.listed(limit=100)
    assert [one.event.kind for one in reversed(past)] == ["rename", "merge", "rename", "rename"]
    assert past[0].event.correction == ships.name
    await any_desk.pipeline.correct([birds, merge])
    assert await title() == "Birds"


async def test_a_title_that_comes_as_another_decision_goes_is_told_and_can_be_taken_back(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    ship, tugs = await item(any_desk, "port", SHIP), await item(any_desk, "mail", TUGS)
    kestrel = await item(any_desk, "mail", KESTREL)
    await any_desk.pipeline.correct([decision("pin", tugs.item.id, thread=kestrel.thread_id)])
    rename = decision("rename", thread=ship.thread_id, title="The Maria Stella")
    await any_desk.pipeline.correct([rename])
    assert await events(any_desk) == [("move", True), ("rename", False)]
    await any_desk.pipeline.correct([])
    thread = await any_desk.store.threads.get(ship.thread_id or "")
    assert thread is not None
    assert thread.title != "The Maria Stella"


async def test_a_thread_that_only_a_decision_kept_leads_on_when_that_is_taken_back(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    tugs = await item(any_desk, "mail", TUGS)
    split = decision("split", tugs.item.id, thread=ship.thread_id)
    pin = decision("pin", ship.item.id, thread=kestrel.thread_id)
    await any_desk.pipeline.correct([split])
    await any_desk.pipeline.correct([split, pin])
    await any_desk.pipeline.correct([pin])
    places = await standing(any_desk)
    assert {thread for key, (_, thread) in places.items() if TUGS.title in key} <= {
        ship.thread_id,
        kestrel.thread_id,
    }
    thread = await any_desk.store.threads.get(ship.thread_id or "")
    assert thread is not None
    assert thread.item_count > 0 or thread.merged_into == kestrel.thread_id


@pytest.mark.parametrize("kept_by", ["rename", "exclude"])
async def test_an_emptied_thread_leads_on_once_the_last_decision_that_names_it_is_withdrawn(
    any_desk: Desk, kept_by: str
) -> None:
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    left = kestrel.thread_id or ""
    keeping = {
        "rename": decision("rename", thread=left, title="Sports"),
        "exclude": decision("exclude", ship.item.id, thread=left),
    }[kept_by]
    pin = decision("pin", kestrel.item.id, thread=ship.thread_id)
    await any_desk.pipeline.correct([keeping, pin])
    emptied = await any_desk.store.threads.get(left)
    assert emptied is not None
    assert (emptied.item_count, emptied.merged_into) == (0, None)
    await any_desk.pipeline.correct(None)  # a file that is lost withdraws nothing
    assert await any_desk.store.threads.get(left) == emptied
    await any_desk.pipeline.correct([pin])
    gone = await any_desk.store.threads.get(left)
    assert gone is not None
    assert gone.merged_into == ship.thread_id
    await any_desk.pipeline.correct([])
    back = await any_desk.store.threads.get(left)
    assert back is not None
    assert (back.item_count, back.merged_into) == (1, None)


async def test_a_thread_of_a_split_that_only_an_idle_exclusion_kept_leads_on_after_a_restart(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    ship, tugs = await item(any_desk, "port", SHIP), await item(any_desk, "mail", TUGS)
    split = decision("split", tugs.item.id, thread=ship.thread_id)
    await any_desk.pipeline.correct([split])
    new = (await item(any_desk, "mail", TUGS)).thread_id or ""
    idle = decision("exclude", ship.item.id, thread=new)
    await any_desk.pipeline.correct([split, idle])
    await any_desk.pipeline.correct([idle])
    await any_desk.reopen()
    await any_desk.pipeline.correct([])
    thread = await any_desk.store.threads.get(new)
    assert thread is not None
    assert (thread.item_count, thread.merged_into) == (0, ship.thread_id)


async def test_each_exclusion_tells_what_it_moved_itself(any_desk: Desk) -> None:
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    idle = decision("exclude", kestrel.item.id, thread=ship.thread_id)
    moving = decision("exclude", kestrel.item.id, thread=kestrel.thread_id)
    await any_desk.pipeline.correct([idle, moving])
    past = await any_desk.store.journal.listed(limit=100)
    assert [one.event.correction for one in past] == [moving.name]


async def test_a_merge_that_repair_made_is_taken_apart_and_stays_apart(any_desk: Desk) -> None:
    await fill(any_desk, NOW)
    before = await whole(any_desk)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    threads = [ship.thread_id or "", kestrel.thread_id or ""]
    await any_desk.pipeline.correct([decision("merge", *threads)])
    await any_desk.store.database.write(_as_repair())
    apart = decision("apart", *threads)
    await any_desk.pipeline.correct([apart])
    assert (await whole(any_desk))[2:] == before[2:]
    assert await events(any_desk) == [("merge", True)]


def _as_repair() -> Any:
    yield Statement("UPDATE journal SET made_by = 'repair', correction = ''")


async def test_two_stories_become_one_and_two_again(any_desk: Desk) -> None:
    await fill(any_desk, NOW)
    before = await whole(any_desk)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    await any_desk.pipeline.correct([decision("merge", ship.story_id, kestrel.story_id)])
    moved = await item(any_desk, "mail", KESTREL)
    assert (moved.story_id, moved.thread_id) == (ship.story_id, ship.thread_id)
    for name in (kestrel.thread_id, kestrel.story_id):
        assert name is not None
    alias = await any_desk.store.threads.get(kestrel.thread_id or "")
    assert alias is not None
    assert alias.merged_into == ship.thread_id
    await any_desk.pipeline.correct([])
    assert await whole(any_desk) == before


async def test_a_crash_between_the_file_and_its_effect_loses_nothing(
    any_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    merge = decision("merge", ship.thread_id, kestrel.thread_id)
    pin = decision("pin", ship.item.id, thread=kestrel.thread_id)
    before = await whole(any_desk)

    async def dies(*_: object) -> None:
        raise StoreError("the machine went down")

    with monkeypatch.context() as broken:
        broken.setattr(Threads, "record", dies)
        with pytest.raises(StoreError):
            await any_desk.pipeline.correct([merge, pin])
    assert await whole(any_desk) == before
    await any_desk.reopen()
    await any_desk.pipeline.correct([merge, pin])
    assert (await item(any_desk, "mail", KESTREL)).thread_id == ship.thread_id


async def test_a_file_that_is_missing_takes_nothing_back(
    any_desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    await any_desk.pipeline.correct([decision("merge", ship.thread_id, kestrel.thread_id)])
    after = await whole(any_desk)
    await any_desk.reopen()
    await any_desk.pipeline.correct(None)
    assert await whole(any_desk) == after
    assert "corrections.yaml is missing" in caplog.text


async def test_ids_outlive_a_poll_a_restart_and_sleep(any_desk: Desk) -> None:
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    decisions = [
        decision("merge", ship.thread_id, kestrel.thread_id),
        decision("rename", thread=ship.thread_id, title="Ships and goals"),
    ]
    await any_desk.pipeline.correct(decisions)
    after = await standing(any_desk)
    await any_desk.reopen()
    any_desk.clock.forward(200 * DAY)  # both threads sleep beyond what is remembered
    await any_desk.declare(NOW)
    await any_desk.pipeline.correct(decisions)
    await any_desk.walk("port", SHIP, TOW)
    later = await standing(any_desk)
    assert {key: later[key] for key in after} == after
