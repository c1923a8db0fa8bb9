"""What readers have known for long, repair leaves alone."""

import pytest

from syndicate.cluster.bounds import DAY, is_settled, story_may_change, thread_may_change


@pytest.mark.parametrize("age", [0, DAY - 1, DAY])
def test_a_young_story_may_change(age: int) -> None:
    assert story_may_change(1_000, 1_000 + age, 200)


def test_a_story_is_final_after_a_day_or_with_too_many_items() -> None:
    assert not story_may_change(1_000, 1_001 + DAY, 2)
    assert not story_may_change(1_000, 1_000, 201)


def test_a_thread_is_final_after_a_week_or_with_too_many_items() -> None:
    assert thread_may_change(1_000, 1_000 + 7 * DAY, 200)
    assert not thread_may_change(1_000, 1_001 + 7 * DAY, 2)
    assert not thread_may_change(1_000, 1_000, 201)


@pytest.mark.parametrize(("age", "settled"), [(0, False), (DAY, False), (DAY + 1, True)])
def test_a_report_settles_in_its_story_after_a_day(age: int, settled: bool) -> None:
    assert is_settled(1_000, 1_000 + age) is settled
