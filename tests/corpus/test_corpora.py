"""The optional sample feeds as a whole: nothing crashes, nothing hangs, nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import corpora as script

GROUPS = (
    "codehollow-feedreader",
    "feedjira",
    "feedparser",
    "feedsmith",
    "feedvalidator",
    "gofeed",
    "listparser-opml",
    "news-series-2020-04",
    "newsboat",
    "node-feedparser",
    "selfoss-youtube",
    "simplepie",
)


@pytest.mark.parametrize("group", GROUPS)
def test_every_sample_is_read_or_refused_and_no_entry_is_lost(corpora: Path, group: str) -> None:
    folder = corpora / group
    if not folder.exists():
        pytest.skip(f"{folder} is not here")
    counts = [script.count(path) for path in script.samples(folder)]
    assert counts
    assert [(str(one.path), one.lost) for one in counts if one.lost] == []
    assert [str(one.path) for one in counts if one.cpu_s > 3] == []
