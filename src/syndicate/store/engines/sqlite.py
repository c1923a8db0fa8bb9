"""SQLite behind the Database seam: one thread that writes, a few that read. Only home of sqlite3."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from syndicate.errors import StoreError, StoreFull
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store.engines.locks import FileLock
from syndicate.store.engines.storable import storable

T = TypeVar("T")

OLDEST = (3, 35, 0)  # RETURNING
READERS = 2
BUSY_MS = 5000
CHECK_S = 2.0
LOG_BYTES = 64 * 2**20  # beside the file: beyond, readers wait until it is written back
SHARED_BYTES = 32 * 2**10  # beside the file while it is open; what is shorter is of no use
PATIENCE_S = 2.0  # with a read that is under way
STEPS = 100_000  # of SQLite's machine, a few milliseconds, between two looks whether anybody waits

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_FULL = "the disk is full; free some space, nothing that was saved is lost"
_HINTS = {
    "SQLITE_FULL": _FULL,
    "SQLITE_IOERR_SHMSIZE": _FULL,  # no room for what those who open it share
    "SQLITE_READONLY": "it cannot be written; check its permissions, its folder's and the mount's",
    "SQLITE_CANTOPEN": "it cannot be opened; check that its folder exists and that this user may write there",
    "SQLITE_CORRUPT": "it is damaged; keep the file, restore the last backup",
    "SQLITE_NOTADB": "it is not a SQLite database; check the path, or restore the last backup",
    "SQLITE_BUSY": "another process keeps it locked; stop what else has it open, then try again",
    "SQLITE_LOCKED": "it is locked; try again",
    "SQLITE_IOERR": "the disk cannot be read or written; check it and its log",
    "SQLITE_INTERRUPT": "the work was interrupted; try again",
}
_OF_A_COPY = {"SQLITE_FULL", "SQLITE_IOERR_WRITE"}  # the store itself is only read


def files_of(path: Path) -> tuple[Path, ...]:
    """Name the file, and what SQLite keeps beside it while it is open, or leaves there after a crash.

    Of a link, that is beside the file to which it leads.
    """
    place = Path(os.path.realpath(path))
    return place, *(place.with_name(f"{place.name}{end}") for end in ("-wal", "-shm"))


class SqliteDatabase:
    """One file. Transactions that write run one after the other, in one thread of their own."""

    engine = "sqlite"
    hears = False  # no other process can tell

    def __init__(self, path: Path, *, frozen: bool = False) -> None:
        self.path = path
        self.name = f"sqlite:///{path}"
        self.frozen = frozen  # nothing can be written, there or beside it
        self.changes = 0
        self._process = os.getpid()
        self._opened: tuple[int, int] | None = None  # which file it was
        self._writer = _Connection(path, "store-writer", frozen=frozen)
        self._readers = [
            _Connection(path, f"store-reader-{number}", reads=True, frozen=frozen)
            for number in range(READERS)
        ]
        self._log = files_of(path)[1]
        self._log_bytes = LOG_BYTES
        self._locks: dict[str, FileLock] = {}
        self._closed = False

    async def open(self) -> None:
        """Make the file if there is none, check that it can be trusted, and connect."""
        _check_library()
        try:
            await self._writer.run(lambda connection: _prepare(connection, self.path))
            self._opened = _which(self.path)
        except StoreError:
            await self.close()
            raise

    async def write(self, transaction: Transaction[T]) -> T:
        """Run in one transaction that can write: all of it happens, or nothing."""
        self._check(transaction)
        return await self._writer.run(lambda connection: self._write(connection, transaction))

    async def read(self, transaction: Transaction[T]) -> T:
        """Run in one transaction that sees one state of the store and changes nothing."""
        self._check(transaction)
        reader = min(self._readers, key=lambda one: one.load)
        return await reader.run(lambda connection: _perform(connection, "DEFERRED", transaction))

    async def hold(self, name: str, *, shared: bool = False) -> None:  # noqa: ARG002 (one process)
        """Take the process-wide lock `name` until close. Raise StoreBusy, naming its holder."""
        if name not in self._locks:
            lock = FileLock(self.path, name)
            lock.take()
            self._locks[name] = lock

    async def listen(self) -> None:
        """Nothing comes of it: what another process writes is looked for."""

    async def copy(self, target: Path) -> None:
        """Write a whole and compact copy of the store to `target`, which must not exist yet."""
        self._check(None)
        # SQLite would let everybody read it; an empty file it takes for none.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        await self._writer.run(lambda connection: _copy(connection, target))

    async def verify(self) -> None:
        """Look through every page, however long that takes. Raise StoreError where the file is damaged."""
        self._check(None)
        await self._readers[0].run(lambda connection: _refuse_damage(connection, self.path))

    async def close(self) -> None:
        """Finish what runs, release every lock, close. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        for connection in (*self._readers, self._writer):
            await connection.close()
        for lock in self._locks.values():
            lock.release()
        self._locks.clear()

    def _write(self, connection: sqlite3.Connection, transaction: Transaction[T]) -> T:
        # SQLite would write on, to what is gone with this process.
        if _which(self.path) != self._opened:
            transaction.close()
            raise StoreError(f"{self.path}: {_away(self.path)}")
        try:
            result = _perform(connection, "IMMEDIATE", transaction)
        finally:
            self.changes += 1  # in the one thread that writes
        self._write_back(connection)
        return result

    def _write_back(self, connection: sqlite3.Connection) -> None:
        """Begin a long log anew. SQLite does so by itself, but only in a moment in which nobody reads."""
        size = _size(self._log)
        if size <= self._log_bytes:
            return
        with ExitStack() as pauses:
            until = time.monotonic() + PATIENCE_S
            idle = [pauses.enter_context(reader.paused(until)) for reader in self._readers]
            is_done = all(idle) and _emptied(connection)
        # A read that lasts for longer must not have every write wait for it.
        self._log_bytes = LOG_BYTES + (0 if is_done else size)

    def _check(self, transaction: Transaction[Any] | None) -> None:
        problem = ""
        if self._closed:
            problem = "the store is closed"
        elif self._process != os.getpid():
            problem = (
                "the store was opened by the process that this one was forked from; open it anew"
            )
        if problem:
            if transaction is not None:
                transaction.close()
            raise StoreError(f"{self.path}: {problem}")


