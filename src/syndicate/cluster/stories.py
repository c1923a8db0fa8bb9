"""Item -> the story it reports, or none yet. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from syndicate.cluster import fingerprint, similarity
from syndicate.cluster.live import LiveStory
from syndicate.cluster.memory import STORY_LIVES, Memory
from syndicate.cluster.similarity import Score, Weights
from syndicate.cluster.sketch import Note, Profile
from syndicate.cluster.vectors import add, strongest

CANDIDATES = 10
RECENT = 20  # members that a new item is compared with one by one
TERMS = 64  # the strongest of a story's terms are kept
BACKGROUND = 3  # candidates after so many tell what any story would score


@dataclass(frozen=True, slots=True)
class Bar:
    """What a score must reach: more text proves more, so it must agree more."""

    short: float = 0.15  # a title alone
    long: float = 0.27  # a title with 40 words
    background: float = 0.5  # times the mean score of the fourth and later candidates

    def at(self, words: int) -> float:
        """The bar for an item of so many words."""
        share = min(1.0, max(0.0, (words - 10) / 40))
        return self.short + share * (self.long - self.short)


@dataclass(frozen=True, slots=True)
class Found:
    """The story that an item belongs to, and the score that says so."""

    live: LiveStory
    score: Score


def find(
    memory: Memory,
    note: Note,
    language: str,
    weights: Weights,
    bar: Bar,
    closed: Collection[str] = (),
) -> Found | None:
    """Find the live story that reports the same event, in none of the threads that are closed to the item."""
    postings = memory.story_terms.get(language)
    if postings is None:
        return None
    within = int(STORY_LIVES.total_seconds())
    between = note.at - within, note.at + within
    scored = []
    for _, key in postings.nearest(note.vector, CANDIDATES, between):
        live = memory.stories[key]
        if live.story.thread_id in closed:
            continue
        members = [memory.notes[other] for other in live.profile.recent if other in memory.notes]
        if any(next_of_series(note, member) for member in members):
            continue
        score = similarity.score(note, live.profile, members, weights)
        scored.append((score.total, key, Found(live, score)))
    scored.sort(key=lambda row: (-row[0], row[1]))
    if not scored:
        return None
    rest = [max(0.0, total) for total, _, _ in scored[BACKGROUND:]]
    background = bar.background * sum(rest) / len(rest) if rest else 0.0
    return scored[0][2] if scored[0][0] - background >= bar.at(note.length) else None


def next_of_series(new: Note, old: Note) -> bool:
    """The same headline with another number, or again from the same source, tells another event."""
    title, old_title = fingerprint.normal(new.title), fingerprint.normal(old.title)
    if title == old_title:
        return new.source_id == old.source_id and new.print.whole != old.print.whole
    words, old_words = title.split(), old_title.split()
    if len(words) != len(old_words):
        return False
    pairs = [(a, b) for a, b in zip(words, old_words, strict=True) if a != b]
    return all(a[0].isdigit() and b[0].isdigit() for a, b in pairs)


def opened(note: Note) -> Profile:
    """Begin a story with one item."""
    return Profile(note.at, note.at, strongest(note.vector, TERMS), (note.id,), note.id)


def joined(profile: Profile, note: Note) -> Profile:
    """Add an item to a story. A copy adds time, not weight."""
    first, last = min(profile.first, note.at), max(profile.last, note.at)
    if note.copy_of is not None:
        return replace(profile, first=first, last=last)
    return replace(
        profile,
        first=first,
        last=last,
        sum=strongest(add(profile.sum, note.vector), TERMS),
        recent=(*profile.recent, note.id)[-RECENT:],
        parts=profile.parts + 1,
    )
