"""A story that took in two events: the larger keeps the id, the other becomes a story of its own. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from syndicate.cluster import bounds, explain, stories, threads
from syndicate.cluster.changes import Changes
from syndicate.cluster.decisions import obey
from syndicate.cluster.halves import Halves, halves
from syndicate.cluster.minting import parted
from syndicate.cluster.placing import entitled, named
from syndicate.cluster.remembered.live import LiveStory, LiveThread
from syndicate.cluster.remembered.sketch import Note
from syndicate.model import Event, Parted, Reason, ThreadLink

FEW, MANY = 8, 64  # reports: with fewer nothing shows, and of more the newest are looked through


def part(changes: Changes, live: LiveStory) -> LiveStory:
    """Part a story whose newest reports tell of two events, within the bounds of time and size. Give what keeps its id.

    None leaves that readers have seen in its place for long: a later event leaves the older one's story.
    """
    memory = changes.memory
    if live.profile.parts < FEW or obey.names(memory, changes.corrections, live.story.id):
        return live
    if any(memory.story_of.get(key) != live.story.id for key in live.profile.recent):
        return live  # a person left it otherwise than it grew
    keys = live.profile.recent if live.profile.parts > MANY else memory.members(live.story.id)
    reports = [note for note in _in_order(changes, keys) if note.copy_of is None]
    settled = {note.id for note in reports if bounds.is_settled(note.at, live.profile.last)}
    form = changes.tuning.story.among(reports)
    found = halves(reports, form.weights, settled)
    if not found.tell_two_events(form.loose):
        return live
    return _part(changes, live, found)


def _in_order(changes: Changes, keys: Iterable[str]) -> list[Note]:
    return sorted((changes.memory.notes[key] for key in keys), key=lambda one: (one.at, one.id))


def _part(changes: Changes, live: LiveStory, found: Halves) -> LiveStory:
    notes = _in_order(changes, changes.memory.members(live.story.id))
    leaving = [note for note in notes if (note.copy_of or note.id) in found.smaller]
    if len(leaving) > bounds.STORY_MOST:
        return live
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
    return named(changes, LiveStory(story, replace(profile, lead=lead)), live.profile.lead)


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
    changes.parted += [Parted(key, own.story.id, reason) for key in sorted(moved)]
    changes.events.append(
        Event(
            "split", kept.story.id, own.story.id, tuple(sorted(moved)),
            reason=f"tells of another event ({likeness})",
        )
    )  # fmt: skip
