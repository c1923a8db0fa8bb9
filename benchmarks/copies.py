"""Pairs of texts that are copies by making, and pairs that only look like them -> what is found; and what it costs.

    python benchmarks/copies.py [--labelled FOLDER] [--sample N] [--show]
    python benchmarks/copies.py --at 10000 100000 1000000

A copy is made of a labelled text the way papers do it. What is no copy: two texts of one labelled story whose
words differ (half of them at least), and our own pairs in tests/corpus/copies. Each pair is an old item and a
new one of another source, put through the clusterer. With --at, made-up news is held in ever greater numbers;
one item in seven is a copy. Its words fall as in a language.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from difflib import SequenceMatcher
from itertools import accumulate, combinations, pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cluster_scale import FLAT, WORDS, resident, vocabulary
from syndicate.cluster import copies
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.step import step
from syndicate.cluster.texts import fingerprint
from syndicate.model import Item

OWN = Path(__file__).parents[1] / "tests" / "corpus" / "copies"
START = datetime(2014, 11, 6, tzinfo=UTC)
TEXT = tuple[str, str]  # title, body
SYNONYMS = {
    "said": "stated", "also": "as well", "after": "following", "told": "informed", "about": "around",
    "before": "ahead of", "many": "numerous", "shows": "reveals", "big": "large", "says": "claims",
    "because": "since", "reportedly": "allegedly", "against": "versus", "but": "yet", "men": "males",
}  # fmt: skip
OTHER_TITLES = ("What happened next will matter", "From our news desk", "Read it here first")


@dataclass(frozen=True)
class Pair:
    """Two texts, and whether one is a copy of the other."""

    kind: str
    one: TEXT
    other: TEXT
    same: bool
    source: str = "second"  # of the later; "first" is the earlier one's


def edits(count: int) -> Callable[[TEXT, random.Random], TEXT]:
    """Put other words in so many places; where no synonym is at hand, leave a word out."""

    def edited(text: TEXT, dice: random.Random) -> TEXT:
        words = text[1].split()
        small = [at for at, word in enumerate(words) if word.isalpha() and word.islower()]
        for at in dice.sample(small, min(count, len(small))):
            words[at] = SYNONYMS.get(words[at], "")
        return text[0], " ".join(filter(None, words))

    return edited


def part(share: float, end: str = "") -> Callable[[TEXT, random.Random], TEXT]:
    """Keep the beginning."""

    def cut(text: TEXT, _: random.Random) -> TEXT:
        words = text[1].split()
        return text[0], " ".join(words[: round(share * len(words))]) + end

    return cut


def retitled(text: TEXT, dice: random.Random) -> TEXT:
    """Put another headline above."""
    return dice.choice(OTHER_TITLES), text[1]


def both(
    *steps: Callable[[TEXT, random.Random], TEXT],
) -> Callable[[TEXT, random.Random], TEXT]:
    """Do one after the other."""

    def done(text: TEXT, dice: random.Random) -> TEXT:
        for one in steps:
            text = one(text, dice)
        return text

    return done


def wired(text: TEXT, _: random.Random) -> TEXT:
    """Put a dateline above."""
    return text[0], f"WASHINGTON, Nov. 6 (Xinhua) -- {text[1]}"


def furnished(text: TEXT, _: random.Random) -> TEXT:
    """Put what blogs put around."""
    before = f"Home » World News » Written by admin on Friday, 7 November. {text[0]}."
    return text[0], f"{before} {text[1]} Share this: Twitter Facebook. 3 comments. Post a comment."


def longer(text: TEXT, _: random.Random) -> TEXT:
    """Add a paragraph of one's own."""
    return text[0], (
        f"{text[1]} In our own town the news was received calmly. At the market on Saturday few spoke of it; "
        "the price of apples and the works at the Holmfeld bridge, which have lasted 14 months, weigh more."
    )


def typeset(text: TEXT, _: random.Random) -> TEXT:
    """Other quotes, dashes, spaces, ligatures."""
    changes = str.maketrans({"'": "’", '"': "“", "-": "\u2011", " ": "\u00a0"})
    return text[0].upper(), text[1].replace("fi", "\ufb01").translate(changes)


