"""The queue of many processes: polls are jobs of Procrastinate, one job for all that is due at a host.

Only home of Procrastinate; imported only where it is used. A job names sources and the token of their claim, and no
more: what it does is decided by the store, where it takes them up. So a job that runs a second time, after its process
was taken for dead, polls nothing a second time. Everything but polls stays in the process, in a queue of its own.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import procrastinate
from procrastinate.exceptions import ConnectorException, ProcrastinateException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager
from procrastinate.schema import SchemaManager

from syndicate.errors import StoreError
from syndicate.log import Seldom, problem
from syndicate.model import SourceState, Task, poll_of
from syndicate.protocols import Claim
from syndicate.queue import jobs
from syndicate.queue.local import LocalQueue, Write
from syndicate.queue.schema import prepare

AT_ONCE: Final = 50  # jobs of one process
PATIENCE_S: Final = 1.0  # between two looks for work that nobody told of
STALLED_S: Final = 30.0  # without a sign of life for so long, a process is taken for dead
# "cached plan must not change result type": tables were made anew (pg_restore), and each connection would fail on.
_PLANNED: Final = "0A000"
GRACE_S: Final = 6.0  # what runs has so long to end when the process stops

TakeUp = Callable[[Sequence[str], int], Awaitable[Sequence[SourceState]]]
GiveBack = Callable[[Sequence[SourceState]], Awaitable[None]]


class _Ends(JobManager):
    """Keeps jobs as Procrastinate does, but for their ends, which are written by us."""

    def __init__(self, connector: Any, end: Callable[[Job], Awaitable[None]]) -> None:
        super().__init__(connector)
        self._end = end

    async def finish_job(self, job: Job, status: Status, delete_job: bool) -> None:  # noqa: ARG002, FBT001
        """Let a job be no more, however it ended."""
        await self._end(job)


class PostgresQueue:
    """Hands polls to every process that `works`; what is put into one of these is performed there, by `local`.

    A process that does not work leaves what is put here to those that do: they look for it in the store.

    `pool` are the store's connections to PostgreSQL, `write` runs a transaction over them.
    """

    def __init__(
        self,
        *,
        pool: Any,
        local: LocalQueue,
        write: Write,
        take_up: TakeUp,
        give_back: GiveBack,
        works: bool,
    ) -> None:
        self._pool = pool
        self._local = local
        self._write = write
        self._take_up = take_up
        self._give_back = give_back
        self._works = works
        self._closed = asyncio.Event()
        self._fetching: asyncio.Task[None] | None = None
        self._app = procrastinate.App(connector=procrastinate.PsycopgConnector())
        self._app.job_manager = _Ends(self._app.connector, self._end)
        self._app.task(name=jobs.TASK)(self._poll_host)
        logging.getLogger("procrastinate").setLevel(logging.CRITICAL)  # we tell of it ourselves

    @property
    def backlog(self) -> int:
        """How many tasks wait in this process."""
        return self._local.backlog

    async def open(self) -> None:
        """Bring the tables into their newest form, and share the store's connections. Raises StoreError."""
        await self._write(prepare(SchemaManager.get_schema(), _migrations()))
        await self._app.open_async(self._pool)

    async def dispatch(self, claim: Claim) -> None:
        """Claim what is due, as much as there is room for, and make jobs of it, in one transaction."""
        await self._write(jobs.handing_over(claim, STALLED_S))

    async def put(self, task: Task) -> bool:
        """Give a task to this process; False when one with its lock is already waiting, or others are to do it."""
        return self._works and await self._local.put(task)

    def leave(self, task: Task) -> None:
        """Let the next task of this lane begin, though this one still has work to do elsewhere."""
        self._local.leave(task)

    async def work(self, perform: Callable[[Task], Awaitable[None]]) -> None:
        """Perform tasks and, in a process that works, jobs, until cancelled or drained."""
        async with asyncio.TaskGroup() as work:
            if self._works:
                self._fetching = work.create_task(self._fetch_jobs())
            await self._local.work(perform)
            self._stop_fetching()

    async def idle(self) -> None:
        """Return when nothing waits and nothing runs in this process."""
        await self._local.idle()

    async def drain(self) -> None:
        """Take no more tasks and jobs; return when those that run have ended."""
        self._closed.set()
        await self._local.drain()
        self._stop_fetching()
        if self._fetching is not None:
            await asyncio.wait([self._fetching])

    async def sweep(self) -> None:
        """Let others run the jobs of processes that gave no sign of life. Raises StoreError."""
        manager = self._app.job_manager
        try:
            for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_S):
                try:
                    await manager.retry_job(job)
                except UniqueViolation:  # the host has its next job already
                    await manager.finish_job(job, Status.FAILED, delete_job=True)
                problem("a job is taken over, its process gave no sign of life", job=job.lock)
        except ConnectorException as error:
            raise _told(error) from error

    def _stop_fetching(self) -> None:
        if self._fetching is not None:
            self._fetching.cancel()

    async def _fetch_jobs(self) -> None:
        """Run jobs until cancelled. A worker ends when it loses the database; then the next one begins."""
        seldom = Seldom()
        while not self._closed.is_set():
            try:
                await self._app.run_worker_async(
                    queues=[jobs.QUEUE],
                    concurrency=AT_ONCE,
                    fetch_job_polling_interval=PATIENCE_S,
                    shutdown_graceful_timeout=GRACE_S,
                    stalled_worker_timeout=STALLED_S,
                    delete_jobs="always",
                    install_signal_handlers=False,
                )
            except ProcrastinateException as error:
                seldom.problem("no jobs for now, the database does not answer", reason=_told(error))
                if getattr(error.__cause__, "sqlstate", None) == _PLANNED:
                    await self._pool.drain()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), PATIENCE_S)

    async def _end(self, job: Job) -> None:
        """Write that a job has ended, as often as it takes: nobody else asks its host while it seems to run."""
        assert job.id is not None  # noqa: S101 - for the type: it comes from the table
        while True:
            try:
                await self._write(jobs.ended(job.id, job.worker_id))
            except StoreError:
                if self._closed.is_set():
                    return  # without this process it is taken over
            else:
                return
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), PATIENCE_S)

    async def _poll_host(self, ids: list[str], claim: int) -> None:
        """Poll what of these sources is still claimed by this token, and wait for it."""
        try:
            states = await self._take_up(ids, claim)
            tasks = [poll_of(state) for state in states]
            left = await self._local.see_to(tasks)
            await self._give_back([task.state for task in left if task.state is not None])
        except StoreError as error:  # the claim lapses, and they fall due again
            problem("not polled, the store does not answer", sources=len(ids), reason=error)


def _migrations() -> Mapping[str, str]:
    """The migrations of the installed Procrastinate, by name, in their order."""
    folder = Path(SchemaManager.get_migrations_path())
    return {file.name: file.read_text("utf-8") for file in sorted(folder.glob("*.sql"))}


def _told(error: Exception) -> StoreError:
    return StoreError(f"the queue: {' '.join(str(error.__cause__ or error).split())}")
