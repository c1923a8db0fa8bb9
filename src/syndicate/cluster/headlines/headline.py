"""Members -> the title that speaks for them all; it changes only for one that is clearly better. Pure."""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

from syndicate.cluster.headlines import columns
from syndicate.cluster.remembered.live import LiveStory, LiveThread
from syndicate.cluster.remembered.sketch import Note, Profile
from syndicate.cluster.words import products, terms
from syndicate.model import Thread

CLEARLY = 1.15
DOUBTED = 0.5  # what the headline of a report counts whose source takes one back
_BACK = r"(?:retraction|retracted|withdrawn)"
# What is beside the report of an event, or one of many looks at it, as its headline says (in English).
_BESIDE = re.compile(
    rf"(?:live|video|watch)\b|{_BACK}\s?[:|–—]"
    r"|(?:opinion|comment(?:ary)?|analysis|editorial|explainer|interview|podcast|listen|gallery|photos"
    r"|in\s(?:pictures|photos)|preview|obituary|quiz|sponsored|advertisement|correction|clarification)"
    r"\s?[:|–—]"
    r"|.*\b(?:live(?:\s(?:blog|updates))?\s?[:|–—]|(?:live|latest)\supdates\b|as\sit\shappened\b)",
    re.IGNORECASE,
)
_TAKEN_BACK = re.compile(rf"{_BACK}\s?[:|–—]", re.IGNORECASE)


def choose(profile: Profile, members: Sequence[Note]) -> Note | None:
    """Choose the member whose headline stands nearest to the centre of its story."""
    if len(members) < 2:
        return next(iter(members), None)
    near = products.cosines(profile.sum, [member.vector for member in members])
    back = {member.source_id for member in members if is_taken_back(member.title)}
    marks = {
        member.id: merit(member.title)
        * likeness
        / profile.size
        * (DOUBTED if member.source_id in back and not is_taken_back(member.title) else 1.0)
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
    if title.isupper() or title.endswith("?") or is_beside(title):
        likeness *= 0.7
    return likeness


def is_beside(title: str) -> bool:
    """Whether a headline says that it is no report: an opinion, a gallery, a live blog, a correction."""
    return _BESIDE.match(title) is not None


def is_taken_back(title: str) -> bool:
    """Whether a headline says that its source takes a report back: what else it told of that speaks for nobody."""
    return _TAKEN_BACK.match(title) is not None


def of_thread(thread: Thread, lead: str) -> str:
    """What a thread is called by the title of its leading story; the numbers of a column are called by its name.

    The other stories are not asked: some may be forgotten, and a title must not change with that.
    """
    return (thread.story_count > 1 and columns.name(lead)) or lead


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
