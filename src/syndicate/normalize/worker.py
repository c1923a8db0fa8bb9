"""document.read in processes that can be killed; the only impure module of the room.

A pattern that keeps a parser busy holds Python's lock: no thread can stop it, and no event loop survives it.
A process can be killed; it may take so much memory, so much time, and so many files, and is replaced now and then.

A worker reads hostile bytes, so it is not trusted. A question goes to it as a pickle, which only it unpacks; what
comes back is a length and as many bytes of JSON, which wire.py takes or refuses. It knows neither store nor network.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import pickle
import resource
import signal
import socket
import struct
from collections.abc import Callable
from functools import partial

from syndicate.errors import ParseError, Poison
from syndicate.model import Document, ParsedFeed
from syndicate.normalize import wire

MEMORY = 512 * 1024 * 1024
_TASKS = 200  # documents, after which a worker makes room for a fresh one
_FILES = 64
_NICE = 5
_GRACE_S = 30.0  # for a worker to start
_LAST_BREATH_S = 1.0  # from hanging up until it is gone; who only hung up is killed
_OUTLIVES_S = 5  # of CPU, over its limit of time: for those that nobody is left to kill
_LENGTH = struct.Struct("!I")
_READY, _DONE, _REFUSED, _LIMIT = b"+", b"f", b"r", b"l"
_MODULES = ["__main__", "syndicate.normalize.document", "syndicate.normalize.worker"]


class Workers:
    """Some parsers. Each starts when a document finds no other free, and is replaced when it dies."""

    def __init__(self, *, count: int = 2, wall_s: float = 5.0, memory_bytes: int = MEMORY) -> None:
        self._wall_s = wall_s
        self._memory_bytes = memory_bytes
        self._free = asyncio.Semaphore(count)
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._closed = False

    async def read(
        self, document: Document, *, source_id: str, marks: bytes | None = None
    ) -> ParsedFeed:
        """Parse a document elsewhere. Raises ParseError; Poison, where that costs a worker its life."""
        answer = await self.run(partial(_feed, document, source_id, marks), document)
        try:
            return wire.decode(answer, source_id=source_id, now=document.fetched_at)
        except ValueError as error:
            raise ParseError(document.url, "the worker gave no sane answer") from error

    async def run(self, reading: Callable[[], bytes], document: Document) -> bytes:
        """Have a document read by any function that can be pickled; what it gives is as trusted as the document.

        Raises ParseError, and Poison where that costs a worker its life.
        """
        question = pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)
        async with self._free:
            kind, answer = await self._answer(document.url, question)
        if kind == _LIMIT:
            raise Poison(document.url, _words(answer), body_hash=document.body_hash)
        if kind == _REFUSED:
            raise ParseError(document.url, _words(answer))
        return answer

    async def close(self) -> None:
        """Stop the workers, busy or not."""
        self._closed = True
        idle, self._idle = self._idle, []
        workers = [*idle, *self._busy]
        for worker in workers:
            worker.process.kill()  # whoever waits for its answer notices, and hangs up
        for worker in workers:
            await worker.ended(_GRACE_S)
        for worker in idle:
            worker.end()

    async def _answer(self, url: str, question: bytes) -> tuple[bytes, bytes]:
        worker = await self._worker(url)
        sane = False
        self._busy.add(worker)
        try:
            async with asyncio.timeout(self._wall_s):
                kind, answer = await worker.ask(question)
            sane = kind in (_DONE, _REFUSED)
        except TimeoutError:
            return _LIMIT, f"parser limit: it needs more than {self._wall_s:g} s".encode()
        except (OSError, EOFError):
            return await self._death(worker)
        finally:
            self._busy.discard(worker)
            if sane and worker.left and not self._closed:
                self._idle.append(worker)
            else:
                worker.end()
        return kind, answer

    async def _worker(self, url: str) -> _Worker:
        """One that waits for work and lives, else a fresh one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.process.is_alive():
                return worker
            worker.end()
        if self._closed:
            raise ParseError(url, "the workers are closed")
        try:
            return await self._fresh()
        except (OSError, EOFError) as error:
            raise ParseError(url, f"no worker can be started: {error}") from error

    async def _fresh(self) -> _Worker:
        worker = await asyncio.to_thread(_Worker, self._wall_s, self._memory_bytes)
        started = False
        self._busy.add(worker)
        try:
            async with asyncio.timeout(_GRACE_S):
                await worker.ready()
            started = not self._closed
        finally:
            self._busy.discard(worker)
            if not started:
                worker.end()
        return worker

    async def _death(self, worker: _Worker) -> tuple[bytes, bytes]:
        """Why a worker has gone: of its document, or because we, or the system, stop it."""
        await worker.ended(_LAST_BREATH_S)
        if self._closed:
            return _REFUSED, b"the workers were closed before the document was read"
        if worker.process.exitcode == -signal.SIGTERM:
            return _REFUSED, b"the worker that read the document was stopped"
        may = f"it may take {self._memory_bytes // (1024 * 1024)} MiB"
        return _LIMIT, f"parser limit: its worker died ({worker.process.exitcode}); {may}".encode()


