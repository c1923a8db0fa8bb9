"""What a body costs that came although nothing in it is new, beside one feedparser.parse of the same bytes.

    python benchmarks/nothing_new.py [--sources 300] [--series 3]

touched   only the instant at which the feed was built differs
same      the origin pays no heed to validators and sends the same bytes again
304       for comparison

CPU of a poll at the margin: interpreter, imports and the first poll of each source do not count.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import io
import logging
from time import process_time

import feedparser

from benchmarks.documents import document
from benchmarks.figures import told
from benchmarks.origins import origin
from benchmarks.rooms import Spent, rooms, spent

SETTLE_S = 1.0  # a worker that is being replaced after the last round is not of this one
KINDS = {"304": "/asked", "touched": "/touch", "same": "/deaf"}


async def one_series(sources: int) -> dict[str, Spent]:
    """Poll all sources: once, so that they are known, and then once for each kind."""
    found = {}
    with origin(sources) as served:
        async with rooms(served.urls) as house:
            await house.pipeline.poll_all()
            for kind, address in KINDS.items():
                await asyncio.to_thread(served.tell, address)
                await asyncio.sleep(SETTLE_S)
                found[kind] = await spent(house.pipeline.poll_all)
    return found


def whole_parse(documents: int = 60) -> float:
    """CPU seconds of one feedparser.parse as it comes, over feeds of every kind."""
    bodies = [document(number, 0)[0] for number in range(documents)]
    began = process_time()
    for body in bodies:
        feedparser.parse(io.BytesIO(body))
    return (process_time() - began) / len(bodies)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=300)
    parser.add_argument("--series", type=int, default=3)
    options = parser.parse_args()
    logging.getLogger("syndicate").setLevel(logging.ERROR)
    parses, series = [], []
    for _ in range(options.series):
        parses.append(whole_parse())
        series.append(asyncio.run(one_series(options.sources)))
    milli = 1000 / options.sources
    print(f"feedparser.parse {told([1000 * one for one in parses], '.2f')} ms")
    for kind in KINDS:
        costs = [one[kind] for one in series]
        for name, figures in (
            ("whole poll", [cost.all_s * milli for cost in costs]),
            ("in a worker", [cost.workers_s * milli for cost in costs]),
        ):
            ratio = [mine / (1000 * parse) for mine, parse in zip(figures, parses, strict=True)]
            print(f"{kind:8} {name:12} {told(figures, '.2f')} ms   / parse {told(ratio, '.3f')}")


if __name__ == "__main__":
    main()
