"""A story that took in two events parts by itself, once, soon, and never against what a person decided."""

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.decisions.corrections import NONE, Corrections, compiled
from syndicate.cluster.decisions.settle import settle
from syndicate.cluster.halves import Halves
from syndicate.cluster.minting import minted, parted
from syndicate.cluster.step import DEFAULTS
from syndicate.cluster.stories import Measure
from syndicate.model import Clustering, Correction, Item, Placed, Scene
from tests.unit.cluster.news import item

# A first report of everything, and no bar: all that follows joins its story, and is soon told apart.
FULL, TITLED = (
    replace(form, bar=0.0, background=0.0, loose=0.5)
    for form in (DEFAULTS.story.plain.full, DEFAULTS.story.plain.titled)
)
CREDULOUS = replace(DEFAULTS, story=replace(DEFAULTS.story, plain=Measure(FULL, TITLED)))
SHIP = "Tugs hold grain ship Maria Stella off Varna breakwater"
VOTE = "Parliament of Ruritania votes on pension reform"
ASIDES = ("gale", "divers", "insurers", "harbour", "ministers", "unions", "crowds", "officials")


def report(title: str, number: int, hours: float = 0.1) -> Item:
    return item(f"{title}: {ASIDES[number % 8]}", at=hours * number, key=f"i{number}")


def two_events(hours: float = 0.1) -> list[Item]:
    """A report of both, four of the one, three of the other."""
    both = item(f"{SHIP}. {VOTE}", key="i0")
    titles = [SHIP, VOTE, SHIP, VOTE, SHIP, VOTE, SHIP]
    return [both, *(report(title, at + 1, hours) for at, title in enumerate(titles))]


def at(one: Item, hours: float) -> Item:
    """The same item so many hours after the first."""
    moved = timedelta(hours=hours) + item("", at=0).seen_at
    return replace(one, seen_at=moved, published_at=moved)


def clustered(items: list[Item], corrections: Corrections = NONE) -> Clustering:
    return step(Memory(), items, (), CREDULOUS, corrections)


def test_the_larger_part_keeps_the_id_and_the_journal_tells_of_the_other() -> None:
    done = clustered(two_events())
    (event,) = done.events
    assert (event.kind, event.by) == ("split", "repair")
    assert event.from_id == minted("s", "i0")
    assert event.into_id == parted("s", minted("s", "i0"), "i2")
    assert event.moved == ("i2", "i4", "i6")
    assert event.reason.startswith("tells of another event (likeness 0.")
    sizes = {story.id: story.item_count for story in done.stories}
    assert sizes == {event.from_id: 5, event.into_id: 3}


def test_it_is_said_why_an_item_left_its_story() -> None:
    done = clustered(two_events())
    assert [one.item_id for one in done.parted] == ["i2", "i4", "i6"]
    reason = done.parted[0].reason
    assert reason.note.startswith("told apart from “Tugs hold grain ship")
    assert "ruritania" in reason.shared
    assert all(one.story_id == minted("s", "i0") for one in done.assignments)  # as it was at once


def test_halves_that_mean_the_opposite_are_said_to_have_nothing_in_common(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = Halves(("i2", "i4", "i6"), across=-0.21, within=0.4)
    monkeypatch.setattr("syndicate.cluster.parting.halves", lambda *_: found)
    (event,) = clustered(two_events()).events
    assert "likeness 0.00 between them, 0.40 or more within each" in event.reason


def test_both_parts_stand_in_the_thread_where_readers_found_them() -> None:
    done = clustered(two_events())
    (thread,) = done.threads
    assert {story.thread_id for story in done.stories} == {thread.id}
    assert (thread.story_count, thread.item_count) == (2, 8)
    assert {link.story_id for link in done.links} == {story.id for story in done.stories}


def test_a_copy_goes_where_its_original_goes() -> None:
    items = two_events()
    again = replace(items[6], id="again", source_id="another")
    done = clustered([*items[:7], again, items[7]])
    (event,) = done.events
    assert event.moved == ("again", "i2", "i4", "i6")
    assert {story.id: story.item_count for story in done.stories}[event.into_id] == 4


def test_what_follows_joins_the_part_that_it_tells_of() -> None:
    memory = Memory()
    first = step(memory, two_events(), (), CREDULOUS)
    (event,) = first.events
    later = step(memory, [report(VOTE, 9), report(SHIP, 10)], (), CREDULOUS)
    assert [one.story_id for one in later.assignments] == [event.into_id, event.from_id]
    assert not later.events


def test_one_event_stays_whole() -> None:
    assert not clustered([report(SHIP, number) for number in range(8)]).events


@pytest.mark.parametrize(("last", "moved"), [(25, [("i2", "i4", "i6")]), (27, [])])
def test_a_report_that_readers_have_known_for_a_day_stays_in_its_story(
    last: float, moved: list[tuple[str, ...]]
) -> None:
    items = two_events()
    for place, hours in enumerate((0, 1, 2, 20, 21, 22, 23, last)):
        items[place] = at(items[place], hours)
    assert [event.moved for event in clustered(items).events] == moved


@pytest.mark.parametrize("reports", [6, 71])
def test_a_later_event_leaves_the_story_of_an_older_one(reports: int) -> None:
    both, *_ = two_events()
    asides = [f"{sound}{tone}" * 2 for sound, tone in product("bdfgjklmnprstvz", "aeiou")]
    old = [item(f"{SHIP}: {asides[n]}", at=n / 100, key=f"old{n}") for n in range(reports)]
    new = [
        item(f"{VOTE} off Varna, Maria Stella: {ASIDES[n]}", at=26 + n, key=f"new{n}")
        for n in range(3)
    ]
    (event,) = clustered([both, *old, *new]).events
    assert event.from_id == minted("s", "i0")
    assert event.moved == ("new0", "new1", "new2")


@pytest.mark.parametrize(
    "decision",
    [
        Correction("pin", ("i4",), minted("t", "i0")),
        Correction("merge", (minted("s", "i0"), minted("s", "elsewhere"))),
    ],
)
def test_a_story_that_a_person_spoke_of_stays_whole(decision: Correction) -> None:
    assert not clustered(two_events(), compiled([decision])).events


def test_a_person_who_joins_them_again_is_obeyed_and_the_older_id_stays() -> None:
    items = two_events()
    done = clustered(items)
    (event,) = done.events
    home = {one.item_id: one.story_id for one in done.assignments}
    home |= {one.item_id: one.story_id for one in done.parted}
    seen = {one.id: one.seen_at for one in items}
    scene = Scene(
        done.threads,
        done.stories,
        tuple(
            Placed(replace(one, story_id=home[one.item_id]), seen[one.item_id], "")
            for one in done.assignments
        ),
    )
    decision = Correction("merge", (event.from_id, event.into_id))
    after = settle(scene, [decision], compiled([decision]))
    assert {one.item_id: one.story_id for one in after.assignments} == dict.fromkeys(
        event.moved, event.from_id
    )
    assert {one.id: one.merged_into for one in after.stories} == {
        event.from_id: None,
        event.into_id: event.from_id,
    }