class _Connection:
    """A connection that lives and dies in a thread of its own, opened when it is first used."""

    def __init__(self, path: Path, name: str, *, reads: bool = False, frozen: bool = False) -> None:
        self._path = path
        self._reads = reads
        self._frozen = frozen
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._connection: sqlite3.Connection | None = None
        self._handed_over: list[Future[Any]] = []
        self._may_begin = threading.Event()
        self._may_begin.set()
        self._at_work = threading.Lock()

    @property
    def load(self) -> int:
        """How much is under way, or waits for it."""
        return sum(not one.done() for one in self._handed_over)

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do the work in the thread. Once begun it is finished even if the caller stops waiting; but not a read."""
        given_up = threading.Event()
        handed_over = self._thread.submit(self._run, work, given_up)
        self._handed_over = [*(one for one in self._handed_over if not one.done()), handed_over]
        try:
            return await asyncio.wrap_future(handed_over)
        except asyncio.CancelledError:
            given_up.set()
            raise

    @contextmanager
    def paused(self, until: float) -> Iterator[bool]:
        """Let nothing begin; tell whether what was under way ended by then, on the steady clock."""
        self._may_begin.clear()
        is_idle = self._at_work.acquire(timeout=max(until - time.monotonic(), 0))
        try:
            yield is_idle
        finally:
            if is_idle:
                self._at_work.release()
            self._may_begin.set()

    async def close(self) -> None:
        """Close after what was handed over before."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    def _run(self, work: Callable[[sqlite3.Connection], T], given_up: threading.Event) -> T:
        try:
            if self._connection is None:
                self._connection = _connect(self._path, reads=self._reads, frozen=self._frozen)
            if self._reads:  # a search that nobody waits for any more must not keep others waiting
                self._connection.set_progress_handler(given_up.is_set, STEPS)
            self._may_begin.wait()
            with self._at_work:
                return work(self._connection)
        except sqlite3.Error as error:
            raise told(self._path, error) from error

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _which(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _away(path: Path) -> str:
    """Say why the file that was opened is not found in its place."""
    try:
        path.stat()
    except PermissionError:
        return "it cannot be looked at any more; let this user enter its folder and those above"
    except OSError:
        pass
    return (
        "it is gone, or another file stands in its place; "
        "put it back, or stop this process before you start on the other"
    )


def told(path: Path, error: sqlite3.Error) -> StoreError:
    """Say what went wrong with the file, and what to do about it."""
    name = getattr(error, "sqlite_errorname", "") or ""
    hint = next((hint for known, hint in _HINTS.items() if name.startswith(known)), "")
    kind = StoreFull if hint == _FULL else StoreError
    return kind(f"{path}: {hint} ({error})" if hint else f"{path}: {error}")


def _emptied(connection: sqlite3.Connection) -> bool:
    """Have the log written back into the file, and begun anew, unless another process reads."""
    try:
        (is_busy, *_) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.Error:  # what was saved is saved, if only in the log
        return False
    return not is_busy


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    try:
        connection.execute("VACUUM INTO ?", (str(target),)).close()
    except sqlite3.Error as error:
        if error.sqlite_errorname not in _OF_A_COPY:
            raise
        raise told(target, error) from error


def _perform(connection: sqlite3.Connection, kind: str, transaction: Transaction[T]) -> T:
    done = False
    try:
        connection.execute(f"BEGIN {kind}")
        result = _play(connection, transaction)
        connection.execute("COMMIT")
        done = True
        return result
    finally:
        if not done:
            transaction.close()
            if connection.in_transaction:
                connection.execute("ROLLBACK")


def _play(connection: sqlite3.Connection, transaction: Transaction[T]) -> T:
    rows: Sequence[Row] = ()
    try:
        statement = next(transaction)
        while True:
            rows = _execute(connection, statement)
            statement = transaction.send(rows)
    except StopIteration as end:
        result: T = end.value
        return result


def _execute(connection: sqlite3.Connection, statement: Statement) -> list[Row]:
    if statement.many is not None:
        connection.executemany(statement.sql, [storable(values) for values in statement.many])
        return []
    cursor = connection.execute(statement.sql, storable(statement.values))
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, values, strict=True)) for values in cursor]


