"""Images lie beside a store of SQLite: whole, true and few, whatever happens to whoever writes or reads them."""

from __future__ import annotations

import asyncio
import signal
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

import pytest

from syndicate.errors import Overtaken, StoreError
from syndicate.model import Clustering, Term
from syndicate.store import Partition, Store, open_store
from syndicate.store import images as kept_images
from syndicate.store.partitions import PARTITION, SETTLING
from syndicate.store.since import Since
from tests.contract.store.builders import NOW

MINUTE = timedelta(minutes=1)
WORDS = Clustering(terms=(Term("en", "ship", 1.0, NOW),))


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    yield opened
    await opened.close()


async def partition(store: Store, language: str = "en") -> Partition:
    fence = await store.leases.take(PARTITION + language, "one", NOW, MINUTE)
    assert fence
    prospect = await store.partitions.prospect(NOW)
    return Partition(frozenset((language,)), fence, prospect.settled)


def images(folder: Path) -> list[Path]:
    return sorted(folder.glob("store.db.memory*"))


async def kept(store: Store, english: Partition) -> list[bytes] | None:
    found = await store.images.take(english)
    return None if found is None else list(found.parts())


async def test_parts_come_back_as_they_were_and_are_private(store: Store, tmp_path: Path) -> None:
    english = await partition(store)
    assert await kept(store, english) is None
    written = await store.images.save(english, [b"one", b"", b"\x00" * 5000], 60)
    (file,) = images(tmp_path)
    assert file.stat().st_size == written
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert await kept(store, english) == [b"one", b"", b"\x00" * 5000]


async def test_a_new_image_takes_the_place_of_the_old_and_leaves_those_of_others(
    store: Store, tmp_path: Path
) -> None:
    english, german = await partition(store), await partition(store, "de")
    for told in (b"one", b"two"):
        await store.images.save(english, [told], 60)
        await store.images.save(german, [b"zwei"], 60)
    assert len(images(tmp_path)) == 2
    await store.images.drop(german)
    assert await kept(store, german) is None
    await store.images.save(english, [b"three"], 60)
    assert len(images(tmp_path)) == 1
    assert await kept(store, english) == [b"three"]


async def test_what_only_looks_like_an_image_stays(store: Store, tmp_path: Path) -> None:
    others = [tmp_path / f"store.db.memory-{name}" for name in ("notes.txt", "0" * 17)]
    for each in others:
        each.write_bytes(b"mine")
    await store.images.save(await partition(store), [b"one"], 60)
    assert all(each.read_bytes() == b"mine" for each in others)


@pytest.mark.parametrize("cut", [0, 3, 11])
async def test_a_torn_file_is_not_read(store: Store, tmp_path: Path, cut: int) -> None:
    english = await partition(store)
    await store.images.save(english, [b"one", b"two"], 60)
    (file,) = images(tmp_path)
    file.write_bytes(file.read_bytes()[:cut])
    found = await store.images.take(english)
    assert found
    with pytest.raises(StoreError, match="not as it was written"):
        next(found.parts())


async def test_a_changed_byte_is_told(store: Store, tmp_path: Path) -> None:
    english = await partition(store)
    await store.images.save(english, [b"one"], 60)
    (file,) = images(tmp_path)
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    found = await store.images.take(english)
    assert found
    with pytest.raises(StoreError, match="not as it was written"):
        next(found.parts())


async def test_a_file_that_is_gone_is_no_image(store: Store, tmp_path: Path) -> None:
    english = await partition(store)
    await store.images.save(english, [b"one"], 60)
    (file,) = images(tmp_path)
    file.unlink()
    assert await store.images.take(english) is None


async def test_a_file_that_cannot_be_read_is_told(store: Store, tmp_path: Path) -> None:
    english = await partition(store)
    await store.images.save(english, [b"one"], 60)
    (file,) = images(tmp_path)
    file.unlink()
    file.mkdir()
    found = await store.images.take(english)
    assert found
    with pytest.raises(StoreError, match="cannot be read: Is a directory"):
        next(found.parts())


async def test_an_image_that_was_not_read_to_its_end_is_not_read_again(store: Store) -> None:
    english = await partition(store)
    await store.images.save(english, [b"one"], 60)
    for _ in range(3):
        assert await kept(store, english) == [b"one"]
        await store.images.proved(english)
    assert await kept(store, english) == [b"one"]
    assert await kept(store, english) is None


