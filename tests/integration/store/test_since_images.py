"""An image and what was saved since are what the store holds: whatever came between, and after every step."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.meaning.sentences import Sentence
from syndicate.cluster.remembered.postings import Postings
from syndicate.cluster.step import DEFAULTS, Tuning
from syndicate.cluster.stories import Measure, Strictness
from syndicate.cluster.texts import marks
from syndicate.cluster.threads import Bar
from syndicate.corridors import recalling
from syndicate.corridors.recalling import Known, keep, recall
from syndicate.model import Clustering, Item, Topic
from syndicate.store import Partition, Store, open_store
from syndicate.store.engines.backups import back_up, restore
from syndicate.store.engines.sqlite import SqliteDatabase
from syndicate.store.partitions import PARTITION
from tests.contract.store.builders import NOW, a_source, an_item, follow
from tests.unit.cluster.news import SUBJECTS

WORDS = [*SUBJECTS, "harbour", "tugs", "pilot", "grain"]
TOPICS = (Topic("iraq", "Iraq", any=("Mosul", "Baghdad"), none=("recipe",)),)
BOTH = frozenset(("de", "en"))
STEPS = 14


def _strictness(**changed: Any) -> Strictness:
    usual = Strictness()
    measures = (
        Measure(replace(one.full, **changed), replace(one.titled, **changed))
        for one in (usual.sensed, usual.plain)
    )
    return Strictness(*measures)


# All joins one story, which parts whenever its halves differ; and what is told apart turns out to be one, thread too.
RESTLESS = replace(DEFAULTS, story=_strictness(bar=-1.0, background=0.0, loose=1.0))
DRIFTING = Tuning(
    story=_strictness(bar=0.55, twin_words=0.05, twin_meaning=0.05, loose=0.0),
    thread=Bar(sensed=2.0),
)


@cache
def _meant(word: str) -> Sentence:
    seed = zlib.crc32(word.encode())
    drawn: Sentence = np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)
    return drawn


def encode(text: str) -> Sentence:
    total = np.sum([_meant(word) for word in ["", *text.split()]], axis=0)
    told: Sentence = (total / np.linalg.norm(total)).astype(np.float32)
    return told


def portions(dice: random.Random) -> list[list[Item]]:
    """Reports of a few events in two languages, with reprints, some at once and some after days."""
    events = [(dice.choice(("de", "en")), dice.sample(WORDS, 7)) for _ in range(6)]
    at, told, found = NOW, list[Item](), list[list[Item]]()
    for number in range(STEPS):
        some = []
        at += timedelta(minutes=dice.choice((1, 40, 600, 3 * 24 * 60)))
        for place in range(dice.randint(1, 12)):
            language, subject = dice.choice(events)
            title = " ".join(dice.sample(subject, 4)).title()
            text = " ".join(dice.choices(subject, k=20) + dice.choices(WORDS, k=3)) + "."
            if told and dice.random() < 0.2:
                title, text, language = told[-1].title, told[-1].text, told[-1].language or "en"
            some.append(
                an_item(f"{number}-{place}", at=at, title=title, text=text, language=language)
            )
        told += some
        found.append(some)
    return found


def _words(held: dict[str, Postings]) -> dict[str, Any]:
    """Who is found by words, and by how many each word finds anybody."""
    return {
        language: (
            {key: (one._sizes[slot], one._firsts[slot], one._lasts[slot], one._marked[slot])
             for key, slot in one._slots.items()},
            {text: count for text, count in zip(one._lexicon.texts, one._lines.holders, strict=False)
             if count},
        )
        for language, one in held.items() if one._slots
    }  # fmt: skip


def content(memory: Memory) -> dict[str, Any]:
    """All that a memory answers from, however it came there."""
    for postings in (*memory.story_terms.values(), *memory.thread_terms.values()):
        postings._write()
    notes = dict(memory.notes)
    senses = memory.story_senses, memory.thread_senses
    return {
        "notes": notes,
        "stories": dict(memory.stories),
        "threads": dict(memory.threads),
        "homes": memory.story_of,
        "items": {key: set(memory.members(key)) for key in memory.stories},
        "votes": memory.votes,
        "newest": memory.newest,
        "singles": memory.singles,
        "held": {key: set(memory.held.of(key)) for one in notes.values() for key in marks.of(one)},
        "rows": len(memory.held),
        "words": (_words(memory.story_terms), _words(memory.thread_terms)),
        "senses": [
            {language: {key: one.of(key) for key in one._slots} for language, one in kind.items()
             if len(one)}
            for kind in senses
        ],
        "met": {
            (language, text): met
            for language, one in memory.frequencies._of.items()
            for text, *met in zip(one.lexicon.texts, one.documents, one.as_of, strict=False)
            if met[0]
        },
        "usual": memory.background.state(),
    }  # fmt: skip


class World:
    """A store, a memory that never stopped, and what each step found."""

    def __init__(self, store: Store, partition: Partition, *, tuning: Tuning) -> None:
        self.store, self.partition, self.tuning = store, partition, tuning
        self.known = Known(partition, Memory(), 0, NOW)
        self.found: list[Clustering] = []

    def step(self, memory: Memory, items: Sequence[Item]) -> Clustering:
        return step(memory, items, TOPICS, self.tuning, encode=encode)

    async def place(self, items: Sequence[Item]) -> None:
        await self.store.polls.deliver("s1", items, items[-1].seen_at)
        found = self.step(self.known.memory, items)
        told = await self.store.threads.record(found, items[-1].seen_at, self.partition)
        self.known = self.known.saved(told)
        self.found.append(found)

    async def from_image(self) -> Memory:
        known = await recall(
            self.store, self.partition, (), self.known.memory.newest, self.known.memory.newest
        )
        assert known.imaged is not None
        return known.memory

    async def from_store(self) -> Memory:
        known = await recalling._from_store(
            self.store, self.partition, (), self.known.memory.newest, self.known.memory.newest
        )
        return known.memory


async def world(folder: Path, *, tuning: Tuning) -> World:
    store = await open_store(f"sqlite:///{folder / 'store.db'}")
    await follow(store, a_source())
    await store.topics.sync(TOPICS, NOW)
    await store.topics.filled("iraq")
    fence = await store.leases.take(f"{PARTITION}de", "one", NOW, timedelta(days=99))
    assert fence
    return World(store, Partition(BOTH, fence, settled=0), tuning=tuning)


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recalling, "FEW", -1)


async def live_through(folder: Path, seed: int) -> list[Clustering]:
    """Look after every step whether an image of any age, with what was saved since, is what the store holds."""
    dice = random.Random(seed)
    known = await world(folder, tuning=(DEFAULTS, RESTLESS, DRIFTING)[seed % 3])
    coming, back = portions(dice), Memory()
    for number, items in enumerate(coming):
        await known.place(items)
        if number == 0 or dice.random() < 0.15:
            await keep(known.store, [known.known])
        back = await known.from_image()
        assert content(back) == content(await known.from_store()), (seed, number)
    later = [
        replace(one, id=f"l{one.id}", seen_at=one.seen_at + timedelta(hours=1))
        for one in coming[-1]
    ]
    for one in later:
        told = known.step(known.known.memory, [one])
        assert known.step(back, [one]) == told
    await known.store.close()
    return known.found


async def test_an_image_and_what_was_saved_since_are_what_the_store_holds(tmp_path: Path) -> None:
    found = []
    for seed in range(12):
        folder = tmp_path / str(seed)
        folder.mkdir()
        found += await live_through(folder, seed)
    # All that moves things happened on the way.
    assert any(one.parted for one in found)
    assert any(story.merged_into for one in found for story in one.stories)
    assert any(thread.merged_into for one in found for thread in one.threads)
    assert any(one.barred for one in found)
    assert any(not match.own for one in found for match in one.matches)
    assert any(assignment.copy_of for one in found for assignment in one.assignments)


async def test_a_backup_of_any_time_goes_on_from_its_own_image_or_none(tmp_path: Path) -> None:
    """Whatever images of later lie beside it, and if there is none of its time any more."""
    lived = await world(tmp_path, tuning=RESTLESS)
    copies = []
    for number, items in enumerate(portions(random.Random(3))):
        await lived.place(items)
        if number in {2, 9}:
            await keep(lived.store, [lived.known])
        copies.append((tmp_path / f"copy-{number}.db", lived.known.memory.newest))
        await back_up(lived.store.database, copies[-1][0])
    await lived.store.close()
    imaged = 0
    for copy, newest in copies:
        await restore(copy, tmp_path / "store.db")
        again = await world(tmp_path, tuning=RESTLESS)
        again.known.memory.newest = newest
        found = await recall(again.store, again.partition, (), newest, newest)
        assert content(found.memory) == content(await again.from_store())
        imaged += found.imaged is not None
        await again.store.close()
    assert imaged == len(copies) - 9  # the file of the first image went with the second


class Killed(BaseException):
    """The end of a process: nothing it would still do is done."""


class Death:
    """Ends a process at the n-th of the points at which the disk is touched."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int) -> None:
        self._left = at
        write = SqliteDatabase.write

        async def mortal(*args: Any) -> Any:
            self._pass()
            done = await write(*args)
            self._pass()  # it is saved, and nobody hears of it
            return done

        patch.setattr(SqliteDatabase, "write", mortal)
        for name in ("rename", "unlink"):
            patch.setattr(Path, name, self._mortal(getattr(Path, name)))

    def _mortal(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def mortal(*args: Any, **more: Any) -> Any:
            self._pass()
            done = act(*args, **more)
            self._pass()
            return done

        return mortal

    def _pass(self) -> None:
        self._left -= 1
        if self._left <= 0:
            raise Killed


async def _life(lived: World, coming: Sequence[Sequence[Item]]) -> None:
    """Steps, images, and a start from one, in which the next process would do the same."""
    await lived.place(coming[0])
    await keep(lived.store, [lived.known])
    await lived.place(coming[1])
    lived.known = await recall(
        lived.store, lived.partition, (), lived.known.memory.newest, lived.known.memory.newest
    )
    await lived.place(coming[2])
    await keep(lived.store, [lived.known])
    await lived.place(coming[3])


async def test_whenever_a_process_is_killed_the_next_remembers_what_the_store_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming = portions(random.Random(5))
    imaged: list[bool] = []
    for at in count(1):
        folder = tmp_path / str(at)
        folder.mkdir()
        lived = await world(folder, tuning=RESTLESS)
        with monkeypatch.context() as patch:
            Death(patch, at)
            try:
                await _life(lived, coming)
            except Killed:
                ended = False
            else:
                ended = True
        again = World(lived.store, lived.partition, tuning=RESTLESS)
        again.known.memory.newest = coming[3][-1].seen_at
        found = await recall(
            again.store, again.partition, (), again.known.memory.newest, again.known.memory.newest
        )
        assert content(found.memory) == content(await again.from_store())
        imaged.append(found.imaged is not None)
        await lived.store.close()
        if ended:
            break
    first = imaged.index(True)
    # From the first image on there is one, but for a start that did not come to its end.
    assert imaged.count(False) - first <= 2
    assert len(imaged) > 30
