"""New items + what is remembered -> copies, stories, threads and topics, with reasons. Read this first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time

from syndicate.cluster import (
    bounds,
    copies,
    explain,
    fingerprint,
    headline,
    obey,
    sketch,
    stories,
    terms,
    threads,
)
from syndicate.cluster.copies import Copy
from syndicate.cluster.corrections import NONE, Corrections
from syndicate.cluster.live import LiveStory, LiveThread
from syndicate.cluster.memory import Memory
from syndicate.cluster.minting import minted, parted
from syndicate.cluster.similarity import Weights
from syndicate.cluster.sketch import Note
from syndicate.cluster.topics import TopicIndex, declared
from syndicate.model import (
    Assignment,
    Clustering,
    Event,
    Item,
    Reason,
    Story,
    Term,
    Thread,
    ThreadLink,
    Topic,
    TopicMatch,
)

__all__ = ["DEFAULTS", "Memory", "Tuning", "step"]

LOOK_AGAIN = frozenset({2, 3, 5, 8})  # sizes at which a story alone in its thread looks for another


@dataclass(frozen=True, slots=True)
class Tuning:
    """How strict the clusterer is."""

    weights: Weights = field(default_factory=Weights)
    story: stories.Bar = field(default_factory=stories.Bar)
    thread: threads.Bar = field(default_factory=threads.Bar)


DEFAULTS = Tuning()


@dataclass(slots=True)
class _Step:
    """What a step has changed so far; of what changed twice, the last."""

    tuning: Tuning
    topics: TopicIndex
    corrections: Corrections
    assignments: list[Assignment] = field(default_factory=list)
    stories: dict[str, Story] = field(default_factory=dict)
    threads: dict[str, Thread] = field(default_factory=dict)
    links: dict[str, ThreadLink] = field(default_factory=dict)
    matches: list[TopicMatch] = field(default_factory=list)
    terms: dict[tuple[str, str], Term] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def result(self) -> Clustering:
        return Clustering(
            tuple(self.assignments),
            tuple(self.stories[key] for key in sorted(self.stories)),
            tuple(self.threads[key] for key in sorted(self.threads)),
            tuple(self.links[key] for key in sorted(self.links)),
            tuple(self.matches),
            tuple(self.terms[key] for key in sorted(self.terms)),
            tuple(self.events),
        )


def step(
    memory: Memory,
    items: Sequence[Item],
    topics: Sequence[Topic],
    tuning: Tuning = DEFAULTS,
    corrections: Corrections = NONE,
) -> Clustering:
    """Place new items, one after the other, and tell all that changed. Memory moves on with them."""
    steps = _Step(tuning, declared(tuple(topics)), corrections)
    memory.kept = corrections.named
    for item in items:
        if item.id not in memory.notes:
            _place(memory, item, steps)
    return steps.result()


def _place(memory: Memory, item: Item, steps: _Step) -> None:
    """One item: a copy joins its original's story; a report joins its story, or opens one."""
    memory.grow_older(item.seen_at)
    words = terms.read(item)
    note = _note(memory, item, words)
    steps.matches.extend(steps.topics.matches(item, words, note.vector))
    copy = copies.find(memory, note)
    if copy is not None:
        _repeat(memory, item, note, copy, steps)
        return
    found = _reported(memory, note, words.language, steps)
    if found is not None:
        shared = explain.shared(note.vector, found.live.profile.sum)
        reason = explain.joined("story", found.score, shared, "reports the same event")
        live = _join(memory, found.live, item, note, steps)
        steps.assignments.append(_assign(live, note, reason))
    else:
        live = _open(memory, item, note, words.language, steps)
        reason = Reason("story", 1.0, note="the first report of its event that we saw")
        steps.assignments.append(_assign(live, note, reason))
    counted = memory.frequencies.count(words.language, words.counts, item.seen_at)
    steps.terms.update(((term.language, term.text), term) for term in counted)
    _look_again(memory, live.story.id, steps)


def _reported(memory: Memory, note: Note, language: str, steps: _Step) -> stories.Found | None:
    """Find the story of a report. What a person pinned tells a story of its own, in the thread that he chose."""
    if steps.corrections.home_of((note.id,)) is not None:
        return None
    closed = steps.corrections.closed_to((note.id,))
    return stories.find(memory, note, language, steps.tuning.weights, steps.tuning.story, closed)


