"""Datelines and credits over the labelled openings: a wrong one is worse than none."""

from __future__ import annotations

import pytest

from benchmarks import openings as script

# Precision and recall that may not be fallen short of.
LEAST = {
    "tuned": {"place": (0.99, 0.97), "date": (0.99, 0.97), "agency": (0.99, 0.97)},
    "held": {"place": (0.97, 0.85), "date": (0.97, 0.85), "agency": (0.97, 0.85)},
}
ROWS = script.openings()


@pytest.mark.parametrize("part", script.PARTS)
def test_what_is_read_of_an_opening_is_right_and_little_is_missed(part: str) -> None:
    found = script.scores(row for row in ROWS if row.part == part)
    for field, (precision, recall) in LEAST[part].items():
        assert found[field].precision >= precision, field
        assert found[field].recall >= recall, field


def test_the_set_is_large_and_varied() -> None:
    nothing = script.Told((), "", "")
    assert len(ROWS) >= 300
    assert sum(row.expected == nothing for row in ROWS) >= 100
    assert len({row.language for row in ROWS}) >= 8
    assert len({row.expected.agency for row in ROWS}) >= 40
    assert [row.part for row in ROWS[:6]] == ["tuned", "tuned", "held"] * 2
    assert len({row.text for row in ROWS}) == len(ROWS)
