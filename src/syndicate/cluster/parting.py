"""A story that took in two events: the larger keeps the id, the other becomes a story of its own. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from syndicate.cluster import bounds, explain, obey, stories, threads
from syndicate.cluster.changes import Changes
from syndicate.cluster.halves import Halves, halves
from syndicate.cluster.live import LiveStory, LiveThread
from syndicate.cluster.minting import parted
from syndicate.cluster.placing import entitled, named
from syndicate.cluster.sketch import Note
from syndicate.model import Event, Parted, Reason, ThreadLink

FEW, MANY = 8, 64  # reports: with fewer nothing shows, and all pairs of more are too many


def part(changes: Changes, live: LiveStory) -> LiveStory:
    """Part a story that tells of two events, within the bounds of time and size. Give what keeps its id."""
    if not FEW <= live.profile.parts <= MANY or not _may_part(changes, live):
        return live
    memory = changes.memory
    notes = sorted(
        (memory.notes[key] for key in memory.members(live.story.id)),
        key=lambda one: (one.at, one.id),
    )
    reports = [note for note in notes if note.copy_of is None]
    if len(reports) != live.profile.parts:
        return live  # a person left it otherwise than it grew
    form = changes.tuning.story.among(reports)
    found = halves(reports, form.weights)
    if not found.tell_two_events(form.loose):
        return live
    return _part(changes, live, found, notes)


def _may_part(changes: Changes, live: LiveStory) -> bool:
    first, last = live.profile.first, live.profile.last
    return bounds.story_may_change(first, last, live.story.item_count) and not obey.names(
        changes.memory, changes.corrections, live.story.id
    )


def _part(changes: Changes, live: LiveStory, found: Halves, notes: Sequence[Note]) -> LiveStory:
    leaving = [note for note in notes if (note.copy_of or note.id) in found.smaller]
    staying = [note for note in notes if (note.copy_of or note.id) not in found.smaller]
    moved = {note.id for note in leaving}
    new_id = parted("s", live.story.id, found.smaller[0])
    count = live.story.item_count - len(moved)
    kept = _told(changes, live, staying, count)
    opened_at = min(datetime.fromtimestamp(leaving[0].at, UTC), live.story.updated_at)
    new = LiveStory(replace(live.story, id=new_id, opened_at=opened_at), live.profile)
    changes.memory.part(live.story.id, moved, new_id)
    own = changes.save_story(_told(changes, new, leaving, len(moved)))
    kept = changes.save_story(kept)
    _in_thread(changes, own, kept)
    _tell(changes, own, kept, found, moved)
    return kept


def _told(changes: Changes, live: LiveStory, notes: Sequence[Note], count: int) -> LiveStory:
    """Tell anew what a story is about, now that it has these items."""
    profile = stories.gathered(notes)
    lead = live.profile.lead if live.profile.lead in profile.recent else profile.lead
    story = replace(live.story, item_count=count)
    return named(changes, LiveStory(story, replace(profile, lead=lead)))


def _in_thread(changes: Changes, own: LiveStory, kept: LiveStory) -> None:
    """Both stay in the thread: nobody finds an entry gone."""
    home = changes.memory.threads.get(own.story.thread_id or "")
    if home is None:
        return
    profile = threads.joined(threads.grown(home.profile, kept.profile), own.profile, own.story.id)
    thread = replace(home.thread, story_count=home.thread.story_count + 1)
    changes.save_thread(entitled(changes, LiveThread(thread, profile)))
    told = Reason("thread", 1.0, note=f"told apart from “{kept.story.title}”, which stands here")
    changes.links[own.story.id] = ThreadLink(own.story.id, home.thread.id, told)


def _tell(
    changes: Changes, own: LiveStory, kept: LiveStory, found: Halves, moved: Collection[str]
) -> None:
    across, within = explain.bounded(found.across), explain.bounded(found.within)
    likeness = f"likeness {across:.2f} between them, {within:.2f} or more within each"
    shared = explain.shared(own.profile.sum, own.profile.sum)
    reason = Reason(
        "story", within, shared, nearest=own.profile.lead,
        note=f"told apart from “{kept.story.title}”: another event ({likeness})",
    )  # fmt: skip
    changes.parted.update((key, Parted(key, own.story.id, reason)) for key in moved)
    changes.events.append(
        Event(
            "split", kept.story.id, own.story.id, tuple(sorted(moved)),
            reason=f"tells of another event ({likeness})",
        )
    )  # fmt: skip