def _note(memory: Memory, item: Item, words: terms.Words) -> Note:
    agency = item.agency or (item.dateline.agency if item.dateline else None)
    return Note(
        id=item.id,
        source_id=item.source_id,
        title=terms.headline(item.title),
        at=sketch.seconds(speaks_of(item)),
        link=item.link_key or "",
        agency=agency or "",
        length=words.length,
        vector=memory.frequencies.weigh(words.language, words.counts, item.seen_at),
        print=fingerprint.take(item.text),
        language=words.language,
    )


def speaks_of(item: Item) -> datetime:
    """When an item's news is from: what it claims, or its dateline where that is older."""
    on = item.dateline.on if item.dateline else None
    if on is not None and on < item.published_at.astimezone(UTC).date():
        return datetime.combine(on, time(12), UTC)
    return item.published_at


def _repeat(memory: Memory, item: Item, note: Note, copy: Copy, steps: _Step) -> None:
    """Lay a copy beside its original. It adds no words: twenty reprints are one voice."""
    original = memory.notes[copy.of]
    shared = (original.agency,) if original.agency and original.agency == note.agency else ()
    reason = Reason("copy", explain.bounded(copy.score), shared, (), copy.of, copy.note)
    bare = replace(note, copy_of=copy.of, vector={}, print=fingerprint.take(""))
    live = _join(memory, memory.stories[memory.story_of[copy.of]], item, bare, steps)
    steps.assignments.append(_assign(live, bare, reason))


def _assign(live: LiveStory, note: Note, reason: Reason) -> Assignment:
    return Assignment(note.id, live.story.id, (reason,), note.copy_of, sketch.write_note(note))


def _open(memory: Memory, item: Item, note: Note, language: str, steps: _Step) -> LiveStory:
    """Open a story. It continues a thread, or opens one: that id lasts from the first item on."""
    profile = stories.opened(note)
    story_id, at = minted("s", item.id), min(speaks_of(item), item.seen_at)
    memory.put_note(note, story_id)
    story = Story(story_id, language, note.title, at, item.seen_at, 1)
    home, thread_id = steps.corrections.home_of((item.id,)), minted("t", item.id)
    closed = steps.corrections.closed_to((item.id,))
    if thread_id in closed:
        thread_id = parted("t", thread_id, item.id)
    found = obey.decided(memory, steps.corrections, home or thread_id)
    if found is not None and home is None and thread_id in steps.corrections.unborn:
        alias = Thread(
            thread_id, language, note.title, at, item.seen_at, 0, 0, found.live.thread.id
        )
        steps.threads[thread_id] = alias
    elif found is None and home in steps.corrections.unborn:
        thread_id = home or thread_id
    elif found is None:
        closed = closed.union(steps.corrections.divided.get(thread_id, ()))
        found = threads.of_series(memory, note, closed) or threads.find(
            memory, profile, language, closed, steps.tuning.thread
        )
    if found is not None:
        return _enter(memory, LiveStory(story, profile), found, steps)
    given = steps.corrections.titles.get(thread_id)
    thread = Thread(thread_id, language, given or note.title, at, item.seen_at, 1, 1)
    thread = replace(thread, is_titled=given is not None)
    _save_thread(memory, LiveThread(thread, threads.opened(profile, story_id)), steps)
    reason = Reason("thread", 1.0, note="the story that opened the thread")
    steps.links[story_id] = ThreadLink(story_id, thread.id, reason)
    return _save_story(memory, LiveStory(replace(story, thread_id=thread.id), profile), steps)


def _enter(memory: Memory, live: LiveStory, found: threads.Found, steps: _Step) -> LiveStory:
    """Let a story into a thread, with all its items."""
    old, story = found.live.thread, live.story
    profile = threads.joined(found.live.profile, live.profile, story.id)
    thread = replace(
        old,
        opened_at=min(old.opened_at, story.opened_at),
        updated_at=max(old.updated_at, story.updated_at),
        story_count=old.story_count + 1,
        item_count=old.item_count + story.item_count,
    )
    saved = _save_story(memory, LiveStory(replace(story, thread_id=old.id), live.profile), steps)
    _save_thread(memory, _entitled(memory, LiveThread(thread, profile), steps), steps)
    reason = explain.joined("thread", found.score, found.shared, found.note)
    steps.links[story.id] = ThreadLink(story.id, old.id, reason)
    return saved


