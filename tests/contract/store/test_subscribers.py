from __future__ import annotations

from syndicate.model import Subscriber
from syndicate.protocols import Statement, Transaction
from syndicate.store import Store
from tests.contract.store.builders import DAY, NOW

OLD, NEW = "o" * 43, "n" * 43


async def test_a_token_opens_until_it_is_rotated_or_revoked(store: Store) -> None:
    assert await store.subscribers.add("ada", OLD, NOW)
    assert await store.subscribers.find(OLD) == Subscriber("ada", NOW)
    assert await store.subscribers.rotate("ada", NEW, NOW + DAY)
    assert await store.subscribers.find(OLD) is None
    assert await store.subscribers.find(NEW) == Subscriber("ada", NOW + DAY)
    assert await store.subscribers.revoke("ada")
    assert await store.subscribers.find(NEW) is None


async def test_a_name_is_given_once_and_who_is_unknown_is_neither_rotated_nor_revoked(
    store: Store,
) -> None:
    assert await store.subscribers.add("ada", OLD, NOW)
    assert not await store.subscribers.add("ada", NEW, NOW)
    assert not await store.subscribers.rotate("bob", NEW, NOW)
    assert not await store.subscribers.revoke("bob")
    assert await store.subscribers.all() == (Subscriber("ada", NOW),)


async def test_no_token_is_stored_in_clear(store: Store) -> None:
    def rows() -> Transaction[str]:
        found = yield Statement("SELECT * FROM subscribers")
        return str([dict(row) for row in found])

    await store.subscribers.add("ada", OLD, NOW)
    stored = await store.database.read(rows())
    assert "ada" in stored
    assert OLD not in stored


async def test_what_is_no_token_finds_nobody(store: Store) -> None:
    await store.subscribers.add("ada", OLD, NOW)
    for wrong in ("", "\udcff", OLD[:-1], "%", "a" * 100_000):
        assert await store.subscribers.find(wrong) is None
