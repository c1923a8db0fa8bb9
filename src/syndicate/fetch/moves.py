"""Permanent redirects (RFC 9110, 15.4.2 and 15.4.9) -> which address of a source is dialled. Pure.

A server says 301 by mistake, and so does every captive portal: one is believed after three equal answers over a day,
each of which led to the feed. So is one that is met at the new address, years later: the one in feeds.yaml may be gone
by then. That stays what it is, for ids are made from it; people are told.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from yarl import URL

from syndicate.fetch.public_url import public_url
from syndicate.model import Move, Source, SourceState, authority

ANSWERS = 3
OVER = timedelta(hours=24)
DOUBTS = 3  # failures in a row


def address(source: Source, state: SourceState) -> str:
    """Give the address to dial: the declared one, with its secrets, until the source has moved."""
    return state.url if state.has_moved else source.url


def noted(state: SourceState, moved_to: str | None, source: Source, now: datetime) -> SourceState:
    """Take note of where a poll that worked was led by permanent redirects alone, from the address that was dialled."""
    believed = state.move if state.has_moved else None
    before = believed.further if believed else state.move
    if moved_to is None or not _may_move(address(source, state), source, moved_to):
        met = None
    elif before is None or before.url != moved_to:
        met = Move(moved_to, now)
    else:
        met = replace(before, times=before.times + 1)
    if met is not None and met.times >= ANSWERS and now - met.since_at >= OVER:
        return _moved(state, met, source)
    if met == before:
        return state
    return replace(state, move=replace(believed, further=met) if believed else met)


def _moved(state: SourceState, move: Move, source: Source) -> SourceState:
    """Go on at another address; or at the declared one, where a source moved back."""
    if URL(move.url) == URL(source.url):
        return replace(state, move=None, url=source.shown_url, host=source.host)
    return replace(state, move=move, url=move.url, host=authority(move.url))


def doubted(state: SourceState, source: Source) -> SourceState:
    """Go back to the declared address when the new one failed again and again."""
    if state.has_moved and state.failures >= DOUBTS:
        return replace(state, move=None, url=source.shown_url, host=source.host)
    return state


def _may_move(dialled: str, source: Source, moved_to: str) -> bool:
    """Never where a secret would be lost, shown or sent elsewhere, or the way be less safe."""
    if source.url != source.shown_url or public_url(moved_to) != moved_to:
        return False
    here, there = URL(dialled), URL(moved_to)
    if here.scheme == "https" and there.scheme != "https":
        return False
    return not source.headers or here.origin() == there.origin()
