"""Locks between the processes of one machine: a file per name, held by flock, holding the holder's pid."""

from __future__ import annotations

import asyncio
import fcntl
import os
import weakref
from contextlib import suppress
from pathlib import Path

from syndicate.errors import StoreBusy, StoreError

WAIT_S = 0.05


class FileLock:
    """An exclusive lock, by name, of a store. The system lets go of it when the process ends, however it ends.

    Its file stays: removing it would let two processes hold two files of one name.
    """

    def __init__(self, store: Path, name: str) -> None:
        self.path = lock_of(store, name)
        self._store = store
        self._descriptor: int | None = None

    def take(self) -> None:
        """Take the lock at once, or raise StoreBusy that names the holder."""
        try:
            descriptor = _open(self.path, self._store)
        except OSError as error:
            raise StoreError(
                f"{self.path}: cannot make the lock file: {error.strerror}; "
                "let this user write to its folder"
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip()
            os.close(descriptor)
            raise StoreBusy(_busy(self.path, holder)) from error
        except OSError as error:
            os.close(descriptor)
            raise StoreError(
                f"{self.path}: cannot be locked: {error.strerror}; "
                "put the store on a local disk, or one whose server keeps locks"
            ) from error
        # A full disk has no room for the holder's name, but the lock is held: a backup to another disk goes on.
        with suppress(OSError):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor
        _held.add(self)

    async def wait(self) -> None:
        """Take the lock as soon as nobody holds it."""
        while True:
            try:
                return self.take()
            except StoreBusy:
                await asyncio.sleep(WAIT_S)

    def release(self) -> None:
        """Let go. Safe to call twice."""
        if self._descriptor is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        self.forget()

    def forget(self) -> None:
        """Close the file only: whoever else has it open since a fork keeps the lock."""
        if self._descriptor is not None:
            _held.discard(self)
            os.close(self._descriptor)
            self._descriptor = None


def _open(path: Path, store: Path) -> int:
    """Open the file of a lock. One that root makes belongs to whom the store belongs, who takes it next."""
    flags = os.O_RDWR | os.O_CLOEXEC
    try:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return os.open(path, flags)
    if os.geteuid() == 0 and store.exists():
        owner = store.stat()
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
    return descriptor


def lock_of(store: Path, name: str) -> Path:
    """Give the file that stands for the lock `name` of a store: one, whatever links lead to the store."""
    place = Path(os.path.realpath(store))
    return place.with_name(f"{place.name}.{name}.lock")


def holder(path: Path) -> str:
    """Name the process that holds a lock; "" where nobody does."""
    if not path.exists():
        return ""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "(unknown)"
    except OSError:  # on this disk nobody can hold any
        return ""
    else:
        return ""
    finally:
        os.close(descriptor)  # with it goes the lock


def _busy(path: Path, holder: str) -> str:
    return (
        f"{path} is held by process {holder or '(unknown)'}: another Syndicate is at work on this store; "
        "stop that process, or use another store"
    )


_held: weakref.WeakSet[FileLock] = weakref.WeakSet()


def _forget_locks() -> None:
    """A child made by fork must not keep its parent's locks alive."""
    for lock in list(_held):
        lock.forget()


os.register_at_fork(after_in_child=_forget_locks)
