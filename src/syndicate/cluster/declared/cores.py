"""What topics say of the items of a story -> which of its items belong because the core of their story does. Pure.

An item belongs with its story once two thirds of the story's own reports (those that are no copies) belong by what
they say themselves; so do the items that came before. What a topic forbids stays out. What was taken is never put
out: people were told of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from syndicate.cluster.changes import Changes
from syndicate.cluster.remembered.live import LiveStory
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.topics import Judged, Tags, admits
from syndicate.model import Reason, Topic, TopicMatch, Vote


def cast(changes: Changes, judged: Judged, item_id: str) -> list[TopicMatch]:
    """Let an item that has found its story count for it; give all that belong now and did not."""
    memory = changes.memory
    is_copy = judged != Judged() and memory.notes[item_id].copy_of is not None
    matches = [replace(one, own=not is_copy) for one in judged.matches]
    votes: list[tuple[str, Vote]] = [(one.slug, "own" if one.own else "with") for one in matches]
    votes += [(one.slug, "barred") for one in judged.barred]
    memory.vote(item_id, votes)
    return matches + _spread(changes, memory.stories[memory.story_of[item_id]])


def _spread(changes: Changes, live: LiveStory) -> list[TopicMatch]:
    """Give the items of a story that belong with it and were not told yet."""
    memory = changes.memory
    members = memory.members(live.story.id)
    own: dict[str, int] = {}
    for item_id in members:
        for slug, vote in memory.votes.get(item_id, {}).items():
            if vote == "own":
                own[slug] = own.get(slug, 0) + 1
    found = []
    for slug in sorted(own):
        topic = changes.topics.topic(slug)
        if topic is None or not _is_core(topic, own[slug], live.profile.parts):
            continue
        reason = _reason(own[slug], live.profile.parts)
        for item_id in members:
            if slug in memory.votes.get(item_id, {}):
                continue
            note = memory.notes[item_id]
            if admits(topic, note, changes.tags.get(note.source_id, ())):
                memory.vote(item_id, [(slug, "with")])
                found.append(TopicMatch(slug, item_id, reason, own=False))
    return found


def replayed(
    topic: Topic, members: Sequence[tuple[Note, Vote | None]], tags: Tags
) -> Iterable[TopicMatch]:
    """Give the items of a story that would belong with it by now, had the topic been there when they came."""
    own = reports = reach = 0
    reason = _reason(0, 1)
    for at, (note, vote) in enumerate(members):
        reports += note.copy_of is None
        own += vote == "own"
        if _is_core(topic, own, reports):
            reach, reason = at + 1, _reason(own, reports)
    for note, vote in members[:reach]:
        if vote is None and admits(topic, note, tags.get(note.source_id, ())):
            yield TopicMatch(topic.slug, note.id, reason, own=False)


def _is_core(topic: Topic, own: int, reports: int) -> bool:
    return topic.breadth != "narrow" and 3 * own >= 2 * reports


def _reason(own: int, reports: int) -> Reason:
    share = round(min(1.0, own / max(reports, 1)), 4)
    told = f"{own} of the {reports} reports of its story belong"
    if reports <= 1:
        told = "the report that it repeats belongs"
    return Reason("topic", share, parts=(("core", share),), note=told)
