"""Every instant belongs to one edition of a digest, whatever clocks are put to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Editions
from syndicate.model.declared import Span
from syndicate.publish.editions import Calendar, edition_of, names, title

BERLIN = ZoneInfo("Europe/Berlin")
SEVEN = Editions(at=time(7), zone=BERLIN)
ZONES = ("Europe/Berlin", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")  # fmt: skip


@given(
    at=st.integers(788_918_400, 2_114_380_800).map(lambda at: datetime.fromtimestamp(at, UTC)),
    editions=st.builds(
        Editions,
        every=st.sampled_from(("day", "week")),
        at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
        weekday=st.integers(0, 6),
        zone=st.sampled_from(ZONES).map(ZoneInfo),
    ),
)
def test_editions_follow_upon_each_other_without_gap_or_overlap(
    at: datetime, editions: Editions
) -> None:
    edition = edition_of(at, editions)
    assert edition.begins_at <= at < edition.ends_at
    assert edition_of(edition.begins_at, editions) == edition
    assert edition_of(edition.ends_at - timedelta(microseconds=1), editions) == edition
    after = edition_of(edition.ends_at, editions)
    assert after.begins_at == edition.ends_at
    assert names(after, editions) != names(edition, editions)


@pytest.mark.parametrize(
    "zone", [*ZONES, "America/St_Johns"]
)  # here clocks went back over midnight
def test_a_calendar_tells_what_is_told_of_each_instant_by_itself(zone: str) -> None:
    editions = Editions(zone=ZoneInfo(zone))
    calendar = Calendar(editions)
    instants = [datetime(2010, 10, 1, tzinfo=UTC) + timedelta(minutes=7 * n) for n in range(9000)]
    for instant in (*instants, *reversed(instants)):
        assert calendar.edition(instant) == edition_of(instant, editions)


@pytest.mark.parametrize("every", ["day", "week"])
@pytest.mark.parametrize("at", [time(), time(7), time(23, 59)])
@pytest.mark.parametrize("weekday", range(7))
def test_a_day_that_a_place_skipped_has_no_edition_and_its_hours_are_in_one(
    every: Span, at: time, weekday: int
) -> None:
    editions = Editions(every, at, weekday, ZoneInfo("Pacific/Apia"))
    hours = [datetime(2011, 12, 26, tzinfo=UTC) + timedelta(hours=n) for n in range(240)]
    for hour in hours:
        edition = edition_of(hour, editions)
        assert edition.begins_at <= hour < edition.ends_at
        assert edition_of(edition.ends_at, editions).begins_at == edition.ends_at
        assert "30 December" not in title(edition, editions)


def test_a_day_has_an_hour_less_or_more_when_the_clock_is_put() -> None:
    days = [edition_of(datetime(2026, 3, day, 12, tzinfo=UTC), SEVEN) for day in (27, 28, 29)]
    assert [each.ends_at - each.begins_at for each in days] == [
        timedelta(hours=24), timedelta(hours=23), timedelta(hours=24)
    ]  # fmt: skip
    assert all(one.ends_at == other.begins_at for one, other in pairwise(days))
    autumn = edition_of(datetime(2026, 10, 24, 12, tzinfo=UTC), SEVEN)
    assert autumn.ends_at - autumn.begins_at == timedelta(hours=25)


def test_a_time_that_the_clock_leaves_out_or_tells_twice_ends_one_edition() -> None:
    night = Editions(at=time(2, 30), zone=BERLIN)
    assert edition_of(datetime(2026, 3, 29, 0, tzinfo=UTC), night).ends_at == datetime(
        2026, 3, 29, 1, 30, tzinfo=UTC
    )
    assert edition_of(datetime(2026, 10, 24, 12, tzinfo=UTC), night).ends_at == datetime(
        2026, 10, 25, 0, 30, tzinfo=UTC
    )


def test_a_week_ends_on_its_weekday() -> None:
    week = Editions("week", time(7), 4, BERLIN)  # a Friday
    edition = edition_of(datetime(2026, 11, 25, tzinfo=UTC), week)
    assert edition.day == date(2026, 11, 20)
    assert title(edition, week) == "Week to 27 November 2026, 07:00"
    assert names(edition, week) == ("week", "2026-11-20")


def test_an_edition_is_named_by_its_day_or_by_when_it_ends() -> None:
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert title(edition_of(at, Editions()), Editions()) == "25 November 2026"
    assert title(edition_of(at, SEVEN), SEVEN) == "26 November 2026, 07:00"
    week = Editions("week")
    assert title(edition_of(at, week), week) == "Week to 29 November 2026"


def test_an_edition_keeps_its_name_when_another_time_is_set() -> None:
    at = datetime(2026, 11, 25, 12, tzinfo=UTC)
    assert names(edition_of(at, SEVEN), SEVEN) == names(edition_of(at, Editions()), Editions())
