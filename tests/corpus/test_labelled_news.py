"""News that people sorted into events: how far our stories and threads agree with them may not fall."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from benchmarks import thread_quality
from benchmarks.agreement import bcubed
from benchmarks.cluster_quality import Row, arrange, judge, read, run

SEED = 5


@dataclass(frozen=True)
class Floor:
    """A point below what this draw gives now (-s prints it): who makes the clusterer better raises it."""

    name: str
    form: str
    items: int  # whole stories are drawn until there are so many
    precision: float
    f1: float


FLOORS = [
    Floor("fnc", "feed", 450, 0.96, 0.92),
    Floor("ecb", "feed", 772, 0.81, 0.82),
    Floor("uci", "title", 900, 0.87, 0.71),
]
THREAD_PRECISION, THREAD_F1 = 0.95, 0.86


def drawn(path: Path, items: int) -> list[Row]:
    """Some of the labelled stories, whole, shuffled and undated."""
    stories = defaultdict(list)
    for row in read(path):
        stories[str(row["cluster"])].append(row)
    dice, rows = random.Random(SEED), list[Row]()
    for story in dice.sample(sorted(stories), len(stories)):
        rows += stories[story]
        if len(rows) >= items:
            break
    return arrange(rows, SEED, dated=False)


@cache
def homes(path: Path, floor: Floor) -> dict[str, tuple[str, str]]:
    found, _ = run(drawn(path, floor.items), dated=False, form=floor.form)
    return found


@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.name)
def test_stories_agree_with_the_labels(labelled: Path, floor: Floor) -> None:
    path = labelled / f"{floor.name}.jsonl"
    found = homes(path, floor)
    got = judge(drawn(path, floor.items), {key: story for key, (story, _) in found.items()})
    print(f"\n{floor.name}: precision {got.precision:.3f}, F1 {got.f1:.3f}")  # noqa: T201
    assert got.precision >= floor.precision
    assert got.f1 >= floor.f1


def test_threads_agree_with_the_running_topics(labelled: Path) -> None:
    path = labelled / "fnc.jsonl"
    gold = thread_quality.labels(drawn(path, FLOORS[0].items), thread_quality.LABELS)
    threads = {key: thread for key, (_, thread) in homes(path, FLOORS[0]).items()}
    got = bcubed(threads, gold.topic)
    print(f"\nthreads: precision {got.precision:.3f}, F1 {got.f1:.3f}")  # noqa: T201
    assert got.precision >= THREAD_PRECISION
    assert got.f1 >= THREAD_F1


def test_every_labelled_story_is_of_one_running_topic(labelled: Path) -> None:
    rows = read(labelled / "fnc.jsonl")
    gold = thread_quality.labels(rows, thread_quality.LABELS)
    assert gold.topic.keys() == {str(row["id"]) for row in rows}
    assert all(stories <= set(gold.story.values()) for stories in gold.within.values())
