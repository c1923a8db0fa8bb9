"""What others' ways of clustering make of given vectors. Run by cluster_peers.py, in the peers' own environment.

    PYTHON peer_clusterers.py FOLDER [WAY]

Every way, or the one that begins with WAY.
FOLDER holds words.npz (a row of counts for each item), orders.npy (each order a permutation of the rows), perhaps
dense.npy (sentence vectors of length 1), and first.txt (how many items of an order TextClust gets, or 0).
Written into FOLDER: found.npz, an array of cluster numbers by row for each "way|vectors|setting|order" (-1: not
clustered), and spent.json, seconds of CPU for each way and its vectors.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, Literal

import numpy as np
from river.cluster import TextClust
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix, load_npz
from scipy.spatial.distance import squareform
from sklearn.cluster import HDBSCAN
from sklearn.feature_extraction.text import TfidfTransformer

Array = Any  # numpy has no types for "an array of either of these" that would read better
Found = Iterator[tuple[str, Array]]  # a setting, and the cluster number of each row
BARS = np.arange(0.05, 0.99, 0.025)
NEVER = 1_000_000


class Vectors:
    """TF-IDF, sentence vectors, or both: then a likeness is the mean of the two cosines."""

    def __init__(self, words: csr_matrix | None, dense: Array | None) -> None:
        self.parts = [part for part in (words, dense) if part is not None]
        self.rows = self.parts[0].shape[0]

    def distances(self) -> Array:
        """One less the cosine of each two rows."""
        likeness = sum(_plain(part @ part.T) for part in self.parts) / len(self.parts)
        distances = np.clip(1.0 - (likeness + likeness.T) / 2, 0.0, 2.0)
        np.fill_diagonal(distances, 0.0)
        return distances


def _plain(matrix: Any) -> Array:
    return np.asarray(matrix.todense() if hasattr(matrix, "todense") else matrix)


def agglomerative(vectors: Vectors) -> Found:
    """Average linkage, cut at each bar."""
    tree = linkage(squareform(vectors.distances(), checks=False), method="average")
    for bar in BARS:
        yield f"cut {bar:.3f}", fcluster(tree, bar, criterion="distance")


def hdbscan(vectors: Vectors) -> Found:
    """HDBSCAN over the distances; noise is a cluster for each item."""
    distances = vectors.distances()
    for size, near, way, bar in product((2, 3, 5, 10), (1, 2), ("eom", "leaf"), (0.0, 0.3, 0.6)):
        model = HDBSCAN(
            min_cluster_size=size, min_samples=near, cluster_selection_method=way,
            cluster_selection_epsilon=bar, metric="precomputed", copy=True,
        )  # fmt: skip
        numbers = model.fit(distances).labels_.astype(np.int64)
        alone = numbers < 0
        numbers[alone] = numbers.max() + 1 + np.arange(alone.sum())
        yield f"size {size}, samples {near}, {way}, epsilon {bar}", numbers


def single_pass(vectors: Vectors, order: Array) -> Found:
    """Each item joins the cluster whose centroid is nearest if that reaches the bar, or opens one."""
    rows = [[_sparse(part[at]) for part in vectors.parts] for at in order]
    for bar in BARS[:29:2]:  # 0.05 to 0.75
        numbers = np.full(vectors.rows, -1)
        centroids = [Centroids(part) for part in vectors.parts]
        for at, row in zip(order, rows, strict=True):
            likeness = sum(one.cosines(*part) for one, part in zip(centroids, row, strict=True))
            likeness /= len(row)
            best = int(likeness.argmax()) if len(likeness) else 0
            joins = len(likeness) > best and likeness[best] >= bar
            numbers[at] = best if joins else len(likeness)
            for one, part in zip(centroids, row, strict=True):
                one.add(int(numbers[at]), *part)
        yield f"cosine {bar:.3f}", numbers


class Centroids:
    """Sums of vectors, a column each, and their squared lengths."""

    def __init__(self, vectors: Any) -> None:
        self.count = 0
        # Sparse vectors ask for few rows, dense ones for all columns that are filled.
        order: Literal["C", "F"] = "C" if hasattr(vectors, "indices") else "F"
        self.sums = np.zeros((vectors.shape[1], 64), np.float32, order=order)
        self.squares = np.zeros(64, np.float32)

    def cosines(self, where: Any, weights: Array) -> Array:
        """How near a vector of length 1 is to each."""
        count = self.count
        return (weights @ self.sums[where, :count]) / np.sqrt(self.squares[:count] + 1e-12)

    def add(self, number: int, where: Any, weights: Array) -> None:
        """Add a vector to a sum, or to the next that is empty."""
        self.count = max(self.count, number + 1)
        if self.count > len(self.squares):
            self.sums = np.hstack([self.sums, np.zeros_like(self.sums)])
            self.squares = np.hstack([self.squares, np.zeros_like(self.squares)])
        old = self.sums[where, number]
        self.squares[number] += 2 * float(old @ weights) + float(weights @ weights)
        self.sums[where, number] = old + weights


def _sparse(part: Any) -> tuple[Any, Array]:
    return (part.indices, part.data) if hasattr(part, "indices") else (slice(None), part)


def textclust(words: csr_matrix, order: Array) -> Found:
    """River's TextClust over bare counts: it weighs them itself. It forgets what is alone after `tgap` items."""
    for radius, gap in product((0.6, 0.7, 0.8), (100, NEVER)):
        numbers = np.full(words.shape[0], -1)
        model = TextClust(
            radius=radius,
            tgap=gap,
            real_time_fading=False,
            term_fading=False,
            auto_merge=gap == 100,
        )
        merged: dict[int, int] = {}
        for at in order:
            row = words[at]
            counts = dict(zip(map(str, row.indices), map(float, row.data), strict=True))
            model.learn_one(dict(counts))
            found = model.predict_one(dict(counts))
            numbers[at] = -2 - at if found is None else found
            for key, cluster in model.micro_clusters.items():
                merged.update(dict.fromkeys(cluster.merged_ids, key))
        yield f"radius {radius}, gap {gap}", np.array([_last(merged, int(n)) for n in numbers])


