"""A week of real captures on a test clock, with all that can happen in one: nothing lost, nothing twice, no byte moved for nothing."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

from benchmarks.replay import replay, tell
from syndicate.model import Mode
from tests.paths import require

MODES = get_args(Mode)
# Two reports that their outlet moved to another section, with new GUIDs: they are the same ones, at their new addresses.
MOVED = tuple(
    f"https://www.nytimes.com/2020/04/{page}.html"
    for page in (
        "20/us/politics/larry-hogan-wife-yumi-korea-coronavirus-tests",
        "22/us/politics/coronavirus-workplaces-midwest",
    )
)


@pytest.mark.timeout(1800)
async def test_readers_of_every_mode_and_format_are_shown_each_thing_once(
    corpora: Path, tmp_path: Path
) -> None:
    week = require(corpora / "news-series-2020-04")
    figures = await replay(week, f"sqlite:///{tmp_path / 'week.db'}", timedelta(hours=6))
    tell(figures)
    assert figures.stored + len(MOVED) == figures.offered > 1000
    assert figures.missing == MOVED
    assert figures.edited > 0
    assert figures.shown["items"] == figures.stored - figures.copies
    assert (figures.doubled, figures.shared_ids) == (0, 0)
    assert figures.twice == dict.fromkeys(MODES, ())
    assert figures.lost == dict.fromkeys(MODES, 0)
    assert (figures.backwards, figures.restless) == (0, 0)
    assert figures.announced["digest"] == 0
    # A story is named after the item that opened it: one that opened in the hours that were lost may open otherwise.
    assert figures.renamed == {**dict.fromkeys(MODES, 0), "stories": figures.renamed["stories"]}
    assert figures.renamed["stories"] < 10
    # A report that joined a story in those hours may join another one now; its story is then as it was before.
    assert figures.reverted < 10
    assert len(figures.threads) > 20
