"""Two stories that turn out to be one event, two threads that turn out to be one topic: merged, strictly. Pure.

Looked for as a story grows, never by items that resemble two stories: bridges chain what does not belong together.
"""

from collections.abc import Sequence
from dataclasses import replace

from syndicate.cluster import bounds, explain, halves, similarity, stories, threads
from syndicate.cluster.changes import Changes
from syndicate.cluster.decisions import obey
from syndicate.cluster.headlines.vetoes import between
from syndicate.cluster.meaning import senses
from syndicate.cluster.parting import part
from syndicate.cluster.placing import enter, entitled, grow_thread, named
from syndicate.cluster.remembered.live import LiveStory, LiveThread
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.similarity import Score
from syndicate.cluster.words import products
from syndicate.model import Event

SIZES = frozenset({2, 3, 5, 8, 13, 21, 34, 55, 89, 144})  # reports at which a story looks about
LATE = 5  # reports in so many of which an older story is looked through for a later event
CANDIDATES = 4


def look_about(changes: Changes, story_id: str) -> None:
    """After a story grew: merge it where it tells another's event, or is alone in its thread and continues another."""
    live = changes.memory.stories[story_id]
    if live.profile.parts not in SIZES:
        _look_for_later(changes, live)
        return
    found = twin(changes, live)
    if found is not None:
        live = merge_stories(changes, live, *found)
    live = part(changes, live)
    _look_for_thread(changes, live)


def _look_for_later(changes: Changes, live: LiveStory) -> None:
    """A story that lives on may have taken in a later event."""
    profile = live.profile
    if profile.parts % LATE == 0 and bounds.is_settled(profile.first, profile.last):
        part(changes, live)


def twin(changes: Changes, live: LiveStory) -> tuple[LiveStory, Score] | None:
    """Find the story that reports the same event as this one, if one may be merged into the other."""
    best: tuple[LiveStory, Score] | None = None
    for key in _as_near(changes, live, _nearest(changes, live)):
        other = changes.memory.stories[key]
        if not _may_merge(changes, live, other):
            continue
        firsts, seconds = (_reports(changes, one) for one in (live, other))
        form = changes.tuning.story.among(firsts + seconds)
        score = similarity.alike(live.profile, other.profile, form.weights)
        if best is not None and score.total <= best[1].total:
            continue
        if not form.are_twins(score) or _vetoed(firsts, seconds):
            continue
        if halves.between(firsts, seconds, form.weights).tell_two_events(form.loose):
            continue  # together they would be parted again
        best = other, score
    return best


def _nearest(changes: Changes, live: LiveStory) -> list[str]:
    memory, language = changes.memory, live.story.language
    found = [key for _, key in memory.story_terms[language].nearest(live.profile.sum, CANDIDATES)]
    meanings = memory.story_senses.get(language)
    if meanings is not None and live.profile.sense:
        found += meanings.nearest(senses.centre(live.profile.sense), CANDIDATES)
    return [key for key in dict.fromkeys(found) if key != live.story.id]


def _as_near(changes: Changes, live: LiveStory, keys: Sequence[str]) -> list[str]:
    """Those whose words may be near enough: compared with all of them at once, before anything else is read."""
    profiles = [changes.memory.frozen.story_profile(key) for key in keys]
    near = products.cosines(live.profile.sum, [one.sum for one in profiles])
    least = changes.tuning.story.least_twin - similarity.ROUNDED
    return [
        key
        for key, profile, product in zip(keys, profiles, near, strict=True)
        if product / (live.profile.size * profile.size) >= least
    ]


def _may_merge(changes: Changes, one: LiveStory, other: LiveStory) -> bool:
    """Within the bounds of time and size, and not against what a person decided."""
    _, young = _by_age(one, other)
    now = max(one.profile.last, other.profile.last)
    if not bounds.story_may_change(young.profile.first, now, young.story.item_count):
        return False
    corrections, memory = changes.corrections, changes.memory
    if any(obey.names(memory, corrections, live.story.id) for live in (one, other)):
        return False
    homes = one.story.thread_id or "", other.story.thread_id or ""
    return homes[0] == homes[1] or corrections.named.isdisjoint(homes)


