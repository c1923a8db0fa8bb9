"""What a feed says about how seldom to poll it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Hints
from syndicate.normalize.formats.hints import read

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def test_every_hour_and_day_is_kept() -> None:
    hours = "".join(f"<hour>{n}</hour>" for n in (22, 23, 0, 1, 24, 25, -1))
    days = "<day>Saturday</day><day> sunday </day><day>Caturday</day>"
    text = f"<rss><channel><skipHours>{hours}</skipHours><skipDays>{days}</skipDays><item/>"
    assert read(text) == Hints(skip_hours=(0, 1, 22, 23), skip_days=(5, 6))


@pytest.mark.parametrize(
    ("head", "ttl"),
    [
        ("<ttl>90</ttl>", 1.5 * HOUR),
        ("<ttl><![CDATA[ 90 ]]></ttl>", 1.5 * HOUR),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>", HOUR),
        ("<x:updatePeriod>\n\tdaily\t\n</x:updatePeriod>", DAY),
        ("<sy:updateFrequency>4</sy:updateFrequency>", DAY / 4),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", HOUR),
        ("<ttl>30</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", HOUR),
        ("<ttl>0.001</ttl>", timedelta(minutes=1)),
        ("<sy:updatePeriod>yearly</sy:updatePeriod>", timedelta(days=31)),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
        ("<ttl>-5</ttl>", None),
        ("<!-- <ttl>90</ttl> -->", None),
        ("<item><ttl>90</ttl></item>", None),
        ("<entry><ttl>90</ttl></entry>", None),
    ],
)  # fmt: skip
def test_longest_of_what_makes_sense_is_taken(head: str, ttl: timedelta | None) -> None:
    assert read(f"<rss><channel>{head}").ttl == ttl


@given(st.text("<>!-[]ttlhourday:/ 0123456789CDATA", max_size=300))
def test_nothing_that_is_written_raises(text: str) -> None:
    hints = read(text)
    assert all(0 <= hour < 24 for hour in hints.skip_hours)
    assert hints.ttl is None or timedelta(minutes=1) <= hints.ttl <= timedelta(days=31)
