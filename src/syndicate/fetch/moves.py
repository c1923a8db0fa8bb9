"""Permanent redirects (RFC 9110, 15.4.2 and 15.4.9) -> which address of a source is dialled. Pure.

A server says 301 by mistake, and so does every captive portal: one is believed after three equal answers over a day,
each of which led to the feed. The address in feeds.yaml stays what it is, for ids are made from it; people are told.
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
    """Take note of where a poll that worked was led by permanent redirects alone."""
    if state.has_moved:
        return state
    if moved_to is None or not _may_move(source, moved_to):
        return state if state.move is None else replace(state, move=None)
    move = state.move
    if move is None or move.url != moved_to:
        return replace(state, move=Move(moved_to, now))
    move = replace(move, times=move.times + 1)
    if move.times < ANSWERS or now - move.since_at < OVER:
        return replace(state, move=move)
    return replace(state, move=move, url=moved_to, host=authority(moved_to))


def doubted(state: SourceState, source: Source) -> SourceState:
    """Go back to the declared address when the new one failed again and again."""
    if state.has_moved and state.failures >= DOUBTS:
        return replace(state, move=None, url=source.shown_url, host=source.host)
    return state


def _may_move(source: Source, moved_to: str) -> bool:
    """Never where a secret would be lost, shown or sent elsewhere, or the way be less safe."""
    if source.url != source.shown_url or public_url(moved_to) != moved_to:
        return False
    here, there = URL(source.url), URL(moved_to)
    if here.scheme == "https" and there.scheme != "https":
        return False
    return not source.headers or here.origin() == there.origin()
