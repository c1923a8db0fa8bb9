"""Whatever is decided last is taken back as if it had never been decided: all stands as it stood before it."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from syndicate.config.edit_corrections import superseded
from syndicate.model import Correction
from tests.property.test_cluster_settle import Kept, next_of, texts
from tests.written import holds_together

KINDS = ("split", "pin", "exclude", "stories", "threads")
TOLD = ("Mosul", "Mosul", "", "Mosul", "Karsk Karsk", "")
number = st.integers(0, 9)
decisions = st.lists(st.tuples(st.sampled_from(KINDS), number, number), min_size=1, max_size=5)


def standing(kept: Kept) -> tuple[object, ...]:
    """What readers could tell apart: where each item is and who put it there, where each story is, how all is called."""
    living = [one for one in kept.stories.values() if one.merged_into is None]
    full = {one.thread_id for one in living}
    return (
        {
            name: (
                one.assignment.story_id,
                [each.note for each in one.assignment.reasons if each.relation == "person"],
            )
            for name, one in kept.placed.items()
        },
        {one.id: (one.thread_id, one.title, one.item_count) for one in living},
        {one.id: one.title for one in kept.threads.values() if one.id in full},
    )


def may_follow(held: list[Correction], one: Correction) -> bool:
    """Whether a command would write it after these, and in the place of none."""
    return not superseded(held, one) and holds_together([*held, one])


@given(decisions)
@example([("exclude", 1, 0), ("stories", 0, 3)])
@settings(max_examples=300, derandomize=True)
def test_what_was_decided_last_leaves_no_trace_when_it_is_taken_back(
    made: list[tuple[Any, int, int]],
) -> None:
    kept = Kept(texts(*TOLD))
    held: dict[str, Correction] = {}
    before: list[tuple[object, ...]] = []
    for each in made:
        one = next_of(kept, *each)
        if one is None or not may_follow([*held.values()], one):
            continue
        before.append(standing(kept))
        held[one.name] = one
        kept.correct(tuple(held.values()))
        kept.is_whole()
    while held:
        held.popitem()
        kept.correct(tuple(held.values()))
        kept.is_whole()
        assert standing(kept) == before.pop()


@given(decisions, st.randoms(use_true_random=False))
@settings(max_examples=200, derandomize=True)
def test_in_whatever_order_decisions_and_merges_go_all_ends_as_if_nothing_was_decided(
    made: list[tuple[Any, int, int]], dice: Random
) -> None:
    kept = Kept(texts(*TOLD))
    before = standing(kept)
    held: dict[str, Correction] = {}
    for each in made:
        one = next_of(kept, *each)
        if one is None or not may_follow([*held.values()], one):
            continue
        held[one.name] = one
        kept.correct(tuple(held.values()))
    for name in dice.sample([*held], len(held)):
        del held[name]
        kept.correct(tuple(held.values()))
        kept.is_whole()
    assert standing(kept) == before
