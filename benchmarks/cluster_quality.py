"""Labelled items -> how well the clusterer's stories agree with the labels: B-cubed, pairs, spread over orders.

    python benchmarks/cluster_quality.py --data FILE [FILE ...] [--assign OUT] [--orders N] [--form feed|title]
                                         [--undated] [--level story|thread] [--without-vectors] [--words N]

A line of FILE is a JSON object: id, date (epoch seconds or null), lang, title, body, cluster (the label).
The first order is by date where there are dates, else as in the file; the others are shuffled, and
undated: the n-th item is seen n minutes after the start, and is its own time. `--words` leaves so many of each text,
as feeds do that tell the beginning only.

Two rows an order: at once (where each item was put when it came) and repaired (after merges and splits). `moved` is
the share of items whose story changed; `ms` is CPU time an item, with its sentence vector where there are vectors.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from syndicate.cluster.meaning import sentences
from syndicate.cluster.meaning.sentences import Encode, Sentence
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.step import DEFAULTS, Tuning, step
from syndicate.model import Item, Story

START = datetime(2014, 11, 1, tzinfo=UTC)
Row = dict[str, Any]


@dataclass(frozen=True)
class Quality:
    """How well one run agrees with the labels."""

    precision: float
    recall: float
    pair: float
    clusters: int
    ms: float

    @property
    def f1(self) -> float:
        """Harmonic mean of B-cubed precision and recall."""
        return harmonic(self.precision, self.recall)


def harmonic(one: float, other: float) -> float:
    """Harmonic mean."""
    return 2 * one * other / (one + other) if one + other else 0.0


def read(path: Path) -> list[Row]:
    """Read a labelled file; end with what is wrong, and where."""
    rows = []
    try:
        with path.open(encoding="utf-8") as lines:  # a text may hold what str.splitlines breaks at
            for number, line in enumerate(lines, 1):
                rows += [_row(line, f"{path}:{number}")] if line.strip() else []
    except (OSError, UnicodeError) as error:
        raise SystemExit(f"{path}: cannot be read: {error}") from None
    return rows or sys.exit(f"{path}: no items are in it, one a line")


def _row(line: str, where: str) -> Row:
    try:
        row: Row = json.loads(line)
    except json.JSONDecodeError as error:
        raise SystemExit(f"{where}:{error.colno}: no JSON: {error.msg}") from None
    missing = [name for name in ("id", "title", "cluster") if name not in row]
    if missing:
        raise SystemExit(f"{where}: no {missing[0]} is told")
    return row


def shortened(rows: list[Row], words: int | None) -> list[Row]:
    """Leave so many words of each text, or all."""
    if words is None:
        return rows
    return [row | {"body": " ".join((row.get("body") or "").split()[:words])} for row in rows]


def item(row: Row, number: int, *, dated: bool, form: str) -> Item:
    """Make an item as a feed would bring it."""
    at = START + timedelta(minutes=number)
    if dated and row.get("date") is not None:
        at = datetime.fromtimestamp(row["date"], UTC)
    text = (row.get("body") or "") if form == "feed" else ""
    source = row.get("source") or f"source-{number}"
    return Item(
        id=str(row["id"]), source_id=source, keys=(), url=None, link_key=None, title=row["title"],
        summary="", content_html="", text=text, seen_at=at, published_at=at, digest="",
        language=row.get("lang"),
    )  # fmt: skip


def arrange(rows: Sequence[Row], order: int, *, dated: bool) -> list[Row]:
    """Order 0 is by date (or as in the file), each other one a shuffle of its own."""
    if order == 0:
        return sorted(rows, key=lambda row: row.get("date") or 0.0) if dated else list(rows)
    shuffled = list(rows)
    random.Random(order).shuffle(shuffled)
    return shuffled


@dataclass(frozen=True)
class Outcome:
    """The story and the thread of each item: at once, and after repair; seconds of CPU."""

    at_once: dict[str, str]
    repaired: dict[str, str]
    threads_at_once: dict[str, str]  # as of the end of the batch
    threads: dict[str, str]
    spent: float

    @property
    def moved(self) -> float:
        """The share of items whose story is another than that in which they were put."""
        return changed(self.at_once, self.repaired)

    @property
    def threads_moved(self) -> float:
        """The same of their threads; a thread that was merged into another is another."""
        return changed(self.threads_at_once, self.threads)


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> float:
    """The share of items that are in another group than before."""
    return sum(after[key] != group for key, group in before.items()) / len(before)


@cache
def encoder() -> Encode | None:
    """Give the encoder, which meets each text once: the other orders remember, and what it cost."""
    encode = sentences.encoder()
    if encode is None:
        return None
    encode("")  # its weights are read once, before the clock runs

    @cache
    def timed(text: str) -> tuple[Sentence, float]:
        began = time.process_time()
        vector = encode(text)
        return vector, time.process_time() - began

    met: set[str] = set()

    def recalled(text: str) -> Sentence:
        vector, seconds = timed(text)
        if text in met:
            ENCODING.append(seconds)
        met.add(text)
        return vector

    return recalled


ENCODING: list[float] = []  # seconds that a vector that was remembered would have cost


def cluster(
    rows: Sequence[Row],
    *,
    dated: bool,
    form: str,
    tuning: Tuning = DEFAULTS,
    batch: int = 100,
    vectors: bool = True,
) -> Outcome:
    """Cluster the rows in the order given."""
    items = [item(row, number, dated=dated, form=form) for number, row in enumerate(rows)]
    return place(items, encoder() if vectors else None, tuning=tuning, batch=batch)


def place(
    items: Sequence[Item], encode: Encode | None, *, tuning: Tuning = DEFAULTS, batch: int = 100
) -> Outcome:
    """Cluster items in the order given."""
    memory = Memory()
    placed: dict[str, str] = {}
    parted: dict[str, str] = {}
    stories: dict[str, Story] = {}
    first: dict[str, str] = {}
    threads: dict[str, str] = {}
    ENCODING.clear()
    began = time.process_time()
    for at in range(0, len(items), batch):
        found = step(memory, items[at : at + batch], (), tuning, encode=encode)
        placed |= {one.item_id: one.story_id for one in found.assignments}
        parted |= {one.item_id: one.story_id for one in found.parted}
        stories |= {story.id: story for story in found.stories}
        first |= {one.item_id: stories[one.story_id].thread_id or "" for one in found.assignments}
        threads |= {one.id: one.merged_into for one in found.threads if one.merged_into}
    spent = time.process_time() - began + sum(ENCODING)
    merged = {key: story.merged_into for key, story in stories.items() if story.merged_into}
    final = {key: survivor(merged, story) for key, story in (placed | parted).items()}
    homes = {key: survivor(threads, story.thread_id or "") for key, story in stories.items()}
    last = {key: homes[story] for key, story in final.items()}
    return Outcome(placed, final, first, last, spent)


def survivor(merged: Mapping[str, str], key: str) -> str:
    """Follow merges to what lives."""
    while key in merged:
        key = merged[key]
    return key


def run(
    rows: Sequence[Row], *, dated: bool, form: str, tuning: Tuning = DEFAULTS, batch: int = 100
) -> tuple[dict[str, tuple[str, str]], float]:
    """Cluster the rows in the order given; give item -> (story, thread) after repair, and seconds of CPU."""
    got = cluster(rows, dated=dated, form=form, tuning=tuning, batch=batch)
    return {key: (story, got.threads[key]) for key, story in got.repaired.items()}, got.spent


def judge(rows: Sequence[Row], found: dict[str, str], spent: float = 0.0) -> Quality:
    """Score an assignment."""
    labels = {str(row["id"]): str(row["cluster"]) for row in rows}
    both = Counter((found[key], label) for key, label in labels.items())
    ours, gold = Counter(found.values()), Counter(labels.values())
    total = len(labels)
    precision = sum(n * n / ours[key] for (key, _), n in both.items()) / total
    recall = sum(n * n / gold[label] for (_, label), n in both.items()) / total
    same = sum(n * (n - 1) for n in both.values())
    said = sum(n * (n - 1) for n in ours.values())
    true = sum(n * (n - 1) for n in gold.values())
    pair = harmonic(same / said if said else 0.0, same / true if true else 0.0)
    return Quality(precision, recall, pair, len(ours), 1000 * spent / total)


def line(name: str, got: Quality, gold: int, more: str = "") -> str:
    """Format a row of the table."""
    return f"{figures(name, got, gold)} {got.ms:6.2f}{more}"


def figures(name: str, got: Quality, gold: int) -> str:
    """Format a row without what it cost."""
    return (
        f"{name:<31} {got.precision:.3f} {got.recall:.3f} {got.f1:.3f}  {got.pair:.3f} "
        f"{got.clusters:>6}/{gold:<5}"
    )


def mean(runs: Sequence[Quality]) -> Quality:
    """Every figure on average."""
    return Quality(
        statistics.mean(got.precision for got in runs),
        statistics.mean(got.recall for got in runs),
        statistics.mean(got.pair for got in runs),
        round(statistics.mean(got.clusters for got in runs)),
        statistics.mean(got.ms for got in runs),
    )


def assign(rows: Sequence[Row], got: Outcome, out: TextIO) -> None:
    """Write where each item went, under the id that it came with."""
    for row in rows:
        key = str(row["id"])
        told = {"id": row["id"], "story": got.repaired[key], "thread": got.threads[key]}
        out.write(json.dumps(told) + "\n")


def measure(path: Path, options: argparse.Namespace, out: TextIO | None) -> None:
    """Print the figures of one file, and write where the items of its first order went."""
    rows = shortened(read(path), options.words)
    times = [row["date"] for row in rows if row.get("date") is not None]
    for row in rows:  # a row without a date among dated ones came in the middle
        row["date"] = row.get("date") or (statistics.median_low(times) if times else None)
    labelled = all("cluster" in row for row in rows)
    gold = len({row.get("cluster") for row in rows})
    runs: dict[str, list[Quality]] = {"at once": [], "repaired": []}
    for order in range(options.orders):
        dated = order == 0 and not options.undated and bool(times)
        arranged = arrange(rows, order + int(options.undated), dated=dated)
        vectors = not options.without_vectors
        got = cluster(arranged, dated=dated, form=options.form, vectors=vectors)
        if out is not None and order == 0:
            assign(arranged, got, out)
        if not labelled:
            continue
        final = got.threads if options.level == "thread" else got.repaired
        for name, found in (("at once", got.at_once), ("repaired", final)):
            quality = judge(rows, found, got.spent)
            how = "dated" if dated else "as given" if order == 0 and not options.undated else ""
            more = f"  moved {got.moved:.3f}" if name == "repaired" else ""
            print(line(f"{path.stem} {how or f'shuffled {order}'}, {name}", quality, gold, more))
            if how == "":
                runs[name].append(quality)
    for name, several in runs.items():
        if several:
            marks = [got.f1 for got in several]
            more = f"  F1 {statistics.mean(marks):.3f} sd {statistics.pstdev(marks):.3f}"
            print(
                line(f"{path.stem} shuffled, mean, {name}", mean(several), gold, more), flush=True
            )


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--form", choices=("feed", "title"), default="feed")
    parser.add_argument("--level", choices=("story", "thread"), default="story")
    parser.add_argument("--orders", type=int, default=5)
    parser.add_argument("--undated", action="store_true", help="shuffle the first order too")
    parser.add_argument("--without-vectors", action="store_true", help="compare words only")
    parser.add_argument("--words", type=int, help="so many of each text")
    parser.add_argument(
        "--assign", type=Path, help="write item -> story, thread of the first order"
    )
    options = parser.parse_args()
    print(f"{'set, order':<31} {'P':>5} {'R':>5} {'F1':>5}  {'pairs':>5} {'ours/gold':>12} ms/item")
    with options.assign.open("w", encoding="utf-8") if options.assign else nullcontext() as out:
        for path in options.data:
            measure(path, options, out)


if __name__ == "__main__":
    main()
