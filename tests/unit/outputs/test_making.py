from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest

from syndicate.model import Reason, StoredItem, Topic
from syndicate.outputs.making import Ingredients, Making, entry_of
from tests.unit.publish.samples import SITE, SOURCES, stored

IRAQ = Topic("iraq", "Iraq today")
COPY = stored(2, "s2", "i1")


def ingredients(number: int = 1, **changes: Any) -> Ingredients:
    plain = Ingredients(
        stored=replace(stored(number), thread_id="t1"),
        carriers=(COPY,),
        cards=(SOURCES["s1"], SOURCES["s2"]),
        reasons=(Reason("story", 0.8, ("report",), gap=3600),),
        topics=(IRAQ,),
        kind="outputs",
        site=SITE,
    )
    return replace(plain, **changes)


def item_with(**changes: Any) -> StoredItem:
    return replace(stored(1, **changes), thread_id="t1")


# Of each ingredient, what is another one and makes another entry.
CHANGES: dict[str, list[dict[str, Any]]] = {
    "stored": [
        {"stored": item_with(title="Another title")},
        {"stored": item_with(content_html="<p>Another text.</p>")},
        {"stored": item_with(image_url="https://s1.example/a.png")},
        {"stored": replace(item_with(), changed_at=stored(9).changed_at)},
        {"stored": replace(item_with(), thread_id="t2")},
    ],
    "carriers": [
        {"carriers": (), "cards": (SOURCES["s1"],)},
        {"carriers": (stored(2, "s2", "i1", url="https://copy.example/moved"),)},
    ],
    "cards": [
        {"cards": (replace(SOURCES["s1"], title="Xinhua"), SOURCES["s2"])},
        {"cards": (replace(SOURCES["s1"], tags=("world",)), SOURCES["s2"])},
        {"cards": (replace(SOURCES["s1"], republish="link"), SOURCES["s2"])},
        {"cards": (replace(SOURCES["s1"], rights="(c) Xinhua"), SOURCES["s2"])},
        {"cards": (SOURCES["s1"], replace(SOURCES["s2"], title="The Daily"))},
    ],
    "reasons": [
        {"reasons": ()},
        {"reasons": (Reason("story", 0.8, ("report",), gap=7200),)},
    ],
    "topics": [{"topics": ()}, {"topics": (Topic("iraq", "Iraq tomorrow"),)}],
    "kind": [{"kind": "threads"}, {"kind": "sources"}],
    "site": [{"site": "https://moved.example.org"}],
}


def anew(made_of: Ingredients) -> Ingredients:
    """The same as if it came from the store once more."""
    again: Ingredients = pickle.loads(pickle.dumps(made_of))
    return again


def test_an_entry_whose_ingredients_are_as_they_were_is_the_very_object_of_before() -> None:
    making = Making()
    made_of = [ingredients(number) for number in range(1, 5)]
    first = making.entries(made_of, "outputs")
    again = making.entries(reversed(list(map(anew, made_of))), "outputs")
    assert list(map(id, first)) == list(map(id, reversed(again)))


@pytest.mark.parametrize(
    "change", [change for several in CHANGES.values() for change in several], ids=str
)
def test_an_entry_of_which_any_ingredient_changed_says_so(change: dict[str, Any]) -> None:
    making = Making()
    (before,) = making.entries([ingredients()], "outputs")
    (after,) = making.entries([ingredients(**change)], "outputs")
    assert after == entry_of(ingredients(**change)) != before
    assert making.entries([ingredients()], "outputs") == (before,)


def test_there_is_a_change_of_every_ingredient_here() -> None:
    assert list(CHANGES) == [field.name for field in fields(Ingredients)]


@pytest.mark.parametrize(
    "other",
    [
        lambda making: making.entries([ingredients(2)], "outputs"),
        lambda making: making.entries([ingredients(kind="threads")], "threads"),
    ],
)
def test_entries_of_other_items_and_other_feeds_leave_it_alone(
    other: Callable[[Making], object],
) -> None:
    making = Making()
    (first,) = making.entries([ingredients()], "outputs")
    other(making)
    assert making.entries([ingredients()], "outputs")[0] is first


def test_no_more_is_kept_than_there_is_room_for() -> None:
    text = "word " * 2000
    making = Making(limit_bytes=100_000)
    made_of = [ingredients(n, stored=stored(n, content_html=text, text=text)) for n in range(50)]
    first = making.entries(made_of, "outputs")
    again = making.entries(made_of[::-1], "outputs")[::-1]
    assert again == first
    kept = [old is new for old, new in zip(first, again, strict=True)]
    assert kept == [False] * 48 + [True] * 2
