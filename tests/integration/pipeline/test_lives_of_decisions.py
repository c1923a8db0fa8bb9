"""Lives of decisions over a real store: news in two languages, decisions, undoing, and starts anew, in any order.

Whatever happens: an item has one story and that one thread, what is counted is there, an id that was shown leads on,
and a process that starts anew finds the same. What is taken back leaves no trace.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from syndicate.config.edit_corrections import superseded
from syndicate.model import Correction, StoredItem
from tests.integration.pipeline.decided import NOW, whole
from tests.integration.pipeline.desk import CHICKPEAS, KESTREL, MINUTE, SHIP, TOW, TUGS, Desk, Told
from tests.written import holds_together

STORM = Told(
    "sturm",
    "Sturm drückt Frachter in Warna auf die Mole",
    "Im Hafen von Warna hat der Sturm einen Frachter auf die Mole gedrückt. Zwei Schlepper halten ihn.",
    "de",
)
RELEASED = Told(
    "frei",
    "Frachter von der Mole in Warna geschleppt",
    "Zwei Schlepper haben den Frachter von der Mole in Warna gezogen. Der Sturm hat nachgelassen, der Hafen ist wieder frei.",
    "de",
)
FIRST = (("port", SHIP), ("mail", TUGS), ("port", STORM), ("copy", KESTREL), ("mail", CHICKPEAS))
LATER = (("port", TOW), ("copy", RELEASED))
KINDS = ("split", "pin", "exclude", "rename", "stories", "threads")
number = st.integers(0, 9)
deciding = st.tuples(st.sampled_from(KINDS), number, number)
step = st.one_of(deciding, st.tuples(st.sampled_from(["undo", "restart"]), number, st.just(0)))
lives = st.lists(step, max_size=8)


def next_of(items: tuple[StoredItem, ...], kind: Any, first: int, second: int) -> Correction | None:
    """A decision on what stands where, as a command would write it; None where it would say nothing."""
    one, other = items[first % len(items)], items[second % len(items)]
    if kind in ("stories", "threads"):
        pair = (
            (one.story_id, other.story_id)
            if kind == "stories"
            else (one.thread_id, other.thread_id)
        )
        return Correction("merge", (pair[0] or "", pair[1] or "")) if pair[0] != pair[1] else None
    if kind == "rename":
        return Correction("rename", (), one.thread_id or "", f"Called {second}")
    thread = (other if kind == "pin" else one).thread_id or ""
    return Correction(kind, (one.item.id,), thread)


async def is_whole(desk: Desk, shown: set[str]) -> None:
    """Everything has one place, counts are right, and what was shown once leads to what lives."""
    items = await desk.items()
    in_stories = Counter(one.story_id or "" for one in items)
    assert "" not in in_stories
    in_threads: Counter[str] = Counter()
    for name, count in in_stories.items():
        story = await desk.store.threads.story(name)
        assert story is not None
        assert (story.merged_into, story.item_count) == (None, count)
        assert story.thread_id is not None
        in_threads[story.thread_id] += count
    for name, count in in_threads.items():
        thread = await desk.store.threads.get(name)
        assert thread is not None
        assert (thread.merged_into, thread.item_count) == (None, count)
    assert {one.thread_id for one in items} == {*in_threads}
    shown |= {*in_stories, *in_threads}
    for name in shown:
        assert await leads_on(desk, name), name


async def leads_on(desk: Desk, name: str) -> bool:
    """Whether an id that readers may know is that of something, or leads to it."""
    for _ in range(20):
        found = await desk.store.threads.get(name) or await desk.store.threads.story(name)
        if found is None:
            return False
        if found.merged_into is None:
            return True
        name = found.merged_into
    return False


@dataclass
class Life:
    """A desk, what people have decided so far, and every id that readers may know."""

    desk: Desk
    held: dict[str, Correction] = field(default_factory=dict)
    shown: set[str] = field(default_factory=set)

    async def goes_on(self, what: str, first: int, second: int) -> None:
        match what:
            case "restart":
                await self.starts_anew()
            case "undo":
                self.undo(first)
            case _:
                self.decide(next_of(await self.desk.items(), what, first, second))
        await self.settles()

    async def starts_anew(self) -> None:
        before = await whole(self.desk)
        await self.desk.reopen()
        await self.settles()
        assert await whole(self.desk) == before

    def undo(self, place: int) -> None:
        if self.held:
            del self.held[[*self.held][place % len(self.held)]]

    def decide(self, one: Correction | None) -> None:
        held = [*self.held.values()]
        if one and not superseded(held, one) and holds_together([*held, one]):
            self.held[one.name] = one

    async def settles(self) -> None:
        self.desk.clock.forward(MINUTE)
        await self.desk.pipeline.correct([*self.held.values()])
        await is_whole(self.desk, self.shown)


async def live(desk: Desk, steps: list[tuple[str, int, int]], order: list[int]) -> None:
    """Decide, undo and start anew; then take all back, in this order; then more comes."""
    life = Life(desk)
    await desk.declare(NOW)
    for name, told in FIRST:
        await desk.walk(name, told)
    await life.settles()
    at_first = await whole(desk)
    for step in steps:
        await life.goes_on(*step)
    for place in (*order, *[0] * len(life.held)):
        life.undo(place)
        await life.settles()
    assert await whole(desk) == at_first
    for name, told in LATER:
        await desk.walk(name, told)
    await is_whole(desk, life.shown)


async def _lived(folder: Path, steps: list[tuple[str, int, int]], order: list[int]) -> None:
    desk = await Desk.open(f"sqlite:///{folder / 'store.db'}")
    try:
        await live(desk, steps, order)
    finally:
        await desk.store.close()


def lived(steps: list[tuple[str, int, int]], order: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_lived(Path(folder), steps, order))


@given(lives, st.lists(number, max_size=4))
@example([("threads", 0, 2), ("restart", 0, 0), ("exclude", 2, 0)], [0])
@example([("stories", 3, 4), ("threads", 0, 3), ("split", 8, 0)], [])
@settings(max_examples=25, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_in_any_life_everything_has_one_place_and_what_is_taken_back_leaves_no_trace(
    steps: list[tuple[str, int, int]], order: list[int]
) -> None:
    lived(steps, order)


@pytest.mark.long
@given(lives, st.lists(number, max_size=4))
@settings(max_examples=400, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
def test_in_many_lives_everything_has_one_place(
    steps: list[tuple[str, int, int]], order: list[int]
) -> None:
    lived(steps, order)
