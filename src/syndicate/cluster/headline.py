"""Members -> the title that speaks for them all; it changes only for one that is clearly better. Pure."""

import math
from collections.abc import Sequence
from functools import lru_cache

from syndicate.cluster import products, terms
from syndicate.cluster.live import LiveStory, LiveThread
from syndicate.cluster.sketch import Note, Profile

CLEARLY = 1.15


def choose(profile: Profile, members: Sequence[Note]) -> Note | None:
    """Choose the member whose headline stands nearest to the centre of its story."""
    if len(members) < 2:
        return next(iter(members), None)
    near = products.cosines(profile.sum, [member.vector for member in members])
    marks = {
        member.id: merit(member.title) * (likeness / profile.size)
        for member, likeness in zip(members, near, strict=True)
    }
    best = min(members, key=lambda member: (-marks[member.id], member.at, member.id))
    held = next((member for member in members if member.id == profile.lead), None)
    return held if held and marks[best.id] < CLEARLY * marks[held.id] else best


@lru_cache(maxsize=8192)
def merit(headline: str) -> float:
    """How well a headline speaks for a story that it is at the centre of."""
    title, likeness = terms.headline(headline), 1.0
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
    if len(members) < 2:
        return next(iter(members), None)
    near = products.cosines(thread.profile.sum, [member.profile.sum for member in members])
    marks = {
        member.story.id: likeness / (thread.profile.size * member.profile.size)
        * math.log(1.0 + member.profile.parts)
        for member, likeness in zip(members, near, strict=True)
    }  # fmt: skip
    best = min(members, key=lambda member: (-marks[member.story.id], member.story.id))
    held = next((member for member in members if member.story.id == thread.profile.lead), None)
    return held if held and marks[best.story.id] < CLEARLY * marks[held.story.id] else best
