"""Made-up news -> what an item costs while ever more stories live: CPU, memory, growth.

    python benchmarks/cluster_scale.py [--at 1000 10000] [--probe 1000] [--topics 0]

One run that only grows: at each size the CPU time of the next items (--probe) is taken. Words fall as in
a language (Zipf-Mandelbrot over 120,000 words that no language has); an event has twelve words and four names
of its own, and three items out of ten report an event again. Three seconds lie between two items.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

from syndicate.cluster import Memory, step
from syndicate.model import Item, Topic

START = datetime(2026, 1, 1, tzinfo=UTC)
SYLLABLES = [first + second for first in "bcdfghklmnprstvz" for second in "aeiou"]
WORDS, FLAT = 120_000, 60  # the commonest word stands in one text out of ten or so
LEAD, AGAIN = 60, 0.3


def vocabulary(dice: random.Random) -> list[str]:
    """Words that no language has, the same in every run."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(dice.choices(SYLLABLES, k=dice.randint(2, 5)))] = None
    return list(words)


def items() -> Iterator[Item]:
    """Make items without end, the same in every run."""
    dice = random.Random(2014)
    words = vocabulary(dice)
    ranks = list(accumulate(1.0 / (rank + FLAT) for rank in range(WORDS)))
    events: list[tuple[list[str], list[str]]] = []
    number = 0
    while True:
        if not events or dice.random() >= AGAIN:
            names = [word.capitalize() for word in dice.choices(words[1000:], k=4)]
            events.append((names, dice.choices(words[200:], k=12)))
            names, subject = events[-1]
        else:
            names, subject = events[-1 - int(min(len(events), 2000) * dice.random())]
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


def probe(memory: Memory, source: Iterator[Item], count: int, declared: tuple[Topic, ...]) -> float:
    """CPU milliseconds of an item: the median over ten portions, since other programs disturb."""
    portions = []
    for _ in range(10):
        portion = list(islice(source, count // 10))
        began = time.process_time()
        step(memory, portion, declared)
        portions.append(1000 * (time.process_time() - began) / len(portion))
    return statistics.median(portions)


def main() -> None:
    """Read the command line, grow, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--at", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--probe", type=int, default=1000)
    parser.add_argument("--topics", type=int, default=0)
    options = parser.parse_args()
    source, memory, declared = items(), Memory(), topics(options.topics)
    step(memory, list(islice(source, 100)), declared)
    empty, base = resident(), 0.0
    print(f"{'stories':>8} {'threads':>8} {'ms/item':>8} {'ratio':>6} {'MB':>7} {'KB/story':>8}")
    for size in sorted(options.at):
        while len(memory.stories) < size:
            step(memory, list(islice(source, 100)), declared)
        stories, threads = len(memory.stories), len(memory.threads)
        used = resident() - empty
        cost = probe(memory, source, options.probe, declared)
        base = base or cost
        print(
            f"{stories:>8} {threads:>8} {cost:>8.2f} {cost / base:>6.2f} {used:>7.0f} "
            f"{1024 * used / stories:>8.1f}", flush=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
