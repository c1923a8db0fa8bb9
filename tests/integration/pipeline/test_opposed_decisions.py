"""Of decisions that oppose each other the later holds, on both engines, and nothing moves again."""

from __future__ import annotations

import pytest

from tests.integration.pipeline.decided import NOW, decision, item, whole
from tests.integration.pipeline.desk import KESTREL, SHIP, TUGS, Desk, Told, fill


@pytest.mark.parametrize(
    ("against", "told"),
    [("merge", TUGS), ("merge of stories", TUGS), ("pin", KESTREL), ("exclude", KESTREL)],
)
async def test_of_two_decisions_that_oppose_each_other_the_later_holds_and_nothing_moves_again(
    any_desk: Desk, against: str, told: Told
) -> None:
    await fill(any_desk, NOW)
    ship, one = await item(any_desk, "port", SHIP), await item(any_desk, "mail", told)
    named = one.item.id if told is TUGS else one.story_id  # alone in its story, or not
    split = decision("split", named, thread=one.thread_id)
    await any_desk.pipeline.correct([split])
    out = await item(any_desk, "mail", told)
    assert out.thread_id != one.thread_id
    later = {
        "merge": decision("merge", out.thread_id, ship.thread_id),
        "merge of stories": decision("merge", ship.story_id, out.story_id),
        "pin": decision("pin", one.item.id, thread=ship.thread_id),
        "exclude": decision("exclude", one.item.id, thread=out.thread_id),
    }[against]
    await any_desk.pipeline.correct([split, later])
    now = await item(any_desk, "mail", told)
    assert (now.thread_id == ship.thread_id) == (against != "exclude")
    assert now.thread_id != out.thread_id
    settled = await whole(any_desk)
    for _ in range(2):
        await any_desk.reopen()
        revision = await any_desk.store.revision()
        await any_desk.pipeline.correct([split, later])
        assert await any_desk.store.revision() == revision
    assert await whole(any_desk) == settled
    await any_desk.pipeline.correct([split])
    assert (await item(any_desk, "mail", told)).thread_id == out.thread_id


async def test_what_left_a_story_that_took_it_in_is_not_taken_in_again(any_desk: Desk) -> None:
    await fill(any_desk, NOW)
    ship, tugs = await item(any_desk, "port", SHIP), await item(any_desk, "mail", TUGS)
    split = decision("split", tugs.item.id, thread=tugs.thread_id)
    await any_desk.pipeline.correct([split])
    out = await item(any_desk, "mail", TUGS)
    merge = decision("merge", ship.story_id, out.story_id)
    await any_desk.pipeline.correct([merge])
    await any_desk.pipeline.correct([merge, split])
    left = await item(any_desk, "mail", TUGS)
    assert left.story_id not in {ship.story_id, None}
    assert left.thread_id == out.thread_id
    revision = await any_desk.store.revision()
    await any_desk.pipeline.correct([merge, split])
    assert await any_desk.store.revision() == revision