def _connect(path: Path, *, reads: bool, frozen: bool) -> sqlite3.Connection:
    place = _frozen(path) if frozen else str(path)
    connection = sqlite3.connect(place, timeout=BUSY_MS / 1000, isolation_level=None, uri=frozen)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    if reads:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _frozen(path: Path) -> str:
    """Name a file that is only read. Where nobody has it open, SQLite would make files beside it, to share it."""
    place, log, shared = files_of(path)
    is_shared = _size(shared) >= SHARED_BYTES or _size(log) > 0
    return f"{place.as_uri()}?{'mode=ro' if is_shared else 'immutable=1'}"


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a damaged file, and one of somebody else, before anything is written to it."""
    timer = threading.Timer(CHECK_S, connection.interrupt)
    timer.start()
    try:
        _refuse_damage(connection, path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname != "SQLITE_INTERRUPT":
            raise  # else it is a big store: what could be seen in the time was whole
    finally:
        timer.cancel()
        timer.join()
    names = {name for (name,) in connection.execute(_TABLES)}
    if names and "meta" not in names:
        raise StoreError(
            f"{path}: it is the database of another program; name a file that is not there yet"
        )
    connection.execute("PRAGMA journal_mode = WAL").close()


def _refuse_damage(connection: sqlite3.Connection, path: Path) -> None:
    found = connection.execute("PRAGMA quick_check(3)").fetchall()
    problems = [str(problem) for (problem,) in found]
    if problems != ["ok"]:
        raise StoreError(f"{path}: {_HINTS['SQLITE_CORRUPT']} ({'; '.join(problems)})")


def _check_library() -> None:
    if sqlite3.sqlite_version_info < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old; {wanted} or newer is needed")
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE probe USING fts5 (words)")
    except sqlite3.Error as error:
        raise StoreError(
            f"SQLite {sqlite3.sqlite_version} was built without full-text search (FTS5); "
            "use a Python whose SQLite has it"
        ) from error
    finally:
        connection.close()
