from __future__ import annotations

from syndicate.store.matching import Known, distinct, match, shared, stored_key
from tests.contract.store.builders import an_item


def matched(document: list[tuple[str, ...]], known: dict[str, Known]) -> list[str | None]:
    items = distinct([an_item(str(n), keys=keys) for n, keys in enumerate(document)])
    return [one.stored_id for one in match(items, known)]


def test_strongest_key_decides_first() -> None:
    known = {"g": Known("by guid", strongest=True), "u": Known("by url", strongest=True)}
    assert matched([("g", "u")], known) == ["by guid"]
    assert matched([("u", "g")], known) == ["by url"]


def test_weaker_key_decides_where_the_strongest_is_new() -> None:
    assert matched([("g", "u")], {"u": Known("old", strongest=False)}) == ["old"]


def test_item_that_has_its_strongest_key_goes_before_one_that_has_a_weaker() -> None:
    known = {"g": Known("old", strongest=True), "u": Known("old", strongest=False)}
    assert matched([("x", "u"), ("g", "v")], known) == [None, "old"]


def test_weaker_key_of_two_items_decides_nothing() -> None:
    known = {"u": Known("old", strongest=False)}
    assert matched([("x", "u"), ("y", "u")], known) == [None, None]


def test_strongest_key_of_another_item_of_the_document_decides_nothing() -> None:
    known = {"u": Known("old", strongest=True)}
    assert matched([("x", "u"), ("u",)], known) == [None, "old"]


def test_key_that_leads_nowhere_decides_nothing() -> None:
    assert matched([("x", "u")], {"u": Known(None, strongest=False)}) == [None]


def test_of_two_items_with_one_strongest_key_the_first_stays() -> None:
    items = [
        an_item("a", keys=("g", "u")),
        an_item("b", keys=("g", "v")),
        an_item("c", keys=("h",)),
    ]
    assert [item.title for item, _ in distinct(items)] == ["Title of a", "Title of c"]


def test_item_without_keys_is_known_by_its_id() -> None:
    assert distinct([an_item("a", keys=())])[0][1] == ("id:is1a",)


def test_shared_are_weaker_keys_only() -> None:
    document = distinct([an_item(n, keys=(n, "u", "a")) for n in "abc"])
    assert shared(document) == {"u"}


def test_long_keys_stay_apart() -> None:
    one, other = stored_key("guid:" + "x" * 9000), stored_key("guid:" + "x" * 9001)
    assert one != other
    assert len(one) < 100
    assert stored_key("guid:short") == "guid:short"
