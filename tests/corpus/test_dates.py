"""Every date of dates.tsv: as feeds write it, what must come of it (UTC, or none), and why."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from syndicate.normalize.dates import dates
from syndicate.normalize.formats.raw import RawDate

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
LINES = (Path(__file__).parent / "dates.tsv").read_text("utf-8").splitlines()[1:]
ROWS = [line.split("\t") for line in LINES]


def instant(expected: str) -> datetime | None:
    return None if expected == "none" else datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(("written", "expected", "why"), ROWS, ids=[row[0] for row in ROWS])
def test_date_is_read_as_the_table_says(written: str, expected: str, why: str) -> None:
    assert dates.claimed(RawDate(written, dates.instant(written)), NOW) == instant(expected), why


@pytest.mark.parametrize(("written", "expected", "why"), ROWS, ids=[row[0] for row in ROWS])
def test_date_is_no_other_where_feedparser_did_not_see_it(
    written: str, expected: str, why: str
) -> None:
    assert dates.claimed(RawDate(written), NOW) in (None, instant(expected)), why


def test_there_are_enough_dates_and_each_stands_once() -> None:
    assert len(ROWS) >= 120
    assert len({row[0] for row in ROWS}) == len(ROWS)
