"""One process or many: the same is stored, and the same bytes are published."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.together import both, differences
from tests.paths import require


@pytest.mark.timeout(1800)
async def test_many_processes_store_and_publish_what_one_does(
    corpora: Path, postgres_database: str
) -> None:
    week = require(corpora / "news-series-2020-04")
    one, other = await both(week, 0.5, postgres_database)
    assert len(one.rows["items"]) > 150
    assert other.moves  # how often is chance
    assert not any(differences(one, other).values()), differences(one, other)
