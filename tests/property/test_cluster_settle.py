"""Whatever people decide and withdraw, in whatever order: nothing is lost, every count is right, their word holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from syndicate.cluster import Memory, step
from syndicate.cluster.decisions.corrections import Corrections, compiled
from syndicate.cluster.decisions.settle import settle
from syndicate.cluster.decisions.withdrawn import unwanted, upheld, went_home
from syndicate.model import (
    Clustering,
    Correction,
    Edited,
    Item,
    PastEvent,
    Placed,
    Scene,
    Story,
    Thread,
    ends,
)
from tests.property.test_cluster_corrections import LENIENT
from tests.property.test_cluster_replay import START, streams
from tests.unit.cluster.news import item

Moves = list[tuple[int, int, int, int]]


class Kept:
    """What a store would keep, its journal too; everything is always on the scene."""

    def __init__(self, items: list[Item], edited: Sequence[Edited] = ()) -> None:
        self.seen = {item.id: item.seen_at for item in items}
        titles = [
            *[(one.id, one.title) for one in items],
            *[(one.item_id, one.title) for one in edited],
        ]
        self.titles = dict(titles)
        self.placed: dict[str, Placed] = {}
        self.stories: dict[str, Story] = {}
        self.threads: dict[str, Thread] = {}
        self.journal: list[PastEvent] = []
        self.now = START
        memory = Memory()
        self.save(step(memory, items, (), LENIENT))
        self.save(step(memory, [], (), LENIENT, edited=edited))

    def save(self, found: Clustering) -> None:
        for one in found.assignments:
            self.placed[one.item_id] = Placed(one, self.seen[one.item_id], self.titles[one.item_id])
        self.stories |= {one.id: one for one in found.stories}
        self.threads |= {one.id: one for one in found.threads}
        told = {one.item_id: one.story_id for one in found.parted}
        for item_id, placed in self.placed.items():
            story_id = told.get(item_id, placed.assignment.story_id)
            assignment = replace(
                placed.assignment, story_id=led(self.stories).get(story_id, story_id)
            )
            self.placed[item_id] = replace(placed, assignment=assignment)
        for event in found.events:
            if event.by == "person":
                self.journal.append(PastEvent(len(self.journal), self.now, event, 0))
        self.journal = [
            replace(past, undone_at=self.now) if past.id in found.undone else past
            for past in self.journal
        ]

    def correct(self, decisions: tuple[Correction, ...]) -> tuple[Clustering, Corrections]:
        self.now += timedelta(minutes=1)
        names = {one.name: one for one in decisions}
        standing = [past for past in self.journal if past.undone_at is None]
        withdrawn = unwanted(standing, names)
        holding = upheld(standing, withdrawn, names)
        home = went_home(standing, [past for past in self.journal if past.undone_at])
        self.save(settle(self.scene(), (), self.compiled(decisions), withdrawn, (), holding, home))
        found = settle(self.scene(), decisions, self.compiled(decisions), (), self.journal)
        self.save(found)
        return found, self.compiled(decisions)

    def compiled(self, decisions: tuple[Correction, ...]) -> Corrections:
        assignments = [one.assignment for one in self.placed.values()]
        return compiled(
            decisions,
            aliases=led(self.threads),
            known=self.threads,
            originals={one.item_id: one.copy_of for one in assignments if one.copy_of},
        )

    def scene(self) -> Scene:
        return Scene(
            tuple(self.threads.values()), tuple(self.stories.values()), tuple(self.placed.values())
        )

    def empty(self) -> set[str]:
        """Threads that lead nowhere and hold nothing."""
        full = {one.thread_id for one in self.stories.values() if one.merged_into is None}
        return {one.id for one in self.threads.values() if one.merged_into is None} - full

    def is_whole(self) -> None:
        """Every item has one living home; counts are right; what ended leads to what lives."""
        living = {one.id for one in self.threads.values() if one.merged_into is None}
        assert self.placed.keys() == self.seen.keys()
        for placed in self.placed.values():
            story = self.stories[placed.assignment.story_id]
            assert story.merged_into is None
            assert story.thread_id in living
            if placed.assignment.copy_of:
                original = self.placed[placed.assignment.copy_of].assignment
                assert original.story_id == story.id
        for story in self.stories.values():
            members = [one for one in self.placed.values() if one.assignment.story_id == story.id]
            if story.merged_into is None:
                assert len(members) == story.item_count > 0
            else:
                assert self.stories[led(self.stories)[story.id]].merged_into is None
        for thread in self.threads.values():
            stories = [
                one
                for one in self.stories.values()
                if one.thread_id == thread.id and one.merged_into is None
            ]
            if thread.merged_into is None:
                assert (len(stories), sum(one.item_count for one in stories)) == (
                    thread.story_count,
                    thread.item_count,
                )
            else:
                assert not stories
                assert led(self.threads)[thread.id] in living


def led(known: Mapping[str, Story] | Mapping[str, Thread]) -> Mapping[str, str]:
    """Where everything that was merged away leads in the end."""
    return ends({one.id: one.merged_into for one in known.values() if one.merged_into})


@st.composite
def lives(draw: st.DrawFn) -> tuple[list[Item], list[Moves]]:
    """Items, and what the file says at several times: kinds of decisions on any item, thread or story."""
    number = st.integers(0, 200)
    one = st.tuples(st.integers(0, 5), number, number, number)
    return draw(streams()), draw(st.lists(st.lists(one, max_size=4), max_size=4))


def decided(kept: Kept, moves: Moves) -> tuple[Correction, ...]:
    items, threads, stories = list(kept.placed), list(kept.threads), list(kept.stories)
    found: dict[str, Correction] = {}
    for kind, first, second, third in moves:
        item, other = items[first % len(items)], items[third % len(items)]
        thread, two = threads[second % len(threads)], threads[third % len(threads)]
        pair = stories[first % len(stories)], stories[second % len(stories)]
        one = [
            Correction("pin", (item,), thread),
            Correction("exclude", (item,), thread),
            Correction("merge", (thread, two)),
            Correction("split", tuple({item: 0, other: 0}), thread),
            Correction("rename", thread=thread, title="Ours"),
            Correction("merge", pair),
        ][kind]
        if one.kind != "merge" or one.ids[0] != one.ids[1]:
            found[one.name] = one
    return tuple(found.values())


def texts(*told: str) -> list[Item]:
    """Items that came at once, of such texts."""
    return [
        Item(
            id=f"i{number}", source_id=f"s{number % 3}", keys=(), url=None, link_key=None,
            title="", summary="", content_html="", text=text, seen_at=START,
            published_at=START, digest="", language="en",
        )
        for number, text in enumerate(told)
    ]  # fmt: skip


@given(lives())
@example((texts("Mosul", "", "", "", "Mosul"), [[(3, 0, 0, 0)], [(3, 0, 4, 0)]]))
@example((texts(""), [[(3, 0, 0, 0)], [(1, 0, 1, 0), (1, 0, 0, 0)]]))
@example((texts("Mosul", "Mosul", ""), [[(3, 0, 0, 2)], [], [(1, 0, 98, 0), (2, 0, 0, 1)]]))
@example(
    (texts("", "Mosul", "Mosul"), [[(0, 1, 0, 0)], [(0, 1, 0, 0), (5, 8, 0, 0)], [(5, 110, 0, 0)]])
)
@example((texts("", "Mosul"), [[(1, 0, 0, 0)], [], [(0, 1, 2, 0), (3, 0, 0, 0)]]))
@example((texts("", "Mosul"), [[(1, 0, 0, 0)], [], [(3, 0, 0, 0), (1, 0, 2, 0)]]))
@example((texts("", ""), [[(3, 1, 0, 0)], [(2, 0, 0, 1), (3, 1, 0, 0)]]))
@settings(max_examples=100)
def test_nothing_is_lost_and_nothing_is_done_twice(life: tuple[list[Item], list[Moves]]) -> None:
    items, times = life
    if not items:
        return
    kept = Kept(items)
    kept.is_whole()
    for moves in times:
        decisions = decided(kept, moves)
        _, corrections = kept.correct(decisions)
        kept.is_whole()
        if not any(one.kind == "merge" and one.ids[0].startswith("s") for one in decisions):
            _hold(kept, corrections)
        assert kept.empty() <= corrections.named
    kept.correct(())
    kept.is_whole()
    assert not kept.empty()


def _hold(kept: Kept, corrections: Corrections) -> None:
    for item_id, placed in kept.placed.items():
        if placed.assignment.copy_of is None:
            thread_id = kept.stories[placed.assignment.story_id].thread_id or ""
            home = corrections.home_of([item_id])
            assert home is None or home == thread_id or home not in kept.threads
            assert not corrections.forbids(thread_id, [item_id])


@given(
    streams(),
    st.lists(st.tuples(st.integers(0, 5), *[st.integers(0, 200)] * 3), max_size=2),
    st.booleans(),
)
@settings(max_examples=200)
def test_every_title_is_what_it_was_when_decisions_are_taken_back(
    items: list[Item], moves: Moves, anew: bool
) -> None:
    if not items:
        return
    kept = Kept(items, rewritten(items) if anew else ())
    before = titles(kept)
    kept.correct(decided(kept, moves))
    kept.correct(())
    after = titles(kept)
    found = {name: after.get(name, title) for name, title in before.items()}
    if anew:  # headlines of stories that were forgotten are read anew by whoever decides
        found, before = (
            {name: title.removesuffix("anew").strip() for name, title in told.items()}
            for told in (found, before)
        )
    assert found == before


def test_a_thread_that_an_item_was_brought_into_for_a_while_bears_its_title_again() -> None:
    told = ["convoy", "", "", "Mosul Mosul siege, day 3", "convoy", "", ""]
    items = [
        item(title, "Mosul Mosul" if number == 6 else "", key=f"i{number}", source=f"s{number % 3}",
             at=169 * (number > 4))
        for number, title in enumerate(told)
    ]  # fmt: skip
    kept = Kept(items)
    before = titles(kept)
    home = kept.stories[kept.placed["i6"].assignment.story_id].thread_id or ""
    assert kept.threads[home].story_count == 2

    kept.correct((Correction("pin", ("i0",), thread=home),))
    assert kept.threads[home].story_count == 3
    kept.correct(())

    after = titles(kept)
    assert {name: after[name] for name in before} == before


def rewritten(items: list[Item]) -> list[Edited]:
    """What it is when every source wrote its headlines anew."""
    return [Edited(one.id, f"{one.title} anew", one.text, items[-1].seen_at) for one in items]


def test_a_headline_that_was_written_anew_outlasts_what_a_person_decides() -> None:
    items = texts("Mosul Mosul", "Mosul Mosul", "Karsk")
    kept = Kept(items, rewritten(items))
    story, other = (kept.placed[name].assignment.story_id for name in ("i0", "i2"))
    kept.correct((Correction("merge", (story, other)),))
    alive = [one.title for one in kept.stories.values() if one.merged_into is None]
    assert alive == ["anew"]


def titles(kept: Kept) -> dict[str, str]:
    """What everything that lives is called."""
    every: list[Story | Thread] = [*kept.stories.values(), *kept.threads.values()]
    return {one.id: one.title for one in every if one.merged_into is None}


def assert_stands_as(kept: Kept, before: Scene) -> None:
    """Every item in its story again, and every story in its thread."""
    kept.is_whole()
    assert kept.scene().placed == before.placed
    where = {one.id: one.thread_id for one in kept.stories.values() if one.merged_into is None}
    assert where == {one.id: one.thread_id for one in before.stories}


@pytest.mark.parametrize("of_threads", [False, True], ids=["stories", "threads"])
@pytest.mark.parametrize("first", ["pin", "merge"])
def test_a_pin_and_a_merge_against_it_are_taken_back_one_by_one(
    first: str, *, of_threads: bool
) -> None:
    kept = Kept(texts("Mosul", "Mosul", "", ""))
    story, other = (kept.stories[kept.placed[name].assignment.story_id] for name in ("i1", "i2"))
    before = kept.scene()
    alone = "i3" if of_threads else "i0"  # its story moves with it, or it leaves one
    left = kept.stories[kept.placed[alone].assignment.story_id]
    pin = Correction("pin", (alone,), other.thread_id or "")
    kept.correct((pin,))
    own = kept.placed[alone].assignment.story_id
    ids = (other.thread_id or "", left.thread_id or "") if of_threads else (own, story.id)
    merge = Correction("merge", ids)
    kept.correct((pin, merge))
    kept.correct((merge,) if first == "pin" else (pin,))
    kept.is_whole()
    kept.correct(())
    assert_stands_as(kept, before)
    assert all(past.undone_at for past in kept.journal)


def test_a_split_of_what_stood_in_several_threads_is_taken_back_to_each() -> None:
    kept = Kept(texts("Mosul", "Mosul", "", ""))
    threads = [kept.stories[one.assignment.story_id].thread_id for one in kept.scene().placed]
    assert len(set(threads)) == 3
    before = kept.scene()
    kept.correct((Correction("split", ("i0", "i2", "i3"), threads[0] or ""),))
    kept.is_whole()
    kept.correct(())
    assert_stands_as(kept, before)


@st.composite
def withdrawals(draw: st.DrawFn) -> tuple[list[tuple[Any, int, int]], list[int]]:
    """Decisions on items, one after the other (kind, item, thread of a pin), and the order in which they go."""
    kind, number = st.sampled_from(["split", "pin", "exclude"]), st.integers(0, 9)
    made = draw(st.lists(st.tuples(kind, number, number), min_size=1, max_size=4))
    return made, draw(st.permutations(range(len(made))))


def next_of(kept: Kept, kind: Any, first: int, second: int) -> Correction | None:
    """The next decision of a life, of what stands then; None where it would say nothing."""
    item = [*kept.placed][first % len(kept.placed)]
    if kind in ("threads", "stories"):
        known: dict[str, Any] = kept.threads if kind == "threads" else kept.stories
        living = [name for name, one in known.items() if one.merged_into is None]
        pair = living[first % len(living)], living[second % len(living)]
        return Correction("merge", pair) if pair[0] != pair[1] else None
    here = kept.stories[kept.placed[item].assignment.story_id].thread_id or ""
    thread = here if kind != "pin" else [*kept.threads][second % len(kept.threads)]
    return Correction(kind, (item,), thread)


def come_and_go(made: list[tuple[Any, int, int]], order: list[int]) -> None:
    """Decide one after the other, withdraw in an order, and find all where it was."""
    kept = Kept(texts("Mosul", "Mosul", "", "Mosul"))
    before = kept.scene()
    decisions: dict[str, Correction] = {}
    for each in made:
        one = next_of(kept, *each)
        if one is not None:
            decisions.setdefault(one.name, one)
        kept.correct(tuple(decisions.values()))
        kept.is_whole()
    names = [*decisions]
    for name in [names[number] for number in order if number < len(names)]:
        del decisions[name]
        kept.correct(tuple(decisions.values()))
        kept.is_whole()
    assert_stands_as(kept, before)
    assert all(past.undone_at for past in kept.journal)


@given(withdrawals())
@example(([("split", 0, 0), ("split", 0, 9)], [0, 1]))
@settings(max_examples=100)
def test_in_whatever_order_decisions_go_all_ends_where_nothing_was_decided(
    life: tuple[list[tuple[Any, int, int]], list[int]],
) -> None:
    come_and_go(*life)


@pytest.mark.parametrize("order", [[0, 1, 2], [2, 1, 0], [1, 0, 2]])
@pytest.mark.parametrize(
    "made",
    [
        [("split", 0, 0), ("threads", 1, 2)],
        [("split", 2, 0), ("stories", 0, 1)],
        [("split", 2, 0), ("stories", 0, 1), ("split", 2, 0)],
        [("split", 0, 0), ("stories", 1, 2), ("split", 0, 0)],
        [("split", 2, 0), ("threads", 1, 2), ("split", 2, 0)],
        [("split", 1, 0), ("split", 1, 0), ("threads", 0, 3)],
    ],
)
def test_splits_go_in_any_order_though_merges_came_between(
    made: list[tuple[Any, int, int]], order: list[int]
) -> None:
    come_and_go(made, order)
