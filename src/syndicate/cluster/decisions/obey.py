"""What people decided, asked of what is live: where a story must stand, where it must not, what is left alone. Pure."""

from syndicate.cluster import threads
from syndicate.cluster.decisions.corrections import Corrections
from syndicate.cluster.remembered.live import LiveThread
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.similarity import Score


def decided(memory: Memory, corrections: Corrections, thread_id: str) -> threads.Found | None:
    """Find the live thread that this one is, or is one with: the oldest of those."""
    live = [
        memory.threads[key]
        for key in corrections.one.get(thread_id, (thread_id,))
        if key in memory.threads
    ]
    if not live:
        return None
    first = min(live, key=lambda one: (one.thread.opened_at, one.thread.id))
    return threads.Found(first, Score(1.0, (), first.profile.lead), (), "a person put it here")


def names(memory: Memory, corrections: Corrections, story_id: str) -> frozenset[str]:
    """Give the names of a story that a correction speaks of: its own, and those of its items."""
    return corrections.named.intersection((story_id, *memory.members(story_id)))


def closed(memory: Memory, corrections: Corrections, story_id: str) -> frozenset[str]:
    """Give the threads that a story must not enter: its own is one it need not look for."""
    own = memory.stories[story_id].story.thread_id or ""
    never = corrections.closed_to(names(memory, corrections, story_id))
    return never.union((own,), corrections.divided.get(own, ()))


def may_end(
    memory: Memory, corrections: Corrections, ending: LiveThread, into: LiveThread, story_id: str
) -> bool:
    """Tell whether a thread may be merged away: none that a person spoke of, nor into what is closed to its story."""
    return ending.thread.id not in corrections.named and into.thread.id not in closed(
        memory, corrections, story_id
    )
