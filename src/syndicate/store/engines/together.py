"""Group commit: what arrives while the store is busy is written in one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from syndicate.protocols import Database, Transaction

Entry = TypeVar("Entry")
Result = TypeVar("Result")

MOST = 64  # a round in which everything is new must not hold the writer for seconds
PATIENCE_S = 0.02  # a transaction costs as much as a dozen rows


class Together(Generic[Entry, Result]):
    """Writes entries by `plan`, which gives a result for each in their order.

    A transaction that fails is no reason to lose what only shared it: each of its entries is then
    written alone, and fails or succeeds for itself.
    """

    def __init__(
        self, database: Database, plan: Callable[[Sequence[Entry]], Transaction[Sequence[Result]]]
    ) -> None:
        self._database = database
        self._plan = plan
        self._waiting: list[tuple[Entry, asyncio.Future[Result]]] = []
        self._in_haste = 0
        self._writing: asyncio.Task[None] | None = None

    async def write(self, entry: Entry, *, patient: bool = False) -> Result:
        """Return when the entry is saved. It is finished even if the caller stops waiting for it.

        Where all that waits is `patient`, a moment is given to others to join.
        """
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((entry, future))
        self._in_haste += not patient
        if self._writing is None:
            self._writing = asyncio.create_task(self._write())
        return await future

    async def _write(self) -> None:
        try:
            while self._waiting:
                if not self._in_haste and len(self._waiting) < MOST:
                    await asyncio.sleep(PATIENCE_S)
                self._in_haste = 0
                batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                if not await self._written(batch):
                    for one in batch:
                        await self._written([one])
        finally:
            self._writing = None

    async def _written(self, batch: Sequence[tuple[Entry, asyncio.Future[Result]]]) -> bool:
        """Write these; False when they failed and each may be tried alone."""
        write = self._database.write(self._plan([entry for entry, _ in batch]))
        (answer,) = await asyncio.gather(write, return_exceptions=True)
        if isinstance(answer, BaseException) and len(batch) > 1:
            return False
        for number, (_, future) in enumerate(batch):
            if future.done():  # its caller was cancelled
                continue
            if isinstance(answer, BaseException):
                future.set_exception(answer)
            else:
                future.set_result(answer[number])
        return True
