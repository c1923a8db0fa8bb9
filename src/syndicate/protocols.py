"""The seams: where two implementations live in this repository, and nowhere else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, TypeVar

from syndicate.model import Entry, Frame, OutputFeed, Room, SourceState, Task

T = TypeVar("T")
Row = Mapping[str, Any]
Values = Mapping[str, int | float | str | bytes | None]


@dataclass(frozen=True, slots=True)
class Statement:
    """One SQL statement that both engines speak, with `:name` placeholders.

    `many` runs it once for each of its rows and gives no rows back.
    Instants are integer microseconds since 1970 UTC, durations integer microseconds, truth values
    0 or 1, structures JSON text.
    """

    sql: str
    values: Values | None = None
    many: Sequence[Values] | None = None


# A transaction is a generator: it yields statements, is sent their rows, and returns its result.
# It never waits and never touches a driver, so the same text runs in SQLite's writer thread and
# over an asynchronous PostgreSQL pool.
Transaction = Generator[Statement, Sequence[Row], T]


class Database(Protocol):
    """Runs transactions. Raises StoreError, never an exception of its library."""

    # "sqlite" or "postgresql": names the folder of migrations and the SQL that must differ.
    engine: str

    name: str  # in messages: where it is, and nothing that is secret

    changes: int  # how often something was written from here, and what is heard of others

    @property
    def hears(self) -> bool:
        """Whether `changes` counts what other processes write, too, within a moment."""
        ...

    async def listen(self) -> None:
        """Count what other processes write, where the engine can tell; begins soon, lasts until close."""
        ...

    async def write(self, transaction: Transaction[T]) -> T:
        """Run in one transaction that can write: all of it happens, or nothing."""
        ...

    async def read(self, transaction: Transaction[T]) -> T:
        """Run in one transaction that sees one state of the store and changes nothing."""
        ...

    async def hold(self, name: str, *, shared: bool = False) -> None:
        """Take the process-wide lock `name` until close. Raise StoreBusy, naming its holder, if it is taken.

        Where an engine lets many processes work on one store, those that take it `shared` do not exclude each other.
        """
        ...

    async def close(self) -> None:
        """Finish what runs, release every lock, close. Safe to call twice."""
        ...


# Takes as many sources that are due as there is room for.
Claim = Callable[[Room], Transaction[Sequence[SourceState]]]


class Queue(Protocol):
    """Who does the work. A task that waits or runs already is not put twice."""

    @property
    def backlog(self) -> int:
        """How many tasks wait in this process."""
        ...

    async def dispatch(self, claim: Claim) -> None:
        """Claim what is due, as much as there is room for, and hand it to whoever polls. Raises StoreError.

        Where the queue stands in the store, both happen in one transaction. Elsewhere the claim lapses when the
        process ends before it has polled.
        """
        ...

    async def put(self, task: Task) -> bool:
        """Give a task to this process; False when one with its lock is already waiting."""
        ...

    def leave(self, task: Task) -> None:
        """Let the next task of this lane begin, though this one still has work to do elsewhere."""
        ...

    async def work(self, perform: Callable[[Task], Awaitable[None]]) -> None:
        """Perform tasks until cancelled or drained. An error in one never stops the others."""
        ...

    async def idle(self) -> None:
        """Return when nothing waits and nothing runs."""
        ...

    async def drain(self) -> None:
        """Take no more tasks; return when those that run have ended."""
        ...

    async def sweep(self) -> None:
        """Let others take over the work of processes that died. Raises StoreError."""
        ...


class Encoder(Protocol):
    """Writes an output in one format, in UTF-8. Pure: the same feed gives the same bytes.

    An entry is written alike in every feed, so that a feed is a join of entries that were written before.
    """

    suffix: str  # "atom", "rss", "json"
    content_type: str
    # In which an entry can stand only if it can stand in every frame: the tags around all, which declare no prefix
    # that another frame does not.
    bare: Frame

    def frame(self, feed: OutputFeed) -> Frame:
        """Write what stands around the entries."""
        ...

    def dated(self, frame: Frame, updated_at: datetime) -> Frame:
        """Say another instant in a frame that was written: the frame of the same feed, changed then."""
        ...

    def entry(self, entry: Entry) -> bytes:
        """Write one entry."""
        ...
