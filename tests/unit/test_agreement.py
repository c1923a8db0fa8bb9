from __future__ import annotations

import pytest

from benchmarks.agreement import Agreement, bcubed, bridges, middle

GOLD = {"a": "war", "b": "war", "c": "film", "d": "film"}
FOUND = {"a": "1", "b": "1", "c": "1", "d": "2"}


def test_each_unit_counts_its_own_group_and_the_mean_is_taken() -> None:
    got = bcubed(FOUND, GOLD)
    assert got.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert got.recall == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert got.f1 == pytest.approx(2 * (2 / 3) * 0.75 / (2 / 3 + 0.75))


def test_a_unit_of_weight_two_is_two_units_that_lie_together() -> None:
    twice = bcubed({**FOUND, "c'": "1"}, {**GOLD, "c'": "film"})
    assert bcubed(FOUND, GOLD, {"a": 1, "b": 1, "c": 2, "d": 1}) == twice


def test_a_perfect_grouping_may_call_its_groups_as_it_likes() -> None:
    assert bcubed({"a": "x", "b": "x", "c": "y", "d": "y"}, GOLD) == Agreement(1.0, 1.0)


def test_bridges_are_pairs_across_parts_only() -> None:
    parts = {"a": "raid", "b": "truce", "c": "cast", "d": "cast"}
    # Together across parts: ab, ac, bc; of them only ab belongs together, and cd is of one part.
    assert bridges(FOUND, GOLD, parts) == Agreement(1 / 3, 1.0)


def test_no_bridge_at_all_is_precise_and_finds_nothing() -> None:
    apart = {key: key for key in GOLD}
    assert bridges(apart, GOLD, apart) == Agreement(1.0, 0.0)
    assert bridges(apart, GOLD, apart).f1 == 0.0


def test_the_middle_is_taken_of_precision_and_of_recall() -> None:
    assert middle([Agreement(1.0, 0.5), Agreement(0.5, 0.0)]) == Agreement(0.75, 0.25)
