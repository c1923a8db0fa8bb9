"""document.read in processes that can be killed. With workshop.py, which runs in them, all that is impure in the room.

A pattern that keeps a parser busy holds Python's lock: no thread can stop it, and no event loop survives it.
A process can be killed; it may take so much memory, so much time, and so many files, and is replaced now and then.

A worker reads hostile bytes, so it is not trusted. A question goes to it as a pickle, which only it unpacks; what
comes back is a length and as many bytes of JSON, which wire.py takes or refuses. It knows neither store nor network,
and of our environment, which may hold passwords, only what Python needs to start.
"""

from __future__ import annotations

import asyncio
import math
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from syndicate.errors import ParseError, Poison
from syndicate.model import Document, ParsedFeed
from syndicate.normalize import wire, workshop
from syndicate.normalize.workshop import DONE, LENGTH, LIMIT, READY, REFUSED

MEMORY = 512 * 1024 * 1024
# Documents, after which a worker makes room for a fresh one; a start costs as much as ten.
_TASKS = 1000
_PATIENCE_S = 1.0  # a document waits so long before another worker is started for it
_GRACE_S = 30.0  # for a worker to start
_LAST_BREATH_S = 1.0  # from hanging up until it is gone; who only hung up is killed
_AT_WORK = 0.1  # of its time: who gets less of the processor was not kept busy by a document
_SPENT = 0.9  # of its time: who had so much of the processor was kept busy
_SHARED = 6  # times its time, at most, for who gets only a share of a busy machine
_START = "from syndicate.normalize.workshop import main; main()"
_TICKS_S = os.sysconf("SC_CLK_TCK")
_PASSED = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "TZ")


