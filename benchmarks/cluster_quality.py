"""Labelled items -> how well the clusterer's stories agree with the labels: B-cubed, pairs, spread over orders.

    python benchmarks/cluster_quality.py --data FILE [FILE ...] [--form feed|title] [--undated] [--orders N]

A line of FILE is a JSON object: id, date (epoch seconds or null), lang, title, body, cluster (the label).
The first order is by date where there are dates, else as in the file; the others are shuffled, and
undated: the n-th item is seen n minutes after the start, and is its own time.
"""

import argparse
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from syndicate.cluster.memory import Memory
from syndicate.cluster.step import DEFAULTS, Tuning, step
from syndicate.model import Item

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
    """Read a labelled file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def item(row: Row, number: int, *, dated: bool, form: str) -> Item:
    """Make an item as a feed would bring it."""
    at = START + timedelta(minutes=number)
    if dated and row.get("date") is not None:
        at = datetime.fromtimestamp(row["date"], UTC)
    text = row.get("body", "") if form == "feed" else ""
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


def run(
    rows: Sequence[Row], *, dated: bool, form: str, tuning: Tuning = DEFAULTS, batch: int = 100
) -> tuple[dict[str, tuple[str, str]], float]:
    """Cluster the rows in the order given; give item -> (story, thread), and seconds of CPU."""
    items = [item(row, number, dated=dated, form=form) for number, row in enumerate(rows)]
    memory = Memory()
    placed: dict[str, str] = {}
    homes: dict[str, str] = {}
    began = time.process_time()
    for at in range(0, len(items), batch):
        clustering = step(memory, items[at : at + batch], (), tuning)
        placed |= {one.item_id: one.story_id for one in clustering.assignments}
        homes |= {story.id: story.thread_id or "" for story in clustering.stories}
    spent = time.process_time() - began
    return {key: (story, homes[story]) for key, story in placed.items()}, spent


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


def line(name: str, got: Quality, gold: int) -> str:
    """Format a row of the table."""
    return (
        f"{name:<24} {got.precision:.3f} {got.recall:.3f} {got.f1:.3f}  {got.pair:.3f} "
        f"{got.clusters:>6}/{gold:<5} {got.ms:6.2f}"
    )


def measure(path: Path, options: argparse.Namespace) -> None:
    """Print the figures of one file."""
    rows = read(path)
    times = [row["date"] for row in rows if row.get("date") is not None]
    for row in rows:  # a row without a date among dated ones came in the middle
        row["date"] = row.get("date") or (statistics.median_low(times) if times else None)
    gold = len({row["cluster"] for row in rows})
    runs = []
    for order in range(options.orders):
        dated = order == 0 and not options.undated
        arranged = arrange(rows, order + int(options.undated), dated=dated)
        found, spent = run(arranged, dated=dated, form=options.form)
        column = 1 if options.level == "thread" else 0
        got = judge(rows, {key: homes[column] for key, homes in found.items()}, spent)
        print(line(f"{path.stem} {'dated' if dated else 'shuffled'} {order}", got, gold))
        if dated is False:
            runs.append(got)
        if options.assign and order == 0:
            with options.assign.open("a", encoding="utf-8") as out:
                for key, (story, thread) in found.items():
                    out.write(json.dumps({"id": key, "story": story, "thread": thread}) + "\n")
    if runs:
        marks = [got.f1 for got in runs]
        mean = Quality(
            statistics.mean(got.precision for got in runs),
            statistics.mean(got.recall for got in runs),
            statistics.mean(got.pair for got in runs),
            round(statistics.mean(got.clusters for got in runs)),
            statistics.mean(got.ms for got in runs),
        )
        spread = f"  F1 {statistics.mean(marks):.3f} sd {statistics.pstdev(marks):.3f}"
        print(line(f"{path.stem} shuffled, mean", mean, gold) + spread)


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
    parser.add_argument(
        "--assign", type=Path, help="write item -> story, thread of the first order"
    )
    options = parser.parse_args()
    print(f"{'set, order':<24} {'P':>5} {'R':>5} {'F1':>5}  {'pairs':>5} {'ours/gold':>12} ms/item")
    for path in options.data:
        measure(path, options)


if __name__ == "__main__":
    main()
