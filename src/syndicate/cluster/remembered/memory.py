"""What is live: stories, threads, items and words, with the ways to find them. The one mutable thing of this room."""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from syndicate.cluster.meaning import senses
from syndicate.cluster.meaning.background import Background
from syndicate.cluster.remembered.ages import Ages
from syndicate.cluster.remembered.directions import Directions
from syndicate.cluster.remembered.frozen import Frozen
from syndicate.cluster.remembered.holders import Holders
from syndicate.cluster.remembered.live import LiveStory, LiveThread
from syndicate.cluster.remembered.postings import Postings
from syndicate.cluster.remembered.reading import Reader
from syndicate.cluster.remembered.shelf import Rows
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.texts import marks
from syndicate.cluster.texts.editions import Editions
from syndicate.cluster.words.rarity import Frequencies
from syndicate.cluster.words.vectors import Vector
from syndicate.model import Member, Remembered, Story, Thread, Vote, micros

STORY_LIVES = timedelta(days=7)  # after its last item was seen
THREAD_LIVES = timedelta(days=180)
MOST = 120_000  # stories, threads of one story, and threads of more: beyond, the longest quiet go first
LONG = 64  # items of a series
NOTHING: Vector = MappingProxyType({})
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
EVER = datetime.max.replace(tzinfo=UTC)


