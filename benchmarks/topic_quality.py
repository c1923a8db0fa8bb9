"""Declared topics -> how well they find what people labelled: by 1, 3, 5, 10 examples, and by words.

    python benchmarks/topic_quality.py --data FILE [FILE ...] [--draws 2] [--least 20]

Each label with enough items (--least) is a topic. Examples are drawn from its items, with a fixed seed; all other
items of the file are ranked by the real matcher's likeness. Average precision, best F1 over all bars, and F1 at
the bar of a normal topic; mean over topics and draws. "words" is what is left without an encoder, "meaning" ranks by
sentence vectors alone, "titles" compares with the headlines of the examples only, as a person would write them.

By words: of three examples, the words that stand in most of their headlines and first 40 words, of equals the
rarest; the first four become `any`. With "and", the first alone becomes `all`, the next four `any`.
Then the real matcher decides.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import argparse
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

import numpy as np

from benchmarks.cluster_quality import START, harmonic, item
from benchmarks.cluster_quality import read as rows_of
from syndicate.cluster.declared.examples import Examples
from syndicate.cluster.declared.examples import read as example
from syndicate.cluster.meaning.sentences import Sentence, encoder, meaning
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.topics import LIKE, declared, note_of
from syndicate.cluster.words import terms
from syndicate.cluster.words.rarity import PLAIN, Frequencies
from syndicate.cluster.words.terms import Words
from syndicate.model import Item, Topic

COUNTS = (1, 3, 5, 10)
FORMS = ("mixed", "words", "meaning", "titles")
SEED = 2014

Figures = tuple[float, float, float]  # average precision, best F1, F1 at the bar


@dataclass(frozen=True)
class Read:
    """An item of a labelled file, as the matcher sees it."""

    label: str
    item: Item
    words: Words
    note: Note
    sense: Sentence | None


def read(path: Path) -> tuple[list[Read], Frequencies]:
    """Read a labelled file."""
    rows, known, found = rows_of(path), Frequencies(), []
    items = [item(row, number, dated=False, form="feed") for number, row in enumerate(rows)]
    words = [terms.read(one) for one in items]
    for one in words:
        known.count(one.language, one.counts, START)
    for row, each, told in zip(rows, items, words, strict=True):
        note = note_of(each, told)
        sense = meaning(encoder(), each.title, each.text)
        found.append(Read(str(row["cluster"]), each, told, note, sense))
    return found, known


def drawn(found: Sequence[Read], least: int, count: int, draws: int) -> Iterator[list[int]]:
    """Draw examples of each topic, by their places."""
    of: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(found):
        of[one.label].append(at)
    for label in sorted(of):
        for draw in range(draws if len(of[label]) >= least else 0):
            yield random.Random(f"{SEED} {label} {count} {draw}").sample(of[label], count)


def ranked(scores: Sequence[tuple[float, float, bool]]) -> Figures:
    """Judge a ranking of (likeness, bar, whether it is right)."""
    right = sum(hit for _, _, hit in scores)
    order = sorted(scores, key=lambda score: -score[0])
    found, precisions, best = 0, 0.0, 0.0
    for place, (_, _, hit) in enumerate(order, 1):
        found += hit
        precisions += found / place if hit else 0.0
        best = max(best, harmonic(found / place, found / right))
    taken = [hit for likeness, bar, hit in scores if likeness >= bar]
    return precisions / right, best, f1(taken, right)


def f1(taken: Sequence[bool], right: int) -> float:
    """F1 of what was taken."""
    return harmonic(sum(taken) / len(taken), sum(taken) / right) if taken else 0.0


def by_examples(
    found: Sequence[Read], known: Frequencies, places: Sequence[int], form: str
) -> Figures:
    """Rank everything else by its likeness to some examples."""
    texts = [
        found[at].item.title + (f"\n{found[at].item.text}" if form != "titles" else "")
        for at in places
    ]
    side, told = Examples(), [example(text, encoder()) for text in texts]
    side.add(0, told, wanted=True, bars=LIKE["normal"])
    left = [one for at, one in enumerate(found) if at not in set(places)]
    return ranked([_score(one, side, known, form, found[places[0]].label) for one in left])


def _score(
    one: Read, side: Examples, known: Frequencies, form: str, label: str
) -> tuple[float, float, bool]:
    language = "" if form == "meaning" else one.words.language
    vector = known.weigh(language, one.words.counts, START, PLAIN)
    sense = None if form == "words" else one.sense
    heard = side.heard(language, vector, sense, known, START)
    likeness = side.compare(heard, np.arange(1), np.full(1, -1.0))[0].total
    bar = float(side.bars(one.words.length, full=sense is not None)[0])
    return likeness, bar, one.label == label


def by_words(
    found: Sequence[Read], known: Frequencies, places: Sequence[int], *, both: bool
) -> float:
    """F1 of a topic of the words that examples share."""
    told: dict[str, tuple[int, float]] = {}
    for at in places:
        one = found[at]
        lead = " ".join(one.item.text.split()[: terms.LEAD_WORDS])
        for word in {token.text.lower() for token in terms.tokens(f"{one.item.title}\n{lead}")}:
            weight = max(_weights(word, known, one.words.language), default=0.0)
            told[word] = told.get(word, (0, 0.0))[0] + 1, weight
    best = [word for word in told if told[word][1]]
    best.sort(key=lambda word: (-told[word][0], -told[word][1], word))
    some, every = (best[1:5], best[:1]) if both else (best[:4], [])
    topic = Topic("t", "T", any=tuple(some), all=tuple(every))
    index = declared((topic,), encoder())
    left = [one for at, one in enumerate(found) if at not in set(places)]
    right = sum(one.label == found[places[0]].label for one in left)
    taken = [one.label == found[places[0]].label for one in left
             if index.judge(one.item, one.note, one.words, known).matches]  # fmt: skip
    return f1(taken, right)


def _weights(word: str, known: Frequencies, language: str) -> Iterator[float]:
    """How much a word weighs in a text that says nothing else but what no text says."""
    counts = terms.read_text(word, "", language).counts
    weighed = known.weigh(language, {**counts, "\n": 1.0}, START)
    yield from (weighed[term] for term in counts)


def measure(path: Path, least: int, draws: int) -> None:
    """Print all figures of one file."""
    found, known = read(path)
    topics = sum(1 for _ in drawn(found, least, 1, 1))
    if not topics:
        raise SystemExit(f"{path}: no label has {least} items (--least)")
    forms = FORMS if any(one.item.text for one in found) else FORMS[:-1]
    print(f"\n{path.stem}: {len(found)} items, {topics} topics, {draws} draws")
    print(
        f"{'examples':<9}"
        + "".join(f"{form:<22}" for form in forms)
        + " (AP, best F1, F1 at the bar)"
    )
    for count in COUNTS:
        cells = []
        for form in forms:
            got = [
                by_examples(found, known, each, form) for each in drawn(found, least, count, draws)
            ]
            cells.append("  ".join(f"{mean(column):.3f}" for column in zip(*got, strict=True)))
        print(f"{count:<9}" + "".join(f"{cell:<22}" for cell in cells), flush=True)
    for name, both in (("words", False), ("words, and", True)):
        told = [by_words(found, known, each, both=both) for each in drawn(found, least, 3, draws)]
        print(f"{name:<12}F1 {mean(told):.3f}", flush=True)


def main() -> None:
    """Read the command line and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", nargs="+", type=Path, required=True)
    parser.add_argument("--draws", type=int, default=2)
    parser.add_argument("--least", type=int, default=20)
    options = parser.parse_args()
    if options.least <= max(COUNTS):
        parser.error(f"--least {options.least}: {max(COUNTS)} are drawn, and some must be left")
    for path in options.data:
        measure(path, options.least, options.draws)


if __name__ == "__main__":
    main()
