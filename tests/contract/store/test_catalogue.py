"""What a move goes by: both engines tell of the same tables, columns, keys and counters."""

from __future__ import annotations

from pathlib import Path

from syndicate.protocols import Statement, Transaction
from syndicate.store import Store, open_store
from syndicate.store.engines.catalogue import Table, tables
from syndicate.store.moving import is_used
from tests.contract.store.builders import a_source, follow

KINDS = {"integer", "text", "blob", "real"}


async def known(store: Store) -> tuple[Table, ...]:
    return await store.database.read(tables(store.database.engine))


async def test_both_engines_tell_of_the_same_tables(tmp_path: Path, postgres_database: str) -> None:
    """What one of them holds and the other does not would be left behind by a move."""
    urls = (f"sqlite:///{tmp_path / 'store.db'}", postgres_database)
    stores = [await open_store(url) for url in urls]
    try:
        one, other = [await known(store) for store in stores]
        assert {table.name for table in one} >= {"items", "journal", "subscribers", "unclustered"}
        assert [*one] == [*other]
        numbered = [
            {(table.name, table.counter) for table in each if table.counter}
            for each in (one, other)
        ]
        assert numbered[0] <= numbered[1]
    finally:
        for store in stores:
            await store.close()


async def test_every_table_can_be_walked_by_its_key_and_written_in_a_form_of_its_own(
    store: Store,
) -> None:
    for table in await known(store):
        kinds = dict(zip(table.columns, table.kinds, strict=True))
        assert table.key, table.name
        assert {kinds[name] for name in table.key} <= {"integer", "text"}, table.name
        assert {*table.kinds} <= KINDS, table.name


async def test_parents_are_filled_before_their_children(store: Store) -> None:
    before: set[str] = set()
    for table in await known(store):
        assert table.parents <= before, table.name
        before.add(table.name)


async def test_texts_of_keys_are_ordered_by_their_bytes_on_postgresql(
    postgres_database: str,
) -> None:
    """Two engines that order them otherwise would give their rows in another order."""
    store = await open_store(postgres_database)
    try:
        found = await store.database.read(collations())
        keys = {(each.name, name) for each in await known(store) for name in each.key}
        assert {of for of, collation in found.items() if collation != "C"} & keys == set()
    finally:
        await store.close()


async def test_a_new_store_is_not_used_and_one_that_follows_is(store: Store) -> None:
    assert not await store.database.read(is_used(await known(store)))
    await follow(store, a_source())
    assert await store.database.read(is_used(await known(store)))


def collations() -> Transaction[dict[tuple[str, str], str]]:
    rows = yield Statement(
        "SELECT table_name, column_name, collation_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND data_type = 'text'"
    )
    return {(row["table_name"], row["column_name"]): str(row["collation_name"]) for row in rows}
