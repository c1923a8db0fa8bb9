from __future__ import annotations

from datetime import timedelta
from typing import Any

from syndicate.fetch import flood
from syndicate.model import Admission, Item
from tests.contract.store.builders import NOW, a_state, an_item

HOUR = timedelta(hours=1)


def items(count: int, **more: Any) -> list[Item]:
    """The newest first, an hour apart."""
    return [
        an_item(str(n), published_at=NOW - n * HOUR, claimed_at=NOW - n * HOUR, **more)
        for n in range(count)
    ]


def admitted(
    new: list[Item], *, window: int, last: timedelta | None, backfill: int = 100
) -> Admission:
    state = a_state(window=window, last_success_at=None if last is None else NOW - last)
    return flood.gate(state, backfill)(new)


def test_of_a_first_document_the_newest_are_taken_and_none_is_held() -> None:
    new = items(30)[::-1]
    found = admitted(new, window=0, last=None, backfill=10)
    assert found == Admission(frozenset(range(20, 30)))


def test_of_a_first_document_without_dates_the_first_are_taken() -> None:
    new = [an_item(str(n)) for n in range(30)]
    assert admitted(new, window=0, last=None, backfill=3).taken == {0, 1, 2}


def test_nothing_is_taken_of_a_first_document_where_people_want_none() -> None:
    assert admitted(items(5), window=0, last=None, backfill=0) == Admission(frozenset())


def test_as_many_as_usual_are_never_a_flood() -> None:
    assert len(admitted(items(100), window=10, last=HOUR).taken) == 100
    assert len(admitted(items(250), window=50, last=HOUR).taken) == 250


def test_of_a_flood_what_is_dated_after_the_last_poll_is_taken_up_to_the_usual_number() -> None:
    found = admitted(items(101), window=20, last=3.5 * HOUR)
    assert found.taken == {0, 1, 2, 3}
    assert found.held == set(range(4, 101))
    assert admitted(items(101), window=20, last=60 * HOUR).taken == set(range(20))


def test_flood_without_dates_is_held_as_a_whole() -> None:
    new = [an_item(str(n)) for n in range(200)]
    found = admitted(new, window=20, last=HOUR)
    assert (len(found.taken), len(found.held)) == (0, 200)
