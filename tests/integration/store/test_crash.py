"""kill -9 at any moment: what was acknowledged is there, nothing is there by half, names are as they were."""

from __future__ import annotations

import asyncio
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from syndicate.query import parse
from syndicate.store import Selection, Store, open_store
from syndicate.store.arrivals import entry_id
from syndicate.store.edits import VERSIONS
from tests.contract.store.builders import an_item, poll

ROOT = Path(__file__).parents[3]
PROGRAM = """
import asyncio, sys
from syndicate.store import open_store
from tests.contract.store.builders import an_item, cluster, follow, poll

async def main(url, first):
    store = await open_store(url)
    await follow(store)
    print("open", flush=True)
    for number in range(first, first + 100000):
        items = [an_item(f"{number}-{part}", text=f"Part {part} of {number}.") for part in range(7)]
        edit = an_item("edited", text=f"Edition {number}.")
        await poll(store, *items, edit)
        await cluster(store, "t1", {f"e{number}": [item.id for item in items[:number % 3]]})
        print(number, flush=True)

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def work_until_killed(url: str, first: int, least: int, patience: float) -> int:
    """Kill it a while after so many polls were acknowledged; give the number of the last one that was."""
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, url, str(first)),
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )
    assert worker.stdout is not None
    assert await worker.stdout.readline() == b"open\n"
    acknowledged = [await worker.stdout.readline() for _ in range(least)]
    await asyncio.sleep(patience)
    worker.kill()
    output, _ = await worker.communicate()
    acknowledged += output.splitlines()
    return int(acknowledged[-1]) if acknowledged else first - 1


async def check_whole(store: Store, last: int) -> None:
    stored = await store.items.newest(Selection(), limit=1_000_000)
    parts = {one.item.id: one for one in stored if one.item.id != "is1edited"}
    polls = len(parts) // 7
    assert last + 1 <= polls <= last + 2
    assert set(parts) == {f"is1{number}-{part}" for number in range(polls) for part in range(7)}
    assert all(one.entry_id == entry_id("s1", one.item.id) for one in stored)
    (overview,) = await store.sources.overview()
    assert overview.item_count == len(stored)
    waiting = {item.id for item in await store.items.unclustered(1_000_000)}
    found = {
        one.item.id
        for one in await store.items.newest(Selection(query=parse("part")), limit=1_000_000)
    }
    assert found == set(parts) - waiting
    if polls:
        edited = await store.items.get("is1edited")
        assert edited is not None
        assert edited.item.text == f"Edition {polls - 1}."
        assert len(await store.items.versions("is1edited")) == min(polls - 1, VERSIONS)
    again = await poll(
        store, *(an_item(f"0-{part}", text=f"Part {part} of 0.") for part in range(7))
    )
    assert (again.new, again.changed) == ((0, 0) if polls else (7, 0))


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_kill_at_random_moments(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    if engine == "postgresql":
        url = str(request.getfixturevalue("postgres_database"))
    dice = random.Random(20261106)
    last = -1
    for least in (0, 1, 0, 2, 0):
        last = max(last, await work_until_killed(url, last + 1, least, dice.uniform(0.01, 0.25)))
        store = await open_store(url)
        try:
            await check_whole(store, last)
            last = (await store.sources.overview())[0].item_count // 7 - 1
        finally:
            await store.close()
    assert last > 0
    if engine == "sqlite":
        with closing(sqlite3.connect(tmp_path / "store.db")) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            raw.execute("INSERT INTO search (search) VALUES ('integrity-check')")
