"""PostgreSQL behind the Database seam: a pool of connections. With `listening` the home of psycopg; an extra."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import socket
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, LiteralString, TypeVar, cast
from urllib.parse import urlsplit

import psycopg
from psycopg import errors, sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout

from syndicate.errors import StoreBusy, StoreError, StoreFull
from syndicate.protocols import Row, Statement, Transaction
from syndicate.store.engines.advisory import Way, take
from syndicate.store.engines.listening import Listener
from syndicate.store.engines.silence import greeting, unsaid
from syndicate.store.engines.storable import storable

T = TypeVar("T")
Pool = AsyncConnectionPool[psycopg.AsyncConnection[Any]]

READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED"
WAIT_S = 10.0
RECONNECT_S = 5.0  # then it begins anew with the next who asks; the pool's own pauses double as long as it tries
TRIES = 4
CONNECTIONS = 12
STOPPED_S = 30
_TELLING = 8  # characters of a secret that stand in no word by chance

# A text, a cast, a placeholder, or a sign that psycopg would take for one of its own.
_TOKEN = re.compile(r"'(?:[^']|'')*'|::|:([a-z_][a-z0-9_]*)|%")


class PostgresDatabase:
    """One database on a server. Its connections may be shared with the queue, through `pool`."""

    engine = "postgresql"

    def __init__(self, url: str) -> None:
        self._url = url
        self.name = named(url)
        self.changes = 0
        self._process = os.getpid()
        self._locks: dict[str, psycopg.AsyncConnection[Any]] = {}
        self._closed = False
        self._line, self._greeting = _line(url)
        self._listener = Listener(self._line, _myself(), self._changed, greeting=self._greeting)
        logging.getLogger("psycopg").setLevel(logging.CRITICAL)  # we tell of it ourselves
        self.pool: Pool = AsyncConnectionPool(
            self._line,
            min_size=1,
            max_size=CONNECTIONS,
            timeout=WAIT_S,
            reconnect_timeout=RECONNECT_S,
            open=False,
            configure=self._configure,
            kwargs={"application_name": _myself()},
        )

    async def open(self) -> None:
        """Connect, or say why not."""
        try:
            # The pool would try for ever and keep the reason to itself.
            connection = await psycopg.AsyncConnection.connect(self._line)
            await connection.close()
            await self.pool.open(wait=True, timeout=WAIT_S)
        except (psycopg.Error, PoolTimeout) as error:
            await self.close()
            raise self._told(error) from error

    async def write(self, transaction: Transaction[T]) -> T:
        """Run in one transaction that can write: all of it happens, or nothing."""
        try:
            return await self._run(WRITE, transaction)
        finally:
            self._changed()

    async def read(self, transaction: Transaction[T]) -> T:
        """Run in one transaction that sees one state of the store and changes nothing."""
        return await self._run(READ, transaction)

    async def hold(self, name: str, *, shared: bool = False) -> None:
        """Take the lock `name` among all processes on this database until close, or raise StoreBusy.

        Those that take it `shared` exclude nobody but who wants it alone. A lock that was lost with its connection is
        taken anew.
        """
        if name in self._locks and await _lives(self._locks[name]):
            return
        self._check()
        try:
            connection = await psycopg.AsyncConnection.connect(
                self._line, autocommit=True, application_name=_myself()
            )
            holder = await self._taken(name, connection, shared=shared)
        except psycopg.Error as error:
            raise self._told(error) from error
        if holder is not None:
            raise StoreBusy(
                f"{self.name}: the lock {name!r} is held by {holder}: another Syndicate is at work on this "
                "store; stop that process, or use another database"
            )

    async def _taken(
        self, name: str, connection: psycopg.AsyncConnection[Any], *, shared: bool
    ) -> str | None:
        """Keep the connection with the lock; without, nobody would ever close it. Tell who has the lock."""
        way: Way = "pg_try_advisory_lock_shared" if shared else "pg_try_advisory_lock"
        try:
            if self._greeting:
                await connection.execute(self._greeting.encode())
            holder = await _Play(take(name, way)).run(connection)
            if holder is None:
                self._locks[name] = connection
            return cast("str | None", holder)
        finally:
            if self._locks.get(name) is not connection:
                await connection.close()

    @property
    def hears(self) -> bool:
        """Whether what other processes write is counted the moment it is written."""
        return self._listener.hears

    async def listen(self) -> None:
        """Count what other processes write from now on, until close."""
        self._check()
        self._listener.start()

    async def close(self) -> None:
        """Finish what runs, release every lock, close. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        await self._listener.stop()
        await self.pool.close()
        for connection in self._locks.values():
            await connection.close()
        self._locks.clear()

    async def _run(self, begin: LiteralString, transaction: Transaction[T]) -> T:
        play = _Play(transaction)
        try:
            self._check()
            for turn in range(1, TRIES + 1):
                try:
                    async with self.pool.connection() as connection:
                        return cast("T", await _perform(connection, begin, play))
                except psycopg.Error as error:
                    if turn == TRIES or not play.may_repeat(error):
                        raise
                await asyncio.sleep(0.01 * 4**turn * (1 + os.getpid() % 7 / 7))
                await self.pool.check()  # where one connection was lost, others were
            raise AssertionError
        except (psycopg.Error, PoolTimeout, PoolClosed) as error:
            raise self._told(error) from error
        finally:
            transaction.close()

    async def _configure(self, connection: psycopg.AsyncConnection[Any]) -> None:
        """Transactions are begun and ended by us. Set here, where the queue's own connections are not touched."""
        await connection.set_autocommit(True)
        # Of a process that was stopped in the middle, others must not wait for the locks.
        stopped = f"SET idle_in_transaction_session_timeout = '{STOPPED_S}s'"
        await connection.execute(f"{stopped}; {self._greeting}".encode())

    def _changed(self) -> None:
        self.changes += 1

    def _check(self) -> None:
        if self._closed:
            raise StoreError(f"{self.name}: the store is closed")
        if self._process != os.getpid():
            raise StoreError(
                f"{self.name}: the store was opened by the process that this one was forked from; "
                "open it anew"
            )

    def _told(self, error: Exception) -> StoreError:
        """Say what went wrong and what to do about it, and nothing that stands in the URL."""
        text = " ".join(_unsecret(str(error), self._url).split())
        kind = StoreFull if isinstance(error, errors.DiskFull) else StoreError
        return kind(f"{self.name}: {_hint(error)} ({text})")


