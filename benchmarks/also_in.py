"""Labelled items in several languages -> how well threads are linked across languages, with and without vectors.

    python benchmarks/also_in.py --data FILE [--every HOURS] [--days N]

A line of FILE is as in cluster_quality.py, and a label goes across languages. The items are clustered in the order
of their dates; every so many hours of theirs, the threads of the last days are linked anew, as the daemon does. A
link is right when the labels that most items of its two threads bear agree. Recall: of all pairs of languages in
which a label has a thread, those that a right link joins. Other ways stand beside ours, to
show what either evidence brings.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import combinations

from benchmarks.cluster_quality import Row, arrange, harmonic, item, read
from syndicate.cluster.about.tongues import Bar, also_in, card
from syndicate.cluster.meaning.sentences import Encode, encoder
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.step import step
from syndicate.model import AlsoIn, Item, Story, Thread


class Links:
    """What each thread is linked to in each language, as the store keeps it: the newest link counts."""

    def __init__(self) -> None:
        self.other: dict[tuple[str, str], str] = {}  # (thread, language) -> thread

    def put(self, found: Sequence[AlsoIn], language: dict[str, str]) -> None:
        """Take links over; who was linked to one of these in its new partner's language has lost it."""
        for link in found:
            for one, other in ((link.one_id, link.other_id), (link.other_id, link.one_id)):
                old = self.other.get((one, language[other]), other)
                if old != other:
                    self.other.pop((old, language[one]), None)
                self.other[one, language[other]] = other

    def pairs(self) -> set[tuple[str, str]]:
        """Give each link once."""
        return {(min(one, other), max(one, other)) for (one, _), other in self.other.items()}


class Stream:
    """The threads as they stand from day to day."""

    def __init__(self, encode: Encode | None) -> None:
        self.memory = Memory()
        self.encode = encode
        self.threads: dict[str, Thread] = {}
        self.stories: dict[str, Story] = {}
        self.story_of: dict[str, str] = {}

    def take(self, batch: Sequence[Item]) -> None:
        """Cluster some items."""
        found = step(self.memory, batch, (), encode=self.encode)
        self.threads |= {each.id: each for each in found.threads}
        self.stories |= {each.id: each for each in found.stories}
        self.story_of |= {each.item_id: each.story_id for each in found.assignments}
        self.story_of |= {each.item_id: each.story_id for each in found.parted}

    def recent(self, now: datetime, days: float) -> list[Thread]:
        """Give the threads that a pass looks at."""
        since = now - timedelta(days=days)
        return [
            each
            for each in self.threads.values()
            if each.merged_into is None and each.updated_at >= since
        ]


def walk(stream: Stream, rows: Sequence[Row], every: timedelta) -> Iterator[datetime]:
    """Cluster the rows and stop every so often."""
    items = [item(row, number, dated=True, form="title") for number, row in enumerate(rows)]
    stop = items[0].seen_at + every
    batch: list[Item] = []
    for each in items:
        if each.seen_at >= stop:
            stream.take(batch)
            batch = []
            yield stop
            while stop <= each.seen_at:
                stop += every
        batch.append(each)
    stream.take(batch)
    yield stop


def judged(rows: Sequence[Row], stream: Stream, pairs: set[tuple[str, str]]) -> str:
    """Count right links, and the pairs of languages that they join."""
    labels: dict[str, Counter[str]] = {}
    for row in rows:
        story = stream.stories[stream.story_of[str(row["id"])]]
        labels.setdefault(story.thread_id or "", Counter())[row["cluster"]] += 1
    label = {
        key: min(counts, key=lambda one: (-counts[one], one)) for key, counts in labels.items()
    }
    threads = {key: stream.threads[key] for key in label}
    languages: dict[str, set[str]] = {}
    for key, each in threads.items():
        languages.setdefault(label[key], set()).add(each.language)
    wanted = {
        (name, pair) for name, among in languages.items() for pair in combinations(sorted(among), 2)
    }
    alive = {(one, other) for one, other in pairs if one in threads and other in threads}
    right = {(one, other) for one, other in alive if label[one] == label[other]}
    joined = {
        (label[one], tuple(sorted((threads[one].language, threads[other].language))))
        for one, other in right
    }
    precision = len(right) / len(alive) if alive else 0.0
    recall = len(joined) / len(wanted) if wanted else 0.0
    return (
        f"{len(alive):>6} {len(right):>6} {precision:>6.3f} "
        f"{len(wanted):>7} {recall:>6.3f} {harmonic(precision, recall):>6.3f}"
    )


def main() -> None:
    """Judge the links of one file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=float, default=6.0, help="hours between two passes")
    parser.add_argument("--days", type=float, default=3.0, help="how far back a pass looks")
    asked = parser.parse_args()
    rows, encode = arrange(read(asked.data), 0, dated=True), encoder()
    kept = cache(encode) if encode is not None else None
    ways: dict[str, tuple[Encode | None, Bar]] = {"words alone": (None, Bar())}
    if kept is not None:
        ways["vectors and times"] = (kept, Bar(rarity=99.0, sure=0.62))
        ways["vectors and words"] = (kept, Bar(sure=2.0))
        ways["ours"] = (kept, Bar())
    links = {way: Links() for way in ways}
    stream = Stream(kept)
    for now in walk(stream, rows, timedelta(hours=asked.every)):
        looked = stream.recent(now, asked.days)
        for way, (by, bar) in ways.items():
            cards = [each for each in (card(thread, by) for thread in looked) if each]
            links[way].put(also_in(cards, bar), {each.id: each.language for each in looked})
    print(f"{'way':<18}  links  right      P  wanted      R     F1")
    for way, found in links.items():
        print(f"{way:<18} {judged(rows, stream, found.pairs())}")


if __name__ == "__main__":
    main()
