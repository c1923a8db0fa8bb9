"""Group commit: one transaction for what waits, each entry for itself where that fails, and no haste but for who wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from syndicate.errors import StoreError
from syndicate.protocols import Transaction
from syndicate.store.engines import together
from syndicate.store.engines.together import MOST, Together


class Written:
    """A database that only tells which entries came in one transaction. Those that are `bad` fail it."""

    engine = name = "none"
    changes = 0
    hears = False

    def __init__(self, *bad: int) -> None:
        self.batches: list[list[int]] = []
        self._bad = bad

    def plan(self, entries: Sequence[int]) -> Transaction[Sequence[int]]:
        yield from ()
        self.batches.append([*entries])
        if not {*entries}.isdisjoint(self._bad):
            raise StoreError("refused")
        return [10 * entry for entry in entries]

    async def write(self, transaction: Transaction[Any]) -> Any:
        await asyncio.sleep(0)
        try:
            next(transaction)
        except StopIteration as end:
            return end.value
        raise AssertionError

    read = write

    async def hold(self, name: str, *, shared: bool = False) -> None: ...

    async def listen(self) -> None: ...

    async def close(self) -> None: ...


async def test_what_waits_is_written_once_in_one_transaction() -> None:
    written = Written()
    group = Together(written, written.plan)
    assert await asyncio.gather(*(group.write(one) for one in (1, 2, 3))) == [10, 20, 30]
    assert written.batches == [[1, 2, 3]]


async def test_what_comes_while_something_is_written_waits_for_the_next_transaction() -> None:
    written = Written()
    group = Together(written, written.plan)
    first = asyncio.create_task(group.write(1))
    while not written.batches:  # noqa: ASYNC110
        await asyncio.sleep(0)
    assert await group.write(2) == 20
    assert await first == 10
    assert written.batches == [[1], [2]]


async def test_an_entry_that_fails_takes_no_other_along() -> None:
    written = Written(2)
    group = Together(written, written.plan)
    one, two, three = await asyncio.gather(
        *(group.write(one) for one in (1, 2, 3)), return_exceptions=True
    )
    assert (one, three) == (10, 30)
    assert isinstance(two, StoreError)
    assert written.batches == [[1, 2, 3], [1], [2], [3]]


async def test_an_entry_whose_caller_gave_up_is_written_all_the_same() -> None:
    written = Written()
    group = Together(written, written.plan)
    given_up = asyncio.create_task(group.write(1))
    await asyncio.sleep(0)
    given_up.cancel()
    assert await group.write(2) == 20
    assert written.batches == [[1, 2]]


async def test_no_transaction_is_longer_than_the_most() -> None:
    written = Written()
    group = Together(written, written.plan)
    await asyncio.gather(*(group.write(one) for one in range(MOST + 1)))
    assert [len(batch) for batch in written.batches] == [MOST, 1]


@pytest.mark.parametrize(
    ("patient", "waits"),
    [((True, True), True), ((False, False), False), ((True, False), False), ((False, True), False)],
)
async def test_only_where_all_are_patient_others_are_waited_for(
    monkeypatch: pytest.MonkeyPatch, patient: Sequence[bool], *, waits: bool
) -> None:
    monkeypatch.setattr(together, "PATIENCE_S", 0.123)
    sleep, slept = asyncio.sleep, list[float]()

    async def noted(seconds: float) -> None:
        slept.append(seconds)
        await sleep(0)

    monkeypatch.setattr(asyncio, "sleep", noted)
    written = Written()
    group = Together(written, written.plan)
    await asyncio.gather(*(group.write(n, patient=one) for n, one in enumerate(patient)))
    assert (0.123 in slept) == waits
    assert written.batches == [[0, 1]]
