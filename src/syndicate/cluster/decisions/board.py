"""Threads, stories and items on a table, where a person moves them about; what changed is told at the end."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from syndicate.cluster.decisions import rebuild
from syndicate.cluster.decisions.corrections import Corrections
from syndicate.cluster.minting import minted, parted
from syndicate.cluster.remembered import sketch
from syndicate.model import (
    Clustering,
    Event,
    Placed,
    Reason,
    Scene,
    Story,
    Thread,
    ThreadLink,
)

Merging = TypeVar("Merging", Story, Thread)


class Board:
    """A scene that changes. Nothing on it ever vanishes: what is emptied leads to where its last member went."""

    def __init__(self, scene: Scene, corrections: Corrections) -> None:
        self.threads = {one.id: one for one in scene.threads}
        self.stories = {one.id: one for one in scene.stories}
        self.placed = {one.assignment.item_id: one for one in scene.placed}
        self.corrections = corrections
        self.events: list[Event] = []
        self._order = {item_id: number for number, item_id in enumerate(self.placed)}
        self._items: set[str] = set()  # what changed
        self._changed: set[str] = set()
        self._links: dict[str, ThreadLink] = {}
        self._rebuilt: set[str] = set()
        every: tuple[Story | Thread, ...] = (*scene.threads, *scene.stories)
        self._scene = {one.id: one for one in every}
        self._led: dict[str, str] = {}  # what bears again the title that it bore before an event

    def thread(self, thread_id: str) -> Thread | None:
        """Give the thread of an id, or the one that it was merged into, however far."""
        return _survivor(self.threads, thread_id)

    def story(self, story_id: str) -> Story | None:
        """Give the story of an id, or the one that it was merged into, however far."""
        return _survivor(self.stories, story_id)

    def stories_of(self, thread_id: str) -> list[Story]:
        """Give the living stories of a thread."""
        return [
            one
            for one in self.stories.values()
            if one.thread_id == thread_id and one.merged_into is None
        ]

    def members(self, story_id: str) -> list[Placed]:
        """Give the items of a story in stored order."""
        found = [one for one in self.placed.values() if one.assignment.story_id == story_id]
        return sorted(found, key=lambda one: self._order[one.assignment.item_id])

    def texts(self, item_ids: Collection[str]) -> list[str]:
        """Give these items and all that carry the same text, in stored order: they stand together."""
        text_of = {
            item_id: one.assignment.copy_of or item_id for item_id, one in self.placed.items()
        }
        wanted = {text_of[item_id] for item_id in item_ids if item_id in text_of}
        return [item_id for item_id, text in text_of.items() if text in wanted]

    def move(self, story: Story, thread_id: str, why: str) -> None:
        """Put a whole story into another thread, which is made if there is none."""
        here = story.thread_id or ""
        if thread_id not in self.threads:
            self.threads[thread_id] = Thread(
                thread_id, story.language, story.title, story.opened_at, story.updated_at, 0, 0
            )
        self._put(replace(story, thread_id=thread_id))
        self._links[story.id] = ThreadLink(story.id, thread_id, Reason("thread", 1.0, note=why))
        self._changed |= {here, thread_id}
        if not self.stories_of(here) and here not in self.corrections.named:
            self.end_thread(here, thread_id)

    def take_out(self, item_ids: Sequence[str], story: Story, home: str, why: str) -> Story:
        """Take items out of a story that goes on without them; they tell a story of their own, on its way to a home.

        Another home, another story: the journal names the story, and by that a thread that was left empty is known.
        """
        founder = item_ids[0]
        new_id = minted("s", founder)
        if new_id in self.stories:
            new_id = parted("s", f"{story.id}>{home}", founder)
        while new_id in self.corrections.one:  # it was merged away, and is to stay so
            new_id = parted("s", f"{new_id}>{home}", founder)
        new = replace(story, id=new_id, item_count=0, merged_into=None)
        self._put(new)
        self._links[new_id] = ThreadLink(
            new_id, story.thread_id or "", Reason("thread", 1.0, note=why)
        )
        said = Reason("person", 1.0, note=why)
        self.hand_over(item_ids, story.id, new_id, dict.fromkeys(item_ids, said))
        return self.stories[new_id]

    def hand_over(
        self, item_ids: Sequence[str], from_id: str, into_id: str, why: Mapping[str, Reason]
    ) -> None:
        """Move items from one story to another. Those without a reason are where the clusterer put them."""
        for item_id in item_ids:
            old = self.placed[item_id]
            reasons = tuple(one for one in old.assignment.reasons if one.relation != "person")
            said = (why[item_id],) if item_id in why else ()
            told = replace(old.assignment, story_id=into_id, reasons=(*reasons, *said))
            self.placed[item_id] = replace(old, assignment=told)
            self._items.add(item_id)
        count = len(item_ids)
        left, reached = self.stories[from_id], self.stories[into_id]
        if not self.members(from_id):
            count = left.item_count  # those whose content was forgotten go along
            left = replace(left, merged_into=into_id)
        self._put(replace(left, item_count=left.item_count - count))
        self._put(replace(reached, item_count=reached.item_count + count))
        self._rebuilt |= {from_id, into_id}
        self._changed |= {left.thread_id or "", reached.thread_id or ""}
        if left.merged_into and left.thread_id != reached.thread_id:
            self.close(left.thread_id or "", reached.thread_id or "")

    def close(self, thread_id: str, into_id: str) -> None:
        """Let a thread lead to another, if nothing is left in it and no person speaks of it."""
        if not self.stories_of(thread_id) and thread_id not in self.corrections.named:
            self.end_thread(thread_id, into_id)

    def end_thread(self, thread_id: str, into_id: str) -> None:
        """Let a thread lead to another from now on."""
        if thread_id in self.threads and thread_id != into_id:
            self.threads[thread_id] = replace(self.threads[thread_id], merged_into=into_id)
            self._changed.add(thread_id)

    def leads_on(self, thread_id: str) -> bool:
        """Tell whether a thread was merged away."""
        thread = self.threads.get(thread_id)
        return thread is not None and thread.merged_into is not None

    def revive(self, name: str) -> None:
        """Let a thread or a story that was merged away live again."""
        if name in self.threads:
            self.threads[name] = replace(self.threads[name], merged_into=None)
            self._changed.add(name)
        elif name in self.stories:
            self._put(replace(self.stories[name], merged_into=None))

    def entitle(self, thread_id: str) -> None:
        """Find a thread's title anew, now that a person gave it one, or no longer does."""
        self._changed.add(thread_id)

    def leads(self, names: Collection[str]) -> tuple[tuple[str, str], ...]:
        """Tell of these stories and threads whose title each bore at first.

        And of the threads that the stories came from and are in now.
        """
        known = [one for name in names for one in (self._scene.get(name), self.stories.get(name))]
        homes = [one.thread_id for one in known if isinstance(one, Story)]
        found = [self._scene[name] for name in (*names, *homes) if name in self._scene]
        told = ((one.id, sketch.lead(one.sketch)) for one in found)
        return tuple({name: lead for name, lead in told if lead}.items())

    def lead_as(self, leads: Iterable[tuple[str, str]]) -> None:
        """Let stories and threads bear again, where they are told anew, the titles that they bore before an event."""
        self._led |= dict(leads)

    def result(self, undone: Sequence[int]) -> Clustering:
        """Tell all that changed, with stories and threads rebuilt from their members."""
        for story_id in sorted(self._rebuilt):
            old = self.stories[story_id]
            if old.merged_into is None:
                was = self._led.get(story_id, "")
                self._put(rebuild.story(old, self.members(story_id), was))
        titles = self.corrections.titles
        for thread_id in sorted(self._changed & self.threads.keys()):
            old_thread = self.threads[thread_id]
            members = self.stories_of(thread_id)
            led = self.stories.get(self._led.get(thread_id, ""))
            self.threads[thread_id] = rebuild.thread(
                old_thread, members, titles.get(thread_id), led
            )
        return Clustering(
            assignments=tuple(self.placed[item_id].assignment for item_id in sorted(self._items)),
            stories=tuple(self.stories[key] for key in sorted(self._changed & self.stories.keys())),
            threads=tuple(self.threads[key] for key in sorted(self._changed & self.threads.keys())),
            links=tuple(self._links[key] for key in sorted(self._links)),
            events=tuple(self.events),
            undone=tuple(undone),
        )

    def _put(self, story: Story) -> None:
        self.stories[story.id] = story
        self._changed.add(story.id)


def _survivor(known: Mapping[str, Merging], name: str) -> Merging | None:
    found = known.get(name)
    while found and found.merged_into and (into := known.get(found.merged_into)):
        found = into
    return found
