"""A week of real captures, polled on a test clock: nothing lost, nothing twice, no edit announced as news."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.replay import replay
from tests.paths import require

# Two reports that their outlet moved to another section, with new GUIDs: they are the same ones, at their new addresses.
MOVED = tuple(
    f"https://www.nytimes.com/2020/04/{page}.html"
    for page in (
        "20/us/politics/larry-hogan-wife-yumi-korea-coronavirus-tests",
        "22/us/politics/coronavirus-workplaces-midwest",
    )
)


@pytest.mark.timeout(300)
async def test_each_link_of_the_week_is_stored_and_shown_once(
    corpora: Path, tmp_path: Path
) -> None:
    week = require(corpora / "news-series-2020-04")
    figures = await replay(week, f"sqlite:///{tmp_path / 'week.db'}", timedelta(hours=2))
    assert figures.stored + len(MOVED) == figures.offered > 1000
    assert figures.missing == MOVED
    assert figures.edited > 0
    assert figures.shown == figures.stored - figures.copies
    assert (figures.doubled, figures.shared_ids, figures.twice, figures.restless) == (0, 0, 0, 0)
    assert len(figures.threads) > 20