def _last(merged: dict[int, int], number: int) -> int:
    seen = set()
    while number in merged and number not in seen:
        seen.add(number)
        number = merged[number]
    return number


def all_ways(folder: Path) -> Iterator[tuple[str, str, str, Any]]:
    """Give way and vectors, order ("" for every one), and its results, one after the other."""
    counts = load_npz(folder / "words.npz").tocsr()
    words = TfidfTransformer(sublinear_tf=True).fit_transform(counts).astype(np.float32).tocsr()
    orders = np.load(folder / "orders.npy")
    dense = np.load(folder / "dense.npy") if (folder / "dense.npy").exists() else None
    kinds = {"TF-IDF": Vectors(words, None)}
    if dense is not None:
        kinds |= {"sentences": Vectors(None, dense), "both": Vectors(words, dense)}
    for kind, vectors in kinds.items():
        for number, order in enumerate(orders):
            yield "single pass", kind, str(number), single_pass(vectors, order)
        yield "HDBSCAN (batch)", kind, "", hdbscan(vectors)
        yield "agglomerative (batch)", kind, "", agglomerative(vectors)
    first = int((folder / "first.txt").read_text())
    for number, order in enumerate(orders if first else ()):
        yield "TextClust", "counts", str(number), textclust(counts, order[:first])


def main() -> None:
    """Cluster everything in every way."""
    folder, only = Path(sys.argv[1]), "".join(sys.argv[2:3])
    found, spent = {}, defaultdict(list)
    for way, kind, order, results in all_ways(folder):
        if not way.startswith(only):
            continue
        began = time.process_time()
        for setting, numbers in results:
            found[f"{way}|{kind}|{setting}|{order}"] = numbers
            spent[f"{way}|{kind}"].append(time.process_time() - began)
            began = time.process_time()
        print(f"{way}, {kind} {order}", file=sys.stderr)
    np.savez(folder / "found.npz", **found)
    (folder / "spent.json").write_text(json.dumps(spent))


if __name__ == "__main__":
    main()
