"""What is taken back while other decisions hold: all of it stands, leads and is called as it was before it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from syndicate.model import Address, Correction
from syndicate.protocols import Statement, Transaction
from syndicate.store.engines.migrate import migrations
from tests.integration.pipeline.decided import NOW, decision, item, whole
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    HOUR,
    KESTREL,
    SHIP,
    TUGS,
    Desk,
    Told,
    fill,
)


async def places(desk: Desk) -> list[tuple[str, str]]:
    """The story and the thread of the ship, the match and the recipe, the oldest first."""
    found = [
        await item(desk, *told) for told in (("port", SHIP), ("mail", KESTREL), ("copy", CHICKPEAS))
    ]
    return [(one.story_id or "", one.thread_id or "") for one in found]


async def led(desk: Desk, name: str) -> str | None:
    """Where a thread or a story leads."""
    thread, story = await desk.store.threads.get(name), await desk.store.threads.story(name)
    found = thread or story
    assert found is not None
    return found.merged_into


async def chain(desk: Desk, which: int) -> tuple[list[str], list[Correction]]:
    """Three stories (0) or threads (1), and the decisions that merge the third into the second, that into the first."""
    first, second, third = [place[which] for place in await places(desk)]
    return [first, second, third], [
        decision("merge", second, third),
        decision("merge", first, second),
    ]


@pytest.mark.parametrize("which", [0, 1], ids=["stories", "threads"])
async def test_a_merge_of_what_was_merged_is_taken_back_by_itself(
    any_desk: Desk, which: int
) -> None:
    await fill(any_desk, NOW)
    (first, second, third), (before, after) = await chain(any_desk, which)
    await any_desk.pipeline.correct([before])
    once = await whole(any_desk)
    await any_desk.pipeline.correct([before, after])
    assert [await led(any_desk, one) for one in (second, third)] == [first, first]
    await any_desk.reopen()
    await any_desk.pipeline.correct([before])
    assert await whole(any_desk) == once
    assert [await led(any_desk, one) for one in (second, third)] == [None, second]
    revision = await any_desk.store.revision()
    await any_desk.pipeline.correct([before])
    assert await any_desk.store.revision() == revision


@pytest.mark.parametrize("which", [0, 1], ids=["stories", "threads"])
async def test_the_first_of_two_merges_is_taken_back_while_the_second_holds(
    any_desk: Desk, which: int
) -> None:
    await fill(any_desk, NOW)
    at_first = await whole(any_desk)
    (first, second, third), (before, after) = await chain(any_desk, which)
    await any_desk.pipeline.correct([before, after])
    await any_desk.pipeline.correct([after])
    assert [place[which] for place in await places(any_desk)] == [first, first, third]
    assert [await led(any_desk, one) for one in (second, third)] == [first, None]
    await any_desk.pipeline.correct([])
    assert await whole(any_desk) == at_first


async def test_a_title_by_hand_stays_with_the_thread_that_bears_it_when_a_merge_is_taken_back(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    (first, second, _), (_, merge) = await chain(any_desk, 1)
    rename = decision("rename", thread=second, title="The match")
    await any_desk.pipeline.correct([rename])
    before = await whole(any_desk)
    await any_desk.pipeline.correct([rename, merge])
    one = await any_desk.store.threads.get(first)
    assert one is not None
    assert one.title == "The match"
    await any_desk.pipeline.correct([rename])
    assert await whole(any_desk) == before
    feed = await any_desk.pipeline.publish(Address("threads", first, "atom"))
    assert feed is not None
    assert b"The match" not in feed.body


async def test_what_left_one_after_the_other_gives_back_the_title_whichever_comes_back_first(
    any_desk: Desk,
) -> None:
    """Where the title of what stays was each time that of what left next."""
    await fill(any_desk, NOW)
    places = [
        await item(any_desk, *told)
        for told in (("port", SHIP), ("mail", KESTREL), ("copy", CHICKPEAS))
    ]
    home, *others = [one.thread_id for one in places]
    merges = [decision("merge", home, other) for other in others]
    await any_desk.pipeline.correct(merges)
    before = await whole(any_desk)
    out: list[Any] = []
    for _ in range(2):
        thread = await any_desk.store.threads.get(home or "")
        assert thread is not None
        leading = next(one for one in places if one.item.title == thread.title)
        out.append(decision("exclude", leading.item.id, thread=home))
        await any_desk.pipeline.correct([*merges, *out])
    await any_desk.pipeline.correct([*merges, *out[1:]])
    await any_desk.pipeline.correct(merges)
    assert await whole(any_desk) == before


async def test_what_a_person_took_out_is_still_said_to_be_put_there_when_a_later_merge_is_undone(
    any_desk: Desk,
) -> None:
    async def said() -> list[str]:
        reasons = await any_desk.store.threads.reasons(tugs.item.id)
        return [each.note for each in reasons if each.relation == "person"]

    await any_desk.declare(NOW)
    await any_desk.walk("port", KESTREL)
    await any_desk.walk("port", KESTREL, SHIP)
    await any_desk.walk("mail", TUGS)
    kestrel, tugs = await item(any_desk, "port", KESTREL), await item(any_desk, "mail", TUGS)
    out = decision("exclude", tugs.item.id, thread=tugs.thread_id)
    await any_desk.pipeline.correct([out])
    once = await said()
    assert len(once) == 1
    own = (await item(any_desk, "mail", TUGS)).story_id
    await any_desk.pipeline.correct([out, decision("merge", kestrel.story_id, own)])
    assert await said() != once
    await any_desk.pipeline.correct([out])
    assert await said() == once


@pytest.mark.parametrize("told", [("mail", TUGS), ("mail", KESTREL)], ids=["left", "never there"])
async def test_what_may_not_stand_where_a_merge_had_brought_it_stands_again_as_before_the_merge(
    any_desk: Desk, told: tuple[str, Told]
) -> None:
    """It is put elsewhere at once; when the merge goes, it has the story, and by that the entry, that readers know."""
    await fill(any_desk, NOW)
    ship = await item(any_desk, "port", SHIP)
    barred = await item(any_desk, *told)
    out = decision("exclude", barred.item.id, thread=ship.thread_id)
    await any_desk.pipeline.correct([out])
    before, own = await whole(any_desk), (await item(any_desk, *told)).story_id
    any_desk.clock.forward(HOUR)
    merge = decision("merge", ship.story_id, own)
    await any_desk.pipeline.correct([out, merge])
    assert (await item(any_desk, *told)).story_id not in (ship.story_id, own)
    any_desk.clock.forward(HOUR)
    await any_desk.reopen()
    await any_desk.pipeline.correct([out])
    assert (await item(any_desk, *told)).story_id == own
    assert await whole(any_desk) == before
    revision = await any_desk.store.revision()
    await any_desk.pipeline.correct([out])
    assert await any_desk.store.revision() == revision


@pytest.mark.parametrize("which", [0, 1], ids=["stories", "threads"])
async def test_what_was_merged_by_an_older_version_is_taken_back_by_itself_too(
    any_desk: Desk, which: int
) -> None:
    """It kept only where everything leads in the end; the journal tells what took each in."""
    await fill(any_desk, NOW)
    (_, second, third), (before, after) = await chain(any_desk, which)
    await any_desk.pipeline.correct([before])
    once = await whole(any_desk)
    await any_desk.pipeline.correct([before, after])
    await any_desk.store.database.write(_come_from_older(any_desk.store.database.engine))
    await any_desk.pipeline.correct([before])
    assert await whole(any_desk) == once
    assert [await led(any_desk, one) for one in (second, third)] == [None, second]


def _come_from_older(engine: str) -> Transaction[None]:
    """Fill what is new in the form as for a store that comes from the one before."""
    (step,) = (one for one in migrations(engine) if one.name.endswith("leads_to"))
    for table in ("threads", "stories"):
        yield Statement(f"UPDATE {table} SET leads_to = NULL")
    for sql in re.findall(r"^UPDATE .+?;", step.sql, re.DOTALL | re.MULTILINE):
        yield Statement(sql)


@pytest.mark.parametrize("how", ["rename", "pin"])
async def test_a_thread_that_stands_empty_is_called_again_what_it_was_called_before(
    any_desk: Desk, how: str
) -> None:
    """Its id is kept by an exclusion; what was decided of it since is taken back."""
    await fill(any_desk, NOW)
    kestrel, tugs = await item(any_desk, "mail", KESTREL), await item(any_desk, "mail", TUGS)
    out = decision("exclude", kestrel.item.id, thread=kestrel.thread_id)
    await any_desk.pipeline.correct([out])
    before = await any_desk.store.threads.get(kestrel.thread_id or "")
    assert before is not None
    assert (before.item_count, before.title) == (0, KESTREL.title)
    then = {
        "rename": decision("rename", thread=kestrel.thread_id, title="Sports"),
        "pin": decision("pin", tugs.item.id, thread=kestrel.thread_id),
    }[how]
    await any_desk.pipeline.correct([out, then])
    meanwhile = await any_desk.store.threads.get(kestrel.thread_id or "")
    assert meanwhile is not None
    assert meanwhile.title == {"rename": "Sports", "pin": TUGS.title}[how]
    await any_desk.reopen()
    await any_desk.pipeline.correct([out])
    after = await any_desk.store.threads.get(kestrel.thread_id or "")
    assert after is not None
    assert (after.item_count, after.title, after.is_titled) == (0, KESTREL.title, False)


async def test_an_exclusion_of_what_a_merge_brings_where_it_may_not_stand_holds_at_once(
    any_desk: Desk,
) -> None:
    """Not only when decisions are next looked at: nobody can tell when that is."""
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    made = [decision("exclude", kestrel.item.id, thread=kestrel.thread_id)]
    await any_desk.pipeline.correct(made)
    once = await item(any_desk, "mail", KESTREL)
    made.append(decision("split", kestrel.item.id, thread=once.thread_id))
    await any_desk.pipeline.correct(made)
    made.append(decision("merge", once.story_id, ship.story_id))
    await any_desk.pipeline.correct(made)
    made.append(decision("exclude", kestrel.item.id, thread=ship.thread_id))
    await any_desk.pipeline.correct(made)
    stands = await whole(any_desk)
    revision = await any_desk.store.revision()
    await any_desk.pipeline.correct(made)
    assert await whole(any_desk) == stands
    assert await any_desk.store.revision() == revision


async def test_a_thread_that_stood_empty_when_it_was_merged_lives_again_when_that_is_undone(
    any_desk: Desk,
) -> None:
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    out = decision("exclude", kestrel.item.id, thread=kestrel.thread_id)
    await any_desk.pipeline.correct([out])
    before = await whole(any_desk)
    merge = decision("merge", ship.thread_id, kestrel.thread_id)
    await any_desk.pipeline.correct([out, merge])
    assert await led(any_desk, kestrel.thread_id or "") == ship.thread_id
    await any_desk.reopen()
    await any_desk.pipeline.correct([out])
    assert await led(any_desk, kestrel.thread_id or "") is None
    assert await whole(any_desk) == before
    await any_desk.pipeline.correct([])
    assert (await item(any_desk, "mail", KESTREL)).thread_id == kestrel.thread_id


async def test_what_went_home_before_a_merge_was_undone_stays_there(any_desk: Desk) -> None:
    """Of the two stories that were merged, neither is left: all that stood in them went home."""
    await fill(any_desk, NOW)
    ship, kestrel = await item(any_desk, "port", SHIP), await item(any_desk, "mail", KESTREL)
    held = decision("merge", ship.story_id, kestrel.story_id)
    await any_desk.pipeline.correct([held])
    before = await whole(any_desk)

    tugs = await item(any_desk, "mail", TUGS)
    made = [decision("exclude", tugs.item.id, thread=ship.thread_id)]
    await any_desk.pipeline.correct([held, *made])
    away = await item(any_desk, "mail", TUGS)
    made.append(decision("pin", kestrel.item.id, thread=away.thread_id))
    await any_desk.pipeline.correct([held, *made])
    own = (await item(any_desk, "mail", KESTREL)).story_id
    made.append(decision("merge", away.story_id, own))
    await any_desk.pipeline.correct([held, *made])
    assert len({ship.story_id, away.story_id, own}) == 3

    for _ in range(3):
        del made[0]
        any_desk.clock.forward(HOUR)
        await any_desk.reopen()
        await any_desk.pipeline.correct([held, *made])
    assert await whole(any_desk) == before
    assert len(await any_desk.store.journal.standing()) == 1
