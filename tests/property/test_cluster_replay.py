"""Whatever comes, in whatever portions: the same items give the same bytes, and every item has one home."""

import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.cluster import Memory, step
from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.meaning.sentences import Sentence
from syndicate.cluster.remembered import image
from syndicate.cluster.step import DEFAULTS, Tuning
from syndicate.cluster.stories import Measure, Strictness
from syndicate.cluster.words import terms
from syndicate.model import (
    Assignment,
    Clustering,
    Edited,
    Item,
    Member,
    Remembered,
    Story,
    Term,
    Thread,
    Topic,
    Usual,
)
from syndicate.spoken import spoken
from tests.unit.cluster.news import SUBJECTS

START = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = [*SUBJECTS, "3", "4", "12"]


def restless(measure: Measure) -> Measure:
    """Everything joins one story, which parts whenever its halves differ at all."""
    full, titled = (
        replace(form, bar=-1.0, background=0.0, loose=1.0)
        for form in (measure.full, measure.titled)
    )
    return Measure(full, titled)


USUALLY = Strictness()
RESTLESS = replace(DEFAULTS, story=Strictness(restless(USUALLY.sensed), restless(USUALLY.plain)))
TOPICS = (Topic("iraq", "Iraq", any=("Mosul", "Baghdad"), none=("recipe",)),)


@cache
def meant(word: str) -> Sentence:
    seed = zlib.crc32(word.encode())
    drawn: Sentence = np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)
    return drawn


def encode(text: str) -> Sentence:
    """A vector with a share for each word, so that texts with words in common are alike."""
    total = np.sum([meant(word) for word in ["", *text.split()]], axis=0)
    told: Sentence = (total / np.linalg.norm(total)).astype(np.float32)
    return told


sentences = st.lists(st.sampled_from(WORDS), min_size=0, max_size=30).map(" ".join)
blurbs = st.sampled_from(["Here is what you need to know", "ನಮಸ್ಕಾರ ಇಲ್ಲಿದೆ ಸುದ್ದಿ ನಮಸ್ಕಾರ ಇಲ್ಲಿದೆ ಸುದ್ದಿ"])
texts = st.one_of(sentences, sentences, blurbs)
# What is read in ways of its own: roundups, columns, numbers of a series, results, what is taken back.
forms = st.sampled_from(
    [
        "Morning news roundup",
        "Market wrap: {}",
        "Weather: {}",
        "What to watch",
        "Storms, {}: Your Friday Briefing",
        "Die Nachrichten am Montag",
        "Das Wetter am {}: sonnig",
        "Главное за день",
        "Séisme dans l'est de la Turquie, {} morts",
        "Terremoto en Estados Unidos: ya son {} muertos",
        "Mosul {} siege, day 3",
        "Kestrel Town 2-1 Alder Rovers: {}",
        "Kestrel Town 1-0 Brook United: {}",
        "Alder v Brook",
        "Retraction: {}",
        "Live: {}",
    ]
)
headlines = st.builds(
    lambda form, words: form.format(" ".join(words)),
    forms,
    st.lists(st.sampled_from(WORDS), max_size=4),
)
titles = st.one_of(sentences, sentences, headlines)


@st.composite
def streams(draw: st.DrawFn, longest: int = 60 * 24 * 9, few: int = 0) -> list[Item]:
    rows = draw(
        st.lists(
            st.tuples(
                titles,
                texts,
                st.integers(0, longest),
                st.integers(-5000, 0),
                st.sampled_from(["en", "de", None]),
            ),
            min_size=few,
            max_size=25,
        )
    )
    seen, items = START, []
    for number, (title, text, wait, late, language) in enumerate(rows):
        seen += timedelta(minutes=wait)
        items.append(
            Item(
                id=f"i{number}", source_id=f"s{number % 3}", keys=(), url=None, link_key=None,
                title=title, summary="", content_html="", text=text, seen_at=seen,
                published_at=seen + timedelta(minutes=late), digest="", language=language,
            )
        )  # fmt: skip
    return items


