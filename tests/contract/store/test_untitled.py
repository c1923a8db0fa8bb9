"""A title that only points at its item says so: as it comes, edited, held back, and in an older store."""

from __future__ import annotations

import json
from typing import Any

import pytest

from syndicate.model import Admission, Item, micros
from syndicate.protocols import Statement, Transaction
from syndicate.store import Store, open_store
from syndicate.store.engines.migrate import migrations
from tests.contract.store.builders import DAY, NOW, a_state, an_item, follow, poll

_BEFORE = 26  # the form in which an item did not say it
_SPANISH = "elpuerto.example/el-muelle-de-los-vientos"  # words of Spanish, in an address


def silent(name: str, **more: Any) -> Item:
    return an_item(name, title=_SPANISH, text="", is_untitled=True, **more)


async def is_untitled(store: Store, item_id: str) -> bool:
    stored = await store.items.get(item_id)
    assert stored is not None
    return stored.item.is_untitled


async def test_it_says_so_until_an_edit_gives_it_a_title(store: Store) -> None:
    await follow(store)
    await poll(store, silent("a"))
    assert await is_untitled(store, "is1a")
    await poll(store, an_item("a", title="The pier opens"), at=NOW + DAY)
    assert not await is_untitled(store, "is1a")
    await poll(store, silent("a"), at=NOW + 2 * DAY)
    assert await is_untitled(store, "is1a")


async def test_it_waits_among_what_speaks_no_language(store: Store) -> None:
    await follow(store)
    await poll(store, silent("a"), an_item("b", title=_SPANISH, text=""))
    assert await store.items.waiting() == ("en", "es")
    await poll(store, an_item("a", title=_SPANISH, text="", digest="other"), at=NOW + DAY)
    assert await store.items.waiting() == ("es",)


async def test_it_says_so_when_it_was_held_back(store: Store) -> None:
    await follow(store)
    await poll_held(store, silent("a"))
    await store.held.release("s1", NOW)
    assert await is_untitled(store, "is1a")


async def poll_held(store: Store, item: Item) -> None:
    def admit(_: object) -> Admission:
        return Admission(frozenset(), frozenset({0}))

    await store.polls.record("s1", [item], lambda _: a_state(), NOW, admit=admit)


async def older(url: str, monkeypatch: pytest.MonkeyPatch) -> Store:
    with monkeypatch.context() as patched:
        patched.setattr(
            "syndicate.store.engines.opening.migrations",
            lambda engine: tuple(one for one in migrations(engine) if one.number <= _BEFORE),
        )
        return await open_store(url)


def _insert(table: str, rows: list[dict[str, Any]]) -> Transaction[None]:
    columns = ", ".join(rows[0])
    values = ", ".join(f":{name}" for name in rows[0])
    yield Statement(f"INSERT INTO {table} ({columns}) VALUES ({values})", many=rows)


def _row(name: str, title: str, **more: Any) -> dict[str, Any]:
    now = micros(NOW)
    values = {
        "id": name, "entry_id": f"urn:x:{name}", "source_id": "s1", "seen_at": now, "published_at": now,
        "changed_at": now, "last_seen_at": now, "keys": "[]", "url": "https://s1.example/p/1",
        "link_key": "s1.example/p/1", "title": title, "summary": "", "details": "{}", "text": "",
        "content_html": "", "digest": "d",
    }  # fmt: skip
    return values | more


_SOURCE = {
    "id": "s1", "url_subscribed": "https://s1.example/", "url": "https://s1.example/", "tags": "[]",
    "republish": "full", "next_poll_at": micros(NOW),
}  # fmt: skip
_FILE = json.dumps({"enclosures": [["https://s1.example/walk", "audio/mpeg", 1, None, None]]})
_OLD = {
    "address": _row("address", "s1.example/p/1"),
    "link": _row("link", "https://s1.example/p/1"),
    "day": _row("day", "Untitled, 2026-03-01"),
    "bare": _row("bare", "Untitled"),
    "picture": _row("picture", "DSC_0001.JPG"),
    "photo": _row("photo", "photo.jpeg"),
    "file": _row("file", "walk", details=_FILE.replace(", ", ",")),
}
_SAID = {
    "library": _row("library", "Node.js"),
    "pier": _row("pier", "A pier"),
    "walks": _row("walks", "Untitled, by Ana"),
    "shot": _row("shot", "How I took DSC_0001.JPG"),
    "told": _row("told", "s1.example/p/1", text="The pier opened."),
}


async def test_in_an_older_store_an_address_and_a_file_are_found_out(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await older(empty_url, monkeypatch)
    await store.database.write(_insert("sources", [_SOURCE]))
    await store.database.write(_insert("items", [*_OLD.values(), *_SAID.values()]))
    await store.close()
    store = await open_store(empty_url)
    found = {name for name in (*_OLD, *_SAID) if await is_untitled(store, name)}
    await store.close()
    assert found == _OLD.keys()


async def test_what_an_older_store_held_back_can_be_released(store: Store) -> None:
    await follow(store)
    await poll_held(store, silent("a"))
    await store.database.write(_forget())
    assert await store.held.release("s1", NOW) == 1
    assert not await is_untitled(store, "is1a")


def _forget() -> Transaction[None]:
    """Bring what is held into the form that it had before."""
    (row,) = yield Statement("SELECT item FROM held_items")
    item = json.loads(row["item"])
    del item["is_untitled"]
    yield Statement("UPDATE held_items SET item = :item", {"item": json.dumps(item)})
