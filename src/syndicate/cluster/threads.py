"""Story -> the running topic it continues, or none yet. In doubt it stays apart. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from syndicate.cluster import explain, fingerprint, senses, similarity, stories
from syndicate.cluster.live import LiveThread
from syndicate.cluster.memory import Memory, series
from syndicate.cluster.similarity import Score
from syndicate.cluster.sketch import Note, Profile
from syndicate.cluster.terms import NAME
from syndicate.cluster.vectors import Vector, add, strongest, unit

CANDIDATES = 5
TERMS = 96
FADED = 9, 10
FADE = FADED[0] / FADED[1]  # what a thread was about counts less with each story that joins
DAY = 86400


@dataclass(frozen=True, slots=True)
class Bar:
    """What a story must share with a thread."""

    score: float = 0.22
    names: int = 2  # names in common, at least
    words: float = 0.8
    shared_names: float = 0.2
    time: float = 0.1
    days: float = 30.0
    unsure: float = 0.20  # added while nothing was read, halved after `read` documents, and so on
    read: float = 30.0

    def at(self, documents: float) -> float:
        """The bar after so many documents: before, no word is known to be rare."""
        return self.score + self.unsure * self.read / (self.read + documents)


@dataclass(frozen=True, slots=True)
class Found:
    """The thread that a story continues, and why."""

    live: LiveThread
    score: Score
    shared: tuple[str, ...]
    note: str = "continues the same topic"


def find(
    memory: Memory, profile: Profile, language: str, but: Collection[str], bar: Bar
) -> Found | None:
    """Find the thread that a story continues, other than its own and those that are closed to it."""
    postings = memory.thread_terms.get(language)
    if postings is None:
        return None
    needed = bar.at(memory.frequencies.documents(language, memory.newest))
    nearest = [
        key for _, key in postings.nearest(profile.sum, CANDIDATES + len(but)) if key not in but
    ]
    best: Found | None = None
    for key in nearest[:CANDIDATES]:
        live = memory.threads[key]
        score = _score(profile, live.profile, bar)
        if score.total < needed or _names(profile.sum, live.profile.sum) < bar.names:
            continue
        if best is None or score.total > best.score.total:
            best = Found(live, score, explain.shared(profile.sum, live.profile.sum))
    return best


def of_series(memory: Memory, note: Note, but: Collection[str]) -> Found | None:
    """Find the thread of the last item that the same source gave the same headline, but for a number."""
    name, told = series(note), fingerprint.series(note.title)
    earlier = memory.held.of(name) if name is not None else ()
    notes = sorted((memory.notes[key].at, key) for key in earlier if key != note.id)
    for _, key in reversed(notes):
        story = memory.stories[memory.story_of[key]].story
        live = memory.threads.get(story.thread_id or "")
        if live is not None and live.thread.id not in but:
            return Found(live, Score(1.0, (("series", 1.0),), key), (told,))
    return None


def _score(profile: Profile, thread: Profile, bar: Bar) -> Score:
    likeness = similarity.cosine(profile.sum, thread.sum) / (profile.size * thread.size)
    days = max(0, profile.first - thread.last, thread.first - profile.last) / DAY
    parts = (
        ("words", bar.words * likeness),
        ("names", bar.shared_names * max(0.0, similarity.names(profile.sum, thread.sum))),
        ("time", -bar.time * min(1.0, days / bar.days)),
    )
    total = sum(value for _, value in parts)
    return Score(total, tuple((name, round(value, 3)) for name, value in parts), thread.lead)


def _names(one: Vector, other: Vector) -> int:
    return sum(term.startswith(NAME) and term in other for term in one)


def opened(profile: Profile, story_id: str) -> Profile:
    """Begin a thread with one story."""
    return Profile(
        profile.first, profile.last, unit(profile.sum, TERMS), (story_id,), story_id,
        sense=senses.centre(profile.sense),
    )  # fmt: skip


def joined(thread: Profile, profile: Profile, story_id: str) -> Profile:
    """Add a story to a thread."""
    faded = {term: round(FADE * weight, 4) for term, weight in thread.sum.items()}
    return replace(
        thread,
        first=min(thread.first, profile.first),
        last=max(thread.last, profile.last),
        sum=strongest(add(faded, unit(profile.sum, TERMS)), TERMS),
        recent=(*thread.recent, story_id)[-stories.RECENT :],
        parts=thread.parts + 1,
        sense=senses.add(thread.sense, senses.centre(profile.sense), kept=FADED),
    )


def grown(thread: Profile, profile: Profile) -> Profile:
    """A story of the thread grew; while it is the only one, it alone says what the thread is about."""
    times = replace(
        thread, first=min(thread.first, profile.first), last=max(thread.last, profile.last)
    )
    if thread.parts > 1:
        return times
    return replace(times, sum=unit(profile.sum, TERMS), sense=senses.centre(profile.sense))
