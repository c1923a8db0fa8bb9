"""A copy that was made while the daemon ran is a store to go on with: what is polled again has the ids it had."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from syndicate.errors import StoreError
from syndicate.store.opening import back_up
from tests.integration.pipeline.desk import (
    CHICKPEAS,
    SHIP,
    TOW,
    TUGS,
    Desk,
    a_source,
    declared,
    fill,
    found,
)

NOW = declared([a_source("port"), a_source("mail"), a_source("copy")])


async def go_on(desk: Desk) -> None:
    await desk.walk("port", SHIP, TOW)
    await desk.walk("mail", TUGS, CHICKPEAS)


async def test_a_copy_goes_on_with_the_ids_that_the_store_went_on_with(
    desk: Desk, tmp_path: Path
) -> None:
    await fill(desk, NOW)
    copy, at = tmp_path / "copy.db", desk.clock.at
    await back_up(desk.store.database, copy)
    await go_on(desk)
    ids = {(each.item.id, each.entry_id) for each in await desk.items()}
    gone_on = await found(desk.store)

    restored = await Desk.open(f"sqlite:///{copy}", type(desk.clock)(at))
    await restored.declare(NOW)
    await go_on(restored)
    assert {(each.item.id, each.entry_id) for each in await restored.items()} == ids
    assert await found(restored.store) == gone_on
    await restored.store.close()


async def test_a_copy_is_for_its_owner_alone_and_replaces_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    await back_up(desk.store.database, copy)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    body = copy.read_bytes()
    with pytest.raises(StoreError, match="is there already"):
        await back_up(desk.store.database, copy)
    assert copy.read_bytes() == body
    assert not copy.with_name("copy.db.draft").exists()


async def test_a_folder_that_is_not_there_is_told(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written: No such file or directory"):
        await back_up(desk.store.database, tmp_path / "nowhere" / "copy.db")


async def test_postgresql_is_left_to_its_own_means(postgres_database: str, tmp_path: Path) -> None:
    desk = await Desk.open(postgres_database)
    with pytest.raises(StoreError, match="pg_dump"):
        await back_up(desk.store.database, tmp_path / "copy.db")
    await desk.store.close()
