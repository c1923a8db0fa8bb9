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
    cluster,
    judge,
    line,
    mean,
    read,
)

DAY = 86400.0
MONTH = 28 * DAY


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


def drawn(rows: Sequence[Row], begin: float, options: argparse.Namespace, draw: int) -> list[Row]:
    """Give each label its time of the month, and each of its reports a lag."""
    die = random.Random(draw)
    told = []
    for some in by_label(rows, options.most, die):
        first = begin + die.random() * MONTH
        told += [row | {"date": first + die.expovariate(1 / (options.lag * DAY))} for row in some]
    return told


def stream(sets: Mapping[str, list[Row]], options: argparse.Namespace, draw: int) -> list[Row]:
    """All rows of a month, the earliest first."""
    dated = sets[options.dated.stem] if options.dated else []
    begin = min((row["date"] for row in dated), default=START.timestamp())
    kept = by_label(dated, options.most, random.Random(draw))
    rows = [row for some in kept for row in some]
    for name, those in sets.items():
        if options.dated is None or name != options.dated.stem:
            rows += drawn(those, begin, options, draw)
    return sorted(rows, key=lambda row: (row["date"], row["id"]))


def outcome(rows: Sequence[Row], got: Outcome) -> Told:
    """Judge some of the rows of a run."""
    keys = [row["id"] for row in rows]
    at_once, repaired = ({key: found[key] for key in keys} for found in (got.at_once, got.repaired))
    moved = sum(at_once[key] != repaired[key] for key in keys) / len(keys)
    return Told(judge(rows, at_once), judge(rows, repaired), moved)


def show(name: str, several: Sequence[Told], gold: int) -> None:
    """Print the means of the draws: at once, and after repair."""
    moved = statistics.mean(one.moved for one in several)
    spread = statistics.pstdev(one.repaired.f1 for one in several)
    print(line(f"{name}, at once", mean([one.at_once for one in several]), gold))
    more = f"  moved {moved:.3f}  sd {spread:.3f}"
    print(line(f"{name}, repaired", mean([one.repaired for one in several]), gold, more))


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
    told: dict[str, list[Told]] = defaultdict(list)
    for draw in range(1, options.draws + 1):
        rows = stream(sets, options, draw)
        got = cluster(rows, dated=True, form="feed", vectors=not options.without_vectors)
        for name in sets:
            told[name].append(
                outcome([row for row in rows if row["id"].startswith(f"{name}:")], got)
            )
        told["all"].append(outcome(rows, got))
    print(f"{'set':<31} {'P':>5} {'R':>5} {'F1':>5}  {'pairs':>5} {'ours/gold':>12}")
    labels = {name: len({row["cluster"] for row in rows}) for name, rows in sets.items()}
    for name, several in told.items():
        show(name, several, labels.get(name, sum(labels.values())))


if __name__ == "__main__":
    main()
