"""Item -> the story it reports, or none yet. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from syndicate.cluster import blend, similarity
from syndicate.cluster.headlines import vetoes
from syndicate.cluster.meaning import senses
from syndicate.cluster.remembered.live import LiveStory
from syndicate.cluster.remembered.memory import STORY_LIVES, Memory
from syndicate.cluster.remembered.sketch import Note, Profile
from syndicate.cluster.similarity import Score, Weights
from syndicate.cluster.words import lexicon
from syndicate.cluster.words.vectors import Vector, add, strongest

CANDIDATES = 10  # by words, and as many by meaning
RECENT = 40  # members that a new item is compared with one by one
TERMS = 64  # the strongest of a story's terms are kept
BACKGROUND = slice(1, 9)  # these of the others, the nearest first, tell what any would score
FEW, MANY = 8, 48  # words of a bare title, and of a title with a text
CLOSE = 0.05  # a rival whose score is so near is told of


@dataclass(frozen=True, slots=True)
class Form:
    """What is compared of texts of one length, and how much must agree."""

    weights: Weights
    bar: float  # what an item must reach to join a story
    background: float  # times the mean score of those that are not the best
    twin_words: float  # what the centres of two stories must have in common to be one
    twin_meaning: float
    loose: float  # two halves that have less than this share of what holds each together in common are two events

    def are_twins(self, score: Score) -> bool:
        """Tell whether two stories are so alike that they are one; the more time lies between them, the more so."""
        told, by = dict(score.parts), self.weights
        between = -told["time"]
        if told["words"] < self.twin_words * (by.words + by.nearest) + between:
            return False
        needed = self.twin_meaning * (by.meaning + by.nearest_meaning) + between
        return told.get("meaning", needed) >= needed


@dataclass(frozen=True, slots=True)
class Measure:
    """How texts are compared: a title with 40 words, a bare one, and evenly in between.

    More text proves more, so its words must agree more; the shorter it is, the more its meaning has to say.
    """

    full: Form
    titled: Form

    def by(self, words: int) -> Form:
        """The form for an item of so many words."""
        return _form(self, min(words, MANY))

    def between(self, share: float) -> Form:
        """The form between those for a bare title (0) and for a title with a text (1)."""
        return blend.between(self.titled, self.full, share)


@lru_cache(maxsize=512)
def _form(measure: Measure, words: int) -> Form:
    return measure.between(_share(words))


@dataclass(frozen=True, slots=True)
class Strictness:
    """With sentence vectors, and where only words can be compared. Set on labelled news (docs/clustering.md)."""

    sensed: Measure = Measure(
        full=Form(
            weights=Weights(0.45, 0.35, 0.13, 0.07),
            bar=0.22,
            background=0.7,
            twin_words=0.47,
            twin_meaning=0.54,
            loose=0.50,
        ),
        titled=Form(
            weights=Weights(0.20, 0.16, 0.44, 0.20),
            bar=0.15,
            background=1.0,
            twin_words=0.36,
            twin_meaning=0.47,
            loose=0.40,
        ),
    )
    plain: Measure = Measure(
        full=Form(
            weights=Weights(0.60, 0.40),
            bar=0.22,
            background=0.7,
            twin_words=0.60,
            twin_meaning=0.00,
            loose=0.40,
        ),
        titled=Form(
            weights=Weights(0.60, 0.40),
            bar=0.13,
            background=0.7,
            twin_words=0.60,
            twin_meaning=0.00,
            loose=0.10,
        ),
    )

    @property
    def least_twin(self) -> float:
        """What the words of two stories must have in common at least to be one, whatever their form."""
        measures = self.sensed, self.plain
        return min(min(one.full.twin_words, one.titled.twin_words) for one in measures)

    def among(self, notes: Sequence[Note]) -> Form:
        """The form for reports taken together: by their length on average, by words alone where one has no vector."""
        share = sum(_share(note.length) for note in notes) / max(1, len(notes))
        return (self.sensed if all(note.sense for note in notes) else self.plain).between(share)


@dataclass(frozen=True, slots=True)
class Found:
    """A story, how near an item is to it, and by how much that is more than needed."""

    live: LiveStory
    score: Score
    margin: float
    almost: str = ""  # the veto or the rival that almost kept the item from it


def find(
    memory: Memory, note: Note, by: Strictness, closed: Collection[str] = ()
) -> tuple[Found | None, str]:
    """Find the live story that reports the same event, in none of the threads that are closed to the item.

    If there is none, tell which one almost did, or was ruled out.
    """
    ranked, vetoed = [], ""
    keys = _candidates(memory, note)
    if closed:
        keys = [key for key in keys if memory.frozen.thread_of(key) not in closed]
    told = _scores(memory, note, keys, by)
    if all(score.total < form.bar - CLOSE for score, form in told):
        return None, ""  # whatever is ruled out, and whatever is usual
    forms = {key: form for key, (_, form) in zip(keys, told, strict=True)}
    for key, (score, form) in zip(keys, told, strict=True):
        live = memory.stories[key]
        if veto := vetoes.against(note, _members(memory, live)):
            near = score.total >= form.bar
            vetoed = vetoed or (f"“{live.story.title}” was ruled out: {veto}" if near else "")
            continue
        ranked.append(Found(live, score, score.total - form.bar))
    ranked.sort(key=lambda one: (-one.margin, one.live.story.id))
    if not ranked:
        return None, vetoed
    best, *others = ranked
    # What is usual is so at any time: an old story that resembles an item tells of its subject as well as a new one.
    rest = sorted((max(0.0, one.score.timeless) for one in others), reverse=True)[BACKGROUND]
    usual = sum(rest) / len(rest) if rest else 0.0
    # What resembles everything belongs to nothing.
    margin = best.margin - usual * forms[best.live.story.id].background
    if margin < 0:
        missed = f"almost joined “{best.live.story.title}”" if margin > -CLOSE else ""
        return None, vetoed or missed
    score = replace(best.score, parts=(*best.score.parts, ("usual", -round(usual, 4))))
    almost = vetoed or _rival(ranked)
    return replace(best, score=score, margin=round(margin, 4), almost=almost), ""


def _members(memory: Memory, live: LiveStory) -> Sequence[Note]:
    return [memory.notes[key] for key in live.profile.recent if key in memory.notes]


def _scores(
    memory: Memory, note: Note, keys: Sequence[str], by: Strictness
) -> list[tuple[Score, Form]]:
    """Compare an item with stories and their members, with all of them at once; tell how each was compared.

    Nothing where none can come close to its bar.
    """
    frozen, notes = memory.frozen, memory.notes
    profiles = [frozen.story_profile(key) for key in keys]
    members = [[frozen.report(key) for key in one.recent if key in notes] for one in profiles]
    near = similarity.nearness(note, profiles, members)
    plain = by.plain.by(note.length)
    sensed = by.sensed.by(note.length) if note.sense else plain
    forms = [sensed if one.sense else plain for one in profiles]
    if all(
        similarity.most(told, form.weights) < form.bar - CLOSE
        for told, form in zip(near, forms, strict=True)
    ):
        return []
    return [
        (similarity.score(note, profile, those, told, form.weights), form)
        for profile, those, told, form in zip(profiles, members, near, forms, strict=True)
    ]


def _share(words: int) -> float:
    """Where an item stands between a bare title (0) and a title with a text (1)."""
    return min(1.0, max(0.0, (words - FEW) / (MANY - FEW)))


def _rival(ranked: Sequence[Found]) -> str:
    if len(ranked) < 2 or ranked[0].score.total - ranked[1].score.total > CLOSE:
        return ""
    return f"almost as near to “{ranked[1].live.story.title}”"


def _candidates(memory: Memory, note: Note) -> Sequence[str]:
    """Live stories of the time that share most words, or mean most alike."""
    within = int(STORY_LIVES.total_seconds())
    begin, end = note.at - within, note.at + within
    keys: list[str] = []
    postings = memory.story_terms.get(note.language)
    if postings is not None:
        keys += [key for _, key in postings.nearest(note.vector, CANDIDATES, (begin, end))]
    meanings = memory.story_senses.get(note.language)
    if meanings is not None and note.sense:
        near = meanings.nearest(note.sense, CANDIDATES)
        profiles = [(key, memory.stories[key].profile) for key in near]
        keys += [key for key, one in profiles if one.first <= end and one.last >= begin]
    return list(dict.fromkeys(keys))


def opened(note: Note) -> Profile:
    """Begin a story with one item."""
    vector = note.vector
    if len(vector) > TERMS:
        vector = lexicon.like(vector, strongest(vector, TERMS))
    return Profile(note.at, note.at, vector, (note.id,), note.id, sense=note.sense)


def joined(profile: Profile, note: Note) -> Profile:
    """Add an item to a story. A copy adds time, not weight."""
    first, last = min(profile.first, note.at), max(profile.last, note.at)
    if note.copy_of is not None:
        return replace(profile, first=first, last=last)
    return replace(
        profile,
        first=first,
        last=last,
        sum=_added(profile.sum, note.vector),
        recent=(*profile.recent, note.id)[-RECENT:],
        parts=profile.parts + 1,
        sense=senses.add(profile.sense, note.sense),
    )


def gathered(notes: Sequence[Note]) -> Profile:
    """Make a story of these, in this order; copies add time only."""
    first, *rest = sorted(notes, key=lambda note: note.copy_of is not None)
    profile = opened(first)
    for note in rest:
        profile = joined(profile, note)
    return profile


def merged(one: Profile, other: Profile) -> Profile:
    """Add a story to a story."""
    return replace(
        one,
        first=min(one.first, other.first),
        last=max(one.last, other.last),
        sum=_added(one.sum, other.sum),
        recent=(*one.recent, *other.recent)[-RECENT:],
        parts=one.parts + other.parts,
        sense=senses.add(one.sense, other.sense),
    )


def _added(one: Vector, other: Vector) -> Vector:
    return lexicon.like(one, strongest(add(one, other), TERMS))
