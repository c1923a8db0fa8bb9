"""What a poll brings all at once -> what of it is news. Pure. Why: docs/decisions/0020-floods.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from syndicate.model import Admission, Item, SourceState

FLOOD = 100  # items: fewer at once are never held
TIMES = 5  # as many as its document usually holds


def gate(state: SourceState, backfill: int) -> Callable[[Sequence[Item]], Admission]:
    """Give what decides on the new items of one poll.

    Of the first document that a source ever brings, the newest `backfill` items are taken, and the others passed over.
    Later, more than `TIMES` of what the source usually offers is a flood: taken is what it dates after the last
    poll that worked, up to its usual number; the rest is held.
    """

    def first(new: Sequence[Item]) -> Admission:
        return Admission(frozenset(_newest(new, range(len(new)), backfill)))

    def later(new: Sequence[Item]) -> Admission:
        everything = frozenset(range(len(new)))
        if len(new) <= max(FLOOD, TIMES * state.window):
            return Admission(everything)
        since = state.last_success_at
        recent = [
            place
            for place, item in enumerate(new)
            if item.claimed_at is not None and since is not None and item.claimed_at > since
        ]
        taken = frozenset(_newest(new, recent, max(state.window, 1)))
        return Admission(taken, everything - taken)

    return first if state.last_success_at is None else later


def _newest(new: Sequence[Item], places: Sequence[int], count: int) -> list[int]:
    """The newest by date; of equals, those that stand first."""
    return sorted(places, key=lambda place: new[place].published_at, reverse=True)[:count]
