from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from syndicate.fetch.notices import former, notices
from syndicate.model import SourceState, source_id

DAY = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("missed", "words"), [(1, "about 1 item was missed"), (7, "about 7 items were missed")]
)
def test_items_that_were_missed_are_told_with_their_day(missed: int, words: str) -> None:
    state = SourceState("port", "https://port.example/feed", DAY, missed=missed, missed_at=DAY)
    (told,) = notices(state)
    assert told.startswith(f"{words} between two polls, last on 2026-03-01; ")


def test_what_was_missed_long_ago_is_told_no_more() -> None:
    """A holiday without a daemon would be told of every busy source for years."""
    for days, count in ((0, 1), (30, 1), (31, 0), (900, 0)):
        read_at = DAY + timedelta(days=days)
        state = SourceState(
            "port", "https://p.example/", DAY, missed=7, missed_at=DAY, last_success_at=read_at
        )
        assert len(notices(state)) == count, days


def test_source_that_is_well_has_no_notices() -> None:
    assert notices(SourceState("port", "https://port.example/feed", DAY)) == ()


@pytest.mark.parametrize(
    ("address", "is_told"),
    [("https://port.example/feed?page=1", True), ("https://port.example/feed?token=abc", False)],
)
def test_what_makes_an_id_is_told_unless_it_is_secret(address: str, *, is_told: bool) -> None:
    own = source_id(address)
    assert former(own, "https://another.example/", address) == (address if is_told else own)


@pytest.mark.parametrize(
    ("held", "words"), [(1, "1 item is held back"), (300, "300 items are held back")]
)
def test_flood_that_was_held_back_is_told_with_what_to_do(held: int, words: str) -> None:
    (told,) = notices(SourceState("port", "https://port.example/feed", DAY), held)
    assert told.startswith(words)
    assert "`syndicate held`" in told
