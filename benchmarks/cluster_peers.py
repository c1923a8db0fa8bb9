"""Labelled items -> our stories beside what others' clusterers make of the same items, words and vectors, in one run.

    python benchmarks/cluster_peers.py --data FILE [FILE ...] [--form feed|title] [--orders N] [--peers-folder FOLDER]

FILE is as in benchmarks/cluster_quality.py. All orders are shuffled and undated. The peers get our words of each item
(stems, names, numbers; title and 40 words), weighed by TF-IDF over the whole set, our sentence vectors where the extra
`semantic` is installed, and both together (the mean of the two cosines). A single pass joins the nearest centroid.
HDBSCAN and average linkage see everything at once, so no order matters to them. river's TextClust compares an
item with all that it holds, and slows down as it learns: it gets the first 500 of each order, and ours are judged on
these too.

Each peer is at its best: of a grid of settings that one is shown which has the best F1 on that very set, on average
over the orders. Ours has its defaults. Of several sets a last table shows each peer with one setting for all, again
the best. Their libraries are no part of the project: pip installs them into a folder.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean, pstdev

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cluster_quality import Quality, Row, arrange, item, judge, read, run
from syndicate.cluster.meaning.sentences import encoder, meaning
from syndicate.cluster.words import terms

# With numpy 2.4 scikit-learn 1.9.1 stumbles over an epsilon of HDBSCAN.
LIBRARIES = ("numpy==2.3.5", "scipy==1.17.1", "scikit-learn==1.9.1", "river==0.26.1")
Tried = dict[str, dict[str, list[Quality]]]  # way and vectors -> setting -> a run for each order
OURS = "ours, defaults"
WORKER = Path(__file__).with_name("peer_clusterers.py")


def python_of(folder: Path) -> Path:
    """Make an environment with the peers' libraries, unless it is there; give its Python."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(python.parent.parent)], check=True)
    there = subprocess.run(
        [python, "-c", "import river.cluster, sklearn.cluster"], check=False, capture_output=True
    )
    if there.returncode:
        print(f"installing {', '.join(LIBRARIES)} into {folder}", file=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *LIBRARIES], check=True)
    return python


def write(
    rows: Sequence[Row], orders: Sequence[Sequence[int]], first: int, form: str, folder: Path
) -> None:
    """Put what the peers get into a folder, as peer_clusterers.py says. The matrix is what scipy's load_npz reads."""
    items = [item(row, number, dated=False, form=form) for number, row in enumerate(rows)]
    counts = [terms.read(one).counts for one in items]
    columns = {term: at for at, term in enumerate(sorted({term for row in counts for term in row}))}
    np.savez(
        folder / "words.npz",
        format=np.array(b"csr"),
        shape=np.array([len(rows), len(columns)]),
        data=np.array([count for row in counts for count in row.values()], np.float32),
        indices=np.array([columns[term] for row in counts for term in row], np.int32),
        indptr=np.cumsum([0, *map(len, counts)], dtype=np.int32),
    )
    np.save(folder / "orders.npy", np.array(orders))
    (folder / "first.txt").write_text(str(first))
    encode = encoder()
    if encode is not None:
        dense = [meaning(encode, one.title, one.text) for one in items]
        np.save(folder / "dense.npy", np.array(dense))


def judged(rows: Sequence[Row], folder: Path) -> Tried:
    """Judge each way and its vectors, with each of its settings, in each order."""
    spent = json.loads((folder / "spent.json").read_text())
    tried: Tried = defaultdict(lambda: defaultdict(list))
    with np.load(folder / "found.npz") as found:
        for key in found.files:
            way, kind, setting, _ = key.split("|")
            numbers = found[key]
            there = [at for at, number in enumerate(numbers) if number != -1]
            some = [rows[at] for at in there]
            groups = {str(rows[at]["id"]): str(numbers[at]) for at in there}
            seconds = max(spent[f"{way}|{kind}"])
            tried[f"{way}, {kind}"][setting].append(judge(some, groups, seconds))
    return tried


def f1(runs: Sequence[Quality]) -> float:
    """F1 on average."""
    return mean(one.f1 for one in runs)


