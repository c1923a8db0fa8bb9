"""Stories, developments and digests: entries that tell of more than one item."""

from __future__ import annotations

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from syndicate.model import Declared, Editions, Entry, Mode, Output, Story, Topic
from syndicate.outputs.filing import filed
from syndicate.outputs.selecting import of_output, of_topic
from syndicate.outputs.windows import LIMIT
from syndicate.publish.developments import Past, developments
from syndicate.publish.digest import Paper, digest
from syndicate.publish.editions import Calendar
from syndicate.publish.entries import Sources, allowed
from syndicate.publish.stories import Members, from_stories
from syndicate.store import Store
from syndicate.store.items import Place, Selection

ITEMS_PER_STORY: Final = 5  # how many items are looked at to find one story of an output
ITEMS_PER_DIGEST: Final = 2000  # about so many items are told, in whole editions


@dataclass(frozen=True, slots=True)
class View:
    """What an output or a topic tells: of which items, in which mode, how much of it.

    `names` are what the ids of its digests are made of, `page` is where they lead to.
    """

    where: Selection
    mode: Mode = "items"
    names: tuple[str, ...] = ()
    limit: int = LIMIT
    editions: Editions = field(default_factory=Editions)
    fold_copies: bool = True
    page: str | None = None

    @classmethod
    def of_output(cls, output: Output) -> View:
        """What feeds.yaml says of an output."""
        where = of_output(output)
        return cls(where, output.mode, (output.first_name,), output.limit, output.editions)

    @classmethod
    def of_topic(cls, topic: Topic) -> View:
        """What feeds.yaml says of a topic."""
        where = of_topic(topic)
        names = ("topics", topic.first_name)
        return cls(where, topic.mode, names, topic.limit, topic.editions, topic.fold_copies)

    @property
    def shown(self) -> Selection:
        """What may be told, once it has found its place."""
        return replace(self.where, originals_only=False)


async def told(store: Store, declared: Declared, view: View, known: Sources) -> tuple[Entry, ...]:
    """Make the entries of a view that tells of stories."""
    if not view.fold_copies:
        known = {name: replace(card, fold_copies=False) for name, card in known.items()}
    if view.mode == "digest":
        return await _editions(store, declared, view, known)
    recent = await store.items.places(view.shown, limit=view.limit * ITEMS_PER_STORY)
    stories = await _stories(store, recent)
    moved_at: Mapping[str, datetime] = {}
    if view.mode == "stories":
        moved_at = await store.journal.moved_at([story.id for story in stories])
        stories = _moved_last(stories, moved_at)[: view.limit]
    stories, members = await _members(store, view, stories, known)
    ids = [stored.item.id for items in members.values() for stored in items]
    why = await store.threads.reasons_of(ids)
    topics = await filed(store, declared, ids)
    if view.mode == "stories":
        return await to_thread(
            from_stories,
            stories,
            members,
            known,
            site=declared.url,
            reasons=why,
            topics=topics,
            moved_at=moved_at,
        )
    past = Past(await store.former.of(ids), await store.items.first_said(ids))
    return await to_thread(
        developments,
        stories,
        members,
        known,
        limit=view.limit,
        reasons=why,
        past=past,
        topics=topics,
        site=declared.url,
    )


async def _editions(
    store: Store, declared: Declared, view: View, known: Sources
) -> tuple[Entry, ...]:
    """One entry an edition. What was not read to its beginning is left out: it would be told in part."""
    places: list[Place] = []
    calendar = Calendar(view.editions)
    begun: set[datetime] = set()
    whole, before = False, None
    while not whole and len(begun) < 3:  # the newest is not over, the oldest may be read in part
        page = await store.items.places(view.shown, limit=ITEMS_PER_DIGEST, before=before)
        places += page
        begun |= {calendar.edition(each.seen_at).begins_at for each in page}
        whole = len(page) < ITEMS_PER_DIGEST
        before = (page[-1].seen_at, page[-1].item_id) if page else None
    if not places:
        return ()
    newest_at = places[0].seen_at
    over = [each for each in places if calendar.edition(each.seen_at).ends_at <= newest_at]
    found = await _stories(store, over)
    stories, members = await _members(store, view, found, known, brief=True)
    ids = [stored.item.id for told in members.values() for stored in told]
    entries = await to_thread(
        digest,
        stories,
        members,
        known,
        newest_at=newest_at,
        paper=Paper(view.names, declared.url, view.limit, view.editions, view.page),
        topics=await filed(store, declared, ids),
    )
    if whole:
        return entries
    oldest = calendar.edition(places[-1].seen_at)
    return tuple(entry for entry in entries if entry.published_at > oldest.ends_at)


async def _stories(store: Store, recent: Sequence[Place]) -> tuple[Story, ...]:
    """Give the stories of these items, the one with the newest report first."""
    ids = dict.fromkeys(place.story_id for place in recent if place.story_id)
    return await store.threads.stories_by_id(tuple(ids))


def _moved_last(stories: Sequence[Story], moved_at: Mapping[str, datetime]) -> tuple[Story, ...]:
    """Sort stories by when one last got a report, or when something was put into it or taken out of it.

    So the one that changed last is the last to be pushed out, and takes no `updated` with it.
    """

    def changed(story: Story) -> tuple[datetime, str]:
        return max(story.updated_at, moved_at.get(story.id, story.updated_at)), story.id

    return tuple(sorted(stories, key=changed, reverse=True))


async def _members(
    store: Store,
    view: View,
    stories: Sequence[Story],
    known: Sources,
    *,
    brief: bool = False,
) -> tuple[tuple[Story, ...], Members]:
    """Leave out what is gone of these stories, and give what this view may tell of each."""
    members = await store.items.of_stories([story.id for story in stories], brief=brief)
    everything = [stored.item.id for items in members.values() for stored in items]
    meant = await store.items.meant(view.shown, everything)
    shown = {
        story_id: tuple(each for each in allowed(items, known) if each.item.id in meant)
        for story_id, items in members.items()
    }
    return tuple(
        story if shown[story.id] == members[story.id] else replace(story, title="")
        for story in stories  # of which some must not be told: its name may not be theirs
        if story.id in shown  # else its items were moved between two reads
    ), shown
