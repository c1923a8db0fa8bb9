"""A week of real captures, polled on a test clock: nothing lost, nothing twice, no edit announced as news."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.replay import replay
from tests.paths import require


@pytest.mark.timeout(300)
async def test_each_link_of_the_week_is_stored_and_shown_once(
    corpora: Path, tmp_path: Path
) -> None:
    week = require(corpora / "news-series-2020-04")
    figures = await replay(week, f"sqlite:///{tmp_path / 'week.db'}", timedelta(hours=2))
    assert figures.stored == figures.offered > 1000
    assert figures.missing == ()
    assert figures.edited > 0
    assert figures.shown == figures.stored - figures.copies
    assert (figures.doubled, figures.shared_ids, figures.twice, figures.restless) == (0, 0, 0, 0)
    assert len(figures.threads) > 20
