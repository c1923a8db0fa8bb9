from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import signal
from pathlib import Path

import pytest

from syndicate.errors import StoreBusy, StoreError
from syndicate.store.engines.locks import FileLock, holder


def test_second_holder_is_told_who_has_it_and_what_to_do(tmp_path: Path) -> None:
    first, second = (FileLock(tmp_path / "store.db", "daemon") for _ in range(2))
    first.take()
    with pytest.raises(
        StoreBusy, match=rf"daemon.lock is held by process {os.getpid()}: .* stop that"
    ):
        second.take()
    first.release()
    first.release()
    second.take()
    second.release()


def test_a_link_to_a_store_leads_to_its_lock(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.db"
    link.symlink_to(tmp_path / "store.db")
    first, second = (FileLock(store, "daemon") for store in (tmp_path / "store.db", link))
    first.take()
    with pytest.raises(StoreBusy, match=r"store\.db\.daemon\.lock is held"):
        second.take()
    first.release()


async def test_disk_without_locks_is_told_as_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody holds what nobody can hold: who waits for its end would wait for ever."""

    def refused(*_: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    lock = FileLock(tmp_path / "store.db", "daemon")
    lock.take()
    lock.release()
    monkeypatch.setattr(fcntl, "flock", refused)
    with pytest.raises(StoreError, match=r"daemon.lock: cannot be locked: No locks.* local disk"):
        async with asyncio.timeout(5):
            await lock.wait()
    assert holder(lock.path) == ""


@pytest.mark.parametrize("parent_lets_go_by", ["releasing", "dying"])
def test_child_does_not_keep_the_lock_of_its_parent(tmp_path: Path, parent_lets_go_by: str) -> None:
    lock, other = (FileLock(tmp_path / "store.db", "daemon") for _ in range(2))
    lock.take()
    ready, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(tell, b"!")
        signal.pause()
        os._exit(0)
    try:
        os.read(ready, 1)
        if parent_lets_go_by == "releasing":
            lock.release()
        else:
            lock.forget()
        other.take()
        other.release()
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(ready)
        os.close(tell)


def test_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"daemon\.lock: cannot make the lock file"):
        FileLock(tmp_path / "missing" / "store.db", "daemon").take()


def test_who_holds_a_lock_is_told_without_taking_it(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "store.db", "daemon")
    assert holder(lock.path) == ""
    assert not lock.path.exists()
    lock.take()
    assert holder(lock.path) == f"{os.getpid()}"
    lock.release()
    assert holder(lock.path) == ""
    lock.take()
    lock.release()


async def test_who_waits_gets_the_lock_when_its_holder_lets_go(tmp_path: Path) -> None:
    first, second = (FileLock(tmp_path / "store.db", "daemon") for _ in range(2))
    first.take()
    waiting = asyncio.create_task(second.wait())
    await asyncio.sleep(0.1)
    assert not waiting.done()
    first.release()
    await asyncio.wait_for(waiting, 10)
    assert holder(first.path) == f"{os.getpid()}"
    second.release()
