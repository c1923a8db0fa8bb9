"""The pace over weeks: nothing is lost, few polls are wasted, the dead are left alone, who wakes is heard soon."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.fetch.newsroom import (
    BEGAN,
    DAY,
    HOUR,
    Rate,
    arrivals,
    by_day,
    follow,
    from_then,
    quickest,
    steady,
    until,
)

WEEK = 7 * DAY
SEEDS = range(3)


@pytest.mark.parametrize(
    ("rate", "per_hour", "window"),
    [
        (steady(60), 60, 20),
        (steady(20), 20, 20),
        (steady(1), 1, 10),
        (steady(0.2), 0.2, 10),
        (by_day(60), 60, 20),
        (by_day(20), 20, 20),
        (by_day(1), 1, 10),
    ],
)
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_while_a_body_lasts_for_longer_than_the_shortest_interval(
    rate: Rate, per_hour: float, window: int, seed: int
) -> None:
    items = arrivals(rate, per_hour, WEEK, seed)
    assert quickest(items, window) > timedelta(minutes=5.5), "no poller could follow this"
    story = follow(items, window, WEEK, f"s{seed}")
    assert story.lost(after=DAY) == 0  # on the first day it may not know the night yet
    assert len(story.polls) < 2 * story.new + 7
    if rate(BEGAN) == rate(BEGAN + 12 * HOUR):
        assert story.lost() == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_dead_source_is_asked_daily_after_a_dozen_polls(seed: int) -> None:
    items = arrivals(until(0.01, -DAY), 0.01, WEEK, seed)
    story = follow(items, 20, 30 * DAY, f"s{seed}")
    polls = story.when(DAY)
    assert polls is not None
    assert polls <= 12


@pytest.mark.parametrize("seed", SEEDS)
def test_source_that_dies_is_let_go_within_days(seed: int) -> None:
    items = arrivals(until(1, WEEK), 1, WEEK, seed)
    story = follow(items, 20, 30 * DAY, f"s{seed}")
    after = [at for at in story.polls if at >= BEGAN + WEEK]
    assert len([at for at in after if at < BEGAN + WEEK + 5 * DAY]) < 40
    assert len([at for at in after if at >= BEGAN + WEEK + 5 * DAY]) <= 20
    assert story.intervals[-1] == DAY


@pytest.mark.parametrize("per_hour", [60, 20])
@pytest.mark.parametrize("seed", SEEDS)
def test_busy_source_that_wakes_is_followed_within_the_hour_and_the_loss_is_noticed(
    per_hour: float, seed: int
) -> None:
    items = arrivals(from_then(per_hour, 10 * DAY), per_hour, 14 * DAY, seed)
    story = follow(items, 20, 14 * DAY, f"s{seed}")
    found = next(at for at in story.polls if at > BEGAN + 10 * DAY)
    assert story.state is not None
    assert story.state.missed >= 1
    assert story.lost(after=found - BEGAN + HOUR) == 0


@pytest.mark.parametrize("seed", SEEDS)
def test_pace_is_steady_under_noise(seed: int) -> None:
    items = arrivals(steady(0.5), 0.5, 60 * DAY, seed)
    story = follow(items, 20, 60 * DAY, f"s{seed}")
    settled = sorted(story.intervals[50:])
    assert settled[len(settled) // 20] > HOUR / 4  # the gap is two hours
    assert settled[-len(settled) // 20] < 6 * HOUR
