"""When things were last seen -> which have not been for too long. Pure; what changes is Memory's."""

import heapq
from collections.abc import Callable, Iterator
from typing import Final

SPAN: Final = 300_000_000  # microseconds: only what was last seen in the span that is due is sorted

Seen = Callable[[str], int | None]


class Ages:
    """Ids by the time they were last seen. What was seen again stands in its old span too, and is passed over there."""

    def __init__(self) -> None:
        self._spans: dict[int, list[str]] = {}
        self._order: list[int] = []  # a heap of the spans
        self._due: list[tuple[int, str]] = []  # a heap of what is in spans that were reached
        self._reached = -1

    def put(self, key: str, seen: int, before: int | None = None) -> None:
        """Something was seen, and before that at another time, or never."""
        span = seen // SPAN
        if span <= self._reached:
            heapq.heappush(self._due, (seen, key))
        elif before is None or before // SPAN != span:
            if span not in self._spans:
                self._spans[span] = []
                heapq.heappush(self._order, span)
            self._spans[span].append(key)

    def past(
        self, limit: int, seen: Seen, crowded: Callable[[], bool] = lambda: False
    ) -> Iterator[str]:
        """Take what was last seen before a limit, and what else is oldest while there is too much of it."""
        while True:
            while self._order and (
                self._order[0] <= limit // SPAN or (not self._due and crowded())
            ):
                self._reach(seen)
            if not self._due or not (self._due[0][0] < limit or crowded()):
                return
            at, key = heapq.heappop(self._due)
            if seen(key) == at:
                yield key

    def _reach(self, seen: Seen) -> None:
        """Sort what was last seen in the oldest span."""
        self._reached = heapq.heappop(self._order)
        for key in self._spans.pop(self._reached):
            at = seen(key)
            if at is not None and at // SPAN == self._reached:
                heapq.heappush(self._due, (at, key))
