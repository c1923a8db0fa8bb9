"""Many processes over one PostgreSQL, killed and stopped at random, and the history of what they did.

    python benchmarks/nodes.py [--sources 5000] [--ports 100] [--every 120] [--minutes 10] [--seed 7]

A scheduler, two workers and two web nodes follow an origin that publishes all the time. Every few seconds one of them
gets kill -9 and is started again, or is stopped for up to 90 seconds and goes on; once a worker is stopped for longer
than a claim lasts. Then nothing more is published, and when every source was polled again, the history is checked:

double polls   two requests for one source in less than its interval (less the tenth by which it is varied)
asked again    the same, where a process logged in between that its poll failed: it was stopped while it waited for
               the answer, and what it lost is fetched a minute later
lost items     offered by a source when all were polled for the last time, and not in the store
missed         published and pushed out of a feed of 8 items before anybody came: late is not lost
doubled ids    two items of one address, or two items under one id
changed ids    an entry that a reader of either web node was shown under another id before
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import json
import random
import signal
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from tempfile import TemporaryDirectory

import aiohttp

from benchmarks.many_nodes import Node, Origin, cared_for, rows, serving, to_its_end, write_config
from benchmarks.pg_server import postgres

NODES = ("scheduler", "worker", "worker", "web", "web")
LEASE_S = 300
PUBLISH_EVERY_S = 1.0


@dataclass
class Reader:
    """Reads from all web nodes, and remembers the id of every entry that it was shown."""

    ids: dict[str, str] = field(default_factory=dict)
    fetched: int = 0
    changed: int = 0

    async def read(self, nodes: list[Node]) -> None:
        """Look at all of them again and again."""
        timeout = aiohttp.ClientTimeout(total=20)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                for node in nodes:
                    await self._look(session, node)
                await asyncio.sleep(3)

    async def _look(self, session: aiohttp.ClientSession, node: Node) -> None:
        try:
            async with session.get(f"{node.url}/outputs/desk.json") as answer:
                feed = await answer.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
            return  # it was killed or stopped just now
        self.fetched += 1
        for entry in feed["items"]:
            known = self.ids.setdefault(entry["url"], entry["id"])
            self.changed += known != entry["id"]


async def publish(origin: Origin, dice: random.Random) -> None:
    """Give one source in two hundred an item, each second."""
    while True:
        for source in dice.sample(range(origin.sources), max(origin.sources // 200, 1)):
            origin.publish(source)
        await asyncio.sleep(PUBLISH_EVERY_S)


async def disturb(nodes: list[Node], dice: random.Random, until: float) -> Counter[str]:
    """Kill and stop nodes at random; each is itself again when this ends."""
    done: Counter[str] = Counter()
    busy: set[int] = set()

    async def stop(number: int, seconds: float) -> None:
        nodes[number].send(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        nodes[number].send(signal.SIGCONT)
        busy.discard(number)

    async def kill(number: int) -> None:
        nodes[number].end(signal.SIGKILL)
        await asyncio.sleep(dice.uniform(0, 5))
        nodes[number].start()
        await nodes[number].ready()
        busy.discard(number)

    long = dice.choice([1, 2])
    busy.add(long)
    async with asyncio.TaskGroup() as sleeping:
        sleeping.create_task(stop(long, LEASE_S + 30))
        done["stopped for longer than a claim lasts"] += 1
        while time.time() < until:
            await asyncio.sleep(dice.uniform(4, 14))
            number = dice.choice([n for n in range(len(nodes)) if n not in busy] or [0])
            if number in busy:
                continue
            busy.add(number)
            if dice.random() < 0.5:
                done[f"kill -9 {nodes[number].role}"] += 1
                sleeping.create_task(kill(number))
            else:
                done[f"SIGSTOP {nodes[number].role}"] += 1
                sleeping.create_task(stop(number, dice.choice([3, 20, 45, 90])))
    return done


async def settled(origin: Origin, url: str, limit_s: float) -> None:
    """Return when every source was asked again, and all that waits was placed."""
    since = time.time()
    again: set[int] = set()
    waiting = [(-1,)]
    while time.time() < since + limit_s:
        await asyncio.sleep(5)
        again = {source for at, source in origin.asked if at > since}
        waiting = await asyncio.to_thread(rows, url, "SELECT count(*) FROM unclustered")
        if len(again) == origin.sources and waiting[0][0] == 0:
            return
    print(
        f"not settled: {origin.sources - len(again)} sources not asked, {waiting[0][0]} items not placed"
    )


def gaps(origin: Origin) -> list[tuple[str, float, float]]:
    """Address, and time of a request and of the next, of each source."""
    by_source: defaultdict[int, list[float]] = defaultdict(list)
    for at, source in sorted(origin.asked):
        by_source[source].append(at)
    urls = origin.urls
    return [(urls[n], a, b) for n, times in by_source.items() for a, b in pairwise(times)]


def failed(nodes: Sequence[Node]) -> Mapping[str, Sequence[float]]:
    """When polls of each address failed, as the nodes logged it."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    for node in nodes:
        for line in node.log.read_text().splitlines():
            if '"poll failed"' in line:
                told = json.loads(line)
                found[told["source"]].append(datetime.fromisoformat(told["at"]).timestamp())
    return found


