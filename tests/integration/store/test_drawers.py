"""Rows that lie in a file without a name are a dict, whatever the disk does."""

from __future__ import annotations

import errno
import marshal
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.cluster import Memory, step
from syndicate.cluster.remembered import image
from syndicate.store import drawers
from syndicate.store.drawers import Drawer
from tests.unit.cluster.news import FOLLOW_UP, MATCH, RECIPE, REWRITE, WIRE, item

KEYS = st.integers(0, 12).map("i{}".format)
ROWS = st.binary(max_size=300)
# An id, and its row or None: it goes.
DEEDS = st.lists(st.tuples(KEYS, st.none() | ROWS), max_size=60)
ITEMS = [
    item("Grain ship adrift", WIRE),
    item("Tugs save grain carrier", REWRITE, at=1),
    item("Kestrel win at the death", MATCH, at=2),
    item("Maria Stella sails", FOLLOW_UP, at=3),
    item("Chickpeas with spinach", RECIPE, at=4),
    item("Grain ship adrift", WIRE, at=5, source="another"),
]


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawers, "FEW", 3)
    monkeypatch.setattr(drawers, "TAIL", 512)
    monkeypatch.setattr(drawers, "STRETCH", 1024)


def size(drawer: Drawer) -> int:
    return os.fstat(drawer._file).st_size


def full(*_: Any) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def alike(drawer: Drawer, deeds: list[tuple[str, bytes | None]], told: dict[str, bytes]) -> None:
    for key, row in deeds:
        if row is not None:
            drawer[key] = told[key] = row
        elif key in told:
            del drawer[key], told[key]
        assert (key in drawer) == (key in told)
    assert list(drawer.items()) == list(told.items())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_rows_are_given_back_as_a_dict_gives_them(
    tmp_path: Path, deeds: list[tuple[str, bytes | None]]
) -> None:
    alike(Drawer(tmp_path), deeds, {})
    assert list(tmp_path.iterdir()) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS, DEEDS, DEEDS)
def test_no_row_is_lost_while_the_disk_is_full(
    tmp_path: Path,
    before: list[tuple[str, bytes | None]],
    meanwhile: list[tuple[str, bytes | None]],
    after: list[tuple[str, bytes | None]],
) -> None:
    drawer, told = Drawer(tmp_path), dict[str, bytes]()
    alike(drawer, before, told)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "pwrite", full)
        alike(drawer, meanwhile, told)
    alike(drawer, after, told)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_rows_stay_in_memory_where_no_file_can_be(
    tmp_path: Path, deeds: list[tuple[str, bytes | None]]
) -> None:
    for folder in (None, tmp_path / "gone"):
        drawer = Drawer(folder)
        alike(drawer, deeds, {})
        assert drawer._file < 0


def test_the_last_of_a_disk_is_left_to_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    little = shutil.disk_usage(tmp_path)._replace(free=drawers.LEFT)
    monkeypatch.setattr(drawers, "disk_usage", lambda _: little)
    drawer = Drawer(tmp_path)

    alike(drawer, [(f"i{number}", bytes(100)) for number in range(50)], {})

    assert drawer._file < 0


def test_what_is_written_again_and_again_takes_no_more_room(tmp_path: Path) -> None:
    drawer = Drawer(tmp_path)
    rows = [(f"i{number}", bytes([number]) * (60 + number)) for number in range(100)]
    drawer.update(rows)
    taken = size(drawer)

    for _ in range(10):
        drawer.update(rows[::-1])
        for key, _ in rows[50:]:
            del drawer[key]
        drawer.update(rows[50:])

    assert size(drawer) <= taken + drawers.TAIL + 2 * drawers.GRAIN
    assert dict(drawer) == dict(rows)


def test_few_rows_need_no_file(tmp_path: Path) -> None:
    drawer = Drawer(tmp_path)
    drawer.update({"one": b"1", "two": b"2"})

    assert drawer._file < 0


def test_the_file_is_closed_with_the_last_who_asks_it(tmp_path: Path) -> None:
    drawer = Drawer(tmp_path)
    drawer.update((f"i{number}", bytes(100)) for number in range(10))
    descriptor = drawer._file
    os.fstat(descriptor)

    del drawer

    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(descriptor)


def test_a_memory_whose_rows_lie_in_files_is_the_same_and_comes_back_from_an_image(
    tmp_path: Path,
) -> None:
    asked = [Drawer(tmp_path) for _ in range(3)]
    here, there = Memory(), Memory(rows=iter(asked).__next__)
    first = [step(memory, ITEMS[:4], ()) for memory in (here, there)]
    back = image.recalled(image.parts(there), rows=lambda: Drawer(tmp_path))
    then = [step(memory, ITEMS[4:], ()) for memory in (here, there, back)]

    assert first[0] == first[1]
    assert then[0] == then[1] == then[2]
    assert [*map(marshal.loads, image.parts(here))] == [*map(marshal.loads, image.parts(there))]
    assert all(drawer._end > 0 for drawer in asked)  # so not all rows are in memory
