from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from syndicate.normalize.dates import claimed, published
from syndicate.normalize.raw import RawDate

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Mon, 02 Mar 2026 08:00:00 +0100", datetime(2026, 3, 2, 7, tzinfo=UTC)),
        ("2026-03-02T08:00:00Z", datetime(2026, 3, 2, 8, tzinfo=UTC)),
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=UTC)),
        ("soon", None),
        ("", None),
        ("0000-00-00", None),
        ("9999-12-31T23:59:59-12:00", None),
        ("0001-01-01T00:00:00+12:00", None),
        ("1" * 5000, None),
    ],
)
def test_date_is_understood_or_left_out(written: str, expected: datetime | None) -> None:
    assert claimed(RawDate(written), NOW) == expected


def test_impossible_reading_gives_way_to_a_possible_one() -> None:
    wrong = RawDate("2026-03-02T08:00:00Z", datetime(1795, 4, 28, tzinfo=UTC))
    assert claimed(wrong, NOW) == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_clock_that_runs_ahead_is_believed_for_a_day_but_not_published() -> None:
    ahead = NOW + timedelta(hours=3)
    assert claimed(RawDate("", ahead), NOW) == ahead
    assert published(ahead, NOW) == NOW
    assert claimed(RawDate("", NOW + timedelta(hours=25)), NOW) is None


def test_without_a_claim_it_is_published_when_seen() -> None:
    assert claimed(None, NOW) is None
    assert published(None, NOW) == NOW
