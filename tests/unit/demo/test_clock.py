"""The newsroom's fast clock, with a hand on the true one."""

from datetime import UTC, datetime, timedelta

import pytest

from syndicate.demo.clock import accelerated_clock

START = datetime(2014, 11, 1, tzinfo=UTC)
END = datetime(2014, 11, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("true_seconds", "shown"),
    [
        (0.0, START),
        (30.0, START + timedelta(days=4, hours=12)),
        (60.0, END),
        (3600.0, END),
        (-5.0, START),
    ],
)
def test_time_runs_from_start_to_end_and_stands(true_seconds: float, shown: datetime) -> None:
    true = [1000.0]
    clock = accelerated_clock(START, END, 60, lambda: true[0])
    true[0] += true_seconds
    assert clock() == shown


def test_a_clock_that_cannot_run_is_refused() -> None:
    with pytest.raises(ValueError, match="runs forward"):
        accelerated_clock(START, END, 0, lambda: 0.0)
    with pytest.raises(ValueError, match="runs forward"):
        accelerated_clock(END, START, 60, lambda: 0.0)
