"""What is remembered <-> few bytes that never leave this process. Pure.

Words are numbers of their language's lexicon. What a story of one report has from that report, and a thread of
one story from that story, is not written again: most of all news is such. Nor is the direction of a story's only
item, by which the story is looked up, nor that of a thread, by which the thread is.
"""

# ruff: noqa: S302 - these bytes were written here

import marshal
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

from syndicate.cluster.meaning import senses
from syndicate.cluster.remembered.live import LiveStory, LiveThread
from syndicate.cluster.remembered.shelf import Rows, Shelf
from syndicate.cluster.remembered.sketch import Note, Profile
from syndicate.cluster.texts.fingerprint import Fingerprint
from syndicate.cluster.words import lexicon
from syndicate.cluster.words.rarity import Frequencies
from syndicate.cluster.words.vectors import Vector
from syndicate.model import Story, Thread, micros, moment

Sums = tuple[Vector, bytes | None]  # of words, and of directions
Known = tuple[str | None, Vector, bytes | None]  # a title and two sums that stand elsewhere
# An id and a language -> the direction, where that is held elsewhere.
Held = Callable[[str, str], bytes]
NOWHERE: Final[Known] = (None, {}, None)


def _nowhere(_id: str, _language: str) -> bytes:
    return b""


def _language(told: Sequence[Any]) -> str:
    """The language of a story or a thread, as it was written."""
    language: str = told[0][0]
    return language


def _names(kind: type, *but: str) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.init and one.name not in but)


# In the order of their fields: they are read by place, not by name.
_NOTE = _names(Note, "id", "vector", "print", "sense")
_STORY = _names(Story, "id", "title", "opened_at", "updated_at")
_THREAD = _names(Thread, "id", "title", "opened_at", "updated_at")
_PROFILE = _names(Profile, "sum", "sense")
_NOTE_OF, _STORY_OF, _THREAD_OF, _PROFILE_OF = (
    attrgetter(*names) for names in (_NOTE, _STORY, _THREAD, _PROFILE)
)
_HOME, _LEAD = _STORY.index("thread_id"), _PROFILE.index("lead")


@dataclass(frozen=True, slots=True)
class Report:
    """What of an item is compared with another."""

    id: str
    vector: Vector
    sense: bytes


