"""What is live: stories, threads, items and words, with the ways to find them. The one mutable thing of this room."""

import heapq
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from syndicate.cluster import fingerprint, sketch
from syndicate.cluster.holders import Holders
from syndicate.cluster.index import Frequencies
from syndicate.cluster.postings import Postings
from syndicate.cluster.sketch import Note, Profile
from syndicate.model import Member, Story, Term, Thread

STORY_LIVES = timedelta(days=7)  # after its last item was seen
THREAD_LIVES = timedelta(days=180)
COMMON_MARK = 64  # a run of words that so many items hold is furniture
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class LiveStory:
    """A story and how it is told apart; its sketch is written only to be saved."""

    story: Story
    profile: Profile


@dataclass(frozen=True, slots=True)
class LiveThread:
    """A thread and how it is told apart; its sketch is written only to be saved."""

    thread: Thread
    profile: Profile


class Memory:
    """Everything that a step looks at. Saved and recalled, it gives the same answers as if it had stayed."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.frequencies = Frequencies(terms)
        self.stories: dict[str, LiveStory] = {}
        self.threads: dict[str, LiveThread] = {}
        self.notes: dict[str, Note] = {}  # items of live stories
        self.story_terms: dict[str, Postings] = {}  # by language
        self.thread_terms: dict[str, Postings] = {}
        self.story_of: dict[str, str] = {}
        self.held = Holders()  # marks of texts, and names: who may be repeated
        self.newest = _BEFORE_ALL
        self.kept: Collection[str] = ()  # threads that are held however long they sleep
        self._members: dict[str, list[str]] = {}
        self._ageing: list[tuple[datetime, str]] = []
        self._sleeping: list[tuple[datetime, str]] = []

    @classmethod
    def recall(
        cls,
        stories: Sequence[Story],
        threads: Sequence[Thread],
        terms: Sequence[Term],
        members: Sequence[Member],
        kept: Collection[str] = (),
    ) -> "Memory":
        """Rebuild from what was saved: stories of the last 7 days with their items, threads of the last 180."""
        memory = cls(terms)
        memory.kept = kept
        for thread in threads:
            profile = sketch.read_profile(thread.sketch)
            if profile is not None and thread.merged_into is None:
                memory.put_thread(LiveThread(replace(thread, sketch=b""), profile))
        for story in stories:
            profile = sketch.read_profile(story.sketch)
            if profile is not None:
                memory.put_story(LiveStory(replace(story, sketch=b""), profile))
        for member in members:
            note = sketch.read_note(member.item_id, member.sketch)
            if note is not None and member.story_id in memory.stories:
                memory.put_note(note, member.story_id)
        memory.grow_older(memory.newest)
        return memory

    def put_story(self, live: LiveStory) -> None:
        """Hold a story, new or changed."""
        key, language = live.story.id, live.story.language
        old = self.stories.get(key)
        self.stories[key] = live
        self.story_terms.setdefault(language, Postings()).put(key, live.profile)
        if old is None or old.story.updated_at != live.story.updated_at:
            heapq.heappush(self._ageing, (live.story.updated_at, key))
        self.newest = max(self.newest, live.story.updated_at)

    def put_thread(self, live: LiveThread) -> None:
        """Hold a thread, new or changed."""
        key, language = live.thread.id, live.thread.language
        old = self.threads.get(key)
        self.threads[key] = live
        self.thread_terms.setdefault(language, Postings()).put(key, live.profile)
        if old is None or old.thread.updated_at != live.thread.updated_at:
            heapq.heappush(self._sleeping, (live.thread.updated_at, key))

    def put_note(self, note: Note, story_id: str) -> None:
        """Hold an item of a story. A copy is not looked for: its original is."""
        self.notes[note.id] = note
        self._members.setdefault(story_id, []).append(note.id)
        self.story_of[note.id] = story_id
        if note.copy_of is None:
            for key in _keys(note):
                self.held.add(key, note.id)

    def members(self, story_id: str) -> Sequence[str]:
        """Give the ids of a live story's items, copies too, as they came."""
        return self._members.get(story_id, ())

    def grow_older(self, now: datetime) -> None:
        """Forget what has not been seen for too long, as of the newest item."""
        self.newest = max(self.newest, now)
        if self.newest == _BEFORE_ALL:
            return
        while self._ageing and self._ageing[0][0] < self.newest - STORY_LIVES:
            updated_at, key = heapq.heappop(self._ageing)
            live = self.stories.get(key)
            if live is not None and live.story.updated_at == updated_at:
                self._forget_story(live)
        while self._sleeping and self._sleeping[0][0] < self.newest - THREAD_LIVES:
            updated_at, key = heapq.heappop(self._sleeping)
            thread = self.threads.get(key)
            if key in self.kept:
                continue
            if thread is not None and thread.thread.updated_at == updated_at:
                self.drop_thread(thread)

    def drop_thread(self, live: LiveThread) -> None:
        """Hold a thread no longer: it slept too long, or was merged into another."""
        del self.threads[live.thread.id]
        self.thread_terms[live.thread.language].drop(live.thread.id)

    def _forget_story(self, live: LiveStory) -> None:
        del self.stories[live.story.id]
        self.story_terms[live.story.language].drop(live.story.id)
        for item_id in self._members.pop(live.story.id, ()):
            note = self.notes.pop(item_id)
            del self.story_of[item_id]
            if note.copy_of is None:
                for key in _keys(note):
                    self.held.discard(key, item_id)


def names(note: Note) -> list[int]:
    """What a copy would bear too: title, address, whole text; and what the next of a series would."""
    told = [f"title {fingerprint.normal(note.title)}"]
    if note.link:
        told.append(f"link {note.link}")
    if note.print.words:
        told.append(f"text {note.print.whole}")
    hashes = [fingerprint.hashed(name) for name in told]
    following = series(note)
    return hashes if following is None else [*hashes, following]


def series(note: Note) -> int | None:
    """What the next of a series from the same source would bear; None for a title that is too short to tell."""
    told = fingerprint.series(note.title)
    return fingerprint.hashed(f"series {note.source_id} {told}") if told else None


def _keys(note: Note) -> list[int]:
    return [*fingerprint.marks(fingerprint.shingles(note.print.words)), *names(note)]