MAKE: dict[str, Callable[[TEXT, random.Random], TEXT]] = {
    "as it is": lambda text, _: text,
    "dateline added": wired,
    "dateline and other title": both(wired, retitled),
    "other title": retitled,
    "half of it": part(0.5),
    "half of it, other title": both(part(0.5), retitled),
    "30 %": part(0.3),
    "30 %, other title": both(part(0.3), retitled),
    "cut off with ...": part(0.7, "..."),
    "blog furniture": furnished,
    "blog furniture, other title": both(furnished, retitled),
    "half of it in furniture": both(part(0.5), furnished),
    "paragraph added": both(longer, retitled),
    "typography": typeset,
    "3 words edited": edits(3),
    "6 words edited": edits(6),
    "6 words edited, other title": both(edits(6), retitled),
    "10 words edited": edits(10),
}


def labelled(folder: Path, sample: int) -> Iterator[Pair]:
    """Make pairs of labelled texts."""
    for name in ("fnc", "ecb"):
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if len(row["body"].split()) >= 60]
        dice = random.Random(4)
        for row in dice.sample(rows, min(sample, len(rows))):
            text = row["title"], row["body"]
            for kind, make in MAKE.items():
                one = text if name == "fnc" else (text[0], untokenised(text[1]))
                yield Pair(f"{kind}", one, make(one, dice), same=True)
        yield from of_one_story(rows, name, 10 * sample, dice)


def untokenised(text: str) -> str:
    """Mend a text whose signs stand alone."""
    return text.replace(" ,", ",").replace(" .", ".").replace(" '", "'")


def of_one_story(
    rows: Sequence[dict[str, Any]], name: str, most: int, dice: random.Random
) -> Iterator[Pair]:
    """Give pairs of one label whose words differ; what is nearly the same is a copy that nobody labelled."""
    stories: defaultdict[str, list[TEXT]] = defaultdict(list)
    for row in rows:
        stories[row["cluster"]].append((row["title"], row["body"]))
    pairs = [pair for members in stories.values() for pair in combinations(members, 2)]
    for one, other in dice.sample(pairs, min(most, len(pairs))):
        alike = SequenceMatcher(None, one[1].split(), other[1].split(), autojunk=False).ratio()
        if alike < 0.5:
            yield Pair(f"one story ({name})", one, other, same=False)


def own() -> Iterator[Pair]:
    """Give the pairs that we wrote."""
    for told in json.loads((OWN / "templates.json").read_text(encoding="utf-8")):
        for one, other in combinations(told["fillings"], 2):
            texts = [
                (told["title"].format(*filled), told["text"].format(*filled))
                for filled in (one, other)
            ]
            for source in ("first", "second"):
                yield Pair(
                    f"template: {told['kind']}", texts[0], texts[1], same=False, source=source
                )
    for name, same in (("same", True), ("different", False)):
        for told in json.loads((OWN / f"{name}.json").read_text(encoding="utf-8")):
            one, other = tuple(told["one"]), tuple(told["other"])
            source = "first" if "source" in told else "second"
            for pair in ((one, other), (other, one)):
                yield Pair(f"own: {told['kind']}", *pair, same=same, source=source)


def item(text: TEXT, key: str, minutes: float = 0.0) -> Item:
    """Make an item of a source that is called like it."""
    at = START + timedelta(minutes=minutes)
    return Item(
        id=key, source_id=key, keys=(), url=None, link_key=f"{key}.example/1", title=text[0], summary="",
        content_html="", text=text[1], seen_at=at, published_at=at, digest="", language="en",
    )  # fmt: skip


def is_found(pair: Pair) -> bool:
    """Tell whether the later text of a pair is taken for a copy of the earlier."""
    later = replace(item(pair.other, "second", 60), source_id=pair.source)
    return step(Memory(), [item(pair.one, "first"), later], ()).assignments[1].copy_of is not None


def judge(pairs: Iterator[Pair], *, show: bool) -> None:
    """Print what was found of each kind."""
    count: Counter[tuple[str, bool]] = Counter()
    hits: Counter[tuple[str, bool]] = Counter()
    for pair in pairs:
        key = pair.kind, pair.same
        count[key] += 1
        if is_found(pair):
            hits[key] += 1
        if show and is_found(pair) != pair.same:
            print(f"-- {pair.kind}\n   {pair.one}\n   {pair.other}")
    print("| pairs | number | taken for copies |\n| --- | --- | --- |")
    for same in (True, False):
        for kind in (kind for kind, as_copy in count if as_copy == same):
            told = f"{hits[kind, same]} ({hits[kind, same] / count[kind, same]:.1%})"
            print(f"| {kind} | {count[kind, same]} | {told} |")
    right = sum(hits[key] for key in hits if key[1])
    wrong = sum(hits[key] for key in hits if not key[1])
    copies_made = sum(number for (_, same), number in count.items() if same)
    print(
        f"precision {right / (right + wrong):.4f} ({wrong} of {sum(count.values()) - copies_made} wrong), "
        f"recall {right / copies_made:.4f} of {copies_made}"
    )