class _Play:
    """A transaction that can be begun again although its generator cannot.

    The statements so far are sent once more. As long as the answers are the same as before, the
    generator cannot tell, and goes on from where it was.
    """

    def __init__(self, transaction: Transaction[Any]) -> None:
        self._transaction = transaction
        self._said: list[tuple[Statement, Sequence[Row]]] = []
        self._next: Statement | None = None
        self._result: Any = None
        self._ended = False
        self.committing = False

    async def run(self, connection: psycopg.AsyncConnection[Any]) -> Any:
        """Send every statement to the end, and give the result."""
        async with connection.cursor(row_factory=dict_row) as cursor:
            for statement, answer in self._said:
                if await _execute(cursor, statement) != answer:
                    raise errors.SerializationFailure(
                        "the store was changed by another process meanwhile"
                    )
            if self._next is None and not self._ended:
                self._advance(None)
            while self._next is not None:
                rows = await _execute(cursor, self._next)
                self._said.append((self._next, rows))
                self._advance(rows)
        return self._result

    def may_repeat(self, error: psycopg.Error) -> bool:
        """Whether nothing of it was kept, and it may go better another time."""
        lost = isinstance(error, psycopg.OperationalError) and not self.committing
        return lost or isinstance(error, errors.SerializationFailure | errors.DeadlockDetected)

    def _advance(self, rows: Sequence[Row] | None) -> None:
        try:
            self._next = next(self._transaction) if rows is None else self._transaction.send(rows)
        except StopIteration as end:
            self._next, self._result, self._ended = None, end.value, True


