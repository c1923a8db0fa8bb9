"""What a round of polls costs, beside a bare aiohttp fetch loop over the same origin in the same run.

    python benchmarks/poll.py [--sources 1000] [--rounds 3]

CPU seconds per 1000 sources of the whole process tree, start of the interpreter included:
cold (everything is new), unchanged (304), 5 % changed (2 of 20 items new in every twentieth source).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import aiohttp
from proctree import Cost, measure

HERE = Path(__file__).parent
ROUNDS = ("cold", "unchanged", "5 % changed")


async def bare(base: str, sources: int, memory: Path) -> None:
    """Fetch every source once with aiohttp, 50 at a time, conditionally where a tag is known; keep the tags."""
    tags: dict[str, str] = json.loads(memory.read_text()) if memory.exists() else {}
    gate = asyncio.Semaphore(50)

    async def one(session: aiohttp.ClientSession, number: int) -> None:
        url = f"{base}/feed/{number}"
        headers = {"If-None-Match": tags[url]} if url in tags else {}
        async with gate, session.get(url, headers=headers) as response:
            await response.read()
            if response.status == 200:
                tags[url] = response.headers["ETag"]

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(one(session, number) for number in range(sources)))
    memory.write_text(json.dumps(tags))


@contextmanager
def origin(sources: int) -> Iterator[str]:
    """Run the origin beside us; give its address."""
    command = [sys.executable, str(HERE / "origin.py"), "--sources", str(sources)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.kill()


def config(base: str, sources: int, folder: Path) -> Path:
    """Write a feeds.yaml that follows all of the origin's sources."""
    path = folder / "feeds.yaml"
    lines = [
        f"store: sqlite:///{folder / 'bench.db'}",
        "fetch: {allow_networks: [127.0.0.0/8]}",
        "sources:",
    ]
    path.write_text(
        "\n".join([*lines, *(f"  - {base}/feed/{number}" for number in range(sources))]) + "\n"
    )
    return path


def one_series(sources: int) -> dict[str, dict[str, Cost]]:
    """Run the three rounds for both, on a fresh origin and a fresh store."""
    costs: dict[str, dict[str, Cost]] = {}
    with tempfile.TemporaryDirectory() as name, origin(sources) as base:
        folder = Path(name)
        path = config(base, sources, folder)
        ours = [sys.executable, "-m", "syndicate", "poll", "--config", str(path)]
        loop = [
            sys.executable,
            __file__,
            "--bare",
            base,
            "--sources",
            str(sources),
            "--memory",
            str(folder / "tags"),
        ]
        for round_name in ROUNDS:
            if round_name == "5 % changed":
                urllib.request.urlopen(f"{base}/change?every=20").read()
            costs[round_name] = {"bare loop": measure(loop), "syndicate": measure(ours)}
    return costs


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument(
        "--rounds", type=int, default=3, help="series, each on a fresh origin and store"
    )
    parser.add_argument("--bare", help=argparse.SUPPRESS)
    parser.add_argument("--memory", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.bare:
        asyncio.run(bare(options.bare, options.sources, options.memory))
        return
    series = [one_series(options.sources) for _ in range(options.rounds)]
    print(
        f"{options.sources} sources, {options.rounds} series; CPU seconds per 1000 sources: median (least-most)"
    )
    for name in ROUNDS:
        per = {
            who: [one[name][who].cpu_s * 1000 / options.sources for one in series]
            for who in ("bare loop", "syndicate")
        }
        ratios = [
            ours / theirs for ours, theirs in zip(per["syndicate"], per["bare loop"], strict=True)
        ]
        peak = max(one[name]["syndicate"].peak_bytes for one in series) / 2**20
        told = "  ".join(
            f"{who} {statistics.median(x):6.2f} ({min(x):.2f}-{max(x):.2f})"
            for who, x in per.items()
        )
        print(
            f"{name:12} {told}  ratio {statistics.median(ratios):6.1f}  peak of all processes {peak:.0f} MB"
        )


if __name__ == "__main__":
    main()
