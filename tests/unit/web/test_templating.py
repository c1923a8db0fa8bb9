from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from syndicate.web.templating import ago, span

NOW = datetime(2014, 11, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(seconds=30), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=3, minutes=50), "3 h ago"),
        (timedelta(hours=30), "1 day ago"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=8), "29 Oct 2014"),
        (-timedelta(hours=1), "6 Nov 2014, 13:00 UTC"),
    ],
)
def test_an_instant_is_told_as_people_tell_it(back: timedelta, words: str) -> None:
    assert ago(NOW - back, NOW) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(0.5, "30 s"), (15, "15 min"), (120, "2 h"), (60 * 24 * 3, "3 days")],
)
def test_a_duration_is_told_as_people_tell_it(minutes: float, words: str) -> None:
    assert span(timedelta(minutes=minutes)) == words
