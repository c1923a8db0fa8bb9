"""The nearest directions are found, whatever came and went before."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.remembered import directions
from syndicate.cluster.remembered.directions import Directions

SOME = 200


def steps(seed: int) -> bytes:
    """A direction; those of neighbouring numbers are alike."""
    common = np.random.default_rng(seed // 5).normal(size=DIMENSIONS)
    own = np.random.default_rng(10_000 + seed).normal(size=DIMENSIONS)
    told = common + 0.7 * own
    return (told * (512 / np.linalg.norm(told))).clip(-127, 127).astype(np.int8).tobytes()


def product(one: bytes, other: bytes) -> int:
    first, second = (np.frombuffer(told, np.int8).astype(np.int64) for told in (one, other))
    return int(first @ second)


KNOWN = [steps(seed) for seed in range(SOME)]
numbers = st.integers(0, 40)


@given(
    st.lists(st.tuples(st.sampled_from("abcdefghij"), st.none() | numbers), max_size=60),
    numbers,
    st.integers(1, 12),
)
def test_of_few_exactly_the_nearest_are_found(
    changes: list[tuple[str, int | None]], asked: int, count: int
) -> None:
    held, plain = Directions(), dict[str, bytes]()
    for key, number in changes:
        if number is None:
            held.drop(key)
            plain.pop(key, None)
        else:
            plain[key] = KNOWN[number]
            held.put(key, KNOWN[number])
    ranked = sorted((-product(KNOWN[asked], told), key) for key, told in plain.items())
    for fewer in (count, count // 2 + 1, 1):
        assert held.nearest(KNOWN[asked], fewer) == [key for _, key in ranked[:fewer]]
    assert len(held) == len(plain)


def test_of_many_nearly_all_of_the_nearest_are_found_in_whatever_order_they_came() -> None:
    many = {f"k{seed}": steps(seed) for seed in range(4 * directions.EXACT)}
    held, anew = Directions(), Directions()
    for key, told in many.items():
        held.put(key, told)
    shuffled = list(many)
    random.Random(5).shuffle(shuffled)
    for key in shuffled:
        anew.put(key, steps(1))
    for key in shuffled[:50]:
        anew.drop(key)
    for key, told in many.items():
        anew.put(key, told)
    found = wanted = 0
    rows = np.array([np.frombuffer(told, np.int8) for told in many.values()], np.int64)
    for asked in KNOWN[:40]:
        nearest = held.nearest(asked, 5)
        assert anew.nearest(asked, 5) == nearest
        products = rows @ np.frombuffer(asked, np.int8).astype(np.int64)
        found += len(set(nearest) & {f"k{slot}" for slot in np.argsort(-products)[:5]})
        wanted += 5
    assert found / wanted > 0.95


def test_nothing_is_near_to_nothing() -> None:
    held = Directions()
    assert held.nearest(KNOWN[0], 3) == []
    held.put("a", KNOWN[0])
    assert held.nearest(b"", 3) == []
