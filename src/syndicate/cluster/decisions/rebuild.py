"""Members that changed -> what a story or a thread is about now. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from syndicate.cluster import stories, threads
from syndicate.cluster.headlines import headline
from syndicate.cluster.remembered import sketch
from syndicate.cluster.remembered.live import LiveStory, LiveThread
from syndicate.cluster.remembered.sketch import Note, Profile
from syndicate.cluster.words import terms
from syndicate.model import Placed, Story, Thread


def story(old: Story, members: Sequence[Placed], was: str = "") -> Story:
    """Tell anew what a story is about, from its items in stored order. A sketch that cannot be read stays.

    It bears the headline of the item `was`, if that is one of them: it did so before. Which item leads is told by what
    all said at first; the headline is what that item says now.
    """
    read = [
        sketch.read_note(one.assignment.item_id, old.language, one.assignment.sketch)
        for one in members
    ]
    notes = [note for note in read if note is not None]
    if not notes:
        return old
    profile = stories.gathered(notes)
    recent = [note for note in notes if note.id in profile.recent]
    before = next((note for note in notes if note.id == was), None)
    lead = before or headline.choose(profile, recent)
    seen = [one.seen_at for one in members]
    spoken = datetime.fromtimestamp(min(note.at for note in notes), UTC)  # whole seconds
    opened_at = min(spoken, *seen)
    return replace(
        old,
        title=_said(lead or notes[0], members),
        opened_at=old.opened_at if old.opened_at.replace(microsecond=0) == opened_at else opened_at,
        updated_at=max(seen),
        sketch=sketch.write_profile(replace(profile, lead=lead.id if lead else profile.lead)),
    )


def _said(lead: Note, members: Sequence[Placed]) -> str:
    now = next(one.title for one in members if one.assignment.item_id == lead.id)
    return terms.headline(now) or lead.title


def thread(
    old: Thread, members: Sequence[Story], title: str | None, was: Story | None = None
) -> Thread:
    """Tell anew what a thread is about, from its stories; `title` is what a person calls it.

    Else it bears that of the story `was`, if that is one of them, or nothing is left in the thread: it did so before.
    """
    counted = replace(
        old,
        story_count=len(members),
        item_count=sum(one.item_count for one in members),
        opened_at=min((one.opened_at for one in members), default=old.opened_at),
        updated_at=max((one.updated_at for one in members), default=old.updated_at),
        title=title or old.title,
        is_titled=title is not None,
    )
    live = [
        LiveStory(one, profile)
        for one in sorted(members, key=lambda one: (one.opened_at, one.id))
        if (profile := sketch.read_profile(one.sketch)) is not None
    ]
    if not live:
        return _of_none(counted, was) if title is None and not members and was else counted
    profile = _profile(live)
    recent = [one for one in live if one.story.id in profile.recent]
    before = next((one for one in live if was and one.story.id == was.id), None)
    lead = before or headline.leading(LiveThread(counted, profile), recent) or live[0]
    return replace(
        counted,
        title=title or headline.of_thread(counted, lead.story.title),
        sketch=sketch.write_profile(replace(profile, lead=lead.story.id)),
    )


def _of_none(thread: Thread, was: Story) -> Thread:
    """Call a thread that is empty as it was called when its last story, which stands elsewhere now, led it."""
    told = sketch.read_profile(thread.sketch)
    return replace(
        thread,
        title=headline.of_thread(thread, was.title),
        sketch=sketch.write_profile(replace(told, lead=was.id)) if told else thread.sketch,
    )


def _profile(live: Sequence[LiveStory]) -> Profile:
    profile = threads.opened(live[0].profile, live[0].story.id)
    for one in live[1:]:
        profile = threads.joined(profile, one.profile, one.story.id)
    return profile