async def _perform(
    connection: psycopg.AsyncConnection[Any], begin: LiteralString, play: _Play
) -> Any:
    play.committing = False
    done = False
    try:
        await connection.execute(begin)
        result = await play.run(connection)
        play.committing = True
        await connection.execute("COMMIT")
        done = True
        return result
    finally:
        if not done and not connection.closed:
            await connection.rollback()


async def _execute(cursor: psycopg.AsyncCursor[DictRow], statement: Statement) -> Sequence[Row]:
    plain = statement.values is None and statement.many is None
    query = sql.SQL(statement.sql if plain else translated(statement.sql))
    if statement.many is not None:
        if statement.many:
            await cursor.executemany(query, [storable(values) for values in statement.many])
        return []
    await cursor.execute(query, None if plain else storable(statement.values))
    return await cursor.fetchall() if cursor.description is not None else []


@lru_cache(maxsize=512)
def translated(text: str) -> str:
    """Turn `:name` into psycopg's placeholder; texts and casts stay what they are."""

    def turn(found: re.Match[str]) -> str:
        if found[1]:
            return f"%({found[1]})s"
        return found[0].replace("%", "%%")

    return _TOKEN.sub(turn, text)


async def _lives(connection: psycopg.AsyncConnection[Any]) -> bool:
    try:
        await connection.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True


def named(url: str) -> str:
    """Name the database as in a log: never its user's password, nor anything else that may be secret."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        return "postgresql"
    host, port, name = (str(parts.get(part) or "") for part in ("host", "port", "dbname"))
    return f"postgresql://{host}{':' + port if port else ''}/{name}"


def _line(url: str) -> tuple[str, str]:
    """A URL with when a silent server is given up, and what has the server do the same; what the URL says counts."""
    try:
        said = conninfo_to_dict(url)
        return make_conninfo(url, **unsaid(said, connect_s=int(WAIT_S))), greeting(said)
    except (psycopg.Error, ValueError):
        return url, ""  # whoever connects is told what is wrong with it


def _myself() -> str:
    return f"syndicate, process {os.getpid()} on {socket.gethostname()}"[:63]


def _unsecret(text: str, url: str) -> str:
    try:
        secrets = [
            conninfo_to_dict(url).get(part) for part in ("password", "sslpassword", "passfile")
        ]
    except psycopg.Error:
        secrets = []
    try:
        raw = urlsplit(url).password
    except ValueError:
        raw = None
    text = text.replace(url, "postgresql://...")
    for secret in (*secrets, raw):
        if secret:
            text = _masked(text, str(secret))
    return text


def _masked(text: str, secret: str) -> str:
    """A short one is masked where it stands alone: as part of words it is none, and they would be lost."""
    whole = re.escape(secret)
    return re.sub(whole if len(secret) >= _TELLING else rf"(?<!\w){whole}(?!\w)", "***", text)


def _hint(error: Exception) -> str:
    # Who is turned away at the door is told in words alone, without a code.
    if isinstance(error, psycopg.OperationalError) and _CROWDED.search(str(error)):
        return "it has no connection left; allow more, or run fewer processes"
    return next(
        (hint for kind, hint in _HINTS if isinstance(error, kind)), "it refused what was asked"
    )


_CROWDED = re.compile(r"too many (?:clients|connections)|remaining connection slots")
_HINTS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (errors.DiskFull, "its disk is full; free some space, nothing that was saved is lost"),
    (errors.ReadOnlySqlTransaction, "it takes no writes; connect to the primary server"),
    (errors.InsufficientPrivilege, "this user may not do that; let it own the database"),
    (
        (errors.DeadlockDetected, errors.SerializationFailure),
        "other processes were in the way each time; try again",
    ),
    (
        PoolTimeout,
        f"no connection within {WAIT_S:g} s; check that the server runs and is not overloaded",
    ),
    (PoolClosed, "the store is closed"),
    (
        psycopg.OperationalError,
        "it cannot be reached; check the server, the name, the user and the password",
    ),
)
