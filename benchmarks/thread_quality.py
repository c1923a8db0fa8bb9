"""Labelled news -> how well discovered threads, and a declared topic, agree with running topics.

    python benchmarks/thread_quality.py --data FILE [--topics FILE] [--orders N] [--draws N] [--show]
                                        [--without-vectors]

FILE is fnc.jsonl, as benchmarks/cluster_quality.py reads it; benchmarks/running_topics.json says which of its
labelled stories make one running topic (docs/clustering.md tells how they were labelled). The first order is by
date; N others are as polls find news, each item up to half a day after its date, drawn with a seeded die; N more are
shuffled and undated: the n-th item is seen n minutes after the start, and is its own time.

Threads: B-cubed, where each item counts alike, and where each labelled story does (an item of a story of ten counts
a tenth); and bridges: pairs of items of two labelled stories, in one thread against of one running topic; `moved` is
the share of items whose thread is another than that in which they were put. Three stand-ins of threads show what
linking adds: each found story apart, each labelled story apart, all in one.

Topic: the Islamic State as the demo's feeds.yaml declares it, by its names alone, and by three headlines alone. An
item is right if its labelled story is of the running topic. A draw of three takes three stories of the topic with a
die seeded by the draw's number, and of each the headline that came first; whatever bears that headline is not judged.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import pstdev

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.agreement import Agreement, Groups, bcubed, bridges, middle
from benchmarks.cluster_quality import Row, arrange, cluster, encoder, item, read
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.step import step
from syndicate.config import parse
from syndicate.demo.settings import demo_config
from syndicate.model import Topic

LABELS = Path(__file__).parent / "running_topics.json"
SLUG, SUBJECT, PLACE = "islamic-state-iraq", "islamic-state", "islamic-state-in-iraq"
BATCH = 100
HALF_A_DAY = 43200.0  # seconds
DRAWN = 3  # stories of the topic, for an example of each


@dataclass(frozen=True)
class Gold:
    """What the labels say of each item."""

    story: Groups
    topic: Groups
    within: Mapping[str, frozenset[str]]  # part of a topic -> its labelled stories

    @property
    def weights(self) -> dict[str, float]:
        """Each labelled story weighs one."""
        sizes = Counter(self.story.values())
        return {key: 1 / sizes[story] for key, story in self.story.items()}


def labels(rows: Sequence[Row], path: Path) -> Gold:
    """Read which running topic each item is of."""
    told = json.loads(path.read_text(encoding="utf-8"))
    topics = {story: slug for slug, stories in told["topics"].items() for story in stories}
    story = {str(row["id"]): str(row["cluster"]) for row in rows}
    missing = set(story.values()) - topics.keys()
    if missing:
        sys.exit(f"{path} names no running topic for {', '.join(sorted(missing))}")
    parts = {part: frozenset(stories) for part, stories in told["parts"].items()}
    return Gold(story, {key: topics[label] for key, label in story.items()}, parts)


def show(
    name: str, found: Groups, gold: Gold, moved: float | None = None
) -> tuple[Agreement, Agreement, Agreement]:
    """Print how well these threads agree, and which share of the items moved, in one line."""
    got = (
        bcubed(found, gold.topic),
        bcubed(found, gold.topic, gold.weights),
        bridges(found, gold.topic, gold.story),
    )
    count = f"{len(set(found.values()))}/{len(set(gold.topic.values()))}"
    last = "" if moved is None else f"  {moved:.3f}"
    print(f"{name:<26}", *(f"{one}  " for one in got), f"{count:>8}{last}")
    return got


def tell(found: Groups, gold: Gold) -> None:
    """Print which threads mix running topics, and in how many threads each topic of several stories is."""
    mixed: dict[str, Counter[str]] = defaultdict(Counter)
    pieces: dict[str, Counter[str]] = defaultdict(Counter)
    stories: dict[str, set[str]] = defaultdict(set)
    for key, slug in gold.topic.items():
        mixed[found[key]][slug] += 1
        pieces[slug][found[key]] += 1
        stories[slug].add(gold.story[key])
    for thread, slugs in sorted(mixed.items(), key=lambda one: -one[1].total()):
        if len(slugs) > 1:
            print(f"{thread} mixes", ", ".join(f"{slug} {n}" for slug, n in slugs.most_common()))
    for slug, counts in sorted(pieces.items(), key=lambda one: -len(stories[one[0]])):
        if len(stories[slug]) > 1:
            sizes = " ".join(str(n) for _, n in counts.most_common())
            print(f"{slug}: {len(stories[slug])} stories in {len(counts)} threads of {sizes} items")


def polled(rows: Sequence[Row], order: int) -> list[Row]:
    """Order 0 is by date, in each other one an item comes up to half a day later."""
    dice = random.Random(order)
    found = [(row["date"] + (HALF_A_DAY * dice.random() if order else 0.0), row) for row in rows]
    return [row for _, row in sorted(found, key=lambda one: one[0])]


def threads(rows: Sequence[Row], gold: Gold, orders: int, *, vectors: bool, closely: bool) -> None:
    """Print a line for each order, the middle of the polled and of the shuffled ones, and the stand-ins."""
    heads = ("items: P, R, F1", "stories: P, R, F1", "bridges: P, R, F1", "ours/gold moved")
    print(f"{'threads':<26}", *(f"{head:<18} " for head in heads))
    told = cluster(polled(rows, 0), dated=True, form="feed", batch=1, vectors=vectors)
    show("dated", told.threads, gold, told.threads_moved)
    if closely:
        tell(told.threads, gold)
    numbers = range(1, orders + 1)
    late = [(order, polled(rows, order)) for order in numbers]
    shuffled = [(order, arrange(rows, order, dated=False)) for order in numbers]
    for name, arranged in (("polled", late), ("shuffled", shuffled)):
        several = []
        for order, those in arranged:
            found = cluster(those, dated=arranged is late, form="feed", batch=1, vectors=vectors)
            several.append(show(f"{name} {order}", found.threads, gold, found.threads_moved))
        _middle(name, several)
    show("dated, stories apart", told.repaired, gold)
    show("labelled stories apart", gold.story, gold)
    show("all in one", dict.fromkeys(gold.topic, ""), gold)


def _middle(name: str, several: Sequence[tuple[Agreement, ...]]) -> None:
    """Print the mean of some orders, and how far they are apart."""
    if not several:
        return
    columns = list(zip(*several, strict=True))
    print(f"{name + ', mean':<26}", *(f"{middle(column)}  " for column in columns))
    spread = (f"{'':12}{pstdev(one.f1 for one in column):.3f}  " for column in columns)
    print(f"{'  sd of F1':<26}", *spread)


def declared() -> Topic:
    """Read the topic from the demo's feeds.yaml, as the program reads it."""
    content = demo_config("http://127.0.0.1:1", "unused.db", 8420).encode()
    settings = parse(content, path=Path("feeds.yaml"), environ={})
    return next(topic for topic in settings.topics if topic.slug == SLUG)


