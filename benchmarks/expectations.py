"""What gofeed, feedjira, node-feedparser and feedsmith expect of their samples, and how much of it we give.

    python benchmarks/expectations.py [FOLDER]

A table for each field: met, different on purpose (by reason), failed; then what failed, one by one.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.corpus.judging import PURPOSES, judged, table
from tests.corpus.peers import PEERS, cases


def main() -> int:
    """Print the tables."""
    root = Path(__file__).resolve().parent.parent
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else root.parent / "shared" / "corpora"
    failed = []
    reasons: Counter[str] = Counter()
    lacking = [peer for peer in PEERS if not (folder / peer).is_dir()]
    if lacking:
        sys.exit(
            f"{folder}: no samples of {', '.join(lacking)}: name a folder that holds one of each"
        )
    print("| parser | field | met | on purpose | failed |\n| --- | --- | ---: | ---: | ---: |")
    for peer in PEERS:
        found = [verdict for case in cases(folder / peer) for verdict in judged(case)]
        for field, counts in table(found).items():
            print(f"| {peer} | {field} | {' | '.join(map(str, counts))} |")
        reasons.update(one.purpose for one in found if one.purpose)
        failed += [one for one in found if one.has_failed]
    print()
    for reason, times in reasons.most_common():
        print(f"| {PURPOSES[reason]} | {times} |")
    for one in failed:
        told = one.expected
        print(
            f"failed: {one.case.path.relative_to(folder)}: {told.role}: {told.value!r}, not {one.found}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
