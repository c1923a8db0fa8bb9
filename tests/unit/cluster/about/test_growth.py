from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.about.growth import Growth, growth
from syndicate.model import Moves

NOW = datetime(2026, 3, 30, 12, tzinfo=UTC)
OLD = NOW - timedelta(days=60)


def goes(hours: dict[int, int], first: datetime = OLD, before: datetime | None = None) -> Growth:
    return growth(Moves(first, before, hours), NOW)


def every_day(count: int, *, days: range = range(1, 28)) -> dict[int, int]:
    return {24 * day + 5: count for day in days}


def test_day_like_its_others_is_steady() -> None:
    found = goes(every_day(5) | {3: 5})
    assert (found.state, found.bursts, found.times) == ("steady", False, 1.0)
    assert found.told == "1.0 × its usual day: 5 items in 24 h, usually 5"


def test_burst_is_told_as_a_multiple_of_the_usual_day() -> None:
    found = goes(every_day(5) | {1: 10, 3: 6})
    assert (found.state, found.bursts) == ("growing", True)
    assert found.told == "3.2 × its usual day: 16 items in 24 h, usually 5"


def test_one_wild_day_does_not_change_what_is_usual() -> None:
    wild = every_day(5) | {24 * 9 + 5: 400}
    assert goes(wild | {1: 16}).usual_day == 5
    assert goes(wild | {1: 16}).bursts


def test_days_of_rest_do_not_make_a_day_of_work_a_burst() -> None:
    weekly = {24 * day + 5: 8 for day in (7, 14, 21)}
    assert not goes(weekly | {2: 8}).bursts


def test_three_items_are_no_burst_however_quiet_it_was() -> None:
    assert not goes(every_day(1) | {0: 3}).bursts


def test_chance_is_no_burst() -> None:
    # Of five items a day, nine come by chance once in a month.
    assert not goes(every_day(5) | {2: 9}).bursts


def test_rush_within_the_hour_bursts_before_the_day_does() -> None:
    found = goes(every_day(6) | {0: 6, 4: 1})
    assert found.bursts
    assert found.told == "24 × its usual hour: 6 items in the last hour"
    assert found.times == 24


def test_more_than_usual_is_growth_before_it_is_a_burst() -> None:
    found = goes(every_day(5) | {2: 8})
    assert (found.state, found.bursts, found.times) == ("growing", False, 1.6)
    assert goes(every_day(2) | {2: 3}).state == "steady", "one item more is no growth"


def test_young_thread_has_no_usual_day() -> None:
    found = goes({0: 2, 4: 3}, first=NOW - timedelta(hours=5))
    assert (found.state, found.usual_day, found.bursts) == ("new", None, False)
    assert found.told == "5 items since it opened"


def test_young_thread_bursts_against_its_own_hours() -> None:
    found = goes({0: 9, 5: 1, 9: 2}, first=NOW - timedelta(hours=10))
    assert (found.bursts, found.day, found.times) == (True, 12, 30)
    assert found.told == "30 × its usual hour: 9 items in the last hour"


def test_archive_that_is_read_at_once_is_no_burst() -> None:
    assert not goes({0: 250}, first=NOW - timedelta(minutes=20)).bursts


def test_thread_that_had_more_to_say_is_fading() -> None:
    found = goes(every_day(6, days=range(4, 28)) | {50: 1})
    assert found.state == "fading"
    assert found.told == "1 item in 3 days, usually 16"


def test_thread_that_moves_once_a_week_is_not_fading_in_between() -> None:
    assert goes({24 * day: 1 for day in (6, 13, 20)}).state == "steady"


def test_silent_week_is_sleep() -> None:
    found = goes({24 * 9: 4})
    assert (found.state, found.silent) == ("asleep", timedelta(days=9))
    assert found.told == "silent for 9 days"


def test_sleep_is_told_beyond_the_hours_that_are_counted() -> None:
    assert goes({}, before=NOW - timedelta(weeks=7)).told == "silent for 7 weeks"
    assert goes({}, before=NOW - timedelta(days=1100)).told == "silent for 3 years"


def test_item_after_weeks_of_silence_wakes_the_thread() -> None:
    found = goes({0: 1, 30: 2}, before=NOW - timedelta(weeks=5, days=3))
    assert found.state == "woke"
    assert found.told == "woke after 5 weeks of silence, 3 items since"
    assert (found.hour, found.day) == (1, 1)
    assert found.silent == timedelta(weeks=5, days=3) - timedelta(hours=30), "until it woke"


def test_waking_is_seen_within_the_counted_weeks_too() -> None:
    assert goes({0: 1, 24 * 20: 3}).told == "woke after 2 weeks of silence, 1 item since"


def test_week_after_it_woke_a_thread_is_like_the_others() -> None:
    assert goes({0: 1, 24 * 8: 3}, before=NOW - timedelta(weeks=9)).state != "woke"


def test_short_pause_wakes_nothing() -> None:
    assert goes({0: 1, 24 * 9: 3}).state == "steady"


def test_item_of_a_clock_that_runs_ahead_counts_as_of_now() -> None:
    assert goes(every_day(5) | {-2: 5}).day == 5


@given(st.dictionaries(st.integers(-2, 671), st.integers(1, 500), max_size=60))
def test_any_history_has_a_state_and_says_so_in_words(hours: dict[int, int]) -> None:
    found = goes(hours)
    assert found.told
    assert found.state in {"growing", "steady", "fading", "asleep", "woke"}
    assert not found.bursts or max(found.day, found.hour) >= 4
