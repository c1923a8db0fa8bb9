"""What is made of what the doctor looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from syndicate.cli import findings
from syndicate.cli.findings import Finding
from syndicate.model import CUT_OFF, Correction, Follower, SourceState, source_id
from syndicate.store import SourceOverview
from syndicate.store.engines.condition import Condition
from syndicate.store.waiting import Backlog

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
GIB = 2**30
WHOLE = Condition(Path("/srv/desk.db"), 40 * 2**20, 9 * GIB, 0, is_private=True, holder="")


def bad(found: Iterable[Finding]) -> list[str]:
    return [each.told for each in found if each.state == "bad"]


def source(name: str, due: datetime = NOW, *, failures: int = 0) -> SourceOverview:
    url = f"https://{name}.example/feed"
    state = SourceState(
        name, url, due, failures=failures, problem="404 Not Found" if failures else None,
        last_success_at=NOW - timedelta(days=1),
    )  # fmt: skip
    return SourceOverview(state, url, None, (), "full", 3, NOW)


def test_a_store_that_is_whole_private_and_has_room_is_good() -> None:
    assert [each.told for each in findings.of_store(WHOLE, "")] == [
        "/srv/desk.db is whole: 40 MB, and 9.0 GB are free"
    ]


@pytest.mark.parametrize(("size", "free", "is_bad"), [
    (40 * 2**20, 200 * 2**20, True), (40 * 2**20, 300 * 2**20, False), (9 * GIB, GIB // 2, True), (9 * GIB, GIB, False),
])  # fmt: skip
def test_little_room_is_bad_and_what_is_little_grows_with_the_store(
    size: int, free: int, *, is_bad: bool
) -> None:
    found = Condition(WHOLE.place, size, free, 0, is_private=True, holder="")
    assert bool(bad(findings.of_store(found, ""))) == is_bad


def test_where_nothing_is_free_nothing_is_said_to_be() -> None:
    found = Condition(WHOLE.place, 100_000, 0, 0, is_private=True, holder="")
    assert [each.told for each in findings.of_store(found, "")] == [
        "/srv/desk.db is whole: 1 MB, and 0 MB are free",
        "only 0 MB are free beside it",
    ]


def test_what_is_not_written_back_is_told() -> None:
    found = Condition(WHOLE.place, GIB, 9 * GIB, GIB, is_private=True, holder="")
    assert "1.0 GB stand beside it and are not written back" in [
        each.told for each in findings.of_store(found, "")
    ]


def test_copies_that_pile_up_beside_a_store_are_told_with_what_they_take() -> None:
    former = (("desk.db.form-20.backup", 2 * GIB), ("desk.db.replaced", GIB // 2))
    (_, note) = findings.of_store(replace(WHOLE, former=former), "")
    assert (note.state, note.told) == (
        "note",
        "updates and restores left 2.5 GB beside it: desk.db.form-20.backup, desk.db.replaced",
    )


@pytest.mark.parametrize(("holder", "answer", "state", "told"), [
    ("7", {"status": "ok"}, "good", "process 7 is at work, and ready"),
    ("", {"status": "ok"}, "good", "the daemon is at work, and ready"),
    ("7", {"status": "unavailable", "store": "does not answer"}, "bad",
     "process 7 is not ready (status unavailable, store does not answer)"),
    ("7", "timed out", "bad", "process 7 is at work, and does not answer (timed out)"),
    ("", "refused", "note", "nobody is at work (refused)"),
])  # fmt: skip
def test_the_daemon_is_judged_by_its_lock_and_its_answer(
    holder: str, answer: dict[str, object] | str, state: str, told: str
) -> None:
    (found,) = findings.of_daemon(holder, answer)
    assert (found.state, found.told) == (state, told)


def test_feeds_that_cannot_be_rendered_are_bad_though_the_daemon_is_ready() -> None:
    found = findings.of_daemon("7", {"status": "ok", "feeds_not_rendered": 2})
    assert bad(found) == ["feeds that cannot be rendered: 2; their old bytes stand"]


def test_an_item_from_the_future_accuses_the_clock() -> None:
    assert not bad(findings.of_clock(NOW, NOW + timedelta(seconds=50), None))
    assert bad(findings.of_clock(NOW, NOW + timedelta(hours=1), None)) == [
        "it is 2026-03-01 12:00 here, and an item was seen at 2026-03-01 13:00"
    ]


def test_daemon_that_goes_by_another_clock_is_told() -> None:
    (same,) = findings.of_clock(NOW, NOW, NOW + timedelta(seconds=50))
    assert same.state == "good"
    (other,) = findings.of_clock(NOW, NOW, NOW - timedelta(days=4000))
    assert (other.state, other.told) == (
        "note", "it is 2026-03-01 12:00 here, and 2015-03-19 12:00 for the daemon",
    )  # fmt: skip


@pytest.mark.parametrize(
    "said", [{}, {"clock": "soon"}, {"clock": "2026-03-01T12:00:00"}, "silence"]
)
def test_what_says_no_time_is_taken_to_go_by_ours(said: dict[str, object] | str) -> None:
    assert findings.clock_of(said) is None
    assert findings.agree(NOW, None)


def test_the_first_failing_sources_are_told_and_the_rest_counted() -> None:
    sources = [source(f"s{n}", failures=2) for n in range(12)] + [source("well")]
    found = list(findings.of_sources(sources, {}, NOW, at_work=True))
    assert found[0].told == "1 of 13 were read when last tried"
    assert bad(found)[0] == "failed 2 × (last good 2026-02-28 12:00): 404 Not Found"
    assert bad(found)[-1] == "2 more fail"
    assert len(bad(found)) == 11


def test_who_fails_for_long_may_have_moved_and_what_to_write_then_is_told() -> None:
    old = "https://gone.example/feed"
    gone = source("gone", failures=5)
    gone = replace(gone, state=replace(gone.state, source_id=source_id(old)))
    found = list(findings.of_sources([gone, source("shaky", failures=4)], {}, NOW, at_work=True))
    advice = f"if it moved, write its new address as its url, and `was: {old}` beside it"
    assert [each.advice for each in found if each.state == "bad"] == [advice, ""]


def test_polls_are_late_only_while_somebody_is_at_work() -> None:
    sources = [source("late", NOW - timedelta(hours=1)), source("due", NOW - timedelta(minutes=1))]
    assert bad(findings.of_sources(sources, {}, NOW, at_work=True)) == ["1 poll is overdue"]
    assert not bad(findings.of_sources(sources, {}, NOW, at_work=False))


def test_items_that_wait_for_long_are_told_only_while_somebody_is_at_work() -> None:
    long, short = Backlog(3, NOW - timedelta(hours=1)), Backlog(3, NOW - timedelta(minutes=1))
    told = f"3 items wait for a story, since {NOW - timedelta(hours=1):%Y-%m-%d %H:%M}"
    assert bad(findings.of_clustering(long, NOW, at_work=True)) == [told]
    assert not bad(findings.of_clustering(long, NOW, at_work=False))
    assert not bad(findings.of_clustering(short, NOW, at_work=True))
    assert not bad(findings.of_clustering(Backlog(0, None), NOW, at_work=True))


def test_notices_of_a_source_are_told_under_its_address() -> None:
    found = findings.of_sources(
        [source("moved")], {"moved": ("moved for good",)}, NOW, at_work=True
    )
    assert [(each.about, each.told) for each in found if each.state == "note"] == [
        ("https://moved.example/feed", "moved for good")
    ]


def test_who_does_not_take_what_is_delivered_is_told_without_the_address_that_is_secret() -> None:
    follower = Follower(
        "https://desk.example/all.atom", "https://x.example/secret", "", NOW, failures=3
    )
    (found,) = findings.of_followers([follower])
    assert found.told == "a subscriber did not take 3 deliveries in a row; it is tried again"
    assert "secret" not in f"{found}"


def test_a_missing_extra_is_told_with_what_is_missed() -> None:
    (found,) = findings.of_extras({"lang": "few languages are known"})
    assert found.told == "lang is not installed: few languages are known"


def test_a_decision_on_what_is_not_stored_is_told_with_the_id_that_is_missed() -> None:
    pin, merge = Correction("pin", ("i1",), "t1"), Correction("merge", ("t1", "t2"))
    (found,) = findings.of_corrections([pin, merge], {"i1", "t1"})
    assert (found.state, found.about) == ("note", "corrections.yaml")
    assert found.told == f"merge ({merge.name}) speaks of t2, which the store does not hold"


def test_sources_that_are_cut_off_are_told_once_and_not_as_failing() -> None:
    ours = [source("a"), source("b", failures=3)]
    shut = [replace(each, state=replace(each.state, problem=f"{CUT_OFF}shut")) for each in ours]
    found = list(findings.of_sources([*shut, source("c")], {}, NOW, at_work=False))
    assert found[0].told == "1 of 3 were read when last tried"
    assert bad(found) == ["2 are cut off: shut"]
