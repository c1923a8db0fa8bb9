"""document.read in processes that can be killed. Only home of pebble; the only impure module of the room.

A pattern that keeps a parser busy holds Python's lock: no thread can stop it, and no event loop survives it.
A process can be killed; it may take so much memory, so much time, and so many files, and is replaced now and then.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from syndicate.errors import ParseError
from syndicate.model import Document, ParsedFeed
from syndicate.normalize import document as way

MEMORY = 512 * 1024 * 1024
_TASKS = 200  # documents, after which a worker makes room for a fresh one
_FILES = 64
_GRACE_S = 30.0  # above the limit of its work, for a worker to start or to be replaced
_MODULES = ["__main__", "syndicate.normalize.document", "syndicate.normalize.worker"]

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class _Unread:
    """Why there is no answer."""

    reason: str


class Workers:
    """A pool of parsers. It starts with the first document, and again should it break."""

    def __init__(self, *, count: int = 1, wall_s: float = 5.0, memory_bytes: int = MEMORY) -> None:
        self._count = count
        self._wall_s = wall_s
        self._memory_bytes = memory_bytes
        self._free = asyncio.Semaphore(count)
        self._starting = asyncio.Lock()
        self._pool: ProcessPool | None = None
        self._waiting: set[asyncio.Future[Any]] = set()
        self._closed = False

    async def read(
        self, document: Document, *, source_id: str, marks: bytes | None = None
    ) -> ParsedFeed:
        """Parse a document elsewhere. A worker that is killed raises ParseError, naming the limit."""
        reading = partial(way.read, document, source_id=source_id, marks=marks)
        return await self.run(reading, document.url)

    async def run(self, reading: Callable[[], Found], url: str) -> Found:
        """Read anything else that may be hostile under the same limits; `reading` is pure, and can be pickled."""
        async with self._free:  # so a document never waits inside of the pool, where time counts
            answer = await self._answer(reading, url)
        if isinstance(answer, _Unread):
            raise ParseError(url, answer.reason)
        return answer

    async def close(self) -> None:
        """Stop the workers, busy or not."""
        self._closed = True
        async with self._starting:
            await self._drop()
        for waiting in tuple(self._waiting):  # a stopped pool forgets whom it owes an answer
            waiting.cancel()

    async def _answer(self, reading: Callable[[], Found], url: str) -> Found | _Unread:
        future = asyncio.wrap_future(await self._schedule(reading, url))
        self._waiting.add(future)
        try:
            async with asyncio.timeout(self._wall_s + _GRACE_S):
                return await future
        except TimeoutError:
            if future.cancelled():  # the pool lost it
                async with self._starting:
                    await self._drop()
            return _Unread(f"parser limit: the document needs more than {self._wall_s:g} s")
        except ProcessExpired as error:
            mebibytes = self._memory_bytes // (1024 * 1024)
            reason = f"its worker died ({error.exitcode}); it may take {mebibytes} MiB"
            return _Unread(f"parser limit: {reason}")
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self._closed and task is not None and not task.cancelling():
                return _Unread("the workers were closed before the document was read")
            raise
        except RuntimeError:  # the pool broke while it was at work
            return _Unread("the worker that read the document was stopped")
        finally:
            self._waiting.discard(future)

    async def _schedule(
        self, reading: Callable[[], Found], url: str
    ) -> ProcessFuture[Found | _Unread]:
        async with self._starting:
            if self._closed:
                raise ParseError(url, "the workers are closed")
            if self._pool is not None and not self._pool.active:
                await self._drop()
            if self._pool is None:
                self._pool = self._fresh_pool()
            schedule = partial(
                self._pool.schedule,
                _read,
                args=(reading, self._memory_bytes),
                timeout=self._wall_s,
            )
            # The first call starts processes, and waits for them: not on the loop.
            return await asyncio.to_thread(schedule)

    def _fresh_pool(self) -> ProcessPool:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_MODULES)
        return ProcessPool(
            max_workers=self._count,
            max_tasks=_TASKS,
            initializer=_limit,
            initargs=(self._memory_bytes,),
            context=context,
        )

    async def _drop(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            await asyncio.to_thread(pool.join)


def _limit(memory_bytes: int) -> None:
    """Bound this process, and let SIGTERM end it at once: a busy pattern would never notice it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _read(reading: Callable[[], Found], memory_bytes: int) -> Found | _Unread:
    """What was read, or why it was not: an error with its own arguments does not survive the way back."""
    try:
        return reading()
    except ParseError as error:
        return _Unread(error.reason)
    except MemoryError:
        mebibytes = memory_bytes // (1024 * 1024)
        return _Unread(f"parser limit: the document needs more than {mebibytes} MiB")