def show(name: str, runs: Sequence[Quality], gold: int, note: str = "") -> None:
    """Print one line of the table."""
    spread = f"{pstdev(one.f1 for one in runs):.3f}" if len(runs) > 1 else ""
    columns = ("precision", "recall", "f1", "pair")
    marks = " ".join(f"{mean(getattr(one, column) for one in runs):.3f}" for column in columns)
    clusters = f"{mean(one.clusters for one in runs):.0f}/{gold}"
    cost = f"{mean(one.ms for one in runs):.2f}"
    print(f"{name:<34} {marks}  {spread:<5} {clusters:>9} {cost:>6}  {note}", flush=True)


def ours(rows: Sequence[Row], orders: Sequence[Sequence[int]], form: str) -> list[Quality]:
    """Run the real clusterer in each order."""
    runs = []
    for order in orders:
        arranged = [rows[at] for at in order]
        found, spent = run(arranged, dated=False, form=form)
        runs.append(judge(arranged, {key: story for key, (story, _) in found.items()}, spent))
    return runs


def shuffles(rows: Sequence[Row], count: int) -> list[list[int]]:
    """Make the same shuffled orders as cluster_quality.py, as places in `rows`."""
    places: Mapping[str, int] = {str(row["id"]): at for at, row in enumerate(rows)}
    arranged = (arrange(rows, number, dated=False) for number in range(1, count + 1))
    return [[places[str(row["id"])] for row in each] for each in arranged]


def labels(rows: Sequence[Row], orders: Sequence[Sequence[int]]) -> int:
    """How many labelled stories there are in an order, on average."""
    return round(mean(len({rows[at]["cluster"] for at in order}) for order in orders))


def measure(path: Path, options: argparse.Namespace, python: Path) -> Tried:
    """Print the table of one set: each peer with the setting that suits the set best."""
    rows = read(path)
    orders = shuffles(rows, options.orders)
    first = min(options.first, len(rows))
    begun = [order[:first] for order in orders]
    some, gold = f", first {first}", labels(rows, orders)
    print(f"\n{path.stem}, {len(rows)} items, shuffled, undated; mean of {len(orders)} orders")
    print(f"{'':<34} P     R     F1    pairs  sd     ours/gold ms/item  best setting")
    whole = ours(rows, orders, options.form)
    show(OURS, whole, gold)
    if first:
        show(f"{OURS}{some}", ours(rows, begun, options.form), labels(rows, begun))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(rows, orders, first, options.form, folder)
        subprocess.run([python, WORKER, folder, options.only], check=True)
        tried = judged(rows, folder)
    for way, settings in tried.items():
        best = max(settings, key=lambda setting: f1(settings[setting]))
        slow = way.startswith("TextClust")
        told = labels(rows, begun) if slow else gold
        show(f"{way}{some}" if slow else way, settings[best], told, best)
    return {OURS: {"": whole}, **tried}


def compare(sets: Mapping[str, Tried]) -> None:
    """Print F1 on each set with one setting for all of them: the one that suits them best on average."""
    print(f"\n{'F1, one setting for all sets':<34}", *(f"{name:>7}" for name in sets), "   mean")
    for way in next(iter(sets.values())):
        marks = {
            setting: [f1(tried[way][setting]) for tried in sets.values()]
            for setting in next(iter(sets.values()))[way]
        }
        best = max(marks, key=lambda setting: mean(marks[setting]))
        columns = (f"{mark:7.3f}" for mark in (*marks[best], mean(marks[best])))
        print(f"{way:<34}", *columns, f"  {best}")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--form", choices=("feed", "title"), default="feed")
    parser.add_argument("--orders", type=int, default=4)
    parser.add_argument("--first", type=int, default=500, help="items for TextClust, or 0")
    parser.add_argument("--only", default="", help="one peer, by the beginning of its name")
    cache = Path(tempfile.gettempdir()) / "syndicate-peers"
    parser.add_argument("--peers-folder", type=Path, default=cache)
    options = parser.parse_args()
    python = python_of(options.peers_folder)
    sets = {path.stem: measure(path, options, python) for path in options.data}
    if len(sets) > 1:
        compare(sets)


if __name__ == "__main__":
    main()
