"""Rows are written alike exactly where they hold the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from syndicate.store.moving import FIRST_ROWS, MOST_ROWS, PAGE_BYTES, canonical, next_size

VALUES = (
    st.none()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
    | st.binary()
)
ROWS = st.lists(VALUES, max_size=5)


def typed(row: list[object]) -> list[tuple[type, object]]:
    """1, 1.0 and "1" are three values."""
    return [(type(value), value) for value in row]


@given(ROWS, ROWS)
def test_rows_are_written_alike_exactly_where_they_hold_the_same(
    one: list[object], other: list[object]
) -> None:
    assert (canonical(one) == canonical(other)) == (typed(one) == typed(other))  # type: ignore[arg-type]


@given(st.lists(st.text("ab:1\n", max_size=4), min_size=1, max_size=4))
def test_no_text_can_pass_for_two(row: list[str]) -> None:
    joined = ["".join(row)]
    assert (canonical(row) == canonical(joined)) == (row == joined)


@given(st.lists(ROWS, max_size=3), st.lists(ROWS, max_size=3))
def test_rows_one_after_the_other_are_told_apart(
    one: list[list[object]], other: list[list[object]]
) -> None:
    written = [b"".join(map(canonical, rows)) for rows in (one, other)]  # type: ignore[arg-type]
    assert (written[0] == written[1]) == ([*map(typed, one)] == [*map(typed, other)])


def test_negative_zero_is_zero_and_no_integer() -> None:
    assert canonical([-0.0]) == canonical([0.0]) != canonical([0])


@given(st.lists(st.integers(0, 3 * PAGE_BYTES), min_size=1, max_size=FIRST_ROWS))
def test_a_page_grows_and_shrinks_with_what_rows_hold(sizes: list[int]) -> None:
    biggest = "x" * max(sizes)
    size = next_size([{"text": biggest[:length]} for length in sizes])
    assert 1 <= size <= MOST_ROWS
    assert size == 1 or size * sum(sizes) <= PAGE_BYTES * len(sizes)
