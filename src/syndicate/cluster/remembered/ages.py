"""When things were last seen -> which have not been for too long. Pure; what changes is Memory's."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from syndicate.cluster.remembered.ids import Ids, named

SPAN: Final = 300_000_000  # microseconds: only what was last seen in the span that is due is sorted

Seen = Callable[[str], int | None]
State = tuple[dict[int, bytes], list[int], list[int], bytes, int]


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

    def state(self, ids: Ids) -> tuple[object, ...]:
        """Give all of it, as `restore` takes it."""
        spans = {span: ids.numbers(keys) for span, keys in self._spans.items()}
        due = [at for at, _ in self._due], ids.numbers(key for _, key in self._due)
        return spans, self._order, *due, self._reached

    def restore(self, state: State, names: Sequence[str]) -> None:
        """Take over what another gave; there is nothing yet."""
        spans, self._order, due, keys, self._reached = state
        self._spans = {span: named(names, numbers) for span, numbers in spans.items()}
        self._due = list(zip(due, named(names, keys), strict=True))

    def _reach(self, seen: Seen) -> None:
        """Sort what was last seen in the oldest span."""
        self._reached = heapq.heappop(self._order)
        for key in self._spans.pop(self._reached):
            at = seen(key)
            if at is not None and at // SPAN == self._reached:
                heapq.heappush(self._due, (at, key))
