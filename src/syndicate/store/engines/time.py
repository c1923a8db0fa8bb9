"""The time of the store's server: what processes of many machines agree on, whatever their own clocks say."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Final

from syndicate.model import moment
from syndicate.protocols import Database, Statement, Transaction

_NOW: Final = Statement(
    "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS bigint) AS now"
)


class ServerTime:
    """A clock that was set by a PostgreSQL server, and goes on by the steady clock of this machine."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._set_to: datetime | None = None
        self._set_at_s = 0.0

    async def set(self) -> None:
        """Ask the server. Of the time that the answer took, half is held to be its way back. Raises StoreError."""
        asked_s = time.monotonic()
        told = await self._database.read(_now())
        self._set_at_s = (asked_s + time.monotonic()) / 2
        self._set_to = told

    def __call__(self) -> datetime:
        """Tell the time, aware and in UTC."""
        if self._set_to is None:
            raise RuntimeError("the clock was never set")
        return self._set_to + timedelta(seconds=time.monotonic() - self._set_at_s)


def _now() -> Transaction[datetime]:
    rows = yield _NOW
    return moment(rows[0]["now"])
