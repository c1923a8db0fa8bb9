"""What is known of the store's revision without asking for it."""

from __future__ import annotations

from syndicate.store import Store, open_store
from syndicate.store.meta import BELIEVED_S, Meta
from tests.contract.store.builders import NOW, a_source


async def test_the_revision_is_known_until_this_process_writes(store: Store) -> None:
    assert store.meta.known() is None
    before = await store.revision()
    assert store.meta.known() == before
    await store.sources.sync([a_source("s1")], NOW)
    assert store.meta.known() is None
    assert await store.revision() == store.meta.known() != before


async def test_what_another_process_writes_is_seen_a_moment_later(
    store: Store, store_url: str
) -> None:
    at = 0.0
    meta = Meta(store.database, lambda: at)
    before = await meta.revision()
    other = await open_store(store_url)
    await other.sources.sync([a_source("s1")], NOW)
    await other.close()
    at = BELIEVED_S - 0.001
    assert meta.known() == before
    at = BELIEVED_S
    assert meta.known() is None
    assert await meta.revision() > before


async def test_who_listens_learns_of_its_own_writes_as_before(store: Store) -> None:
    await store.database.listen()
    await store.database.listen()  # once is as good as twice
    await store.sources.sync([a_source("s1")], NOW)
    assert store.meta.known() is None
    assert await store.revision() > 0