def news() -> Iterator[tuple[Note, str]]:
    """Make notes and texts without end: 20 to 200 words, with turns of phrase that others have too.

    One in seven is a copy of a recent one, shortened and edited.
    """
    dice = random.Random(2014)
    words = vocabulary(dice)
    words[1::9] = [word.capitalize() for word in words[1::9]]
    ranks = list(accumulate(1.0 / (rank + FLAT) for rank in range(WORDS)))
    phrases = [dice.choices(words, cum_weights=ranks, k=7) for _ in range(20_000)]
    turns = list(accumulate(1.0 / (rank + 1) for rank in range(len(phrases))))
    recent: list[list[str]] = []
    number = 0
    while True:
        if recent and dice.random() < 1 / 7:
            told = list(dice.choice(recent))
            told = told[: dice.randint(len(told) // 2, len(told))]
            told[dice.randrange(len(told))] = "edited"
        else:
            told = dice.choices(words, cum_weights=ranks, k=dice.randint(20, 200))
            for phrase in dice.choices(phrases, cum_weights=turns, k=len(told) // 40):
                at = dice.randrange(len(told))
                told[at:at] = phrase
            recent = [*recent[-2000:], told]
        yield Note(
            id=f"i{number:020}", source_id=f"s{number % 997:020}", at=3 * number, agency="",
            title=" ".join(dice.choices(words, cum_weights=ranks, k=9)),
            link=f"www.source-{number % 997}.example/2014/11/06/{number}",
        ), " ".join(told)  # fmt: skip
        number += 1


def grow(sizes: Sequence[int], probes: int = 3000) -> None:
    """Hold ever more items, and measure the next ones at each size."""
    source, memory = news(), Memory()
    for _ in range(100):
        keep(memory, *next(source))
    gc.collect()
    empty = resident()
    print(
        "| items held | copies | fingerprint | look up | compare | hold | compared | most | bytes an item |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for size in sorted(sizes):
        while len(memory.notes) < size:
            keep(memory, *next(source))
        gc.collect()
        held = 1024 * 1024 * (resident() - empty) / len(memory.notes)
        spent = [keep(memory, *next(source)) for _ in range(probes)]
        shares = [statistics.mean(column) for column in zip(*spent, strict=True)]
        most = max(row[4] for row in spent)
        times = " | ".join(f"{1e6 * each:.0f}" for each in shares[:4])
        print(
            f"| {size} | {shares[5]:.1%} | {times} | {shares[4]:.2f} | {most:.0f} | {held:.0f} |",
            flush=True,
        )


def keep(memory: Memory, note: Note, text: str) -> tuple[float, ...]:
    """Look for the original, then hold the note; seconds of CPU for each step, candidates, copies."""
    times = [time.process_time()]
    note = replace(note, print=fingerprint.take(text))
    times.append(time.process_time())
    alike = copies.candidates(memory, note)
    times.append(time.process_time())
    found = [copy for key in alike if (copy := copies.compare(note, memory.notes[key]))]
    times.append(time.process_time())
    if found:
        note = replace(note, copy_of=found[0].of, print=fingerprint.take(""))
    memory.put_note(note, f"y{note.id}")
    times.append(time.process_time())
    spent = [after - before for before, after in pairwise(times)]
    return *spent, float(len(alike)), float(bool(found))


def main() -> None:
    """Read the command line, measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--labelled", type=Path, help="folder of fnc.jsonl and ecb.jsonl")
    parser.add_argument("--sample", type=int, default=150, help="texts of each set")
    parser.add_argument(
        "--show", action="store_true", help="show each pair that was judged wrongly"
    )
    parser.add_argument("--at", type=int, nargs="+", help="measure cost at these numbers of items")
    options = parser.parse_args()
    if options.at:
        grow(options.at)
        return
    judge(own(), show=options.show)
    if options.labelled:
        judge(labelled(options.labelled, options.sample), show=options.show)


if __name__ == "__main__":
    main()
