"""A story that is two events is seen by how its reports stand to each other."""

from syndicate.cluster.halves import between, halves
from syndicate.cluster.meaning import senses
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.similarity import Weights

WORDS = Weights(0.6, 0.4)
BOTH = Weights(0.25, 0.25, 0.25, 0.25)


def note(name: str, vector: dict[str, float], sense: bytes = b"", at: int = 0) -> Note:
    return Note(
        id=name, source_id="s", title=name, at=at, link="", agency="", vector=vector, sense=sense
    )


def group(name: str, count: int, *, shared: float, own: float, at: int = 0) -> list[Note]:
    """Reports that have their event's word in common, and a little with everything."""
    return [
        note(f"{name}{n}", {name: own, "all": shared, f"{name}{n}": 0.3}, at=at)
        for n in range(count)
    ]


def test_two_events_are_told_apart_and_the_smaller_named() -> None:
    found = halves(
        [*group("fire", 4, shared=0.3, own=0.9), *group("vote", 5, shared=0.3, own=0.9)], WORDS
    )
    assert found.smaller == tuple(f"fire{n}" for n in range(4))
    assert found.across == 0.0
    assert round(found.within, 2) == 0.82
    assert found.tell_two_events(0.1)


def test_one_event_is_not() -> None:
    found = halves(group("fire", 9, shared=0.3, own=0.9), WORDS)
    assert found.across == found.within
    assert not found.tell_two_events(0.9)


def test_two_strangers_are_no_event() -> None:
    strangers = group("vote", 2, shared=0.0, own=0.9)
    assert not halves([*group("fire", 5, shared=0.0, own=0.9), *strangers], WORDS).tell_two_events(
        0.5
    )
    assert not halves([*group("fire", 6, shared=0.0, own=0.9), *strangers], WORDS).tell_two_events(
        0.5
    )


def test_strangers_do_not_hide_two_events() -> None:
    strangers = [*group("sale", 2, shared=0.0, own=0.9), *group("snow", 1, shared=0.0, own=0.9)]
    fire, vote = group("fire", 4, shared=0.3, own=0.9), group("vote", 5, shared=0.3, own=0.9)
    found = halves([*strangers, *fire, *vote], WORDS)
    assert found.tell_two_events(0.1)
    assert set(found.smaller) in ({one.id for one in fire}, {one.id for one in vote})


def test_reports_too_few_for_two_events_tell_of_none() -> None:
    few = halves(group("fire", 5, shared=0.0, own=0.9), WORDS)
    assert len(few.smaller) == 1
    assert not few.tell_two_events(0.9)


def test_of_equal_halves_the_one_with_the_first_report_stays() -> None:
    fire, vote = group("fire", 4, shared=0.1, own=0.9), group("vote", 4, shared=0.1, own=0.9)
    assert halves([*fire, *vote], WORDS).smaller == tuple(one.id for one in vote)
    assert halves([*vote, *fire], WORDS).smaller == tuple(one.id for one in fire)


def test_what_all_have_does_not_hide_that_they_are_two() -> None:
    fire, vote = group("fire", 4, shared=0.9, own=0.3), group("vote", 4, shared=0.9, own=0.3)
    found = halves([*fire, *vote], WORDS)
    assert set(found.smaller) == {one.id for one in vote}
    assert (found.across, round(found.within, 2)) == (0.0, 0.36)


def test_a_half_that_is_of_many_events_does_not_hide_the_other() -> None:
    many = [one for name in ("vote", "poll", "sale") for one in group(name, 3, shared=0.1, own=0.9)]
    found = halves([*many, *group("fire", 3, shared=0.1, own=0.9)], WORDS)
    assert len(found.smaller) >= 3
    assert found.tell_two_events(0.1)


def test_two_stories_are_compared_as_the_halves_of_one() -> None:
    fire, vote = group("fire", 4, shared=0.3, own=0.9), group("vote", 5, shared=0.3, own=0.9)
    assert between(fire, vote, WORDS) == halves([*fire, *vote], WORDS)
    assert not between(fire[:2], fire[2:], WORDS).tell_two_events(0.9)
    mixed = between([*fire[:2], *vote[:2]], [*fire[2:], *vote[2:]], WORDS)
    assert not mixed.tell_two_events(0.9)


def test_meaning_counts_where_every_report_has_it_apart_from_what_all_mean() -> None:
    east, north = senses.steps([1.0] + [0.0] * 511), senses.steps([0.0, 1.0] + [0.0] * 510)
    told = [note(f"e{n}", {"same": 1.0}, east) for n in range(4)]
    told += [note(f"n{n}", {"same": 1.0}, north) for n in range(4)]
    found = halves(told, BOTH)
    # Less a third of their mean, two that were at right angles have a cosine of -10/26.
    assert (found.across, found.within) == (-0.1923, 0.5)
    dumb = halves([*told, note("x", {"same": 1.0})], BOTH)
    assert (dumb.across, dumb.within) == (0.0, 0.0)
    assert not dumb.tell_two_events(0.9)


def test_settled_reports_are_in_the_larger_half_whatever_they_tell() -> None:
    fire, rain = group("fire", 3, shared=0.3, own=0.9), group("rain", 5, shared=0.3, own=0.9)
    assert halves([*fire, *rain], WORDS).smaller == ("fire0", "fire1", "fire2")
    settled = {one.id for one in fire}
    assert len(halves([*fire, *rain], WORDS, settled).smaller) < 5  # the larger leaves nobody
    found = halves([*fire, *rain[:3]], WORDS, settled)
    assert found.smaller == ("rain0", "rain1", "rain2")
    assert found.tell_two_events(0.1)


def test_the_hours_between_tell_a_later_event_from_what_is_settled() -> None:
    settled = {f"fire{n}" for n in range(4)}
    old = group("fire", 4, shared=0.9, own=0.9)
    soon, later = (
        halves([*old, *group("rain", 3, shared=0.9, own=0.9, at=3600 * hours)], WORDS, settled)
        for hours in (0, 48)
    )
    assert soon.smaller == later.smaller == ("rain0", "rain1", "rain2")
    assert later.within == soon.within
    assert round(soon.across - later.across, 2) == 0.07  # 0.10, by hours of 36
