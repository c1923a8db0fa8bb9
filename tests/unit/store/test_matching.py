from __future__ import annotations

from typing import Any

from syndicate.store.matching import Known, Stored, distinct, match, shared, stored_key
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


DOUBTFUL = ("day:d", "words:w")


def a_row(**more: Any) -> Stored:
    values: dict[str, Any] = {
        "digest": "2-old",
        "last_seen_at": 0,
        "keys": ("guid:1", "url:a", "day:d", "words:w"),
        "title": "Bridge over the Aln closed",
        "link_key": "a",
        "summary": "The bridge is closed for 3 weeks.",
    }
    return Stored(**values | more)


def test_name_that_was_given_to_another_article_leads_to_a_new_item() -> None:
    news = an_item(
        "x",
        keys=("guid:1", "url:b", "day:e", "words:v"),
        title="Mayor elected in Torva",
        summary="Ina Rell won by 40 votes.",
        link_key="b",
        digest="2-new",
    )
    found = match(
        distinct([news]), {"guid:1": Known("old", strongest=True)}, stored={"old": a_row()}
    )
    assert found[0].stored_id is None


def test_edited_article_keeps_its_name_while_anything_of_it_is_the_same() -> None:
    for same in (
        {"link_key": "a"},
        {"title": "Bridge over the Aln opens"},
        {"summary": "The bridge was closed for 3 weeks."},
        {"keys": ("guid:1", "day:d")},
    ):
        values: dict[str, Any] = {
            "keys": ("guid:1", "url:b"),
            "title": "Mayor elected",
            "summary": "Ina Rell won.",
            "link_key": "b",
            "digest": "2-new",
        }
        edited = an_item("x", **values | same)
        known = {"guid:1": Known("old", strongest=True)}
        assert match(distinct([edited]), known, stored={"old": a_row()})[0].stored_id == "old", same


def test_slots_that_articles_move_through_do_not_make_them_one() -> None:
    """A feed whose GUIDs are places: the lead story, the second ..."""
    known = {
        "guid:1": Known("first", strongest=True),
        "guid:2": Known("second", strongest=True),
        "url:a": Known("first", strongest=False),
        "url:b": Known("second", strongest=False),
    }
    stored = {
        "first": a_row(keys=("guid:1", "url:a")),
        "second": a_row(keys=("guid:2", "url:b"), title="Ferry late", summary="Fog.", link_key="b"),
    }
    pushed_down = an_item(
        "a",
        keys=("guid:2", "url:a"),
        title="Bridge over the Aln closed",
        link_key="a",
        summary="Work.",
    )
    lead = an_item(
        "c", keys=("guid:1", "url:c"), title="Snow", summary="Roads blocked.", link_key="c"
    )
    found = match(distinct([lead, pushed_down]), known, stored=stored)
    assert [one.stored_id for one in found] == [None, "first"]


def a_newcomer(name: str, *doubtful: str, **more: Any) -> Any:
    return an_item(name, keys=(f"guid:new-{name}", f"url:new-{name}", *doubtful), **more)


def test_item_under_new_names_is_known_by_headline_day_and_words_together() -> None:
    known = {"day:d": Known("old", strongest=False), "words:w": Known("old", strongest=False)}
    found = match(distinct([a_newcomer("x", *DOUBTFUL)]), known, stored={})
    assert found[0].stored_id == "old"


def test_headline_and_day_alone_do_not_make_an_item_known() -> None:
    known = {"day:d": Known("old", strongest=False)}
    assert match(distinct([a_newcomer("x", "day:d", "words:v")]), known)[0].stored_id is None


def flood(count: int, others: int, **more: Any) -> list[str | None]:
    document = [a_newcomer(str(n), f"day:{n}", f"words:new{n}", **more) for n in range(count)]
    document += [a_newcomer(f"other {n}") for n in range(others)]
    known = {f"day:{n}": Known(f"old {n}", strongest=False) for n in range(count)}
    stored = {f"old {n}": a_row() for n in range(count)}
    return [one.stored_id for one in match(distinct(document), known, stored=stored)]


def test_flood_of_old_items_under_new_names_is_known_by_headline_and_day() -> None:
    summary = "The bridge is closed for 3 weeks, it says."
    assert flood(3, 3, summary=summary) == ["old 0", "old 1", "old 2", None, None, None]
    assert flood(2, 0, summary=summary) == [None, None]
    assert flood(3, 4, summary=summary) == [None] * 7


def test_figures_that_changed_make_another_item_even_in_a_flood() -> None:
    assert flood(5, 0, summary="The bridge is closed for 4 weeks.") == [None] * 5


def test_doubtful_key_never_leads_to_an_item_that_the_document_has_by_name() -> None:
    known = {
        "guid:old": Known("old", strongest=True),
        "day:d": Known("old", strongest=False),
        "words:w": Known("old", strongest=False),
    }
    there = an_item("old", keys=("guid:old",))
    again = a_newcomer("x", *DOUBTFUL)
    assert [one.stored_id for one in match(distinct([there, again]), known)] == ["old", None]
    assert match(distinct([again]), known, {"old"})[0].stored_id is None
