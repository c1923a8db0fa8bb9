from __future__ import annotations

from syndicate.outputs.bounded import Bounded


def test_what_was_not_wanted_for_longest_goes_first() -> None:
    kept: Bounded[str, int] = Bounded(10)
    for number, key in enumerate("abc"):
        kept.keep(key, number, 4)
    assert kept.get("a") is None
    assert kept.get("b") == 1
    kept.keep("d", 3, 4)
    assert (kept.get("b"), kept.get("c"), len(kept)) == (1, None, 2)


def test_what_is_replaced_or_forgotten_takes_no_room() -> None:
    kept: Bounded[str, int] = Bounded(10)
    for number in range(5):
        kept.keep("a", number, 6)
    kept.keep("b", 9, 4)
    assert (kept.get("a"), kept.get("b")) == (4, 9)
    kept.forget("a")
    kept.forget("unknown")
    kept.keep("c", 3, 6)
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (None, 9, 3)


def test_the_newest_stays_even_where_it_is_too_large() -> None:
    kept: Bounded[str, int] = Bounded(10)
    kept.keep("a", 1, 4)
    kept.keep("b", 2, 40)
    assert (kept.get("a"), kept.get("b")) == (None, 2)
