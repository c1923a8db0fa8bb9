"""The stream of stream.tsv, five weeks of our own news in little: exactly these copies, stories and threads, however it comes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syndicate.cluster import Memory, step
from syndicate.model import Clustering, Item

START = datetime(2026, 3, 3, 6, tzinfo=UTC)
HEAD, *LINES = (Path(__file__).parent / "stream.tsv").read_text("utf-8").splitlines()
ROWS = [dict(zip(HEAD.split("\t"), line.split("\t"), strict=True)) for line in LINES]


def item(number: int, row: dict[str, str]) -> Item:
    at = START + timedelta(hours=float(row["hours"]))
    return Item(
        id=str(number), source_id=row["source"], keys=(), url=None, link_key=None,
        title=row["title"], summary="", content_html="", text=row["text"], seen_at=at,
        published_at=at, digest="", language=row["language"],
    )  # fmt: skip


ITEMS = [item(number, row) for number, row in enumerate(ROWS)]


def groups(names: Iterable[str | None]) -> set[tuple[int, ...]]:
    """Which items are together, whatever the group is called."""
    found: dict[str | None, list[int]] = {}
    for number, name in enumerate(names):
        found.setdefault(name, []).append(number)
    return {tuple(group) for group in found.values()}


def last(parts: Sequence[Clustering]) -> tuple[object, ...]:
    """All that a store would hold in the end."""
    return (
        [one for part in parts for one in part.assignments],
        {one.id: one for part in parts for one in part.stories},
        {one.id: one for part in parts for one in part.threads},
        {one.story_id: one for part in parts for one in part.links},
        {(one.language, one.text): one for part in parts for one in part.terms},
    )


def test_stories_and_threads_are_exactly_those_of_the_table() -> None:
    found = step(Memory(), ITEMS, ())
    home = {one.item_id: one.story_id for one in found.assignments}
    thread = {story.id: story.thread_id for story in found.stories}
    in_order = [home[one.id] for one in ITEMS]
    assert groups(in_order) == groups(row["story"] for row in ROWS)
    assert groups(thread[story] for story in in_order) == groups(row["thread"] for row in ROWS)


def test_copies_are_exactly_those_of_the_table() -> None:
    found = step(Memory(), ITEMS, ())
    assert [one.copy_of or "" for one in found.assignments] == [row["copy_of"] for row in ROWS]


@pytest.mark.parametrize("size", [1, 4, len(ITEMS)])
def test_portions_of_any_size_leave_the_same_behind_to_the_byte(size: int) -> None:
    def walk(portion: int) -> tuple[object, ...]:
        memory, starts = Memory(), range(0, len(ITEMS), portion)
        return last([step(memory, ITEMS[at : at + portion], ()) for at in starts])

    assert walk(size) == walk(7)
