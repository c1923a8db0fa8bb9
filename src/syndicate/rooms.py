"""The rooms that a pipeline opens when the first item or the first reader comes.

Most rounds bring neither, and opening them takes longer than hundreds of polls.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from syndicate.corridors.polling import Doors
from syndicate.holding import Holding
from syndicate.metrics import Metrics
from syndicate.store import Store

if TYPE_CHECKING:
    from syndicate.corridors.clustering import Clusterer
    from syndicate.corridors.linking import Linker
    from syndicate.outputs.press import Press


class Rooms:
    """Who clusters, links and renders; each is None until it is opened."""

    clusterer: Clusterer | None = None
    linker: Linker | None = None
    press: Press | None = None

    def __init__(self, store: Store, doors: Doors, metrics: Metrics, holding: Holding) -> None:
        self._store = store
        self._doors = doors
        self._metrics = metrics
        self._holding = holding
        self._opening = asyncio.Lock()

    async def open_clusterer(self) -> Clusterer:
        """Give who places items; one caller at a time."""
        if self.clusterer is None:
            self.clusterer = await asyncio.to_thread(self._new_clusterer)
        return self.clusterer

    async def open_linker(self) -> Linker:
        """Give who links threads of two languages; one caller at a time."""
        if self.linker is None:
            self.linker = await asyncio.to_thread(self._new_linker)
        return self.linker

    async def open_press(self) -> Press:
        """Give who renders, whoever asks at once."""
        async with self._opening:
            if self.press is None:
                self.press = await asyncio.to_thread(self._new_press)
        return self.press

    def _new_clusterer(self) -> Clusterer:
        from syndicate.cluster.meaning.sentences import encoder
        from syndicate.corridors.clustering import Clusterer

        return Clusterer(
            store=self._store,
            clock=self._doors.clock,
            metrics=self._metrics,
            encode=encoder(),
            holding=self._holding,
        )

    def _new_linker(self) -> Linker:
        from syndicate.corridors.linking import Linker

        return Linker(store=self._store, clock=self._doors.clock, holder=self._holding.holder)

    def _new_press(self) -> Press:
        from syndicate.outputs.press import Press

        return Press(
            self._store,
            clock=self._doors.clock,
            on_render=self._metrics.renders.inc,
            on_fault=self._metrics.render_failed,
        )
