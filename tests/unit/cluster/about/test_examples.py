"""What a topic asks for that grows from a thread."""

from dataclasses import replace

from syndicate.cluster import Memory, step
from syndicate.cluster.about.examples import EXAMPLES, central, common
from tests.unit.cluster.news import FOLLOW_UP, REWRITE, WIRE, item

ITEMS = (
    item("Grain ship adrift off Varna breakwater", WIRE),
    item("Tugs save the grain ship adrift off Varna", REWRITE, at=2, source="b"),
    item("GRAIN SHIP ADRIFT OFF VARNA BREAKWATER", WIRE, at=3, source="c"),
    item("What next?", FOLLOW_UP, at=4, source="d"),
)


def test_headlines_of_the_centre_come_first_and_no_two_say_the_same() -> None:
    clustering = step(Memory(), ITEMS, ())
    thread = next(one for one in clustering.threads if one.merged_into is None)
    found = central(thread, ITEMS)
    assert "Varna" in found[0]
    assert len(found) <= EXAMPLES
    assert not {ITEMS[0].title, ITEMS[2].title} <= {*found}
    assert found == central(thread, ITEMS[::-1])


def test_a_correction_is_no_example_while_a_report_is_left() -> None:
    correction = item("Correction: Grain ship Maria Stella adrift off Varna breakwater", WIRE, at=5)
    members = (correction, *ITEMS[:2])
    clustering = step(Memory(), members, ())
    thread = next(one for one in clustering.threads if one.merged_into is None)
    assert central(thread, members)[0] in {ITEMS[0].title, ITEMS[1].title}


def test_a_thread_whose_centre_cannot_be_read_gives_its_headlines_as_they_came() -> None:
    clustering = step(Memory(), ITEMS[:1], ())
    blank = replace(clustering.threads[0], sketch=b"")
    assert central(blank, ITEMS[:1]) == (ITEMS[0].title,)


def test_a_name_is_asked_for_where_most_give_it() -> None:
    assert common(["Varna", "Maria Stella", "Burgas"], ITEMS) == ("Varna", "Maria Stella")
    assert common(["Maria Stella"], ITEMS[3:]) == ("Maria Stella",)
    assert common(["Varna"], ()) == ()
