"""The members of a thread -> its key names and its summary line, as somebody wrote them. Nothing is made up. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import sqrt
from typing import Final

from syndicate.cluster.headlines import headline
from syndicate.cluster.remembered.sketch import read_profile
from syndicate.cluster.words import languages, opening, terms
from syndicate.cluster.words.terms import NAME
from syndicate.cluster.words.vectors import Vector
from syndicate.model import Item, Thread

NAMES: Final = 8
READ: Final = 60  # members whose names are counted
WEIGHED: Final = 14  # members whose sentences are weighed
OPENING: Final = 600  # letters of a text that are looked at
SENTENCES: Final = 3  # the first of a text
SHORTEST, LONGEST = 40, 240  # letters of a summary line
_CLAUSE = re.compile(r"[,;:()\[\]\"“”«»„/|\n…—–]|(?<=\w{3})[.!?](?=\s|$)|[!?]|\s-\s")
_END = re.compile(
    r"(?<=[^\W\d_]{3}[.!?…])(?<!\b(?:Gen|Sen|Gov|Rep|Col|Sgt|Maj|Rev|Mrs|Inc|Ltd|bzw|usw)\.)"
    r"(?<!\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)"
    r"[\"”’»]?\s+(?=[\"“„«‘]?[^\W\d_]|\d{1,2}:\d\d\b)|(?<=[。！？])"
)
# What is said to readers tells nothing of the news.
_PLEA = re.compile(
    r"(?:follow\s(?:our|the|along|us|all)|read\s(?:more|our|also|the\sfull)|watch\s(?:live|our|the)|click\b|tap\b"
    r"|subscribe\b|sign\sup\b|join\s(?:us|our)|listen\sto|scroll\sdown|good\s(?:morning|afternoon|evening)\b"
    r"|here(?:['’]s|\sis|\sare)\s(?:what|the|our|all|everything)|a\sselection\sof\s(?:photo|picture|image))",
    re.IGNORECASE,
)
_OWNED = ("'s", "’s", "'", "’")  # what follows is another name: Slim's America Movil
# In al-Baghdadi: a name without a capital.
_ARTICLE = re.compile(r"(?:al|el|as|ash|an|ar|az|ad)-(?=\w)")
_JOINTS = frozenset({"al", "bin", "ibn", "of", "de", "van", "von"})
_INITIALS = re.compile(r"(?:\w\.)+\w")  # U.S, as it is left without its last point


@dataclass(frozen=True, slots=True)
class Line:
    """A line and the item that it was taken from."""

    text: str
    item_id: str


def summary(thread: Thread, members: Sequence[Item]) -> Line | None:
    """Choose the headline or sentence that tells most of what the thread is about and its title does not say.

    Each word counts as it weighs in the thread's centre; the root of a line's length is what it costs. `members`
    are those that may be quoted, the newest first.
    """
    profile = read_profile(thread.sketch)
    if profile is None:
        return None
    said = _terms(thread.title, thread.language)
    back = _taken_back(members)
    best: tuple[float, str, Line] | None = None
    for item in members[:WEIGHED]:
        if item.id in back:
            continue
        for text in _lines(item):
            adds = _terms(text, thread.language) - said
            worth = _worth(adds, profile.sum) / sqrt(max(8, len(text.split())))
            if worth > 0 and (best is None or (-worth, item.id) < (-best[0], best[1])):
                best = (worth, item.id, Line(text, item.id))
    return best[2] if best else None


def _taken_back(members: Sequence[Item]) -> frozenset[str]:
    """Give the ids of what a source told before it took something back; what it told since stands."""
    last: dict[str, datetime] = {}
    for item in members:
        if headline.is_taken_back(item.title):
            at = max(item.published_at, item.claimed_updated_at or item.published_at)
            last[item.source_id] = max(at, last.get(item.source_id, at))
    return frozenset(
        item.id
        for item in members
        if item.source_id in last
        and item.published_at <= last[item.source_id]
        and not headline.is_taken_back(item.title)
    )


def names(thread: Thread, members: Sequence[Item], agencies: Sequence[str]) -> tuple[str, ...]:
    """Name whom and what the thread is about: names that several members give, as they write them.

    `agencies` tell it; it is not about them.
    """
    profile = read_profile(thread.sketch)
    weights = profile.sum if profile else {}
    counts, first = Counter[str](), Counter[str]()
    for item in members[:READ]:
        inside, with_first = _names(item.title, item.text[:OPENING], thread.language)
        counts.update(inside)
        first.update(with_first - inside)
    begun = first.keys() - counts.keys()  # never within a sentence
    counts.update(_apart_from_chance(first, counts))
    few = len(members) <= 3
    tell = {each.casefold() for each in agencies}
    known = {
        name: count
        for name, count in counts.items()
        if (count > 1 or (few and _weight(name, weights) > 0))
        and name.casefold() not in tell
        and not _plural(name, counts)
    }
    marks = {name: known[name] * (0.05 + _weight(name, weights)) for name in known}
    whole = _whole(marks, known)
    told = [name for name in whole if name not in begun or name.split(" ", 1)[1] not in whole]
    ranked = sorted(told, key=lambda name: (-marks[name], name))
    return tuple(ranked[:NAMES])


def _lines(item: Item) -> Iterator[str]:
    title = terms.headline(item.title)
    if SHORTEST <= len(title) <= LONGEST and not headline.is_beside(title):
        yield title
    pieces = _END.split(_opening(item.text[:OPENING]))
    # The last piece may be cut in the middle.
    whole = pieces if len(item.text) <= OPENING else pieces[:-1]
    for piece in whole[:SENTENCES]:
        is_whole = SHORTEST <= len(piece) <= LONGEST and piece[-1] in '.!?。！？”"'
        if is_whole and not _PLEA.match(piece):
            yield piece


def _opening(beginning: str) -> str:
    """How a text begins, behind its dateline: that is furniture."""
    return opening.cut(" ".join(beginning.split())).lstrip()


@lru_cache(maxsize=2048)
def _terms(text: str, language: str) -> frozenset[str]:
    return frozenset(terms.read_text(text, "", language).counts)


def _worth(adds: Iterable[str], weights: Vector) -> float:
    return sum(weights.get(term, 0.0) for term in sorted(adds))


# A thread is told again whenever something joins it, of the same items but one.
@lru_cache(maxsize=4096)
def _names(headline: str, beginning: str, language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give names, and those of a text that may begin with the first word of a sentence."""
    title = terms.headline(headline)
    runs = list(_runs(_opening(beginning), language))
    with_first = frozenset(name for name, is_whole in runs if is_whole)
    if not terms.all_capitals(list(terms.tokens(title))):
        runs += _runs(title, language)
    return frozenset(name for name, is_whole in runs if not is_whole), with_first