def check(origin: Origin, url: str, reader: Reader, nodes: Sequence[Node], every_s: int) -> bool:
    """Print the history; tell whether it is clean."""
    requests, failures = gaps(origin), failed(nodes)
    between = [b - a for _, a, b in requests]
    short = [one for one in requests if one[2] - one[1] < 0.9 * every_s - 0.5]
    again = [one for one in short if any(one[1] < at < one[2] for at in failures.get(one[0], ()))]
    published = origin.links()
    stored = [row[0] for row in rows(url, "SELECT url FROM items")]
    twice = len(stored) - len(set(stored))
    ids = rows(url, "SELECT entry_id FROM items GROUP BY entry_id HAVING count(*) > 1")
    stories = rows(url, "SELECT count(DISTINCT story_id) FROM assignments")[0][0]
    offered = origin.offered()
    figures = {
        "requests": len(origin.asked),
        "shortest gap s": round(min(between, default=0), 1),
        "longest gap s": round(max(between, default=0), 1),
        "items published": len(published),
        "items stored": len(stored),
        "items missed": len(published - offered - set(stored)),
        "stories": stories,
        "looks of the reader": reader.fetched,
        "entries it was shown": len(reader.ids),
        "asked again": len(again),
        "DOUBLE POLLS": len(short) - len(again),
        "LOST ITEMS": len(offered - set(stored)),
        "DOUBLED IDS": twice + len(ids),
        "CHANGED IDS": reader.changed,
    }
    for name, value in figures.items():
        print(f"{name:24} {value}")
    return not any(value for name, value in figures.items() if name.isupper())


async def walked(
    nodes: list[Node],
    origin: Origin,
    url: str,
    dice: random.Random,
    reader: Reader,
    every_s: int,
    minutes: float,
) -> Counter[str]:
    """Start all, disturb them, let them come to rest, and stop them."""
    for node in nodes:
        node.start()
        await node.ready()
    reading = asyncio.create_task(reader.read([one for one in nodes if one.role == "web"]))
    publishing = asyncio.create_task(publish(origin, dice))
    done = await disturb(nodes, dice, time.time() + 60 * minutes)
    publishing.cancel()
    await settled(origin, url, 2 * every_s + 2 * LEASE_S)
    reading.cancel()
    for node in nodes:
        node.end(signal.SIGTERM)
    return done


async def run(sources: int, ports: int, every_s: int, minutes: float, seed: int) -> bool:
    """The whole of it."""
    dice = random.Random(seed)
    with TemporaryDirectory() as name, postgres() as (url, _):
        async with serving(sources, ports, items=3) as origin:
            config = write_config(Path(name), url, origin.urls, f"{every_s}s")
            nodes = [
                Node(role, config, Path(name) / f"{n}-{role}.log") for n, role in enumerate(NODES)
            ]
            reader = Reader()
            with cared_for(nodes):
                done = await walked(nodes, origin, url, dice, reader, every_s, minutes)
            print(json.dumps(dict(done)))
            clean = check(origin, url, reader, nodes, every_s)
            if not clean:
                for node in nodes:
                    print(node.role, node.log.read_text()[-1500:])
            return clean


def main() -> None:
    """Print the history."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sources", type=int, default=5000)
    parser.add_argument("--ports", type=int, default=100)
    parser.add_argument("--every", type=int, default=120, help="seconds")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    clean = to_its_end(run(given.sources, given.ports, given.every, given.minutes, given.seed))
    raise SystemExit(0 if clean else 1)


if __name__ == "__main__":
    main()
