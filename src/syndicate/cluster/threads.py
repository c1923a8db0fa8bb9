"""Story -> the running topic it continues, or none yet. In doubt it stays apart. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from syndicate.cluster import explain, fingerprint, senses, similarity
from syndicate.cluster.live import LiveThread
from syndicate.cluster.memory import Memory, series
from syndicate.cluster.similarity import Score
from syndicate.cluster.sketch import Note, Profile
from syndicate.cluster.terms import NAME
from syndicate.cluster.vectors import Vector, add, strongest, unit
from syndicate.model import Reason

CANDIDATES = 5
CLOSE = 0.03  # a thread whose score is so near, to another's or to the bar, is told of
TERMS = 96
RECENT = 20  # stories that may give it its title
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
    postings = memory.thread_terms.get(language)
    if postings is None:
        return None, ""
    needed = bar.at(memory.frequencies.documents(language, memory.newest))
    nearest = [
        key for _, key in postings.nearest(profile.sum, CANDIDATES + len(but)) if key not in but
    ]
    scored = [
        (_score(profile, memory.threads[key].profile, bar), memory.threads[key])
        for key in nearest[:CANDIDATES]
    ]
    ranked = sorted(scored, key=lambda one: -one[0].total)
    fit = [(score, live) for score, live in ranked if _fits(profile, live, score, bar, needed)]
    if not fit:
        return None, _missed(profile, ranked, bar, needed)
    score, live = fit[0]
    shared = explain.shared(profile.sum, live.profile.sum)
    gap = _after(memory, profile, live.profile)
    others = [
        each for each in ranked if each[1] is not live and each[0].total > score.total - CLOSE
    ]
    return Found(live, score, shared, gap=gap, almost=_rival(profile, others, bar)), ""


def _fits(profile: Profile, live: LiveThread, score: Score, bar: Bar, needed: float) -> bool:
    return score.total >= needed and _names(profile.sum, live.profile.sum) >= bar.names


def _missed(
    profile: Profile, ranked: Sequence[tuple[Score, LiveThread]], bar: Bar, needed: float
) -> str:
    """What kept a story out of the nearest thread, if that was close."""
    near = [each for each in ranked if each[0].total > needed - CLOSE]
    if near and near[0][0].total < needed:
        return f"almost continued “{near[0][1].thread.title}”"
    return _rival(profile, near, bar)


def _rival(profile: Profile, near: Sequence[tuple[Score, LiveThread]], bar: Bar) -> str:
    """The nearest of threads that might have been, and what ruled it out if anything did."""
    for _, live in near[:1]:
        names = _names(profile.sum, live.profile.sum)
        if names < bar.names:
            told = {0: "no name", 1: "only one name"}.get(names, f"only {names} names")
            return f"“{live.thread.title}” was ruled out: {told} in common"
        return f"almost as near to “{live.thread.title}”"
    return ""


def _after(memory: Memory, profile: Profile, thread: Profile) -> int:
    """Seconds from the story that leads a thread, as far as it is remembered; 0 where their times touch."""
    lead = memory.stories.get(thread.lead)
    near = lead.profile if lead else thread
    if profile.first > near.last:
        return profile.first - near.last
    return min(0, profile.last - near.first)


def of_series(memory: Memory, note: Note, but: Collection[str]) -> Found | None:
    """Find the thread of the last item that the same source gave the same headline, but for a number."""
    name, told = series(note), fingerprint.series(note.title)
    earlier = memory.held.of(name) if name is not None else ()
    notes = sorted((memory.notes[key].at, key) for key in earlier if key != note.id)
    for _, key in reversed(notes):
        story = memory.stories[memory.story_of[key]].story
        live = memory.threads.get(story.thread_id or "")
        if live is not None and live.thread.id not in but:
            gap = note.at - memory.notes[key].at
            return Found(live, Score(1.0, (("series", 1.0),), key), (told,), gap=gap)
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
        recent=(*thread.recent, story_id)[-RECENT:],
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
