"""Topics declared by examples -> what it costs to match an item against them, diverse topics and narrow ones.

    python benchmarks/topic_cost.py [--topics 1000] [--items 200] [--read 2000] [--texts]

The news of cluster_scale.py. Each topic has three examples: titles, or with --texts whole items. Diverse topics
are of all subjects; narrow ones, and the items, of one, so that an item comes near to nearly all of them. First
without vectors, then with some that are made from titles. CPU milliseconds of each item on its own, but for the
first, which makes what all share.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import statistics
import time
from collections.abc import Sequence
from itertools import islice

from benchmarks.cluster_scale import drawn, items
from syndicate.cluster.meaning.sentences import Encode, meaning
from syndicate.cluster.topics import TopicIndex, declared, note_of
from syndicate.cluster.words import terms
from syndicate.cluster.words.rarity import Frequencies
from syndicate.model import Item, Topic

EXAMPLES = 3


def like(examples: Sequence[str]) -> tuple[Topic, ...]:
    """Topics of so many examples each."""
    return tuple(
        Topic(f"t{at}", f"T{at}", like=tuple(examples[at : at + EXAMPLES]))
        for at in range(0, len(examples), EXAMPLES)
    )


def count(known: Frequencies, item: Item) -> None:
    """Let the words of an item become less rare, as the clusterer does."""
    words = terms.read(item)
    known.count(words.language, words.counts, item.seen_at)


def spent(
    index: TopicIndex, item: Item, known: Frequencies, encode: Encode | None
) -> tuple[float, int]:
    """How many milliseconds an item takes, once it is read, and how many topics it belongs to."""
    words, meant = terms.read(item), meaning(encode, item.title, item.text)
    note = note_of(item, words)
    began = time.thread_time()
    judged = index.judge(item, note, words, known, sense=lambda: meant)
    return 1000 * (time.thread_time() - began), len(judged.matches)


def measure(options: argparse.Namespace, encode: Encode | None, *, narrow: bool) -> None:
    """Print the figures of one kind of topics."""
    source, known = items(narrow=narrow), Frequencies()
    asked = list(islice(source, EXAMPLES * options.topics))
    texts = [f"{one.title}\n{one.text}" if options.texts else one.title for one in asked]
    index = declared(like(texts), encode)
    for item in (*asked, *islice(source, options.read)):
        count(known, item)
    spent(index, next(source), known, encode)
    told = []
    for item in islice(source, options.items):
        told.append(spent(index, item, known, encode))
        count(known, item)
    cost = sorted(milliseconds for milliseconds, _ in told)
    print(
        f"{'narrow' if narrow else 'diverse':<8} {'words, meaning' if encode else 'words':<15}"
        f"{statistics.median(cost):>8.2f} {cost[int(0.99 * len(cost))]:>8.2f}"
        f"{statistics.mean(found for _, found in told):>9.1f}",
        flush=True,
    )


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--topics", type=int, default=1000)
    parser.add_argument("--items", type=int, default=200)
    parser.add_argument("--read", type=int, default=2000)
    parser.add_argument("--texts", action="store_true")
    options = parser.parse_args()
    print(f"{'topics':<8} {'by':<15}{'ms/item':>8} {'p99':>8}{'matches':>9}")
    for encode in (None, drawn):
        for narrow in (False, True):
            measure(options, encode, narrow=narrow)


if __name__ == "__main__":
    main()
