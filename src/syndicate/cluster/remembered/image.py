"""Memory <-> an image of it in parts, that a later process of the same code goes on from. Pure.

Editions are not in it: a start hears of all edits anew.

A part is numbers, texts and bytes in Python's own form for these (marshal): nothing in it can run. But that form trusts
what it reads: who kept the parts must know that they are what was given here.
"""

# ruff: noqa: S302 - these bytes were written here

import marshal
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from syndicate.cluster.remembered.directions import Directions
from syndicate.cluster.remembered.ids import Ids, named
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.remembered.postings import Postings
from syndicate.cluster.remembered.shelf import Rows, Shelf
from syndicate.model import micros, moment

ROWS: Final = 4096  # of a shelf in a part: a part is made and read as a whole


def parts(memory: Memory) -> Iterator[bytes]:
    """Give an image in parts. Nothing may change until the last is given."""
    ids = Ids()
    shelves = memory.notes, memory.stories, memory.threads
    keys = [ids.numbers(shelf) for shelf in shelves]
    state = list(_state(memory, ids))  # now all ids are known
    yield marshal.dumps((ids.names, *keys))
    for shelf in shelves:
        rows = iter(shelf.rows())
        while some := list(islice(rows, ROWS)):
            yield marshal.dumps(some)
    yield from map(marshal.dumps, state)


def recalled(told: Iterator[bytes], kept: Collection[str] = (), rows: Rows = dict) -> Memory:
    """Give the memory of an image: in every answer the same as if it had stayed."""
    memory = Memory(kept, rows)
    names, *keys = marshal.loads(next(told))
    shelves: tuple[Shelf[Any], ...] = memory.notes, memory.stories, memory.threads
    for shelf, numbers in zip(shelves, keys, strict=True):
        ids = named(names, numbers)
        for start in range(0, len(ids), ROWS):
            shelf.fill(ids[start : start + ROWS], marshal.loads(next(told)))
    _restore(memory, map(marshal.loads, told), names)
    return memory


def _state(memory: Memory, ids: Ids) -> Iterator[Any]:
    """Give all but what stands on the shelves."""
    yield memory.frequencies.state()
    yield memory.background.state()
    for words in memory.story_terms, memory.thread_terms:
        yield {language: held.state(ids) for language, held in words.items()}
    for senses in memory.story_senses, memory.thread_senses:
        yield {language: held.state(ids) for language, held in senses.items()}
    yield ids.numbers(memory.story_of), ids.numbers(memory.story_of.values())
    # An only item stands by itself, unless there were more: then it stands in a list.
    members = [
        ids.numbers([one])[0] if isinstance(one, str) else ids.numbers(one)
        for one in memory.items_of.values()
    ]
    yield ids.numbers(memory.items_of), members
    yield memory.held.state(ids)
    yield [each.state(ids) for each in memory.ages]
    yield ids.numbers(memory.votes), list(memory.votes.values())
    yield micros(memory.newest), memory.singles


def _restore(memory: Memory, state: Iterator[Any], names: Sequence[str]) -> None:
    """Put back all but what stands on the shelves."""
    memory.frequencies.restore(next(state))
    memory.background.restore(next(state))
    for words in memory.story_terms, memory.thread_terms:
        for language, told in next(state).items():
            words[language] = Postings(memory.frequencies.lexicon(language))
            words[language].restore(told, names)
    for senses in memory.story_senses, memory.thread_senses:
        for language, told in next(state).items():
            senses[language] = Directions()
            senses[language].restore(told, names)
    items, homes = (named(names, numbers) for numbers in next(state))
    memory.story_of.update(zip(items, homes, strict=True))
    keys, members = next(state)
    for key, one in zip(named(names, keys), members, strict=True):
        memory.items_of[key] = names[one] if isinstance(one, int) else named(names, one)
    memory.held.restore(next(state), names)
    for each, told in zip(memory.ages, next(state), strict=True):
        each.restore(told, names)
    items, votes = next(state)
    memory.votes.update(zip(named(names, items), votes, strict=True))
    newest, memory.singles = next(state)
    memory.newest = moment(newest)
