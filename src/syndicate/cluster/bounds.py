"""How long, and up to which size, repair may still change what readers have seen. Pure.

Later a person must say so. Time is the time that items speak of: an archive read in one go is bounded as it
would have been day by day.
"""

from typing import Final

DAY: Final = 86400
# Seconds: a story may be merged away so long after its first report, and a report leave its story after its own time.
STORY_WITHIN: Final = DAY
THREAD_WITHIN: Final = 7 * DAY  # a thread's second event may come days after its first
STORY_MOST: Final = 200  # items that change their place at once, at most
THREAD_MOST: Final = 200


def story_may_change(first: int, now: int, items: int) -> bool:
    """Whether repair may merge a story away: `first` is when its event was first told of."""
    return now - first <= STORY_WITHIN and items <= STORY_MOST


def is_settled(at: int, now: int) -> bool:
    """Whether repair leaves an item in its story: `at` is the time that it speaks of."""
    return now - at > STORY_WITHIN


def thread_may_change(first: int, now: int, items: int) -> bool:
    """Whether repair may merge a thread away or split it."""
    return now - first <= THREAD_WITHIN and items <= THREAD_MOST
