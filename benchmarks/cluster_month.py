"""Labelled sets told together in one month, as a daemon meets news -> how well stories agree with the labels of each.

    python benchmarks/cluster_month.py --data FILE [FILE ...] [--dated FILE] [--draws N] [--lag DAYS] [--most N]
                                       [--language en] [--without-vectors]

`benchmarks/cluster_quality.py` reads each set by itself, an item a minute: there, one subject is all news, and time
tells nothing. Here all sets are one stream. Rows of the dated file keep their dates, and give the month; each label
of the others begins at an instant of it, drawn with a die seeded by the number of the draw, and its reports follow
after exponential lags of so many days on average. `--most` leaves so many reports of each label, drawn likewise:
what few sources tell. A line for each set, its items among all others, and one for all; means over the draws.
"""

import argparse
import random
import statistics
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cluster_quality import (
    START,
    Outcome,
    Quality,
    Row,
    changed,
    cluster,
    figures,
    judge,
    mean,
    read,
)

DAY = 86400.0
MONTH = 28 * DAY


@dataclass(frozen=True)
class Month:
    """Which set has true dates, how long after a story's begin its reports come, and how many of them at most."""

    dated: str | None = None
    lag: float = 1.0  # days, on average
    most: int | None = None


@dataclass(frozen=True)
class Told:
    """How one set came out: at once, after repair, and the share of its items that moved."""

    at_once: Quality
    repaired: Quality
    moved: float


def named(path: Path, language: str) -> list[Row]:
    """Read the rows of a language; ids, labels and sources of one file are those of no other."""

    def mine(row: Row) -> Row:
        told = {
            key: f"{path.stem}:{row[key]}" for key in ("id", "cluster", "source") if row.get(key)
        }
        return row | told

    return [mine(row) for row in read(path) if row.get("lang") == language]


def by_label(rows: Sequence[Row], most: int | None, die: random.Random) -> list[list[Row]]:
    """The rows of each label, or so many of them."""
    labels = defaultdict(list)
    for row in rows:
        labels[row["cluster"]].append(row)
    if most is None:
        return list(labels.values())
    return [die.sample(some, min(most, len(some))) for some in labels.values()]


def drawn(rows: Sequence[Row], begin: float, month: Month, draw: int) -> list[Row]:
    """Give each label its time of the month, and each of its reports a lag."""
    die = random.Random(draw)
    told = []
    for some in by_label(rows, month.most, die):
        first = begin + die.random() * MONTH
        told += [row | {"date": first + die.expovariate(1 / (month.lag * DAY))} for row in some]
    return told


def stream(sets: Mapping[str, list[Row]], month: Month, draw: int) -> list[Row]:
    """All rows of a month, the earliest first."""
    dated = sets[month.dated] if month.dated else []
    begin = min((row["date"] for row in dated), default=START.timestamp())
    rows = [row for some in by_label(dated, month.most, random.Random(draw)) for row in some]
    for name, those in sets.items():
        if name != month.dated:
            rows += drawn(those, begin, month, draw)
    return sorted(rows, key=lambda row: (row["date"], row["id"]))


def outcome(rows: Sequence[Row], got: Outcome, name: str = "") -> Told:
    """Judge a run by the rows of one set, or by all."""
    rows = [row for row in rows if not name or row["id"].startswith(f"{name}:")]
    keys = [row["id"] for row in rows]
    at_once, repaired = ({key: found[key] for key in keys} for found in (got.at_once, got.repaired))
    return Told(judge(rows, at_once), judge(rows, repaired), changed(at_once, repaired))


def show(name: str, several: Sequence[Told], gold: int) -> None:
    """Print the means of the draws: at once, and after repair."""
    moved = statistics.mean(one.moved for one in several)
    spread = statistics.pstdev(one.repaired.f1 for one in several)
    print(figures(f"{name}, at once", mean([one.at_once for one in several]), gold))
    after = figures(f"{name}, repaired", mean([one.repaired for one in several]), gold)
    print(f"{after}  moved {moved:.3f}  sd {spread:.3f}", flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--dated", type=Path, help="a file whose dates are true")
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--lag", type=float, default=1.0, help="days, on average")
    parser.add_argument("--most", type=int, help="so many reports of each label")
    parser.add_argument("--language", default="en")
    parser.add_argument("--without-vectors", action="store_true", help="compare words only")
    options = parser.parse_args()
    paths = [*options.data, options.dated] if options.dated else options.data
    sets = {path.stem: named(path, options.language) for path in paths}
    month = Month(options.dated and options.dated.stem, options.lag, options.most)
    told: dict[str, list[Told]] = defaultdict(list)
    for draw in range(1, options.draws + 1):
        rows = stream(sets, month, draw)
        got = cluster(rows, dated=True, form="feed", vectors=not options.without_vectors)
        for name in (*sets, ""):
            told[name or "all"].append(outcome(rows, got, name))
    print(f"{'set':<31} {'P':>5} {'R':>5} {'F1':>5}  {'pairs':>5} {'ours/gold':>12}")
    labels = {name: len({row["cluster"] for row in rows}) for name, rows in sets.items()}
    for name, several in told.items():
        show(name, several, labels.get(name, sum(labels.values())))


if __name__ == "__main__":
    main()
