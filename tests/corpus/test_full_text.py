"""The text of pages in many layouts is found whole, and next to nothing of what stands around it."""

from __future__ import annotations

import pytest

pytest.importorskip("trafilatura", reason="the extra fulltext is not installed")

from benchmarks.full_text import Taken, measure
from tests.corpus.layouts import PAGES, Page

LEFT = {"tables": 0.7}  # menus that nothing tells from the text but where they stand


@pytest.fixture(scope="module")
def taken() -> dict[str, Taken]:
    return {page.name: measure(page) for page in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_text_of_a_page_is_kept_and_its_furniture_is_not(
    page: Page, taken: dict[str, Taken]
) -> None:
    found = taken[page.name]
    assert found.refused == ""
    assert found.kept >= 0.95 * found.text
    assert found.left <= LEFT.get(page.name, 0.05) * found.furniture


def test_over_all_pages_a_twentieth_of_the_furniture_is_left_at_most(
    taken: dict[str, Taken],
) -> None:
    left, around = (
        sum(getattr(one, name) for one in taken.values()) for name in ("left", "furniture")
    )
    assert left <= 0.05 * around
