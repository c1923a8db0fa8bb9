"""Story -> the running topic it continues, or none yet. In doubt it stays apart. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from syndicate.cluster import explain, fingerprint, lexicon, products
from syndicate.cluster.live import LiveThread
from syndicate.cluster.memory import Memory, series
from syndicate.cluster.similarity import Parts, Score
from syndicate.cluster.sketch import Note, Profile
from syndicate.cluster.terms import NAME
from syndicate.cluster.vectors import add, strongest
from syndicate.model import Reason

CANDIDATES = 5
CLOSE = 0.03  # a thread whose score is so near, to another's or to the bar, is told of
TERMS = 96
RECENT = 20  # stories that may give it its title
FADE = 0.9  # what a thread was about counts less with each story that joins
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
    needed = bar.at(memory.frequencies.documents(language, memory.newest))
    keys = _candidates(memory, profile, language, but)
    ranked = sorted(
        _rivals(memory, profile, keys, bar, needed - CLOSE), key=lambda one: -one.score.total
    )
    fit = [one for one in ranked if one.score.total >= needed and one.names >= bar.names]
    if not fit:
        return None, _missed(ranked, bar, needed)
    live, score = fit[0].live, fit[0].score
    shared = explain.shared(profile.sum, live.profile.sum)
    gap = _after(memory, profile, live.profile)
    others = [
        one for one in ranked if one.live is not live and one.score.total > score.total - CLOSE
    ]
    return Found(live, score, shared, gap=gap, almost=_told(others, bar)), ""


def _candidates(
    memory: Memory, profile: Profile, language: str, but: Collection[str]
) -> Sequence[str]:
    """Threads that share most words: those that are found by words of their own, and those that are one story."""
    count = CANDIDATES + len(but)
    threads, stories = memory.thread_terms.get(language), memory.story_terms.get(language)
    found = threads.nearest(profile.sum, count) if threads is not None else []
    if stories is not None:
        for score, key in stories.nearest(profile.sum, count, marked=True):
            found.append((score, memory.frozen.thread_of(key)))
    ranked = sorted((-score, key) for score, key in found if key not in but)
    return [key for _, key in ranked[:CANDIDATES]]


@dataclass(frozen=True, slots=True)
class _Rival:
    """A thread that a story may continue, how near it is, and how many names they have in common."""

    live: LiveThread
    score: Score
    names: int


def _missed(ranked: Sequence[_Rival], bar: Bar, needed: float) -> str:
    """What kept a story out of the nearest thread, if that was close."""
    near = [one for one in ranked if one.score.total > needed - CLOSE]
    if near and near[0].score.total < needed:
        return f"almost continued “{near[0].live.thread.title}”"
    return _told(near, bar)


def _told(near: Sequence[_Rival], bar: Bar) -> str:
    """The nearest of threads that might have been, and what ruled it out if anything did."""
    for one in near[:1]:
        if one.names < bar.names:
            told = {0: "no name", 1: "only one name"}.get(one.names, f"only {one.names} names")
            return f"“{one.live.thread.title}” was ruled out: {told} in common"
        return f"almost as near to “{one.live.thread.title}”"
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


def _rivals(
    memory: Memory, profile: Profile, keys: Sequence[str], bar: Bar, least: float
) -> list[_Rival]:
    """Compare a story with threads, with all of them at once; those are left out that score no more than `least`."""
    if not keys:
        return []
    profiles = [memory.frozen.thread_profile(key) for key in keys]
    met = products.meet(profile.sum, [one.sum for one in profiles])
    names = [
        (at, weight)
        for at, (term, weight) in enumerate(profile.sum.items())
        if term.startswith(NAME)
    ]
    whole = sum(weight for _, weight in names)
    found = []
    for key, other, product, has in zip(
        keys, profiles, met.products, met.shared.tolist(), strict=True
    ):
        shared = [weight for at, weight in names if has[at]]
        share = sum(shared) / whole if names else 0.0
        parts = _parts(profile, other, product / (profile.size * other.size), share, bar)
        total = sum(value for _, value in parts)
        if total > least:
            told = tuple((name, round(value, 3)) for name, value in parts)
            score = Score(total, told, other.lead)
            found.append(_Rival(memory.threads[key], score, len(shared)))
    return found


def _parts(profile: Profile, thread: Profile, likeness: float, names: float, bar: Bar) -> Parts:
    days = max(0, profile.first - thread.last, thread.first - profile.last) / DAY
    return (
        ("words", bar.words * likeness),
        ("names", bar.shared_names * max(0.0, names)),
        ("time", -bar.time * min(1.0, days / bar.days)),
    )


def opened(profile: Profile, story_id: str) -> Profile:
    """Begin a thread with one story. What its stories mean is compared by their own vectors alone."""
    words = lexicon.unit(profile.sum, TERMS)
    return Profile(profile.first, profile.last, words, (story_id,), story_id)


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
    )


def grown(thread: Profile, profile: Profile) -> Profile:
    """A story of the thread grew; while it is the only one, it alone says what the thread is about."""
    times = replace(
        thread, first=min(thread.first, profile.first), last=max(thread.last, profile.last)
    )
    if thread.parts > 1:
        return times
    return replace(times, sum=lexicon.unit(profile.sum, TERMS))