class _Worker:
    """A process, and our end of the socket to it."""

    def __init__(self, wall_s: float, memory_bytes: int) -> None:
        self.left = _TASKS
        self.channel, theirs = socket.socketpair()
        self.channel.settimeout(0)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(_MODULES)
        self.process = context.Process(
            target=_work, args=(theirs, wall_s, memory_bytes), daemon=True
        )
        with theirs:
            self.process.start()

    async def ready(self) -> None:
        """Wait until it is at work: the time to start is none of its document's."""
        await self._receive(len(_READY))

    async def ask(self, question: bytes) -> tuple[bytes, bytes]:
        """Question -> kind of answer, answer. Raises OSError or EOFError when the worker dies of it."""
        self.left -= 1
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(self.channel, _LENGTH.pack(len(question)))
        await loop.sock_sendall(self.channel, question)
        (length,) = _LENGTH.unpack(await self._receive(_LENGTH.size))
        if not 0 < length <= wire.ANSWER_BYTES:
            return _LIMIT, b"parser limit: the items of the document are too large"
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

    async def ended(self, within_s: float) -> None:
        """Wait until it has ended, but no longer than that."""
        await asyncio.to_thread(self.process.join, within_s)


def _words(answer: bytes) -> str:
    return answer[:500].decode("utf-8", "replace")


def _work(channel: socket.socket, wall_s: float, memory_bytes: int) -> None:
    """Answer one question after the other, until the other end is closed. Runs in the worker."""
    _limit(memory_bytes)
    with channel, channel.makefile("rb") as questions:
        channel.sendall(_READY)
        while head := questions.read(_LENGTH.size):
            _allow(wall_s + _OUTLIVES_S)
            (length,) = _LENGTH.unpack(head)
            answer = _read(questions.read(length), memory_bytes)
            channel.sendall(_LENGTH.pack(len(answer)) + answer)


def _limit(memory_bytes: int) -> None:
    """Bound this process. It is stopped by SIGTERM at once, and not by an interrupt that is meant for its parent."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(_NICE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _allow(seconds: float) -> None:
    """Let this process have so much CPU from now on: the system ends it even if its parent is gone."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (soft if most < 0 else min(soft, most), most))


def _read(question: bytes, memory_bytes: int) -> bytes:
    """What is asked for, or why there is nothing, as plain bytes."""
    try:
        reading: Callable[[], bytes] = pickle.loads(question)  # noqa: S301 - our own, and nothing to lose here
        return _DONE + reading()
    except ParseError as error:
        return _REFUSED + error.reason.encode("utf-8", "replace")
    except MemoryError:
        mebibytes = memory_bytes // (1024 * 1024)
        return _LIMIT + f"parser limit: it needs more than {mebibytes} MiB".encode()


def _feed(document: Document, source_id: str, marks: bytes | None) -> bytes:
    from syndicate.normalize import document as way  # only here: the pool's owner parses nothing

    return wire.encode(way.read(document, source_id=source_id, marks=marks))