def drawn(rows: Sequence[Row], gold: Gold, number: int) -> list[str]:
    """Three headlines of the topic: the first of each of three stories."""
    first: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row["date"], str(row["id"]))):
        if gold.topic[str(row["id"])] == SUBJECT:
            first.setdefault(gold.story[str(row["id"])], row)
    stories = random.Random(number).sample(sorted(first), DRAWN)
    return [first[story]["title"] for story in stories]


def matched(
    rows: Sequence[Row], topics: Sequence[Topic], *, vectors: bool, dated: bool
) -> dict[str, set[str]]:
    """Send the rows through the clusterer; tell which items it gave to which topic."""
    items = [item(row, number, dated=dated, form="feed") for number, row in enumerate(rows)]
    memory, found, encode = Memory(), defaultdict(set), encoder() if vectors else None
    for at in range(0, len(items), BATCH):
        for match in step(memory, items[at : at + BATCH], topics, encode=encode).matches:
            found[match.slug].add(match.item_id)
    return found


def against(found: set[str], right: set[str]) -> Agreement:
    """Precision and recall of a set of items."""
    both = len(found & right)
    return Agreement(both / len(found) if found else 1.0, both / len(right))


def has_enough(path: Path, gold: Gold, draws: int) -> None:
    """End where too little is labelled to judge the topic by."""
    stories = {gold.story[key] for key, slug in gold.topic.items() if slug == SUBJECT}
    for story, slug in ((stories, SUBJECT), (stories & gold.within[PLACE], PLACE)):
        if not story:
            raise SystemExit(f"{path}: no item of “{slug}” is there to judge a topic by")
    if draws and len(stories) < DRAWN:
        count = f"{len(stories)} labelled {'story' if len(stories) == 1 else 'stories'}"
        raise SystemExit(
            f"{path}: {count} of “{SUBJECT}”, and {DRAWN} are drawn: --draws 0 draws none"
        )


