"""A permanent redirect is believed late, never at the price of a secret, and not for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from syndicate.fetch.moves import address, doubted, noted
from syndicate.fetch.notices import notices
from syndicate.model import Source, SourceState, source_id

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD = "https://a.example/feed"
NEW = "https://b.example:8443/feed"
NEWER = "https://c.example/feed"
MOVED = [(0, NEW), (1, NEW), (24, NEW)]


def source(url: str = OLD, **more: object) -> Source:
    return Source(id="s", url=url, shown_url=OLD, **more)  # type: ignore[arg-type]


def walked(declared: Source, *answers: tuple[int, str | None]) -> SourceState:
    """Poll at these hours, and be led there."""
    state = SourceState("s", OLD, NOW, host="a.example")
    for hours, moved_to in answers:
        state = noted(state, moved_to, declared, NOW + hours * HOUR)
    return state


def test_three_equal_answers_over_a_day_are_believed() -> None:
    state = walked(source(), (0, NEW), (1, NEW), (24, NEW))
    assert state.has_moved
    assert (state.url, state.host) == (NEW, "b.example:8443")
    assert address(source(), state) == NEW
    (told,) = notices(state)
    assert told.startswith(
        f"moved for good to {NEW}, and is read there; to have it so in feeds.yaml, "
    )


def test_people_are_told_how_to_write_it_so_that_it_stays_the_same_source() -> None:
    state = walked(source(), (0, NEW), (1, NEW), (24, NEW))
    (told,) = notices(replace(state, source_id=source_id(OLD), subscribed=OLD))
    assert f"write `url: {NEW}` and `was: {OLD}`: without" in told
    (again,) = notices(
        replace(state, source_id=source_id("https://first.example/"), subscribed=OLD)
    )
    assert f"`was: {source_id('https://first.example/')}`" in again, "its id is not made of OLD"


@pytest.mark.parametrize(
    "answers",
    [
        [(0, NEW), (24, NEW)],
        [(0, NEW), (1, NEW), (2, NEW), (23, NEW)],
        [(0, NEW), (12, None), (24, NEW), (30, NEW)],
        [(0, NEW), (12, "https://c.example/"), (24, NEW), (30, NEW)],
    ],
    ids=["too few", "too soon", "not every time", "not always there"],
)
def test_anything_less_is_not(answers: list[tuple[int, str | None]]) -> None:
    state = walked(source(), *answers)
    assert not state.has_moved
    assert address(source(), state) == OLD
    assert notices(state) == ()


@pytest.mark.parametrize(
    ("declared", "moved_to"),
    [
        (source("https://ann:secret@a.example/feed"), NEW),
        (source("https://a.example/feed?key=secret"), "https://a.example/new"),
        (source(headers=(("Authorization", "secret"),)), NEW),
        (source(headers=(("Authorization", "secret"),)), "https://a.example:8443/feed"),
        (source(), "https://b.example/feed?token=secret"),
        (source(), "http://b.example/feed"),
    ],
    ids=["login", "key", "header", "header, other port", "secret address", "no TLS"],
)
def test_no_answer_moves_a_source_where_a_secret_or_safety_would_be_lost(
    declared: Source, moved_to: str
) -> None:
    state = walked(declared, (0, moved_to), (12, moved_to), (24, moved_to), (48, moved_to))
    assert state.move is None
    assert address(declared, state) == declared.url


def test_source_with_headers_may_move_within_its_origin() -> None:
    declared = source(headers=(("Accept-Language", "de"),))
    new = "https://a.example/new"
    assert walked(declared, (0, new), (12, new), (24, new)).has_moved


def test_new_address_that_fails_again_and_again_is_given_up() -> None:
    moved = walked(source(), (0, NEW), (12, NEW), (24, NEW))
    assert doubted(replace(moved, failures=2), source()).url == NEW
    back = doubted(replace(moved, failures=3), source())
    assert (back.url, back.host, back.move) == (OLD, "a.example", None)
    assert address(source(), back) == OLD


def test_what_was_believed_stays_when_the_new_address_answers_directly() -> None:
    state = walked(source(), (0, NEW), (12, NEW), (24, NEW), (25, None), (50, None))
    assert address(source(), state) == NEW


def test_source_that_moved_may_move_again() -> None:
    """Years later: where it was declared, nobody may be at home any more."""
    first = [*MOVED, (100, None), (9000, NEWER), (9012, NEWER)]
    assert address(source(), walked(source(), *first)) == NEW
    state = walked(source(), *first, (9024, NEWER))
    assert state.has_moved
    assert (state.url, state.host) == (NEWER, "c.example")
    (told,) = notices(state)
    assert told.startswith(f"moved for good to {NEWER}")
    assert doubted(replace(state, failures=3), source()).url == OLD


@pytest.mark.parametrize(
    "answers",
    [
        [(30, NEWER), (54, NEWER)],
        [(30, NEWER), (31, NEWER), (32, NEWER)],
        [(30, NEWER), (40, None), (54, NEWER), (60, NEWER)],
        [
            (30, "http://c.example/feed"),
            (42, "http://c.example/feed"),
            (54, "http://c.example/feed"),
        ],
    ],
    ids=["too few", "too soon", "not every time", "no TLS"],
)
def test_second_move_is_believed_as_late_as_the_first(
    answers: list[tuple[int, str | None]],
) -> None:
    state = walked(source(), *MOVED, *answers)
    assert (state.has_moved, address(source(), state)) == (True, NEW)


def test_source_that_moved_to_tls_goes_back_to_nothing_less() -> None:
    plain, safe = "http://a.example/feed", "https://a.example/feed"
    declared = Source(id="s", url=plain, shown_url=plain)
    state = walked(
        declared, (0, safe), (12, safe), (24, safe), (30, plain), (42, plain), (54, plain)
    )
    assert address(declared, state) == safe


def test_source_that_moves_back_is_where_it_was_declared() -> None:
    state = walked(source(), *MOVED, (30, OLD), (42, OLD), (54, OLD))
    assert (state.move, state.url, state.host) == (None, OLD, "a.example")
    assert notices(state) == ()