class Memory:
    """Everything that a step looks at. Saved and recalled, it gives the same answers as if it had stayed."""

    def __init__(self, kept: Collection[str] = (), rows: Rows = dict) -> None:
        self.frequencies = Frequencies()
        self.background = Background()
        self.frozen = frozen = Frozen(
            self.frequencies, self._direction, self._thread_direction, rows
        )
        self.notes = frozen.notes  # items of live stories
        self.stories = frozen.stories
        self.threads = frozen.threads
        self.story_terms: dict[str, Postings] = {}  # by language
        self.thread_terms: dict[str, Postings] = {}
        self.story_senses: dict[str, Directions] = {}
        self.thread_senses: dict[str, Directions] = {}
        self.story_of: dict[str, str] = {}
        self.held = Holders()  # marks of texts, and names: who may be repeated
        self._series: dict[int, list[tuple[int, str]]] = {}  # long ones, as they came
        self.editions = Editions()
        self.newest = _BEFORE_ALL
        self.votes: dict[str, dict[str, Vote]] = {}  # what topics say of items, if anything
        self.kept = kept  # threads that are held however long they sleep
        self.items_of: dict[str, str | list[str]] = {}  # the items of a story; most have one
        self.singles = 0  # threads of one story
        self.ages = self._ageing, self._napping, self._sleeping = Ages(), Ages(), Ages()

    def take(self, page: Remembered, reader: Reader | None = None, until: datetime = EVER) -> None:
        """Take in what was saved, or a part: stories with all their items, and best the threads after their stories.

        With the same reader, words of one part that stand in the next are not looked up again. What moved after
        `until` did so by a clock that was ahead: nothing is old for that.
        """
        self.frequencies.learn(page.terms)
        self.background.learn(page.usual)
        reader = reader or self.reader()
        self._take_stories(page.stories, page.members, reader)
        for thread, profile in zip(page.threads, reader.profiles(page.threads), strict=True):
            if profile is not None and thread.merged_into is None:
                centre = senses.centre(profile.sense)
                # Earlier versions held a sum of what its stories mean.
                told = profile if centre is profile.sense else replace(profile, sense=centre)
                self.put_thread(LiveThread(replace(thread, sketch=b""), told))
        moved = [story.updated_at for story in page.stories if story.updated_at <= until]
        self.grow_older(max([self.newest, *moved]))

    def let_go(self, stories: Iterable[str], threads: Iterable[str]) -> None:
        """Hold these no longer, all of them before what they are now is taken in: items move between stories."""
        for key in threads:
            if key in self.threads:
                self.drop_thread(self.threads[key])
        for key in stories:
            if key in self.stories:
                self._forget_story(self.stories[key])

    def reader(self) -> Reader:
        """Give what reads sketches in the words that are held."""
        return Reader(self.frequencies.lexicon)

    def _take_stories(
        self, stories: Sequence[Story], members: Sequence[Member], reader: Reader
    ) -> None:
        """Take in stories with all their items: what is looked up is written for all of them at once."""
        notes = {note.id: note for note in reader.notes(members) if note is not None}
        profiles = {
            one.id: told for one, told in zip(stories, reader.profiles(stories), strict=True)
        }
        placed = [one for one in members if one.item_id in notes and profiles.get(one.story_id)]
        told = [notes[one.item_id] for one in placed]
        self._series.clear()
        self.held.hold_all(marks.of_all([note for note in told if note.copy_of is None]))
        for note, one in zip(told, placed, strict=True):
            self._place(note, one.story_id)
            self.vote(note.id, one.votes)
        lives = [
            LiveStory(replace(story, sketch=b""), profile)
            for story in stories
            if (profile := profiles[story.id]) is not None
        ]
        for language in dict.fromkeys(live.story.language for live in lives):
            held = {one.story.id: one.profile for one in lives if one.story.language == language}
            self._postings(self.story_terms, language).put_all(held)
        for live in lives:
            self.put_story(live, live.profile.sum)

    def put_story(self, live: LiveStory, before: Vector = NOTHING) -> None:
        """Hold a story, new or changed; `before` are the words that a new one is found by already."""
        key, old = live.story.id, self.stories.get(live.story.id)
        with_it = self._leaning(live, old)
        self.stories.put(key, live)
        postings = self._postings(self.story_terms, live.story.language)
        postings.put(key, live.profile, old.profile.sum if old else before)
        if live.profile.sense:
            held = self.story_senses.setdefault(live.story.language, Directions())
            held.put(key, senses.centre(live.profile.sense))
            if old is None:
                self._write_anew(self._only(key))
        self._ageing.put(
            key, micros(live.story.updated_at), micros(old.story.updated_at) if old else None
        )
        self._mark(key)
        self._rewrite(with_it)

    def put_thread(self, live: LiveThread) -> None:
        """Hold a thread, new or changed."""
        key, old = live.thread.id, self.threads.get(live.thread.id)
        self._index(live, old.profile.sum if old else {})
        self.threads.put(key, live)
        if old is not None and old.profile.lead != live.profile.lead:
            self._mark(old.profile.lead)
        self._mark(live.profile.lead)
        single, was_single = live.thread.story_count == 1, _single(old)
        self.singles += single - was_single
        ages = self._napping if single else self._sleeping
        again = old is not None and single == was_single
        before = micros(old.thread.updated_at) if old and again else None
        ages.put(key, micros(live.thread.updated_at), before)

    def put_note(self, note: Note, story_id: str) -> None:
        """Hold an item of a story. A copy is not looked for: its original is."""
        self._place(note, story_id)
        if note.copy_of is None:
            self.held.hold(note.id, marks.of(note))
            if (others := self._series.get(marks.series(note) or 0)) is not None:
                insort(others, (note.at, note.id))

    def latest(self, name: int) -> Iterator[str]:
        """Give the items of a series, by what its next would bear, the latest first.

        A long one is remembered: to read all of it for each that comes takes the square of their number.
        """
        found = self._series.get(name)
        if found is None:
            found = sorted((self.notes[key].at, key) for key in self.held.of(name))
            if len(found) > LONG:
                self._series[name] = found
        return (key for _, key in reversed(found))

    def _place(self, note: Note, story_id: str) -> None:
        self.notes.put(note.id, note)
        self.story_of[note.id] = story_id
        others = self.items_of.get(story_id)
        if others is None:
            self.items_of[story_id] = note.id
        elif isinstance(others, str):
            only = self._only(story_id)
            self.items_of[story_id] = [others, note.id]
            self._write_anew(only)
        else:
            others.append(note.id)

    def vote(self, item_id: str, votes: Iterable[tuple[str, Vote]]) -> None:
        """Hold what topics say of an item, too."""
        for slug, vote in votes:
            self.votes.setdefault(item_id, {})[slug] = vote

    def members(self, story_id: str) -> Sequence[str]:
        """Give the ids of a live story's items, copies too, as they came."""
        members = self.items_of.get(story_id, ())
        return (members,) if isinstance(members, str) else members

    def grow_older(self, now: datetime) -> None:
        """Forget what has not been seen for too long, as of the newest item."""
        self.newest = max(self.newest, now)
        if self.newest == _BEFORE_ALL:
            return
        self.editions.forget(self.newest - STORY_LIVES)
        for key in self._ageing.past(
            micros(self.newest - STORY_LIVES), self._story_seen, lambda: len(self.stories) > MOST
        ):
            self._forget_story(self.stories[key])
        limit = micros(self.newest - THREAD_LIVES)
        for key in self._napping.past(limit, self._single_seen, lambda: self.singles > MOST):
            self._let_sleep(key)
        for key in self._sleeping.past(
            limit, self._grown_seen, lambda: len(self.threads) - self.singles > MOST
        ):
            self._let_sleep(key)

    def _let_sleep(self, key: str) -> None:
        if key not in self.kept:
            self.drop_thread(self.threads[key])

    def drop_thread(self, live: LiveThread) -> None:
        """Hold a thread no longer: it slept too long, or was merged into another."""
        self.singles -= _single(self.threads[live.thread.id])
        self.threads.drop(live.thread.id)
        self._mark(live.profile.lead)
        self._find_no_more(live.thread, live.profile.sum)

    def hand_over(self, live: LiveStory, into: str) -> None:
        """Hold a story no longer; its items are another's."""
        members = list(self.members(live.story.id))
        only = [*self._only(live.story.id), *self._only(into)]
        self.items_of[into] = [*self.members(into), *members]
        self.items_of.pop(live.story.id, None)
        self.story_of.update(dict.fromkeys(members, into))
        self._write_anew(only)
        self._drop_story(live)

    def part(self, story_id: str, item_ids: Collection[str], into: str) -> None:
        """Give some items of a story to another."""
        members = self.members(story_id)
        self.items_of[story_id] = [key for key in members if key not in item_ids]
        self.items_of[into] = [*self.members(into), *(key for key in members if key in item_ids)]
        self.story_of.update(dict.fromkeys(self.items_of[into], into))

    def _drop_story(self, live: LiveStory) -> None:
        with_it = self._leaning(live)
        self.stories.drop(live.story.id)
        self.story_terms[live.story.language].drop(live.story.id, live.profile.sum)
        self._rewrite(with_it)
        if live.profile.sense:
            self.story_senses[live.story.language].drop(live.story.id)

    def _forget_story(self, live: LiveStory) -> None:
        notes = [self.notes[item_id] for item_id in self.members(live.story.id)]
        self._drop_story(live)
        self.items_of.pop(live.story.id, None)
        for note in notes:
            self.notes.drop(note.id)
            del self.story_of[note.id]
            self.votes.pop(note.id, None)
            self.editions.drop(note.id)
            if note.copy_of is None:
                self.held.release(note.id, marks.of(note))
                if (others := self._series.get(marks.series(note) or 0)) is not None:
                    del others[bisect_left(others, (note.at, note.id))]

    def _direction(self, item_id: str, language: str) -> bytes:
        """The direction that a story is looked up by, where this is its only item: it is not written with that, too."""
        story_id, held = self.story_of.get(item_id, ""), self.story_senses.get(language)
        if held is None or not isinstance(self.items_of.get(story_id), str):
            return b""
        return held.of(story_id)

    def _only(self, story_id: str) -> list[Note]:
        """The only item of a story; nothing where it has more."""
        only = self.items_of.get(story_id)
        return [self.notes[only]] if isinstance(only, str) else []

    def _write_anew(self, notes: Iterable[Note]) -> None:
        """Write items whose direction was, or is from now on, written with their story."""
        for note in notes:
            self.notes.put(note.id, note)

    def _leaning(self, *lives: LiveStory | None) -> list[LiveThread]:
        """The threads that are not written whole while they have nothing but this story."""
        homes = dict.fromkeys(live.story.thread_id or "" for live in lives if live is not None)
        return [self.threads[key] for key in homes if key in self.threads]

    def _rewrite(self, threads: Iterable[LiveThread]) -> None:
        for live in threads:
            self._index(live, live.profile.sum)
            self.threads.put(live.thread.id, live)

    def _mark(self, story_id: str) -> None:
        """A story that is alone in its thread is marked: who finds it by its words has found the thread."""
        live = self.stories.get(story_id)
        if live is not None:
            home = self.threads.get(live.story.thread_id or "")
            marked = home is not None and self._only_story(home) == story_id
            self.story_terms[live.story.language].mark(story_id, marked=marked)

    def _index(self, live: LiveThread, before: Vector) -> None:
        """Hold the words and the meaning of a thread, unless they are those of its only story.

        `before` are the words that it was held with.
        """
        if not self._only_story(live):
            key, language = live.thread.id, live.thread.language
            postings = self._postings(self.thread_terms, language)
            postings.put(key, live.profile, before if key in postings else {})
            if live.profile.sense:
                self.thread_senses.setdefault(language, Directions()).put(key, live.profile.sense)
        else:
            self._find_no_more(live.thread, before)

    def _find_no_more(self, thread: Thread, words: Vector) -> None:
        """Hold the words and the meaning of a thread no longer, if they were held."""
        postings = self._postings(self.thread_terms, thread.language)
        if thread.id in postings:
            postings.drop(thread.id, words)
        if (held := self.thread_senses.get(thread.language)) is not None:
            held.drop(thread.id)

    def _thread_direction(self, thread_id: str, language: str) -> bytes:
        """The direction that a thread is looked up by: it is not written with that, too."""
        held = self.thread_senses.get(language)
        return b"" if held is None else held.of(thread_id)

    def _only_story(self, live: LiveThread) -> str:
        """The live story that a thread consists of; nothing where it has more, or that has left."""
        lead = live.profile.lead if live.profile.parts == 1 else ""
        story = self.stories.get(lead)
        return lead if story is not None and story.story.thread_id == live.thread.id else ""

    def _postings(self, by_language: dict[str, Postings], language: str) -> Postings:
        if language not in by_language:
            by_language[language] = Postings(self.frequencies.lexicon(language))
        return by_language[language]

    def _story_seen(self, key: str) -> int | None:
        live = self.stories.get(key)
        return micros(live.story.updated_at) if live else None

    def _single_seen(self, key: str) -> int | None:
        live = self.threads.get(key)
        return micros(live.thread.updated_at) if live and _single(live) else None

    def _grown_seen(self, key: str) -> int | None:
        live = self.threads.get(key)
        return micros(live.thread.updated_at) if live and not _single(live) else None


def _single(live: LiveThread | None) -> bool:
    return live is not None and live.thread.story_count == 1
