"""A story opens, grows, enters a thread. Pure."""

from dataclasses import replace

from syndicate.cluster import stories, threads
from syndicate.cluster.changes import Changes
from syndicate.cluster.decisions import obey
from syndicate.cluster.headlines import columns, headline
from syndicate.cluster.minting import minted, parted
from syndicate.cluster.remembered.live import LiveStory, LiveThread
from syndicate.cluster.remembered.sketch import Note
from syndicate.model import Reason, Story, Thread, ThreadLink


def open_story(changes: Changes, note: Note, story: Story) -> LiveStory:
    """Open a story. It continues a thread, or opens one: that id lasts from the first item on."""
    profile = stories.opened(note)
    changes.memory.put_note(note, story.id)
    thread_id, found, almost = _thread_of(changes, note, LiveStory(story, profile))
    if found is not None:
        return enter(changes, LiveStory(story, profile), found)
    given = changes.corrections.titles.get(thread_id)
    at, seen = story.opened_at, story.updated_at
    thread = Thread(thread_id, story.language, given or note.title, at, seen, 1, 1)
    thread = replace(thread, is_titled=given is not None)
    reason = Reason("thread", 1.0, note="the story that opened the thread", almost=almost)
    changes.links[story.id] = ThreadLink(story.id, thread.id, reason)
    saved = changes.save_story(LiveStory(replace(story, thread_id=thread.id), profile))
    changes.save_thread(LiveThread(thread, threads.opened(profile, story.id)))
    return saved


def _thread_of(
    changes: Changes, note: Note, live: LiveStory
) -> tuple[str, threads.Found | None, str]:
    """Find the thread that a new story enters, or the id of the one that it opens; and which it almost entered."""
    almost = ""
    memory, corrections, story = changes.memory, changes.corrections, live.story
    home, thread_id = corrections.home_of((note.id,)), minted("t", note.id)
    closed = corrections.closed_to((note.id,))
    if thread_id in closed:
        thread_id = parted("t", thread_id, note.id)
    found = obey.decided(memory, corrections, home or thread_id)
    if found is not None and home is None and thread_id in corrections.unborn:
        changes.threads[thread_id] = Thread(
            thread_id, story.language, note.title, story.opened_at, story.updated_at, 0, 0,
            found.live.thread.id,
        )  # fmt: skip
    elif found is None and home in corrections.unborn:
        thread_id = home or thread_id
    elif found is None:
        closed = closed.union(corrections.divided.get(thread_id, ()))
        found = threads.of_series(memory, note, closed)
        # A column that is told for the first time continues no topic: its next numbers would follow it there.
        if found is None and not columns.name(note.title):
            found, almost = threads.find(
                memory, live.profile, story.language, closed, changes.tuning.thread
            )
    return thread_id, found, almost


def enter(changes: Changes, live: LiveStory, found: threads.Found) -> LiveStory:
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
    saved = changes.save_story(LiveStory(replace(story, thread_id=old.id), live.profile))
    changes.save_thread(entitled(changes, LiveThread(thread, profile)))
    changes.links[story.id] = ThreadLink(story.id, old.id, found.reason)
    return saved


def grow(changes: Changes, live: LiveStory, note: Note, story: Story) -> LiveStory:
    """Add an item to a story, and to its thread. `story` has the item's times and place in its count."""
    changes.memory.put_note(note, story.id)
    profile = stories.joined(live.profile, note)
    saved = changes.save_story(named(changes, LiveStory(story, profile), live.profile.lead))
    thread = changes.memory.threads.get(story.thread_id or "")
    if thread is not None:
        grow_thread(changes, thread, saved, 1)
    return saved


def named(changes: Changes, live: LiveStory, held: str) -> LiveStory:
    """A story bears the headline of the member that stands nearest to its centre. It has that of `held` now."""
    notes, editions = changes.memory.notes, changes.memory.editions
    members = [notes[key] for key in live.profile.recent if key in notes]
    lead = headline.choose(live.profile, members)
    if lead is None:
        return live
    # An edition is forgotten before its story is.
    title = live.story.title if lead.id == held else (editions.of(lead.id) or lead).title
    return LiveStory(replace(live.story, title=title), replace(live.profile, lead=lead.id))


def retitle(changes: Changes, item_id: str) -> None:
    """A story whose headline its source wrote anew bears the new one: nobody stands by the old."""
    memory = changes.memory
    live = memory.stories.get(memory.story_of.get(item_id, ""))
    if live is None or live.profile.lead != item_id:
        return
    title = (memory.editions.of(item_id) or memory.notes[item_id]).title
    if title in ("", live.story.title):
        return
    saved = changes.save_story(replace(live, story=replace(live.story, title=title)))
    thread = memory.threads.get(saved.story.thread_id or "")
    if thread is not None:
        changes.save_thread(entitled(changes, thread))


def grow_thread(changes: Changes, live: LiveThread, grown: LiveStory, more: int) -> None:
    """A story of the thread has more items. While it is the only one, the thread is about what it is about."""
    thread = replace(
        live.thread,
        opened_at=min(live.thread.opened_at, grown.story.opened_at),
        updated_at=max(live.thread.updated_at, grown.story.updated_at),
        item_count=live.thread.item_count + more,
    )
    profile = threads.grown(live.profile, grown.profile)
    changes.save_thread(entitled(changes, LiveThread(thread, profile)))


def entitled(changes: Changes, live: LiveThread) -> LiveThread:
    """A thread bears the title of its leading story, that of a column its name; or the one that a person gave it."""
    kept = changes.memory.stories
    members = [kept[key] for key in live.profile.recent if key in kept]
    lead = headline.leading(live, members)
    if lead is None:
        return live
    given = changes.corrections.titles.get(live.thread.id)
    title = given or headline.of_thread(live.thread, lead.story.title)
    thread = replace(live.thread, title=title, is_titled=given is not None)
    return LiveThread(thread, replace(live.profile, lead=lead.story.id))