class Workers:
    """Some parsers. One starts with the first document, another when one waits too long; who dies is replaced.

    `needed` names the module that each loads before it is ready.
    """

    def __init__(
        self,
        *,
        count: int = 2,
        wall_s: float = 5.0,
        memory_bytes: int = MEMORY,
        needed: str = "syndicate.normalize.document",
    ) -> None:
        self._needed = needed
        self._wall_s = wall_s
        self._memory_bytes = memory_bytes
        self._free = asyncio.Semaphore(1)
        self._spare = count - 1
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._leaving: set[asyncio.Task[int]] = set()
        self._closed = False

    async def read(
        self, document: Document, *, source_id: str, marks: bytes | None = None
    ) -> ParsedFeed:
        """Parse a document elsewhere. Raises ParseError; Poison, where that costs a worker its life."""
        answer = await self.run(partial(workshop.feed, document, source_id, marks), document)
        try:
            return wire.decode(answer, source_id=source_id, now=document.fetched_at)
        except ValueError as error:
            raise ParseError(document.url, "the worker gave no sane answer") from error

    async def run(self, reading: Callable[[], bytes], document: Document) -> bytes:
        """Have a document read by any function that can be pickled; what it gives is as trusted as the document.

        Raises ParseError, and Poison where that costs a worker its life.
        """
        question = pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)
        await self._turn()
        try:
            kind, answer = await self._answer(document.url, question)
        finally:
            self._free.release()
        if kind == LIMIT:
            raise Poison(document.url, _words(answer), body_hash=document.body_hash)
        if kind == REFUSED:
            raise ParseError(document.url, _words(answer))
        return answer

    async def close(self) -> None:
        """Stop the workers, busy or not."""
        self._closed = True
        idle, self._idle = self._idle, []
        for worker in self._busy:
            worker.process.kill()  # whoever waits for its answer notices, and hangs up
        for worker in idle:
            self._dismiss(worker)
        while waiting := [*self._leaving, *(worker.ended() for worker in self._busy)]:
            await asyncio.gather(*waiting)
            await asyncio.sleep(0)  # who was told of a death acts upon it

    async def _turn(self) -> None:
        """Wait for a worker to be free. Who waits too long gets one of their own, while there are some to start."""
        try:
            async with asyncio.timeout(_PATIENCE_S if self._spare else None):
                await self._free.acquire()
        except TimeoutError:
            if not self._spare:  # it was given to another meanwhile
                await self._free.acquire()
            else:
                self._spare -= 1

    async def _answer(self, url: str, question: bytes) -> tuple[bytes, bytes]:
        worker = await self._worker(url)
        sane, before_s = False, worker.spent_s()
        self._busy.add(worker)
        try:
            kind, answer = await self._asked(worker, question)
            sane = kind in (DONE, REFUSED)
        except TimeoutError:
            if worker.spent_s() - before_s < self._wall_s * _SPENT:
                # Stopped, or starved, for most of the time: that says nothing of the document.
                return REFUSED, b"its worker got hardly any time: this machine is too busy"
            return LIMIT, f"parser limit: it needs more than {self._wall_s:g} s".encode()
        except (OSError, EOFError):
            return await self._death(worker)
        finally:
            self._busy.discard(worker)
            if sane and worker.left and not self._closed:
                self._idle.append(worker)
            else:
                self._dismiss(worker)
        return kind, answer

    async def _asked(self, worker: _Worker, question: bytes) -> tuple[bytes, bytes]:
        """What it answers. Raises TimeoutError when a document had its time, or there is none for it."""
        async with asyncio.timeout(None) as limit:
            watching = asyncio.create_task(self._watch(worker, limit))
            try:
                return await worker.ask(question)
            finally:
                watching.cancel()

    async def _watch(self, worker: _Worker, limit: asyncio.Timeout) -> None:
        """Let a limit pass when its worker has used its time, or gets hardly any; on a busy machine later."""
        loop = asyncio.get_running_loop()
        since, before_s = loop.time(), worker.spent_s()
        ends, enough_s = since + self._wall_s * _SHARED, before_s + self._wall_s * _SPENT
        left_s = self._wall_s
        while loop.time() < ends:
            await asyncio.sleep(left_s)
            spent_s, now = worker.spent_s(), loop.time()
            if spent_s >= enough_s:
                break
            if now - since >= self._wall_s:  # in less than that, anybody may wait for a turn
                if spent_s - before_s < (now - since) * _AT_WORK:
                    break
                since, before_s = now, spent_s
            left_s = max(enough_s - spent_s, self._wall_s * _AT_WORK)
        limit.reschedule(loop.time())

    async def _worker(self, url: str) -> _Worker:
        """One that waits for work and lives, else a fresh one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.process.poll() is None:
                return worker
            self._dismiss(worker)
        if self._closed:
            raise ParseError(url, "the workers are closed")
        try:
            return await self._fresh()
        except (OSError, EOFError) as error:
            raise ParseError(url, f"no worker can be started: {error}") from error

    async def _fresh(self) -> _Worker:
        worker = _Worker(self._wall_s, self._memory_bytes, self._needed)
        started = False
        self._busy.add(worker)
        try:
            async with asyncio.timeout(_GRACE_S):
                await worker.ready()
            started = not self._closed
        finally:
            self._busy.discard(worker)
            if not started:
                self._dismiss(worker)
        return worker

    def _dismiss(self, worker: _Worker) -> None:
        """End a worker; what is left of it is cleared away meanwhile."""
        worker.end()
        leaving = asyncio.create_task(worker.ended())
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    async def _death(self, worker: _Worker) -> tuple[bytes, bytes]:
        """Why a worker has gone: of its document, or because we, or the system, stop it."""
        try:
            status: int | None = await asyncio.wait_for(worker.ended(), _LAST_BREATH_S)
        except TimeoutError:
            status = None
        if self._closed:
            return REFUSED, b"the workers were closed before the document was read"
        if status == -signal.SIGTERM:
            return REFUSED, b"the worker that read the document was stopped"
        if status is not None and status > 0:
            return (
                LIMIT,
                b"its parser failed, a fault of ours: the journal has its traceback before this",
            )
        may = f"it may take {self._memory_bytes // (1024 * 1024)} MiB"
        return LIMIT, f"parser limit: its worker died ({status}); {may}".encode()


class _Worker:
    """A process, and our end of the socket to it."""

    def __init__(self, wall_s: float, memory_bytes: int, needed: str) -> None:
        self.left = _TASKS
        self.channel, theirs = socket.socketpair()
        self.channel.settimeout(0)
        flags = [f"-W{option}" for option in sys.warnoptions]
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, *flags, "-c", _START, str(wall_s), str(memory_bytes), needed],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env=_environment(),
                process_group=0,  # an interrupt is for its parent to hear of
            )

    async def ready(self) -> None:
        """Wait until it is at work: the time to start is none of its document's."""
        await self._receive(len(READY))

    async def ask(self, question: bytes) -> tuple[bytes, bytes]:
        """Question -> kind of answer, answer. Raises OSError or EOFError when the worker dies of it."""
        self.left -= 1
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self.channel, LENGTH.pack(len(question)))
        await loop.sock_sendall(self.channel, question)
        (length,) = LENGTH.unpack(await self._receive(LENGTH.size))
        if not 0 < length <= wire.ANSWER_BYTES:
            return LIMIT, b"parser limit: the items of the document are too large"
        answer = await self._receive(length)
        return answer[:1], answer[1:]

    async def _receive(self, size: int) -> bytes:
        received = bytearray(size)
        view = memoryview(received)
        while view:
            count = await asyncio.get_running_loop().sock_recv_into(self.channel, view)
            if not count:
                raise EOFError("the worker hung up")
            view = view[count:]
        return bytes(received)

    def end(self) -> None:
        """End it now, and hang up; what is dead already stays so."""
        self.process.kill()
        self.channel.close()

    def spent_s(self) -> float:
        """CPU seconds so far; endless where the system does not tell: then time was spent on the document."""
        try:
            text = Path(f"/proc/{self.process.pid}/stat").read_text(
                encoding="utf-8", errors="replace"
            )
        except OSError:
            return math.inf
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / _TICKS_S

    async def ended(self) -> int:
        """Return how it ended, when it has: as subprocess tells it."""
        return await asyncio.to_thread(self.process.wait)


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _PASSED or name.startswith("PYTHON")
    }
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _words(answer: bytes) -> str:
    return answer[:500].decode("utf-8", "replace")
