from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from syndicate.normalize.dates.dates import claimed, published
from syndicate.normalize.formats.raw import RawDate

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


def utc(written: str) -> datetime:
    return datetime.fromisoformat(f"{written}Z")


@pytest.mark.parametrize(
    ("written", "seen", "expected"),
    [
        ("Fri, 01 Jan 2026 10:00:00 GMT", "2027-01-01 12:00", "2027-01-01 10:00"),
        ("Friday, 1 January 2026 10:00:00 +0200", "2027-01-04 00:00", "2027-01-01 08:00"),
        ("Fri, 01 Jan 2026 10:00:00 GMT", "2031-06-01 00:00", "2027-01-01 10:00"),
        ("Thu, 31 Dec 2027 23:30:00 -0500", "2027-01-01 05:00", "2027-01-01 04:30"),
        ("Sun, 27 Dec 2027 09:00:00 GMT", "2026-12-27 10:00", "2026-12-27 09:00"),
    ],
)
def test_year_of_the_week_is_told_from_that_of_the_day_by_the_weekday(
    written: str, seen: str, expected: str
) -> None:
    assert claimed(RawDate(written), utc(seen)) == utc(expected)


@pytest.mark.parametrize(
    ("written", "seen", "expected"),
    [
        ("Thu, 01 Jan 2026 10:00:00 GMT", "2027-01-01 12:00", "2026-01-01 10:00"),
        ("01 Jan 2026 10:00:00 GMT", "2027-01-01 12:00", "2026-01-01 10:00"),
        ("Sat, 01 Jan 2026 10:00:00 GMT", "2027-01-01 12:00", "2026-01-01 10:00"),
        ("Fri, 01 Jan 2026 10:00:00 GMT", "2026-12-30 00:00", "2026-01-01 10:00"),
        ("Fri, 01 Jan 2025 10:00:00 GMT", "2027-01-01 12:00", "2025-01-01 10:00"),
        ("Thu, 31 Dec 2027 10:00:00 GMT", "2027-12-31 12:00", "2027-12-31 10:00"),
        ("Thu, 31 Dec 2027 10:00:00 GMT", "2028-01-20 12:00", "2027-12-31 10:00"),
        ("Sat, 26 Dec 2027 10:00:00 GMT", "2031-06-01 00:00", "2027-12-26 10:00"),
        ("Thu, 01 Jan 2025 10:00:00 GMT", "2031-06-01 00:00", "2025-01-01 10:00"),
        ("Mon, 30 Mar 2025 10:00:00 GMT", "2026-03-30 12:00", "2025-03-30 10:00"),
        ("Fri, 31 Dec 2027 23:30:00 GMT", "2027-01-01 05:00", None),
    ],
    ids=[
        "right",
        "no weekday",
        "wrong in both",
        "still to come",
        "two years",
        "today",
        "this month",
        "December is of that week",
        "January is of that week",
        "March",
        "ahead",
    ],
)
def test_year_stays_where_the_weekday_does_not_speak_for_another(
    written: str, seen: str, expected: str | None
) -> None:
    assert claimed(RawDate(written), utc(seen)) == (utc(expected) if expected else None)