class Saved:
    """What a store would keep."""

    def __init__(self) -> None:
        self.assignments: dict[str, Assignment] = {}
        self.stories: dict[str, Story] = {}
        self.threads: dict[str, Thread] = {}
        self.terms: dict[tuple[str, str], Term] = {}
        self.homes: dict[str, str] = {}
        self.usual: dict[str, Usual] = {}

    def save(self, clustering: Clustering) -> None:
        for assignment in clustering.assignments:
            assert assignment.item_id not in self.assignments
            self.assignments[assignment.item_id] = assignment
        for one in clustering.parted:
            old = self.assignments[one.item_id]
            self.assignments[one.item_id] = replace(
                old, story_id=one.story_id, reasons=(*old.reasons, one.reason)
            )
        self.stories |= {story.id: story for story in clustering.stories}
        into = {story.id: story.merged_into for story in clustering.stories if story.merged_into}
        self.assignments = {
            item_id: replace(one, story_id=into.get(one.story_id, one.story_id))
            for item_id, one in self.assignments.items()
        }
        self.threads |= {thread.id: thread for thread in clustering.threads}
        self.terms |= {(term.language, term.text): term for term in clustering.terms}
        self.usual |= {one.language: one for one in clustering.usual}
        self.homes |= {link.story_id: link.thread_id for link in clustering.links}

    def recall(self, items: list[Item]) -> Memory:
        seen = {item.id: item.seen_at for item in items}
        members = [
            Member(
                one.item_id,
                one.story_id,
                self.stories[one.story_id].language,
                seen[one.item_id],
                one.sketch,
            )
            for one in reversed(self.assignments.values())
        ]
        # A store gives rows in an order of its own, in pages; a thread may come before its story.
        # What was merged away it keeps to itself.
        stories = [one for one in self.stories.values() if one.merged_into is None][::-1]
        threads = [one for one in self.threads.values() if one.merged_into is None][::-1]
        memory = Memory()
        memory.take(
            Remembered(terms=list(self.terms.values())[::-1], usual=list(self.usual.values()))
        )
        reader = memory.reader()
        for part in slice(len(stories) // 2), slice(len(stories) // 2, None):
            ids = {story.id for story in stories[part]}
            page = [one for one in members if one.story_id in ids]
            memory.take(Remembered(stories[part], threads[part], members=page), reader)
        return memory


@given(streams(), st.integers(0, 25))
@settings(max_examples=60)
def test_a_restart_changes_nothing(items: list[Item], cut: int) -> None:
    restarted(items, cut, DEFAULTS)


@given(streams(longest=60, few=8), st.integers(0, 25))
@settings(max_examples=40)
def test_a_restart_changes_nothing_where_stories_part(items: list[Item], cut: int) -> None:
    restarted(items, cut, RESTLESS)


def restarted(items: list[Item], cut: int, tuning: Tuning) -> None:
    whole, parts = Saved(), Saved()
    whole.save(step(Memory(), items, TOPICS, tuning, encode=encode))
    parts.save(step(Memory(), items[:cut], TOPICS, tuning, encode=encode))
    parts.save(step(parts.recall(items), items[cut:], TOPICS, tuning, encode=encode))
    assert parts.__dict__ == whole.__dict__


@given(streams(few=6), st.integers(0, 25), st.data())
@settings(max_examples=60)
def test_a_restart_changes_nothing_where_items_are_edited(
    items: list[Item], cut: int, data: st.DataObject
) -> None:
    """Each step hears of the edits since the last one; after a restart, of all that are a week old at most."""
    texts = [one.text for one in items]  # reprints of what is edited in are likely
    edits = {
        place: Edited(
            items[data.draw(st.integers(0, place - 1))].id,
            items[place].title,
            data.draw(st.sampled_from(texts)),
            items[place].seen_at,
        )
        for place in data.draw(st.sets(st.integers(1, len(items) - 1)))
    }
    outcomes = []
    for way in ("never stopped", "from the store", "from an image"):
        saved, memory = Saved(), Memory()
        for place, item in enumerate(items):
            told = [edits[place]] if place in edits else []
            if place == cut and way != "never stopped":
                stored = way == "from the store"
                memory = saved.recall(items) if stored else image.recalled(image.parts(memory))
                past = [one for at, one in sorted(edits.items()) if at <= place]
                newest = {one.item_id: one for one in past}
                since = item.seen_at - timedelta(days=7)
                told = [one for one in newest.values() if one.at >= since]
            saved.save(step(memory, [item], TOPICS, encode=encode, edited=told))
        outcomes.append(saved.__dict__)
    assert outcomes[0] == outcomes[1] == outcomes[2]


@given(streams(), st.integers(0, 25), st.sampled_from([DEFAULTS, RESTLESS]))
@settings(max_examples=60)
def test_going_on_from_an_image_changes_nothing(
    items: list[Item], cut: int, tuning: Tuning
) -> None:
    stayed = Memory()
    step(stayed, items[:cut], TOPICS, tuning, encode=encode)
    back = image.recalled(image.parts(stayed))
    for item in items[cut:]:
        told = step(stayed, [item], TOPICS, tuning, encode=encode)
        assert step(back, [item], TOPICS, tuning, encode=encode) == told
    assert dict(back.notes) == dict(stayed.notes)
    assert dict(back.stories) == dict(stayed.stories)
    assert dict(back.threads) == dict(stayed.threads)


@given(streams())
@settings(max_examples=40)
def test_what_is_read_again_from_its_few_bytes_is_as_it_was(items: list[Item]) -> None:
    memory, cold = Memory(), Memory()
    for item in items:
        told = step(memory, [item], TOPICS, encode=encode)
        for shelf in (cold.notes, cold.stories, cold.threads):
            shelf._warm.clear()
        assert step(cold, [item], TOPICS, encode=encode) == told
    for shelf in (cold.notes, cold.stories, cold.threads):
        shelf._warm.clear()
    assert dict(cold.notes) == dict(memory.notes)
    assert dict(cold.stories) == dict(memory.stories)
    assert dict(cold.threads) == dict(memory.threads)


@given(streams(few=4))
@settings(max_examples=60)
def test_languages_clustered_apart_are_as_all_at_once(items: list[Item]) -> None:
    whole, apart = Saved(), Saved()
    whole.save(step(Memory(), items, TOPICS, encode=encode))
    by_language: dict[str, list[Item]] = {}
    for item in items:
        by_language.setdefault(terms.read(item).language, []).append(item)
    for few in by_language.values():
        apart.save(step(Memory(), few, TOPICS, encode=encode))
    assert apart.__dict__ == whole.__dict__


@given(streams(), st.sampled_from(["en", "de-AT", "x", "und", "", None]))
@settings(max_examples=40)
def test_the_language_is_told_without_taking_terms(items: list[Item], tag: str | None) -> None:
    for item in items:
        told = terms.read_text(item.title, item.text, tag).language
        assert spoken(item.title, item.text, tag) == told != ""


@given(streams())
@settings(max_examples=40)
def test_one_by_one_is_as_all_at_once(items: list[Item]) -> None:
    whole, single = Saved(), Saved()
    whole.save(step(Memory(), items, TOPICS))
    memory = Memory()
    for item in items:
        single.save(step(memory, [item], TOPICS))
    assert single.__dict__ == whole.__dict__


@given(streams())
@settings(max_examples=40)
def test_every_item_is_in_one_story_and_every_story_in_one_thread(items: list[Item]) -> None:
    at_home(items, DEFAULTS)


@given(streams(longest=60, few=8))
@settings(max_examples=40)
def test_so_it_is_where_stories_part(items: list[Item]) -> None:
    at_home(items, RESTLESS)


def at_home(items: list[Item], tuning: Tuning) -> None:
    saved = Saved()
    saved.save(step(Memory(), items, (), tuning))
    assert saved.assignments.keys() == {item.id for item in items}
    living = {thread.id for thread in saved.threads.values() if thread.merged_into is None}
    for story in saved.stories.values():
        if story.merged_into is None:
            assert story.thread_id in living
            assert saved.homes[story.id] == story.thread_id
        members = [one for one in saved.assignments.values() if one.story_id == story.id]
        assert len(members) == story.item_count
    for thread in saved.threads.values():
        stories = [
            story
            for story in saved.stories.values()
            if story.thread_id == thread.id and story.merged_into is None
        ]
        if thread.merged_into is None:
            assert len(stories) == thread.story_count
            assert sum(story.item_count for story in stories) == thread.item_count
        else:
            assert not stories
            assert saved.threads[thread.merged_into].language == thread.language


@given(streams())
@settings(max_examples=30)
def test_a_copy_is_of_an_earlier_original_in_its_own_story(items: list[Item]) -> None:
    saved = Saved()
    saved.save(step(Memory(), items, ()))
    order = {item.id: number for number, item in enumerate(items)}
    for one in saved.assignments.values():
        assert one.reasons
        if one.copy_of is not None:
            original = saved.assignments[one.copy_of]
            assert order[original.item_id] < order[one.item_id]
            assert original.copy_of is None
            assert original.story_id == one.story_id


@given(streams())
@settings(max_examples=20)
def test_a_title_with_another_number_is_never_a_copy(items: list[Item]) -> None:
    twins = [
        replace(items[0], id=f"day-{day}", title=f"Siege of the old town enters day {day}")
        for day in range(3, 6)
    ] if items else []  # fmt: skip
    clustering = step(Memory(), twins, ())
    assert all(one.copy_of is None for one in clustering.assignments)
