"""Sources in trouble, as a feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from syndicate.model import OutputFeed, SourceCard, Trouble
from syndicate.publish.troubles import trouble_feed

NOW = datetime(2014, 11, 8, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CARDS = {"s1": SourceCard("s1", "Harbour & Quay", "https://s1.example/feed")}
OPEN = Trouble("s1", NOW, NOW - DAY, "<b>503</b>")


def fed(*troubles: Trouble) -> OutputFeed:
    return trouble_feed(
        troubles, CARDS, site="https://x.example", title="Desk", since=NOW - 9 * DAY
    )


def test_an_entry_changes_once_and_keeps_its_id() -> None:
    (before,), (after,) = (fed(OPEN).entries, fed(replace(OPEN, ended_at=NOW + DAY)).entries)
    assert before.id == after.id
    assert (before.published_at, before.updated_at) == (NOW, NOW)
    assert (after.published_at, after.updated_at) == (NOW, NOW + DAY)
    assert before.title == "Harbour & Quay cannot be read any more"
    assert after.title == "Harbour & Quay can be read again"


def test_an_entry_says_what_is_wrong_since_when_and_what_to_do() -> None:
    (entry,) = fed(OPEN).entries
    assert "&lt;b&gt;503&lt;/b&gt;" in entry.content_html
    assert "Last read before: 7 Nov 2014, 09:00 UTC." in entry.content_html
    assert "<code>was</code>" in entry.content_html
    assert entry.url == "https://x.example/sources/s1"


def test_two_troubles_of_one_source_are_two_entries() -> None:
    first, second = fed(OPEN, replace(OPEN, told_at=NOW + DAY)).entries
    assert first.id != second.id


def test_the_feed_is_as_new_as_its_newest_change_and_never_without_a_time() -> None:
    assert fed().updated_at == NOW - 9 * DAY
    assert fed(OPEN, replace(OPEN, ended_at=NOW + DAY)).updated_at == NOW + DAY


def test_a_source_that_is_not_known_is_called_by_its_id() -> None:
    (entry,) = fed(Trouble("s7", NOW, None, "404")).entries
    assert entry.title == "s7 could never be read"
