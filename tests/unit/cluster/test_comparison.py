"""What differs between two configurations is told whole, and in one order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.comparison import (
    Agreement,
    Comparison,
    FeedChange,
    Moved,
    Place,
    Standing,
    ThreadChange,
    TopicChange,
    agreement,
    compare,
)
from syndicate.model import Address

ONE, TWO = Place("s1", "t1"), Place("s2", "t2")
DESK, NEWS = Address("outputs", "desk"), Address("outputs", "news")
TOPIC = Address("topics", "floods")
places = st.builds(Place, st.sampled_from(["s1", "s2", "s3"]), st.sampled_from(["t1", "t2", "t3"]))
everywhere = st.lists(places, min_size=6, max_size=6).map(
    lambda found: Standing({f"i{number}": place for number, place in enumerate(found)})
)


def test_nothing_differs_from_itself() -> None:
    standing = Standing({"i1": ONE}, {"floods": frozenset({"i1"})}, {DESK: {"e1": "Flood"}})
    assert compare(standing, standing) == Comparison()


def test_an_item_that_leaves_for_a_thread_of_its_own_is_told_with_both_threads() -> None:
    before = Standing({"i1": ONE, "i2": ONE})
    after = Standing({"i1": ONE, "i2": TWO})
    assert compare(before, after) == Comparison(
        moved=(Moved("i2", ONE, TWO),),
        threads=(
            ThreadChange("t1", 2, 1, left=("i2",)),
            ThreadChange("t2", 0, 1, entered=("i2",)),
        ),
    )


def test_a_thread_that_vanishes_names_the_one_that_has_most_of_it() -> None:
    before = Standing({"i1": ONE, "i2": ONE, "i3": ONE})
    after = Standing({"i1": TWO, "i2": TWO, "i3": Place("s3", "t3")})
    first = compare(before, after).threads[0]
    assert first == ThreadChange("t1", 3, 0, left=("i1", "i2", "i3"), heir="t2")


def test_a_story_that_splits_within_its_thread_changes_no_thread() -> None:
    found = compare(Standing({"i1": ONE}), Standing({"i1": Place("s9", "t1")}))
    assert found == Comparison(moved=(Moved("i1", ONE, Place("s9", "t1")),))


def test_topics_tell_what_comes_in_and_what_leaves_in_the_order_of_the_items() -> None:
    items = {"i3": ONE, "i1": ONE, "i2": ONE}
    before = Standing(items, {"floods": frozenset({"i1"}), "old": frozenset({"i2"})})
    after = Standing(items, {"floods": frozenset({"i2", "i3"}), "new": frozenset()})
    assert compare(before, after).topics == (
        TopicChange("floods", 1, 2, ("i3", "i2"), ("i1",)),
        TopicChange("new", None, 0),
        TopicChange("old", 1, None, left=("i2",)),
    )


def test_subscribers_are_told_of_entries_by_id_and_of_feeds_that_come_and_go() -> None:
    before = Standing(feeds={DESK: {"e1": "One", "e2": "Two"}})
    after = Standing(feeds={DESK: {"e2": "Another title", "e3": "Three"}, TOPIC: {}})
    assert compare(before, after).feeds == (
        FeedChange(DESK, False, False, (("e3", "Three"),), (("e1", "One"),)),
        FeedChange(TOPIC, is_new=True, is_gone=False),
    )
    gone = compare(after, before).feeds[1]
    assert (gone.address, gone.is_gone) == (TOPIC, True)


def test_a_feed_that_is_renamed_and_keeps_its_ids_is_one_feed_at_another_address() -> None:
    before = Standing(feeds={DESK: {"e1": "One"}}, known={DESK: DESK})
    after = Standing(feeds={NEWS: {"e1": "One"}}, known={NEWS: DESK})
    assert compare(before, after).feeds == (FeedChange(NEWS, False, False, was=DESK),)
    assert compare(after, after).feeds == ()


def test_a_feed_that_stays_where_it_is_is_one_feed_although_its_ids_are_made_of_another_name() -> (
    None
):
    thread, grown = Address("threads", "t1"), frozenset({"i1"})
    before = Standing({"i1": ONE}, {"floods": frozenset()}, {TOPIC: {}}, {TOPIC: TOPIC})
    after = Standing({"i1": ONE}, {"floods": grown}, {TOPIC: {"e1": "One"}}, {TOPIC: thread})
    found = compare(before, after)
    assert found.topics == (TopicChange("floods", 0, 1, ("i1",)),)
    assert found.feeds == (FeedChange(TOPIC, False, False, come=(("e1", "One"),)),)


def test_a_feed_that_another_address_leads_to_is_one_feed_although_its_ids_are_made_of_another_name() -> (
    None
):
    thread, moved = Address("threads", "t1"), Address("topics", "high-water")
    before = Standing(topics={"floods": frozenset({"i1"})}, feeds={TOPIC: {"e1": "One"}})
    after = Standing(
        topics={"high-water": frozenset({"i1"})},
        feeds={moved: {"e1": "One"}},
        known={moved: thread},
        leads={TOPIC: moved},
    )
    assert compare(before, after) == Comparison(
        feeds=(FeedChange(moved, is_new=False, is_gone=False, was=TOPIC),)
    )


def test_feeds_that_change_places_are_told_by_what_readers_know_them_by() -> None:
    before = Standing(feeds={DESK: {"e1": "One"}, NEWS: {"e2": "Two"}})
    after = Standing(
        feeds={DESK: {"e2": "Two"}, NEWS: {"e1": "One"}}, known={DESK: NEWS, NEWS: DESK}
    )
    assert compare(before, after).feeds == (
        FeedChange(DESK, False, False, was=NEWS),
        FeedChange(NEWS, False, False, was=DESK),
    )


def test_agreement_counts_what_has_a_place_on_both_sides() -> None:
    stored = {"i1": ONE, "i2": Place("s9", "t2"), "i3": Place("s3", "t9")}
    replayed = {"i1": ONE, "i2": TWO, "i3": Place("s4", "t4"), "i4": ONE}
    assert agreement(stored, replayed) == Agreement(3, 1, 2)


@given(everywhere, everywhere)
def test_what_moves_one_way_moves_back_the_other(before: Standing, after: Standing) -> None:
    there, back = compare(before, after), compare(after, before)
    assert [(one.item, one.before, one.after) for one in there.moved] == [
        (one.item, one.after, one.before) for one in back.moved
    ]
    for one, other in zip(there.threads, back.threads, strict=True):
        assert (one.id, one.entered, one.left) == (other.id, other.left, other.entered)
        assert one.after == one.before + len(one.entered) - len(one.left)
