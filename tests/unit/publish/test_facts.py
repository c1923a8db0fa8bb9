from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from syndicate.model import Dateline
from syndicate.publish.facts import Facts, facts
from tests.unit.publish.samples import NOON, SOURCES, stored


def test_places_are_those_of_datelines_the_most_frequent_first() -> None:
    items = [
        stored(1, dateline=Dateline(("BAGHDAD",))),
        stored(2, dateline=Dateline(("Ankara",))),
        stored(3, dateline=Dateline(("Baghdad",))),
        stored(4, dateline=Dateline(("Baghdad",))),
    ]
    assert facts(items, SOURCES).places == ("Baghdad", "Ankara")


def test_copy_adds_no_place_and_no_origin() -> None:
    wire = stored(1, agency="Reuters", dateline=Dateline(("Oslo",)))
    copy = stored(2, "s2", copy_of="i1", agency="Reuters", dateline=Dateline(("Oslo",)))
    found = facts([wire, copy], SOURCES)
    assert (found.origins, found.sources, found.looked_at) == (1, 2, 2)
    assert (found.places, found.agencies) == (("Oslo",), ("Reuters",))


def test_languages_stand_without_their_regions() -> None:
    items = [stored(1, language="en-GB"), stored(2, language="en-US"), stored(3, language="fr")]
    assert facts([*items, stored(4, language=None)], SOURCES).languages == ("en", "fr")


def test_first_is_who_had_it_first_not_whom_we_read_first() -> None:
    late = stored(1, "s2", published_at=NOON)
    early = stored(2, "s1", published_at=NOON - timedelta(days=1), agency="AFP")
    first = facts([late, early], SOURCES).first
    assert first is not None
    assert (first.item_id, first.source, first.agency) == ("i2", "Xinhua World", "AFP")


def test_what_must_not_be_shown_is_not_told_of() -> None:
    hidden = {**SOURCES, "s1": replace(SOURCES["s1"], republish="none")}
    assert facts([stored(1, dateline=Dateline(("Oslo",)))], hidden) == Facts()