async def test_what_is_decided_while_an_image_is_written_is_in_none(
    store: Store, tmp_path: Path
) -> None:
    english = await partition(store)
    await store.images.save(english, [b"old"], 60)
    loop = asyncio.get_running_loop()

    def parts() -> Iterator[bytes]:
        yield b"new"
        asyncio.run_coroutine_threadsafe(store.threads.record(WORDS, NOW), loop).result()

    with pytest.raises(StoreError, match="while it was written, people decided something"):
        await store.images.save(english, parts(), 60)
    assert await kept(store, english) is None
    await store.images.save(english, [b"next"], 60)
    assert len(images(tmp_path)) == 1


async def test_an_earlier_image_is_true_until_the_next_is_written(store: Store) -> None:
    english = await partition(store)
    await store.images.save(english, [b"old"], 60)
    await store.threads.record(WORDS, NOW, english)
    with pytest.raises(StoreError, match="not written in time"):
        await store.images.save(english, [b"new"], -1.0)
    found = await store.images.take(english)
    assert found
    assert list(found.parts()) == [b"old"]
    assert found.since == Since(words=(("en", ("ship",)),))
    await store.images.save(english, [b"new"], 60)
    found = await store.images.take(english)
    assert found
    assert list(found.parts()) == [b"new"]
    assert found.since == Since()


async def test_who_was_overtaken_takes_no_image(store: Store) -> None:
    english = await partition(store)
    await store.images.save(english, [b"one"], 60)
    later = await store.leases.take(english.fence.name, "other", NOW + MINUTE, MINUTE)
    assert later
    with pytest.raises(Overtaken):
        await store.images.take(english)
    assert await kept(store, replace(english, fence=later)) == [b"one"]


async def test_who_is_killed_while_writing_leaves_the_earlier_image(
    store: Store, tmp_path: Path
) -> None:
    english = await partition(store)
    await store.images.save(english, [b"old"], 60)
    await store.close()
    script = dedent(
        f"""
        import asyncio, os, signal
        from syndicate.store import Fence, Partition, open_store

        def parts():
            yield b"new" * 100_000
            os.kill(os.getpid(), signal.SIGKILL)
            yield b""

        async def main():
            store = await open_store("sqlite:///{tmp_path / "store.db"}")
            fence = Fence("{english.fence.name}", {english.fence.token})
            await store.images.save(Partition(frozenset(["en"]), fence, {english.settled}), parts(), 60)

        asyncio.run(main())
        """
    )
    writer = await asyncio.create_subprocess_exec(sys.executable, "-c", script)
    assert await writer.wait() == -signal.SIGKILL
    assert len(images(tmp_path)) == 2
    again = await open_store(f"sqlite:///{tmp_path / 'store.db'}")
    assert await kept(again, english) == [b"old"]
    await again.images.save(english, [b"next"], 60)
    assert len(images(tmp_path)) == 1
    assert await kept(again, english) == [b"next"]
    await again.close()


async def test_what_cannot_be_written_leaves_nothing(store: Store, tmp_path: Path) -> None:
    english = await partition(store)

    def full() -> Iterator[bytes]:
        yield b"one"
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreError, match="No space left"):
        await store.images.save(english, full(), 60)
    assert images(tmp_path) == []
    assert await kept(store, english) is None


async def test_what_the_store_needs_of_a_disk_is_left_to_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = await partition(store)
    free = iter([100 << 20, 63 << 20])
    monkeypatch.setattr(kept_images, "disk_usage", lambda _: SimpleNamespace(free=next(free)))
    with pytest.raises(StoreError, match="less than 64 MB left"):
        await store.images.save(english, [b"one", b"two", b"three"], 60)
    assert images(tmp_path) == []


async def test_what_takes_too_long_is_given_up(store: Store, tmp_path: Path) -> None:
    english = await partition(store)
    with pytest.raises(StoreError, match="not written in time"):
        await store.images.save(english, [b"one"], -1.0)
    assert images(tmp_path) == []


async def test_who_was_overtaken_keeps_no_image(store: Store, tmp_path: Path) -> None:
    english = await partition(store)
    claim = await store.leases.take(SETTLING, "one", NOW, MINUTE)
    assert claim
    with pytest.raises(Overtaken):
        await store.images.save(english, [b"one"], 60)
    assert images(tmp_path) == []
