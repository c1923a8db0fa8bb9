"""What people decide is told beside the images: who goes on from one remembers what the store holds, whatever was decided."""

from __future__ import annotations

import logging
import random
from pathlib import Path

import pytest

from syndicate.corridors import clustering, recalling
from syndicate.model import Correction
from tests.integration.pipeline.desk import Clock, Found, found
from tests.integration.pipeline.nodes import Node, a_node, deliver, news
from tests.integration.store.test_since_images import content

NEWS = news(120)
PORTION = 8


@pytest.fixture(autouse=True)
def _worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few are remembered."""
    monkeypatch.setattr(recalling, "FEW", 0)
    monkeypatch.setattr(clustering, "CLUSTER_BATCH", 5)


def drawn(dice: random.Random, there: Found) -> Correction | None:
    """A decision of any kind on what there is."""
    items, stories = [one[0] for one in there.items], [one.id for one in there.stories]
    threads = sorted({one.thread_id or "" for one in there.stories})
    if len(threads) < 2 or len(stories) < 2:
        return None
    thread = dice.choice(threads)
    return dice.choice(
        [
            Correction("merge", tuple(sorted(dice.sample(threads, 2)))),
            Correction("merge", tuple(sorted(dice.sample(stories, 2)))),
            Correction("apart", tuple(sorted(dice.sample(threads, 2)))),
            Correction("split", (dice.choice(items),), thread),
            Correction("split", (dice.choice(stories),), thread),
            Correction("pin", (dice.choice(items),), thread),
            Correction("exclude", (dice.choice(items),), thread),
            Correction("rename", (), thread, "A title of ours"),
        ]
    )


async def look(node: Node) -> None:
    """See that an image, if there is one, and what was told since are what the store holds of each partition."""
    kept = node.clusterer._corrections.named
    for known in node.clusterer._known.values():
        now = known.memory.newest
        imaged = await recalling._from_image(node.store, known.partition, kept, now)
        stored = await recalling._from_store(node.store, known.partition, kept, now, now)
        if imaged is not None:
            for each in (imaged, stored):
                each.memory.grow_older(now)
            assert content(imaged.memory) == content(stored.memory)


async def live_through(folder: Path, seed: int) -> None:
    """Decide something, take something back, be killed, and look at each step whether all that is remembered is so."""
    dice, clock, decisions = random.Random(seed), Clock(), list[Correction]()
    portions = iter([NEWS[start : start + PORTION] for start in range(0, len(NEWS), PORTION)])
    while portion := next(portions, None):
        async with a_node(f"sqlite:///{folder / f'{seed}.db'}", clock, "") as node:
            await node.clusterer.correct(decisions)
            while portion is not None:
                await deliver(node.store, portion)
                while await node.place():
                    pass
                await look(node)
                if dice.random() < 0.7 and (one := drawn(dice, await found(node.store))):
                    decisions.append(one)
                if decisions and dice.random() < 0.15:
                    decisions.pop(dice.randrange(len(decisions)))
                await node.clusterer.correct(decisions)
                await look(node)
                portion = next(portions, None) if dice.random() < 0.7 else None


async def test_whatever_is_decided_an_image_and_what_was_told_since_are_what_the_store_holds(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "syndicate")
    for seed in range(8):
        await live_through(tmp_path, seed)
    gone_on = [record for record in caplog.records if record.message == "gone on from an image"]
    changed = [vars(record)["fields"]["changed"] for record in gone_on]
    assert len(changed) > 100
    assert max(changed) > 5
