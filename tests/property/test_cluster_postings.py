"""Whatever came and went, in whatever order: the nearest are those that a comparison with all would find."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.cluster.remembered import postings
from syndicate.cluster.remembered.postings import Postings
from syndicate.cluster.remembered.sketch import Profile
from syndicate.cluster.words.lexicon import Lexicon
from syndicate.cluster.words.weights import STEPS

weights = st.integers(1, 9999).map(lambda steps: steps / 10_000)
vectors = st.dictionaries(st.sampled_from("abcdefgh"), weights, min_size=1, max_size=5)
keys = st.sampled_from(["k1", "k2", "k3", "k4", "k5", "k6"])
changes = st.lists(st.tuples(keys, st.none() | vectors, st.integers(0, 50)), max_size=60)


def profile(held: dict[str, float], at: int) -> Profile:
    return Profile(at, at + 5, dict(sorted(held.items())), (), "")


def grown(
    steps: Sequence[tuple[str, dict[str, float] | None, int]],
) -> tuple[Postings, dict[str, Profile]]:
    """Put, change and drop."""
    index = Postings()
    live: dict[str, Profile] = {}
    for key, held, at in steps:
        if held is not None:
            before = live.get(key)
            live[key] = profile(held, at)
            index.put(key, live[key], before.sum if before else {})
        elif key in live:
            index.drop(key, live.pop(key).sum)
    return index, live


def compared(
    live: dict[str, Profile], vector: dict[str, float], between: tuple[int, int]
) -> list[tuple[float, str]]:
    """Compare with every one."""
    begin, end = between
    found = []
    for key, one in live.items():
        whole = sum(
            round(vector[term] * STEPS) * round(one.sum[term] * STEPS)
            for term in vector.keys() & one.sum.keys()
        )
        if whole and one.first <= end and one.last >= begin:
            found.append((-float(whole) / one.size, key))
    return [(-score / STEPS**2, key) for score, key in sorted(found)]


@given(changes, vectors, st.integers(1, 7), st.integers(0, 60))
@settings(max_examples=150)
def test_the_nearest_are_found_as_by_comparing_with_all(
    steps: list[tuple[str, dict[str, float] | None, int]],
    vector: dict[str, float],
    count: int,
    begin: int,
) -> None:
    index, live = grown(steps)
    between = begin, begin + 10
    assert index.nearest(vector, count, between) == compared(live, vector, between)[:count]


@given(changes, vectors)
@settings(max_examples=100)
def test_it_does_not_matter_how_they_came(
    steps: list[tuple[str, dict[str, float] | None, int]], vector: dict[str, float]
) -> None:
    index, live = grown(steps)
    anew = Postings()
    for key in sorted(live, reverse=True):
        anew.put(key, live[key], {})
    assert anew.nearest(vector, 3) == index.nearest(vector, 3)


@given(changes, changes, vectors, st.integers(1, 7), st.integers(0, 20))
@settings(max_examples=100)
def test_many_at_once_are_held_as_one_by_one(
    before: list[tuple[str, dict[str, float] | None, int]],
    after: list[tuple[str, dict[str, float] | None, int]],
    vector: dict[str, float],
    count: int,
    waiting: int,
) -> None:
    index, live = grown(before)
    more = {f"more {key}": one for key, one in grown(after)[1].items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "WAITING", waiting)
        for key, one in more.items():
            index.put_all({key: one})
    both = live | more
    everything = (-100, 100)
    assert index.nearest(vector, count, everything) == compared(both, vector, everything)[:count]
    for key, one in more.items():
        index.drop(key, one.sum)
    assert index.nearest(vector, count) == compared(live, vector, everything)[:count]


@given(changes, vectors, st.frozensets(keys))
@settings(max_examples=100)
def test_the_marked_ones_are_found_among_themselves(
    steps: list[tuple[str, dict[str, float] | None, int]],
    vector: dict[str, float],
    wanted: frozenset[str],
) -> None:
    index, live = grown(steps)
    for key in live:
        index.mark(key, marked=key in wanted)
    some = {key: one for key, one in live.items() if key in wanted}
    assert index.nearest(vector, 3, marked=True) == compared(some, vector, (-100, 100))[:3]


def test_what_changes_again_and_again_takes_no_more_room() -> None:
    lexicon = Lexicon()
    index = Postings(lexicon)
    held: dict[str, float] = {}
    index.put("j", profile({"a": 0.5}, 0), {})
    for turn in range(500):
        before, held = held, {"a": turn % 7 / 10 + 0.1, "b": 0.5}
        index.put("k", profile(held, turn), before)
        assert len(index._lines.read(np.array([lexicon.numbers["a"]], np.uint32))[0]) <= 8
    index.drop("k", held)
    index.drop("j", {"a": 0.5})
    holders, _, _, logs = index._lines.state()
    assert not any(logs)
    assert not any(holders)


def test_the_commonest_terms_are_asked_only_while_few_are_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postings, "LOOKED_AT", 10)
    monkeypatch.setattr(postings, "ENOUGH", 2)
    index = Postings()
    for number in range(8):
        held = {"common": 0.5} | ({"rare": 0.5} if number < 3 else {})
        index.put(f"k{number}", profile(held, 0), {})
    assert len(index.nearest({"common": 0.5}, 9)) == 8
    assert [key for _, key in index.nearest({"common": 0.5, "rare": 0.1}, 9)] == ["k0", "k1", "k2"]


def test_the_rarest_terms_are_looked_at_as_far_as_their_holders_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postings, "LOOKED_AT", 10)
    monkeypatch.setattr(postings, "ENOUGH", 2)
    index = Postings()
    for number in range(7):
        held = {"a": 0.5, **({"b": 0.4} if number < 5 else {}), **({"c": 0.3} if number else {})}
        index.put(f"k{number}", profile(held, 0), {})
    ranked = [key for _, key in index.nearest(dict.fromkeys("abc", 0.5), 9)]
    # "c" and "a", with six and seven holders, would be too many beside the five of "b".
    assert ranked == ["k0", "k1", "k2", "k3", "k4"]
    monkeypatch.setattr(postings, "LOOKED_AT", 18)
    index.put("k7", profile({"d": 0.1}, 0), {})  # what was asked last is forgotten
    assert len(index.nearest(dict.fromkeys("abc", 0.5), 9)) == 7


@pytest.mark.parametrize("seed", range(8))
def test_many_are_as_few(seed: int) -> None:
    dice = random.Random(seed)
    rows = [
        (f"k{number}", {dice.choice("abcdefgh"): dice.randint(1, 99) / 100 for _ in range(3)}, dice.randint(0, 50))
        for number in range(1000)
    ]  # fmt: skip
    index, live = grown(rows)
    vector = dict.fromkeys(dice.sample("abcdefgh", 3), 0.5)
    for between in ((0, 60), (20, 25), (56, 60)):
        assert index.nearest(vector, 9, between) == compared(live, vector, between)[:9]