def _reports(changes: Changes, live: LiveStory) -> list[Note]:
    notes = changes.memory.notes
    return [notes[key] for key in live.profile.recent if key in notes]


def _vetoed(firsts: Sequence[Note], seconds: Sequence[Note]) -> bool:
    return any(between(first, second) for first in firsts for second in seconds)


def _by_age(one: LiveStory, other: LiveStory) -> tuple[LiveStory, LiveStory]:
    """The older first: its id stays."""
    old, young = sorted((one, other), key=lambda live: (live.story.opened_at, live.story.id))
    return old, young


def merge_stories(changes: Changes, live: LiveStory, other: LiveStory, score: Score) -> LiveStory:
    """Merge the younger of two stories into the older, and its thread too where nothing else is in it."""
    old, young = _by_age(live, other)
    moved = tuple(changes.memory.members(young.story.id))
    shared = explain.shared(old.profile.sum, young.profile.sum)
    story = replace(
        old.story,
        updated_at=max(old.story.updated_at, young.story.updated_at),
        item_count=old.story.item_count + young.story.item_count,
    )
    profile = stories.merged(old.profile, young.profile)
    changes.end_story(young, old.story.id)
    saved = changes.save_story(named(changes, LiveStory(story, profile), profile.lead))
    _leave(changes, young, saved)
    told = f"reports the same event (likeness {score.total:.2f}: {', '.join(shared)})"
    left = (young.story.thread_id or "") if young.story.thread_id != story.thread_id else ""
    changes.events.append(
        Event("merge", young.story.id, story.id, moved, reason=told, thread_id=left)
    )
    return saved


def _leave(changes: Changes, young: LiveStory, grown: LiveStory) -> None:
    """The thread of a story that was merged away has one less; it ends where that was all it had."""
    memory, count = changes.memory, young.story.item_count
    left = memory.threads.get(young.story.thread_id or "")
    home = memory.threads.get(grown.story.thread_id or "")
    same = left is not None and home is not None and left.thread.id == home.thread.id
    if left is not None and left.thread.story_count <= 1 and home is not None and not same:
        changes.end_thread(left, home.thread.id)
    elif left is not None:
        recent = tuple(key for key in left.profile.recent if key != young.story.id)
        lead = grown.story.id if same else next(iter(recent), left.profile.lead)
        profile = replace(
            left.profile,
            parts=max(1, left.profile.parts - 1),
            recent=recent,
            lead=lead if left.profile.lead == young.story.id else left.profile.lead,
        )
        thread = replace(
            left.thread,
            story_count=left.thread.story_count - 1,
            item_count=left.thread.item_count - count,
        )
        changes.save_thread(entitled(changes, LiveThread(thread, profile)))
    home = memory.threads.get(grown.story.thread_id or "")
    if home is not None:
        grow_thread(changes, home, grown, count)


def _look_for_thread(changes: Changes, live: LiveStory) -> None:
    """A story alone in its thread, now that it says more, may turn out to continue another."""
    memory, corrections = changes.memory, changes.corrections
    own = memory.threads.get(live.story.thread_id or "")
    if own is None or own.profile.parts > 1:
        return
    closed = obey.closed(memory, corrections, live.story.id)
    found, _ = threads.find(
        memory, live.profile, live.story.language, closed, changes.tuning.thread
    )
    if found is None:
        return
    other = found.live
    single = memory.stories.get(other.profile.lead) if other.profile.parts == 1 else None
    if single is not None and other.thread.item_count < own.thread.item_count:
        # The thread that more readers may know keeps its id.
        live, own, found = single, other, found.turned(own)
    now = max(live.profile.last, found.live.profile.last)
    if not bounds.thread_may_change(own.profile.first, now, own.thread.item_count):
        return
    if not obey.may_end(memory, corrections, own, found.live, live.story.id):
        return
    into = found.live.thread.id
    changes.end_thread(own, into)
    enter(changes, live, found)
    told = f"its only story continues the same topic ({', '.join(found.shared)})"
    changes.events.append(Event("merge", own.thread.id, into, (live.story.id,), reason=told))