def topic(rows: Sequence[Row], gold: Gold, orders: int, draws: int, *, vectors: bool) -> None:
    """Print how well the declared topic and the drawn ones agree, over the orders."""
    whole = declared()
    names = replace(whole, slug="names", all=(), like=())
    like = {f"draw-{n}": drawn(rows, gold, n) for n in range(1, draws + 1)}
    several = [Topic(slug, slug, like=tuple(texts)) for slug, texts in like.items()]
    right = {key for key, slug in gold.topic.items() if slug == SUBJECT}
    there = {key for key, story in gold.story.items() if story in gold.within[PLACE]}
    got: dict[str, list[Agreement]] = defaultdict(list)
    for order in range(orders + 1):
        dated = order == 0
        arranged, topics = arrange(rows, order, dated=dated), [whole, names, *several]
        found = matched(arranged, topics, vectors=vectors, dated=dated)
        when = "dated" if dated else "shuffled"
        got[f"{when}, as in feeds.yaml"].append(against(found[SLUG], right))
        got[f"{when}, ... of stories in Iraq"].append(against(found[SLUG], there))
        got[f"{when}, by its names"].append(against(found["names"], right))
        for slug, texts in like.items():
            shown = {str(row["id"]) for row in rows if row["title"] in texts}
            judged = against(found[slug] - shown, right - shown)
            got[f"{when}, by three headlines"].append(judged)
    print(f"\n{'topic':<32} P     R     F1     sd of F1")
    for name, marks in sorted(got.items()):
        spread = f"{pstdev(one.f1 for one in marks):.3f}" if len(marks) > 1 else ""
        print(f"{name:<32} {middle(marks)}  {spread}")
    print(f"{len(right)} items of {len(rows)} are right, {len(there)} of them of stories in Iraq")


def filled(rows: Iterable[Row]) -> list[Row]:
    """Put a row without a date among dated ones in the middle."""
    rows = list(rows)
    times = sorted(row["date"] for row in rows if row.get("date") is not None)
    return [row | {"date": row.get("date") or times[len(times) // 2]} for row in rows]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--topics", type=Path, default=LABELS, help="which stories are one topic")
    parser.add_argument("--orders", type=int, default=4, help="polled ones, and as many shuffled")
    parser.add_argument("--draws", type=int, default=10, help="of three headlines")
    parser.add_argument("--show", action="store_true", help="what the dated threads got wrong")
    parser.add_argument("--without-vectors", action="store_true", help="compare words only")
    options = parser.parse_args()
    rows = read(options.data)
    if all(row.get("date") is None for row in rows):
        sys.exit(f"{options.data}: no item has a date, by which the first order goes")
    rows = filled(rows)
    gold = labels(rows, options.topics)
    has_enough(options.data, gold, options.draws)
    vectors = not options.without_vectors
    threads(rows, gold, options.orders, vectors=vectors, closely=options.show)
    topic(rows, gold, options.orders, options.draws, vectors=vectors)


if __name__ == "__main__":
    main()