class Frozen:
    """Items, stories and threads by id, each in few bytes."""

    def __init__(
        self,
        words: Frequencies,
        held: Held = _nowhere,
        held_of_thread: Held = _nowhere,
        rows: Rows = dict,
    ) -> None:
        self._words = words
        self._held, self._held_of_thread = held, held_of_thread
        self.notes = Shelf(self._note, self._read_note, rows())
        self.stories = Shelf(self._story, self._read_story, rows())
        self.threads = Shelf(self._thread, self._read_thread, rows())

    def report(self, key: str) -> Note | Report:
        """Give what of an item is compared; the rest is not read for that."""
        warm = self.notes.warm(key)
        if warm is not None:
            return warm
        return self.notes.part(key, self._read_report)

    def story_profile(self, key: str) -> Profile:
        """Give the profile of a story; the rest is not read for that."""
        warm = self.stories.warm(key)
        if warm is not None:
            return warm.profile
        return self.stories.part(key, self._read_story_part)[0]

    def thread_profile(self, key: str) -> Profile:
        """Give the profile of a thread; the rest is not read for that."""
        warm = self.threads.warm(key)
        if warm is not None:
            return warm.profile
        return self.threads.part(key, self._read_thread_profile)

    def thread_of(self, story_id: str) -> str:
        """Give the thread that a story stands in."""
        warm = self.stories.warm(story_id)
        if warm is not None:
            return warm.story.thread_id or ""
        return self.stories.part(story_id, self._read_story_part)[1]

    def _read_report(self, key: str, written: bytes) -> Report:
        told, vector, _, _, sense = marshal.loads(written)
        language = told[-1]
        held = self._held(key, language) if sense is None else sense
        return Report(key, self._words.lexicon(language).unpack(vector), held)

    def _read_story_part(self, _: str, written: bytes) -> tuple[Profile, str]:
        told = marshal.loads(written)
        return self._profile(told, self._sums_of_note), told[0][_HOME] or ""

    def _read_thread_profile(self, key: str, written: bytes) -> Profile:
        told = marshal.loads(written)
        held = self._held_of_thread(key, _language(told))
        return self._profile(told, (lambda _: ({}, held)) if held else self._sums_of_story)

    def _note(self, note: Note) -> bytes:
        told = _NOTE_OF(note)
        vector = self._words.lexicon(note.language).pack(note.vector)
        sense = (
            None if note.sense and note.sense == self._held(note.id, note.language) else note.sense
        )
        return marshal.dumps((told, vector, note.print.whole, note.print.words.tobytes(), sense))

    def _read_note(self, key: str, written: bytes) -> Note:
        told, vector, whole, words, sense = marshal.loads(written)
        source_id, title, at, link, agency, copy_of, length, language = told
        return Note(
            key, source_id, title, at, link, agency, copy_of, length,
            self._words.lexicon(language).unpack(vector), Fingerprint(whole, array("I", words)),
            language, self._held(key, language) if sense is None else sense,
        )  # fmt: skip

    def _story(self, live: LiveStory) -> bytes:
        lead = self.notes.get(live.profile.lead)
        known = (lead.title, lead.vector, lead.sense) if lead else NOWHERE
        return self._write(live.story, _STORY_OF(live.story), live.profile, known)

    def _read_story(self, key: str, written: bytes) -> LiveStory:
        row, profile = self._read(marshal.loads(written), self._of_note)
        return LiveStory(Story(key, *row), profile)

    def _thread(self, live: LiveThread) -> bytes:
        # While it has one story that is its own, Memory writes it anew with every change of that.
        lead = self.stories.get(live.profile.lead) if live.profile.parts == 1 else None
        alone = lead is not None and lead.story.thread_id == live.thread.id
        held = self._held_of_thread(live.thread.id, live.thread.language)
        known = self._of_story(live.profile.lead) if alone else (None, {}, held or None)
        return self._write(live.thread, _THREAD_OF(live.thread), live.profile, known)

    def _read_thread(self, key: str, written: bytes) -> LiveThread:
        told = marshal.loads(written)
        held = self._held_of_thread(key, _language(told))
        row, profile = self._read(told, (lambda _: (None, {}, held)) if held else self._of_story)
        return LiveThread(Thread(key, *row), profile)

    def _of_note(self, key: str) -> Known:
        note = self.notes[key]
        return note.title, note.vector, note.sense

    def _of_story(self, key: str) -> Known:
        return self.stories[key].story.title, *self._sums_of_story(key)

    def _sums_of_note(self, key: str) -> Sums:
        report = self.report(key)
        return report.vector, report.sense

    def _sums_of_story(self, key: str) -> Sums:
        profile = self.story_profile(key)
        return lexicon.unit(profile.sum, len(profile.sum)), senses.centre(profile.sense)

    def _write(
        self,
        told: Story | Thread,
        fields: Any,
        profile: Profile,
        known: Known,
    ) -> bytes:
        title, held, sense = known
        words = self._words.lexicon(told.language)
        summed = words.packed(profile.sum)
        same = title is not None and (
            summed is held or words.packed(held).written == summed.written
        )
        return marshal.dumps(
            (
                fields,
                _PROFILE_OF(profile),
                micros(told.opened_at),
                micros(told.updated_at),
                None if told.title == title else told.title,
                None if same else summed.written,
                None if profile.sense == sense else profile.sense,
            )
        )

    def _read(
        self, told: Sequence[Any], known: Callable[[str], Known]
    ) -> tuple[Sequence[Any], Profile]:
        """Read the fields of a story or a thread that follow its id, and its profile."""
        (language, *rest), own, opened, updated, title, *_ = told
        found: Known | None = None
        if title is None:
            found = known(own[_LEAD])
            title = found[0]
        row = language, title, moment(opened), moment(updated), *rest
        return row, self._profile(told, lambda lead: (found or known(lead))[1:])

    def _profile(self, told: Sequence[Any], known: Callable[[str], Sums]) -> Profile:
        (language, *_), (first, last, recent, lead, parts), *_, packed, sense = told
        total: Vector = {}
        if packed is None or sense is None:
            total, known_sense = known(lead)
            sense = known_sense if sense is None else sense
        if packed is not None:
            total = self._words.lexicon(language).unpack(packed)
        return Profile(first, last, total, recent, lead, parts, sense or b"")