def _apart_from_chance(first: Counter[str], counts: Counter[str]) -> dict[str, int]:
    """Names with the first word of a sentence: "Central Command says", but not one "Volcano Etna" of many an Etna."""
    return {
        name: count
        for name, count in first.items()
        if name in counts or count * 3 >= counts[name.split(" ", 1)[1]]
    }


def _runs(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """Runs of capitalised words; those with the first word of a sentence, whose capital says nothing, are marked."""
    opens = True
    position = 0
    for end in (*_CLAUSE.finditer(text), None):
        clause = text[position : end.start() if end else len(text)]
        yield from _of_clause(clause.split(), language, opens=opens)
        if end:
            position = end.end()
            opens = end[0].strip() in {".", "!", "?", "", "“", '"', "„", "«"} or "\n" in end[0]


def _of_clause(words: Sequence[str], language: str, *, opens: bool) -> Iterator[tuple[str, bool]]:
    run: list[str] = []
    first: list[str] = []
    for place, raw in enumerate((*words, "")):
        word = _bare(raw)
        if _is_name(word, language) and (place or not opens or word.isupper()):
            run.append(word)
            if not raw.rstrip(".").endswith(_OWNED):
                continue
        elif run and word in _JOINTS:
            run.append(word)
            continue
        elif place == 0 and _is_name(word, language):
            first = [word]
            continue
        yield from ((name, False) for name in _told(run, language))
        if first and run:
            yield from ((name, True) for name in _told(first + run, language))
        run, first = [], []


def _bare(word: str) -> str:
    """A word without what surrounds it; initials keep their last point."""
    bare = re.sub(r"['’]s?$", "", word.strip(".'’‘"))
    return f"{bare}." if _INITIALS.fullmatch(bare) else bare


def _told(run: list[str], language: str) -> Iterator[str]:
    while run and run[-1] in _JOINTS:
        run.pop()
    # German writes every noun with a capital: there one word alone may be any.
    if run and (len(run) > 1 or language != "de" or run[0].isupper()):
        yield " ".join(run[:5])


def _is_name(word: str, language: str) -> bool:
    lower, bare = word.lower(), _ARTICLE.sub("", word)
    if not 2 <= len(word) <= terms.LONGEST or not bare[0].isupper() or lower in opening.DATES:
        return False
    return word.isupper() or lower not in languages.common(language)


def _weight(name: str, weights: Vector) -> float:
    return sum(weights.get(NAME + token.text.lower(), 0.0) for token in terms.tokens(name))


def _plural(name: str, counts: Counter[str]) -> bool:
    """Iraqis, beside Iraqi."""
    return name.endswith("s") and counts[name[:-1]] > 0


def _whole(marks: dict[str, float], counts: dict[str, int]) -> list[str]:
    """Leave out what is only a part of another name: "Baghdadi" beside "Abu Bakr al-Baghdadi"."""
    return [
        name
        for name in marks
        if not any(
            other != name
            and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", other)
            and counts[other] * 3 >= counts[name]
            for other in marks
        )
    ]
