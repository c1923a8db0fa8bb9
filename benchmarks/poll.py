"""What a round of polls costs, beside other programs over the same origin in the same run.

    python benchmarks/poll.py [--peers .peers] [--only rounds,many,tls] [--series 3]

rounds   1000 sources: cold (everything is new), unchanged (304), 5 % changed (2 of 20 items of every twentieth source)
many     5000 sources: cold and unchanged, with the most memory that all processes of a program held together
tls      400 sources on 200 TLS servers, unchanged

CPU seconds per 1000 sources of the whole process tree, start of the interpreter included. "stored" is our round up to
the stored and searchable items; "whole command" is `syndicate poll`, which clusters too, as no peer does.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import json
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.figures import told
from benchmarks.origins import Served, origin
from benchmarks.peers import READER_WORKERS, Poller, get_peers, pollers
from benchmarks.proctree import Cost, kind_of_memory, measure

OURS = "stored"
ROUNDS = ("cold", "unchanged", "5 % changed")
Series = dict[tuple[str, str], Cost]  # (round, program) -> what it took


@dataclass(frozen=True, slots=True)
class Setting:
    """A group of sources, the rounds they are polled in, and the programs that poll them."""

    title: str
    sources: int
    rounds: Sequence[str]
    told: Sequence[
        str
    ]  # the rounds that are printed: the cold one may be there only to be repeated
    ports: int = 1
    tls: bool = False


def settings(sources: int, many: int) -> dict[str, Setting]:
    """What --only chooses from."""
    return {
        "rounds": Setting("one origin", sources, ROUNDS, ROUNDS),
        "many": Setting("one origin", many, ROUNDS[:2], ROUNDS[:2]),
        "tls": Setting("200 TLS origins", 400, ROUNDS[:2], ROUNDS[1:2], ports=200, tls=True),
    }


def one_series(setting: Setting, names: Sequence[str], peers: Path) -> Series:
    """Let each program poll through all rounds, on a fresh origin and with nothing known."""
    costs: Series = {}
    for name in names:
        with (
            tempfile.TemporaryDirectory() as folder,
            origin(setting.sources, ports=setting.ports, tls=setting.tls) as served,
        ):
            (poller,) = pollers([name], served, Path(folder), peers)
            poller.before()
            for round_name in setting.rounds:
                costs[round_name, name] = _round(poller, served, round_name)
    return costs


def _round(poller: Poller, served: Served, round_name: str) -> Cost:
    if round_name == "cold":  # the origin makes its documents now, not while it is asked
        served.tell("/warm")
    elif round_name == "5 % changed":
        served.tell("/change?every=20")
    else:
        for _ in range(poller.spoiled_repeats):
            measure(poller.command, env=poller.environment(served))
    served.tell("/asked")
    cost = measure(poller.command, env=poller.environment(served))
    _check(poller, served, round_name)
    return cost


def _check(poller: Poller, served: Served, round_name: str) -> None:
    """Say when a program did not do what the round is about: a figure for too little work is no figure."""
    asked = {int(status): count for status, count in json.loads(served.tell("/asked")).items()}
    new = {"cold": served.sources, "unchanged": 0}.get(round_name, -(-served.sources // 20))
    wanted = {status: count for status, count in ((200, new), (304, served.sources - new)) if count}
    if asked != wanted:
        print(f"  note: {poller.name}, {round_name}: answers {asked}, not {wanted}", flush=True)


def table(setting: Setting, series: Sequence[Series], names: Sequence[str]) -> Iterator[str]:
    """One line for each round and program."""
    for round_name in setting.told:
        yield f"{round_name}, {setting.sources} sources, {setting.title}; {len(series)} series"
        ours = [one[round_name, OURS].cpu_s for one in series]
        for name in names:
            costs = [one[round_name, name] for one in series]
            cpu = [cost.cpu_s * 1000 / setting.sources for cost in costs]
            ratio = [mine / cost.cpu_s for mine, cost in zip(ours, costs, strict=True)]
            peak = statistics.median(cost.peak_bytes / 2**20 for cost in costs)
            yield (
                f"  {name:19} {told(cpu):>22} s   {OURS} / this {told(ratio, '.3f'):>22}   "
                f"peak {peak:4.0f} MB ({kind_of_memory()})"
            )


def programs(which: str, there: Sequence[str]) -> list[str]:
    """Who takes part: with many sources only who is the measure there, for the others need half an hour."""
    if which == "rounds":
        return ["bare loop", OURS, "whole command", *there]
    return ["bare loop", OURS, *[name for name in there if name == next(iter(READER_WORKERS))]]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--peers", type=Path, default=Path(".peers"), help="where peers are put")
    parser.add_argument("--install", action="store_true", help="install system packages too")
    parser.add_argument(
        "--without", default="", help="programs to leave out, with semicolons between"
    )
    parser.add_argument("--only", default="rounds,many,tls")
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--many", type=int, default=5000)
    parser.add_argument("--series", type=int, default=3)
    options = parser.parse_args()
    there = get_peers(options.peers.resolve(), install=options.install)
    left_out = [name.strip() for name in options.without.split(";")]
    for which in options.only.split(","):
        setting = settings(options.sources, options.many)[which]
        names = [name for name in programs(which, there) if name not in left_out]
        peers = options.peers.resolve()
        series = [one_series(setting, names, peers) for _ in range(options.series)]
        print("\n".join(table(setting, series, names)), flush=True)


if __name__ == "__main__":
    main()
