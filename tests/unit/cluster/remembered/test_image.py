"""What is remembered comes back from its image as it was, whatever it holds."""

from __future__ import annotations

import marshal
from typing import Any

import numpy as np
import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.meaning.background import Background
from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.meaning.sentences import Sentence
from syndicate.cluster.remembered import image
from syndicate.cluster.remembered.ages import SPAN, Ages
from syndicate.cluster.remembered.directions import Directions
from syndicate.cluster.remembered.holders import MANY, Holders
from syndicate.cluster.remembered.ids import Ids, named
from syndicate.cluster.remembered.postings import Postings
from syndicate.cluster.words.lexicon import Lexicon
from syndicate.cluster.words.rarity import Frequencies
from syndicate.model import Topic
from tests.unit.cluster.news import FOLLOW_UP, MATCH, RECIPE, REWRITE, WIRE, item

TOPIC = Topic("varna", "Varna", any=("Varna",))
SHIP = [
    item("Grain ship adrift", WIRE),
    item("Tugs save grain carrier", REWRITE, at=1),
    item("Grain ship adrift", WIRE, at=2, source="another"),
    item("Kestrel win at the death", MATCH, at=3),
    item("Mit Spinat", "Die Kichererbsen werden mit dem Spinat gekocht", at=4, language="de"),
]
LATER = [
    item("Maria Stella sails", FOLLOW_UP, at=5),
    item("Chickpeas with spinach", RECIPE, at=6),
    item("Kestrel win", MATCH, at=7),
    item("Kestrel win again", MATCH, at=24 * 9),
]


def encode(text: str) -> Sentence:
    dice = np.random.default_rng(len(text))
    return dice.normal(size=DIMENSIONS).astype(np.float32)


def again(memory: Memory) -> Memory:
    return image.recalled(image.parts(memory), memory.kept)


def held(memory: Memory) -> list[Any]:
    """All that an image says, by ids and not by their numbers."""
    told = list(map(marshal.loads, image.parts(memory)))
    names, *keys = told[0]
    return [[named(names, one) for one in keys], told[1:]]


def test_a_memory_that_comes_back_goes_on_as_if_it_had_stayed() -> None:
    stayed = Memory()
    step(stayed, SHIP, (TOPIC,), encode=encode)
    back = again(stayed)
    assert back.votes == stayed.votes != {}
    for one in LATER:
        assert step(back, [one], (TOPIC,), encode=encode) == step(
            stayed, [one], (TOPIC,), encode=encode
        )
    assert dict(back.notes) == dict(stayed.notes)
    assert dict(back.stories) == dict(stayed.stories)
    assert dict(back.threads) == dict(stayed.threads)


def test_an_image_of_what_came_back_says_the_same() -> None:
    memory = Memory(kept={"t1"})
    step(memory, [*SHIP, *LATER], (TOPIC,), encode=encode)
    back = again(memory)
    assert held(back) == held(memory)
    assert back.kept == memory.kept
    assert len(back.frequencies) == len(memory.frequencies)


def test_what_very_many_hold_comes_back() -> None:
    memory = Memory()
    flood = [item("Weather", WIRE, at=number / 60, source=f"s{number}") for number in range(9)]
    flood += [
        item("Day of the harbour", f"Ship {number} sails", at=1, source=f"p{number}")
        for number in range(2 * MANY)
    ]
    step(memory, flood, ())
    assert memory.held._many
    back = again(memory)
    assert back.held.everyone() == memory.held.everyone()
    late = [
        item("Day of the harbour", "Ship 3 sails", at=2, source="late"),
        item("x", MATCH, at=400),
    ]
    assert step(back, late, ()) == step(memory, late, ())


def test_nothing_comes_back_from_nothing() -> None:
    back = again(Memory())
    assert not back.stories
    assert step(back, SHIP, ()) == step(Memory(), SHIP, ())


def test_a_story_that_kept_one_of_its_items_comes_back_so() -> None:
    memory = Memory()
    step(memory, SHIP[:2], ())
    ((story_id, both),) = ((key, memory.members(key)) for key in memory.stories)
    memory.part(story_id, {both[1]}, "another")
    back = again(memory)
    assert back.items_of == memory.items_of
    assert isinstance(back.items_of[story_id], list)


def test_what_was_due_next_is_due_next_again() -> None:
    seen = {"a": 10, "b": 20, "c": 3 * SPAN}
    stayed, back, ids = Ages(), Ages(), Ids()
    for key, at in seen.items():
        stayed.put(key, at)
    assert list(stayed.past(15, seen.get)) == ["a"]
    state: Any = stayed.state(ids)
    back.restore(marshal.loads(marshal.dumps(state)), ids.names)
    assert list(back.past(25, seen.get)) == ["b"]
    assert list(back.past(4 * SPAN, seen.get)) == ["c"]


def test_rows_are_read_in_more_parts_than_one(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory()
    step(memory, SHIP, ())
    whole = len(list(image.parts(memory)))
    monkeypatch.setattr(image, "ROWS", 2)
    assert len(list(image.parts(memory))) > whole
    assert dict(again(memory).notes) == dict(memory.notes)


def test_an_image_knows_of_every_field() -> None:
    """Whoever gives a memory more to remember says here whether an image holds it, or how it comes back."""
    made_anew = {"kept", "editions", "frozen", "_asked", "_waiting", "_places", "_series"}
    held = {
        Memory(): "frequencies background notes stories threads story_terms thread_terms story_senses thread_senses "
        "story_of held newest votes items_of singles ages _ageing _napping _sleeping",
        Postings(): "_lexicon _lines _slots _free _keys _sizes _firsts _lasts _marked",
        Postings()._lines: "holders _slots _steps _logs",
        Directions(): "_slots _keys _signs _rows",
        Holders(): "_items _free _hashes _holders _round _many _held",
        Ages(): "_spans _order _due _reached",
        Frequencies(): "_of",
        Background(): "_of",
        Lexicon(): "numbers texts",
    }
    for one, names in held.items():
        assert set(vars(one)) - made_anew == set(names.split()), type(one)