def _join(memory: Memory, live: LiveStory, item: Item, note: Note, steps: _Step) -> LiveStory:
    """Add an item to a story, and to its thread."""
    memory.put_note(note, live.story.id)
    profile = stories.joined(live.profile, note)
    members = [memory.notes[key] for key in profile.recent if key in memory.notes]
    lead = headline.choose(profile, members)
    profile = replace(profile, lead=lead.id if lead else profile.lead)
    story = replace(
        live.story,
        title=lead.title if lead else live.story.title,
        opened_at=min(live.story.opened_at, speaks_of(item)),
        updated_at=max(live.story.updated_at, item.seen_at),
        item_count=live.story.item_count + 1,
    )
    saved = _save_story(memory, LiveStory(story, profile), steps)
    thread = memory.threads.get(story.thread_id or "")
    if thread is not None:
        _grow_thread(memory, thread, saved, steps)
    return saved


def _grow_thread(memory: Memory, live: LiveThread, grown: LiveStory, steps: _Step) -> None:
    """A story of the thread has an item more. While it is the only one, the thread is about what it is about."""
    thread = replace(
        live.thread,
        opened_at=min(live.thread.opened_at, grown.story.opened_at),
        updated_at=max(live.thread.updated_at, grown.story.updated_at),
        item_count=live.thread.item_count + 1,
    )
    profile = threads.grown(live.profile, grown.profile)
    _save_thread(memory, _entitled(memory, LiveThread(thread, profile), steps), steps)


def _look_again(memory: Memory, story_id: str, steps: _Step) -> None:
    """A story alone in its thread, now that it says more, may turn out to continue another."""
    live = memory.stories[story_id]
    own = memory.threads.get(live.story.thread_id or "")
    if own is None or own.profile.parts > 1 or live.profile.parts not in LOOK_AGAIN:
        return
    closed = obey.closed(memory, steps.corrections, story_id)
    found = threads.find(memory, live.profile, live.story.language, closed, steps.tuning.thread)
    if found is None:
        return
    other = found.live
    single = memory.stories.get(other.profile.lead) if other.profile.parts == 1 else None
    if single is not None and other.thread.item_count < own.thread.item_count:
        # The thread that more readers may know keeps its id.
        live, own, found = single, other, replace(found, live=own)
    now = max(live.profile.last, found.live.profile.last)
    if not bounds.thread_may_change(own.profile.first, now, own.thread.item_count):
        return
    if not obey.may_end(memory, steps.corrections, own, found.live, live.story.id):
        return
    memory.drop_thread(own)
    saved, into = sketch.write_profile(own.profile), found.live.thread.id
    steps.threads[own.thread.id] = replace(own.thread, merged_into=into, sketch=saved)
    _enter(memory, live, found, steps)
    told = f"its only story continues the same topic ({', '.join(found.shared)})"
    steps.events.append(Event("merge", own.thread.id, into, (live.story.id,), reason=told))


def _entitled(memory: Memory, live: LiveThread, steps: _Step) -> LiveThread:
    """A thread bears the title of its leading story, or the one that a person gave it."""
    members = [memory.stories[key] for key in live.profile.recent if key in memory.stories]
    lead = headline.leading(live, members)
    if lead is None:
        return live
    given = steps.corrections.titles.get(live.thread.id)
    thread = replace(live.thread, title=given or lead.story.title, is_titled=given is not None)
    return LiveThread(thread, replace(live.profile, lead=lead.story.id))


def _save_story(memory: Memory, live: LiveStory, steps: _Step) -> LiveStory:
    memory.put_story(live)
    saved = replace(live.story, sketch=sketch.write_profile(live.profile))
    steps.stories[saved.id] = saved
    return live


def _save_thread(memory: Memory, live: LiveThread, steps: _Step) -> None:
    memory.put_thread(live)
    saved = replace(live.thread, sketch=sketch.write_profile(live.profile))
    steps.threads[saved.id] = saved
