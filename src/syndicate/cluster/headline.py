"""Members -> the title that speaks for them all; it changes only for one that is clearly better. Pure."""

import math
from collections.abc import Sequence

from syndicate.cluster import similarity, terms
from syndicate.cluster.live import LiveStory, LiveThread
from syndicate.cluster.sketch import Note, Profile

CLEARLY = 1.15


def choose(profile: Profile, members: Sequence[Note]) -> Note | None:
    """Choose the member whose headline stands nearest to the centre of its story."""
    marks = {member.id: merit(profile, member) for member in members}
    if not members:
        return None
    best = min(members, key=lambda member: (-marks[member.id], member.at, member.id))
    held = next((member for member in members if member.id == profile.lead), None)
    return held if held and marks[best.id] < CLEARLY * marks[held.id] else best


def merit(profile: Profile, member: Note) -> float:
    """How well a headline speaks for a story."""
    likeness = similarity.cosine(member.vector, profile.sum) / profile.size
    title = terms.headline(member.title)
    words = len(title.split())
    if words < 4 or words > 18:
        likeness *= 0.7
    if (
        title.isupper()
        or title.endswith("?")
        or title.lower().startswith(("live", "video", "watch"))
    ):
        likeness *= 0.7
    return likeness


def leading(thread: LiveThread, members: Sequence[LiveStory]) -> LiveStory | None:
    """Choose the live story whose title a thread bears: near its centre, and much reported."""
    marks = {member.story.id: _weight(thread, member) for member in members}
    if not members:
        return None
    best = min(members, key=lambda member: (-marks[member.story.id], member.story.id))
    held = next((member for member in members if member.story.id == thread.profile.lead), None)
    return held if held and marks[best.story.id] < CLEARLY * marks[held.story.id] else best


def _weight(thread: LiveThread, member: LiveStory) -> float:
    sizes = thread.profile.size * member.profile.size
    likeness = similarity.cosine(member.profile.sum, thread.profile.sum) / sizes
    return likeness * math.log(1.0 + member.profile.parts)
