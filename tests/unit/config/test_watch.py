"""A save is seen within a second, however it is done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import NoReturn

import pytest

from syndicate.config import watch
from syndicate.config.watch import changes

SOON = 20.0  # seconds; it takes a quarter of one on a machine that has nothing else to do


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.yaml"
    path.write_text("title: one")
    return path


async def seen(signals: AsyncIterator[None], seconds: float = SOON) -> bool:
    try:
        await asyncio.wait_for(anext(signals), seconds)
    except TimeoutError:
        return False
    return True


def save(path: Path, text: str) -> None:
    path.write_text(text)


def remove(path: Path) -> None:
    path.unlink()


async def test_a_write_and_then_a_rename_are_seen(path: Path) -> None:
    signals = changes(path)
    save(path, "title: two")
    assert await seen(signals)
    for number in range(3):
        other = path.with_suffix(".new")
        other.write_text(f"title: three {number}")
        other.replace(path)
        assert await seen(signals)


async def test_a_change_between_the_call_and_the_first_wait_is_seen(path: Path) -> None:
    signals = changes(path)
    save(path, "title: two")
    await asyncio.sleep(0.3)
    assert await seen(signals)


@pytest.mark.parametrize("refusal", [OSError(28, "limit reached"), RuntimeError("no watcher")])
async def test_a_save_is_seen_where_the_system_has_no_watch_left_to_give(
    path: Path, monkeypatch: pytest.MonkeyPatch, refusal: Exception
) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise refusal

    monkeypatch.setattr("watchfiles.main.RustNotify", refuse)
    signals = changes(path)
    save(path, "title: two")
    assert await seen(signals)
    save(path, "title: three")
    assert await seen(signals)


async def test_a_save_without_a_change_and_other_files_are_no_change(path: Path) -> None:
    signals = changes(path)
    save(path, "title: one")
    path.with_name("other").write_text("x")
    assert not await seen(signals, 1.5)


def empty(path: Path) -> None:
    path.write_text("")


@pytest.mark.parametrize("unmake", [remove, empty])
async def test_a_file_that_was_gone_or_empty_is_seen_when_it_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch, unmake: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(watch, "GONE_S", 60)
    signals = changes(path)
    unmake(path)
    waiting = asyncio.ensure_future(seen(signals))
    await asyncio.sleep(1.5 * watch.LOOK_S)
    assert not waiting.done()
    save(path, "title: two")
    assert await waiting


@pytest.mark.parametrize("unmake", [remove, empty])
async def test_a_file_that_stays_away_or_empty_is_seen_once_and_again_when_it_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch, unmake: Callable[[Path], None]
) -> None:
    monkeypatch.setattr(watch, "GONE_S", 0.5)
    signals = changes(path)
    unmake(path)
    assert await seen(signals)
    waiting = asyncio.ensure_future(seen(signals))
    await asyncio.sleep(1.2)
    assert not waiting.done()
    save(path, "title: one")
    assert await waiting


async def test_a_swap_of_the_link_that_leads_to_the_file_is_seen(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "feeds.yaml").write_text(f"title: {name}")
    (tmp_path / "..data").symlink_to("one")
    (tmp_path / "feeds.yaml").symlink_to("..data/feeds.yaml")
    signals = changes(tmp_path / "feeds.yaml")
    (tmp_path / "..new").symlink_to("two")
    (tmp_path / "..new").rename(tmp_path / "..data")
    assert await seen(signals)
