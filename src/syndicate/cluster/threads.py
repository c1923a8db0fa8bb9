"""Story -> the running topic it continues, or none yet. In doubt it stays apart. Pure."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from syndicate.cluster import explain
from syndicate.cluster.headlines import columns
from syndicate.cluster.meaning import senses
from syndicate.cluster.remembered.live import LiveThread
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.remembered.sketch import Note, Profile
from syndicate.cluster.similarity import Score
from syndicate.cluster.texts import fingerprint, marks
from syndicate.cluster.words import lexicon, products
from syndicate.cluster.words.terms import NAME
from syndicate.cluster.words.vectors import add, strongest
from syndicate.model import Reason

CANDIDATES = 3  # by words, by what they mean, and by what one of their stories means
CLOSE = 0.025  # a thread whose score is so near, to another's or to the bar, is told of
TERMS = 96
RECENT = 20  # stories that may give it its title
FADE = 0.9  # what a thread was about counts less with each story that joins
MOST = 9  # ... so in meaning it never counts more than so many stories do
DAY = 86400


@dataclass(frozen=True, slots=True)
class Weights:
    """What agreement counts: in names, in the other words, and in meaning. Together 1."""

    names: float
    words: float
    meaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Bar:
    """What a story must share with a thread; full agreement is 1. Set on labelled news (docs/clustering.md)."""

    sensed: float = 0.265
    plain: float = 0.165  # where there are no vectors
    by_sensed: Weights = Weights(names=0.42, words=0.16, meaning=0.42)
    by_plain: Weights = Weights(names=0.5, words=0.5)
    time: float = 0.06  # at most so much is taken off as days pass
    days: float = 180.0
    unsure: float = 0.04  # added while nothing was read, halved after `read` documents, and so on
    read: float = 30.0

    def at(self, documents: float, *, sensed: bool) -> float:
        """The bar after so many documents: before, no word is known to be rare."""
        doubt = self.unsure * self.read / (self.read + documents)
        return (self.sensed if sensed else self.plain) + doubt


@dataclass(frozen=True, slots=True)
class Found:
    """The thread that a story continues, and why."""

    live: LiveThread
    score: Score
    shared: tuple[str, ...]
    note: str = "continues the same topic"
    gap: int | None = None  # seconds from the nearest story to this one
    almost: str = ""  # the rival or the veto that almost decided otherwise

    @property
    def reason(self) -> Reason:
        """Why the story stands in the thread."""
        total, parts, nearest = self.score.total, self.score.parts, self.score.nearest
        return Reason(
            "thread",
            explain.bounded(total),
            self.shared,
            parts,
            nearest,
            self.note,
            self.gap,
            self.almost,
        )

    def turned(self, live: LiveThread) -> "Found":
        """The same, told of the story that was found: it is the one that enters."""
        score = replace(self.score, nearest=live.profile.lead)
        return replace(self, live=live, score=score, gap=-(self.gap or 0), almost="")


def find(
    memory: Memory, profile: Profile, language: str, but: Collection[str], bar: Bar
) -> tuple[Found | None, str]:
    """Find the thread that a story continues, other than its own and those that are closed to it.

    If there is none, tell which one almost was.
    """
    keys = _candidates(memory, profile, language, but)
    near = [one for one in _rivals(memory, profile, keys, language, bar) if one.margin > -CLOSE]
    near.sort(key=lambda one: -one.margin)
    fit = [one for one in near if one.margin >= 0.0 and one.named]
    if not fit:
        return None, _missed(memory, near)
    best = fit[0]
    shared = explain.shared(profile.sum, best.profile.sum, names_first=True)
    gap = _after(memory, profile, best.profile)
    others = [one for one in near if one is not best and one.margin > best.margin - CLOSE]
    return Found(
        memory.threads[best.id], best.score, shared, gap=gap, almost=_told(memory, others)
    ), ""


def _candidates(
    memory: Memory, profile: Profile, language: str, but: Collection[str]
) -> Sequence[str]:
    """Threads that share most words, or mean most alike: those that are found as such, and those of one story."""
    count = CANDIDATES + len(but)
    threads, stories = memory.thread_terms.get(language), memory.story_terms.get(language)
    found = threads.nearest(profile.sum, count) if threads is not None else []
    if stories is not None:
        for score, key in stories.nearest(profile.sum, count, marked=True):
            found.append((score, memory.frozen.thread_of(key)))
    ranked = [key for _, key in sorted((-score, key) for score, key in found) if key not in but]
    return list(dict.fromkeys(ranked[:CANDIDATES] + _alike(memory, profile, language, but, count)))


def _alike(
    memory: Memory, profile: Profile, language: str, but: Collection[str], count: int
) -> list[str]:
    """Threads, and threads of stories, whose meaning is nearest."""
    direction = senses.centre(profile.sense)
    threads, stories = memory.thread_senses.get(language), memory.story_senses.get(language)
    found = threads.nearest(direction, count) if threads is not None else []
    if stories is not None:
        found += map(memory.frozen.thread_of, stories.nearest(direction, count))
    return [key for key in found if key and key not in but]


@dataclass(frozen=True, slots=True)
class _Rival:
    """A thread that a story may continue, how near it is, and by how much that is more than needed."""

    id: str
    profile: Profile
    score: Score
    margin: float
    named: bool  # whether they have a name in common


def _missed(memory: Memory, near: Sequence[_Rival]) -> str:
    """What kept a story out of the nearest thread, if that was close."""
    if near and near[0].margin < 0.0:
        return f"almost continued “{memory.threads[near[0].id].thread.title}”"
    return _told(memory, near)


def _told(memory: Memory, near: Sequence[_Rival]) -> str:
    """The nearest of threads that might have been, and what ruled it out if anything did."""
    if not near:
        return ""
    title = memory.threads[near[0].id].thread.title
    if not near[0].named:
        return f"“{title}” was ruled out: no name in common"
    return f"almost as near to “{title}”"


def _after(memory: Memory, profile: Profile, thread: Profile) -> int:
    """Seconds from the story that leads a thread, as far as it is remembered; 0 where their times touch."""
    lead = memory.stories.get(thread.lead)
    near = lead.profile if lead else thread
    if profile.first > near.last:
        return profile.first - near.last
    return min(0, profile.last - near.first)


def of_series(memory: Memory, note: Note, but: Collection[str]) -> Found | None:
    """Find the thread of the last item that the same source gave the same headline, but for a number."""
    name, told = marks.series(note), tuple(fingerprint.series(note.title).split())
    for key in memory.latest(name) if name is not None else ():
        if key == note.id:
            continue
        story = memory.stories[memory.story_of[key]].story
        if story.item_count > 1 and columns.name(note.title):
            continue  # the number joined the reports of an event, whose thread the column does not follow
        live = memory.threads.get(story.thread_id or "")
        if live is not None and live.thread.id not in but:
            gap = note.at - memory.notes[key].at
            score = Score(1.0, (("series", 1.0),), key)
            return Found(live, score, told[: explain.SHOWN], "the next of a series", gap)
    return None


def _rivals(
    memory: Memory, profile: Profile, keys: Sequence[str], language: str, bar: Bar
) -> list[_Rival]:
    """Compare a story with threads, with all of them at once."""
    profiles = [memory.frozen.thread_profile(key) for key in keys]
    met = products.overlaps(profile.sum, [one.sum for one in profiles], _is_name)
    alike = memory.background.beyond(
        language, senses.centre(profile.sense), [one.sense for one in profiles]
    )
    documents = memory.frequencies.documents(language, memory.newest)
    found = []
    for key, other, overlap, meaning in zip(keys, profiles, met, alike, strict=True):
        sensed = bool(profile.sense and other.sense)
        by = bar.by_sensed if sensed else bar.by_plain
        parts = (
            ("names", by.names * math.sqrt(overlap.some)),
            ("words", by.words * (overlap.words - overlap.some)),
            *((("meaning", by.meaning * meaning),) if sensed else ()),
            ("time", -bar.time * min(1.0, _days(profile, other) / bar.days)),
        )
        total = round(sum(value for _, value in parts), 4)
        told = tuple((name, round(value, 3)) for name, value in parts)
        margin = total - bar.at(documents, sensed=sensed)
        found.append(_Rival(key, other, Score(total, told, other.lead), margin, overlap.some > 0.0))
    return found


def _is_name(term: str) -> bool:
    return term.startswith(NAME)


def _days(one: Profile, other: Profile) -> float:
    """Days between the times that two cover."""
    return max(0, one.first - other.last, other.first - one.last) / DAY


def opened(profile: Profile, story_id: str) -> Profile:
    """Begin a thread with one story."""
    words, sense = lexicon.unit(profile.sum, TERMS), senses.centre(profile.sense)
    return Profile(profile.first, profile.last, words, (story_id,), story_id, sense=sense)


def joined(thread: Profile, profile: Profile, story_id: str) -> Profile:
    """Add a story to a thread."""
    faded = {term: round(FADE * weight, 4) for term, weight in thread.sum.items()}
    return replace(
        thread,
        first=min(thread.first, profile.first),
        last=max(thread.last, profile.last),
        sum=lexicon.like(
            thread.sum, strongest(add(faded, lexicon.unit(profile.sum, TERMS)), TERMS)
        ),
        recent=(*thread.recent, story_id)[-RECENT:],
        parts=thread.parts + 1,
        sense=senses.between(thread.sense, senses.centre(profile.sense), min(thread.parts, MOST)),
    )


def grown(thread: Profile, profile: Profile) -> Profile:
    """A story of the thread grew; while it is the only one, it alone says what the thread is about."""
    times = replace(
        thread, first=min(thread.first, profile.first), last=max(thread.last, profile.last)
    )
    if thread.parts > 1:
        return times
    return replace(times, sum=lexicon.unit(profile.sum, TERMS), sense=senses.centre(profile.sense))
