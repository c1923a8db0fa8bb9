from __future__ import annotations

from datetime import UTC, datetime, timedelta

from syndicate.web.charts import HEIGHT, bars, told

NOON = datetime(2014, 11, 6, 12, tzinfo=UTC)


def test_the_busiest_day_reaches_the_top_and_a_quiet_one_keeps_its_place() -> None:
    chart = bars([NOON, NOON, NOON - timedelta(days=1), NOON - timedelta(days=90)], NOON, days=3)
    assert [bar.count for bar in chart] == [0, 1, 2]
    assert [bar.height for bar in chart] == [1, HEIGHT // 2, HEIGHT]
    assert all(bar.y + bar.height == HEIGHT for bar in chart)
    assert told(chart) == "3 items in 3 days, most on 6 Nov (2)"
    assert told(chart[:2]) == "1 item in 2 days, most on 5 Nov (1)"


def test_no_items_are_a_flat_line() -> None:
    chart = bars([], NOON, days=2)
    assert [bar.height for bar in chart] == [1, 1]
    assert told(chart) == "no items in 2 days"
