"""Follow every optional sample feed as a source, publish every output, and put each through the rules of its format.

    python benchmarks/publishing.py CORPORA [--schemas SCHEMAS] [--only GROUP] [--keep FOLDER]

A loopback origin serves the files; the real rooms poll them, cluster and publish: each source, tag, topic and thread,
and an output of each mode, in three formats. A store takes so many files, then the next one is begun: every feed asks
for all sources, so that the whole in one store costs the square. `--keep` writes what was published into a folder.
Without SCHEMAS, Atom is not judged by the grammar of RFC 4287, nor JSON Feed by its schema.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import asyncio
import logging
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import get_args

from aiohttp import web

from benchmarks.corpora import samples
from benchmarks.replay import SteppedClock
from benchmarks.rules import Rules
from syndicate.config import parse
from syndicate.house import House, open_house
from syndicate.log import configure
from syndicate.model import Address, Mode, Suffix
from syndicate.publish.outputs import place

SITE = "https://samples.example.org"
HOSTS = 200  # of the loopback network, so that no host is asked for more than a few
FILES = 200  # in one store
THREADS = 40  # of a store, the newest
NOW = datetime(2026, 11, 1, tzinfo=UTC)
CONFIG = """\
title: Samples
url: {site}/
store: sqlite:///{folder}/samples.db
clustering: {{vectors: 'off'}}
fetch: {{allow_networks: [127.0.0.0/8]}}
sources:
{sources}
topics:
  science: {{title: Science & <nature>, any: [science, research, space, climate]}}
outputs:
{outputs}
"""


@dataclass
class Verdict:
    """What was published, and what was wrong with it."""

    documents: int = 0
    sources: int = 0  # that gave at least one item
    items: int = 0
    feeds: Counter[str] = field(default_factory=Counter)  # by kind
    entries: Counter[str] = field(default_factory=Counter)  # by suffix
    size_bytes: Counter[str] = field(default_factory=Counter)  # by suffix
    faults: list[tuple[Address | None, str]] = field(default_factory=list)


@asynccontextmanager
async def origin(files: Sequence[Path]) -> AsyncIterator[int]:
    """Serve the files by their number, at every address of this machine; give the port."""

    async def answer(request: web.Request) -> web.Response:
        path = files[int(request.match_info["number"])]
        return web.Response(body=path.read_bytes(), content_type="application/xml")

    app = web.Application()
    app.router.add_get("/{number}", answer)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()  # all of 127.0.0.0/8
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def settings(files: Sequence[Path], root: Path, port: int, folder: str) -> bytes:
    """Write feeds.yaml: a source for each file, tagged with its collection; an output of each mode."""
    sources = "\n".join(
        f"  - {{url: 'http://127.0.0.{1 + number % HOSTS}:{port}/{number}', tags: [{_tag(path, root)}]}}"
        for number, path in enumerate(files)
    )
    outputs = "\n".join(
        f"  {mode}: {{title: 'All {mode}', mode: {mode}, limit: 200}}" for mode in get_args(Mode)
    )
    text = CONFIG.format(site=SITE, folder=folder, sources=sources, outputs=outputs)
    return text.encode()


def _tag(path: Path, root: Path) -> str:
    return path.relative_to(root).parts[0]


async def publish(root: Path, rules: Rules, only: str | None, keep: Path | None) -> Verdict:
    """Poll everything once, cluster, and judge every output."""
    every = [path for path in samples(root) if only in {None, _tag(path, root)}]
    verdict = Verdict(documents=len(every))
    for begin in range(0, len(every), FILES):
        await _publish(every[begin : begin + FILES], root, rules, verdict, keep)
        print(f"{begin + FILES}: {len(verdict.faults)} faults", file=sys.stderr, flush=True)
    return verdict


async def _publish(
    files: Sequence[Path], root: Path, rules: Rules, verdict: Verdict, keep: Path | None
) -> None:
    clock = SteppedClock(NOW)
    async with origin(files) as port:
        with tempfile.TemporaryDirectory() as folder:
            text = settings(files, root, port, folder)
            config = parse(text, path=Path("feeds.yaml"), environ={})
            async with open_house(config, clock=clock) as house:
                await poll(house, clock)
                for address in await addresses(house):
                    await judge(house, address, rules, verdict, keep)


async def poll(house: House, clock: SteppedClock) -> None:
    """Poll half of the sources on one day and half on the next, so that a digest can tell of one."""
    every = [*house.pipeline.declared().sources]
    for half in (every[::2], every[1::2]):
        await house.pipeline.poll_all(half)
        while await house.pipeline.cluster():
            pass
        clock.at += timedelta(days=1)


async def addresses(house: House) -> Sequence[Address]:
    """Every address at which something is published."""
    declared = house.pipeline.declared()
    tags = sorted({tag for source in declared.sources.values() for tag in source.tags})
    threads = await house.store.threads.overview(limit=THREADS, minimum_items=2)
    names: Mapping[str, Sequence[str]] = {
        "outputs": [*declared.outputs],
        "topics": [*declared.topics],
        "tags": tags,
        "threads": [thread.id for thread in threads],
        "sources": [*declared.sources],
    }
    return [
        Address(kind, name, suffix)  # type: ignore[arg-type]
        for kind, every in names.items()
        for name in every
        for suffix in get_args(Suffix)
    ]


async def judge(
    house: House, address: Address, rules: Rules, verdict: Verdict, keep: Path | None
) -> None:
    """Publish at one address and note what is wrong."""
    publication = await house.pipeline.publish(address)
    if publication is None:
        verdict.faults.append((address, "nothing is published there"))
        return
    at = f"{place(address, SITE)}.{address.suffix}"
    body = publication.body
    verdict.faults += [(address, fault) for fault in rules.faults(body, address.suffix, at)]
    count = body.count(
        {"atom": b"<entry", "rss": b"<item>", "json": b'"date_published":'}[address.suffix]
    )
    verdict.feeds[address.kind] += 1
    verdict.entries[address.suffix] += count
    verdict.size_bytes[address.suffix] += len(body)
    if address.kind == "sources" and address.suffix == "atom":
        verdict.sources += bool(count)
        verdict.items += count
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{address.kind}-{address.name}.{address.suffix}").write_bytes(body)


def told(verdict: Verdict) -> Iterator[str]:
    """Say what came of it."""
    yield f"documents {verdict.documents}, sources with items {verdict.sources}, items in their feeds {verdict.items}"
    yield f"feeds published and judged {sum(verdict.feeds.values())} {dict(verdict.feeds)}"
    yield f"entries judged {sum(verdict.entries.values())} {dict(verdict.entries)}"
    yield f"bytes {dict(verdict.size_bytes)}"
    yield f"faults {len(verdict.faults)}"
    for address, fault in verdict.faults[:40]:
        yield f"  {address}: {fault[:400]}"


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--schemas", type=Path)
    parser.add_argument("--only")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    configure()
    logging.getLogger("syndicate").setLevel(logging.ERROR)  # half of the samples are no feeds
    rules = Rules.with_schemas(options.schemas) if options.schemas else Rules()
    start = time.process_time()
    verdict = asyncio.run(publish(options.corpora, rules, options.only, options.keep))
    for line in told(verdict):
        print(line)
    print(f"CPU of this process {time.process_time() - start:.1f} s")
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    sys.exit(main())
