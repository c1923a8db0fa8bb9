from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.normalize.dates import calendars, months, readings


@pytest.mark.parametrize(
    ("persian", "expected"),
    [
        ((1357, 11, 22), date(1979, 2, 11)),
        ((1369, 1, 1), date(1990, 3, 21)),
        ((1399, 12, 30), date(2021, 3, 20)),
        ((1403, 1, 1), date(2024, 3, 20)),
        ((1404, 1, 1), date(2025, 3, 21)),
        ((1402, 12, 30), None),
        ((1402, 13, 1), None),
        ((1402, 7, 31), None),
        ((1200, 1, 1), None),
    ],
)
def test_a_persian_day_is_one_of_ours(persian: tuple[int, int, int], expected: date | None) -> None:
    assert calendars.persian(*persian) == expected


def test_persian_days_follow_each_other_without_a_gap() -> None:
    days = [
        day
        for year in range(1300, 1421)
        for month in range(1, 13)
        for number in range(1, 32)
        if (day := calendars.persian(year, month, number))
    ]
    assert {after - before for before, after in pairwise(days)} == {timedelta(days=1)}


@given(st.text(max_size=120))
def test_any_text_is_read_or_left(text: str) -> None:
    found = readings.read(text)
    assert found is None or found.at is None or found.at.tzinfo is not None


PARTS = ("6", "06", "31", "11", "2014", "14", "99", "1402", "2567", "Nov", "ноября", "11月", "年", "令和", "/", "-", ".", ":", " ",
         "T", "Z", "+01:00", "GMT", "pm", "午後", "10:30", "24:00", "دی", "9999", "0000", "'")  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=14).map("".join))
def test_pieces_of_dates_are_read_or_left(text: str) -> None:
    found = readings.read(text)
    assert found is None or found.at is None or found.at.tzinfo is not None
    assert all(1 <= one.month <= 12 for one in months.find(text))
