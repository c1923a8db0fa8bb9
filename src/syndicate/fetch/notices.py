"""Where a source stands -> what people should know or do, though it can be read. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from syndicate.fetch.public_url import MASK, public_url
from syndicate.model import SourceState, source_id

TOLD: Final = timedelta(days=30)  # since items were missed last


def notices(state: SourceState, held: int = 0) -> tuple[str, ...]:
    """Give sentences for people; none when all is as it should be."""
    return tuple(_notices(state, held))


def _notices(state: SourceState, held: int) -> Iterator[str]:
    if held:
        items = "1 item is" if held == 1 else f"{held} items are"
        yield (
            f"{items} held back: far more came at once than this source usually offers; "
            "`syndicate held` lists them, and releases or discards them"
        )
    if state.has_moved:
        yield (
            f"moved for good to {state.url}, and is read there; to have it so in feeds.yaml, write "
            f"`url: {state.url}` and `was: {former(state.source_id, state.subscribed)}`: "
            "without `was` it would be another source, and its items may come again"
        )
    if state.missed and state.missed_at is not None and not _is_long_past(state):
        items = "1 item was" if state.missed == 1 else f"{state.missed} items were"
        yield (
            f"about {items} missed between two polls, last on {state.missed_at:%Y-%m-%d}; "
            "it is polled more often now, unless its `every` says otherwise"
        )


def _is_long_past(state: SourceState) -> bool:
    """Whether nothing was missed for so long that the pace has come right, or there was a stop years ago."""
    last, missed = state.last_success_at, state.missed_at
    return last is not None and missed is not None and last - missed > TOLD


def former(own_id: str, *addresses: str) -> str:
    """Give what to write as `was` for a source to keep its id: which of these makes it, else the id itself.

    That one, too, where the address holds a secret.
    """
    made = (each for each in addresses if source_id(each) == own_id)
    return next((each for each in made if MASK not in public_url(each)), own_id)
