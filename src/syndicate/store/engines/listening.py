"""A connection that hears when the store's revision grows, whoever let it grow (LISTEN and NOTIFY of PostgreSQL)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

import psycopg

CHANNEL: Final = "syndicate_revision"  # as the trigger of the table `meta` names it
ASKED_EVERY_S: Final = 5.0
FIRST_PAUSE_S: Final = 0.1
LONGEST_PAUSE_S: Final = 10.0


class Listener:
    """Listens until it is stopped, and connects anew where the connection is lost.

    `hears` is False for as long as something could be missed. What was missed is made up for: that the
    connection stands again counts as a change. `greeting` is SQL that every connection begins with.
    """

    def __init__(
        self, url: str, name: str, changed: Callable[[], None], *, greeting: str = ""
    ) -> None:
        self._url = url
        self._name = name
        self._changed = changed
        self._greeting = greeting
        self._task: asyncio.Task[None] | None = None
        self.hears = False

    def start(self) -> None:
        """Begin to listen. Safe to call twice."""
        if self._task is None:
            self._task = asyncio.create_task(self._keep_listening(), name="listen to the store")

    async def stop(self) -> None:
        """Listen no more."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _keep_listening(self) -> None:
        pause_s = FIRST_PAUSE_S
        while True:
            try:
                await self._listen()
            except (psycopg.Error, OSError):  # also where a server does not answer in time
                pause_s = FIRST_PAUSE_S if self.hears else min(2 * pause_s, LONGEST_PAUSE_S)
            finally:
                self.hears = False
            await asyncio.sleep(pause_s)

    async def _listen(self) -> None:
        async with asyncio.timeout(ASKED_EVERY_S):
            connection = await psycopg.AsyncConnection.connect(
                self._url, autocommit=True, application_name=self._name
            )
        try:
            if self._greeting:
                await self._ask(connection, self._greeting)
            await self._ask(connection, f"LISTEN {CHANNEL}")
            self.hears = True
            self._changed()
            while True:
                async for _ in connection.notifies(timeout=ASKED_EVERY_S):
                    self._changed()
                # A server that is gone without a word looks like one that has nothing to tell.
                await self._ask(connection, "SELECT 1")
        finally:
            await connection.close()

    async def _ask(self, connection: psycopg.AsyncConnection[Any], words: str) -> None:
        async with asyncio.timeout(ASKED_EVERY_S):
            await connection.execute(words.encode())
