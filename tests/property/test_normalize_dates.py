"""One instant, however it is written, is read as one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from syndicate.normalize.dates import dates, zones
from syndicate.normalize.formats.raw import RawDate

NOW = datetime(2049, 12, 31, tzinfo=UTC)
INSTANTS = st.integers(0, 58 * 365 * 24 * 3600).map(
    lambda seconds: datetime(1991, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
DAYS = st.dates(date(1991, 1, 1), date(2049, 1, 1))
QUARTERS = st.integers(-12 * 4, 14 * 4).map(lambda count: timedelta(minutes=15 * count))


def read(written: str) -> datetime | None:
    return dates.claimed(RawDate(written, dates.instant(written)), NOW)


@given(INSTANTS, QUARTERS, st.sampled_from("-−–‐‑"), st.sampled_from(["", ":"]))
def test_any_dash_is_the_minus_of_an_offset(
    at: datetime, offset: timedelta, dash: str, colon: str
) -> None:
    hours, minutes = divmod(int(abs(offset) / timedelta(minutes=1)), 60)
    sign = dash if offset < timedelta(0) else "+"
    told = f"{sign}{hours:02}{colon}{minutes:02}"
    expected = at - offset
    assert read(f"{at:%Y-%m-%dT%H:%M:%S}{told}") == expected
    assert read(f"{at:%a, %d %b %Y %H:%M:%S} {told}") == expected


@given(DAYS)
def test_a_day_by_its_week_is_the_day_of_the_month(day: date) -> None:
    year, week, number = day.isocalendar()
    expected = datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert read(f"{year}-W{week:02}-{number}") == expected
    assert read(f"{year}W{week:02}{number}") == expected
    assert read(f"{year}-W{week:02}-{number}T10:30:00+01:00") == expected + timedelta(hours=9.5)


@given(INSTANTS, st.sampled_from(sorted(zones.OFFSETS)))
def test_a_zone_is_the_same_in_every_form(at: datetime, name: str) -> None:
    expected = at - zones.OFFSETS[name]
    for form in ("%a, %d %b %Y %H:%M:%S {}", "%Y-%m-%d %H:%M:%S {}", "%a %b %d %H:%M:%S {} %Y"):
        assert read(at.strftime(form.format(name))) == expected, form


@given(DAYS, st.sampled_from(["ET", "CT", "MT", "PT"]))
def test_an_american_zone_is_an_hour_further_east_in_summer(day: date, name: str) -> None:
    winter = zones.OFFSETS[f"{name[0]}ST"]
    found = zones.offset(name, day) - winter
    assert found == timedelta(hours=3 < day.month < 11) or day.month in (3, 11)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(written: str) -> None:
    at = read(written)
    assert at is None or at.tzinfo is UTC
