"""Decisions become links: the later counts, merged threads count as one, what was merged away leads on."""

from syndicate.cluster.decisions.corrections import NONE, compiled, new_thread
from syndicate.model import Correction

PIN = Correction("pin", ("i1",), "t1")
EXCLUDE = Correction("exclude", ("i1",), "t1")
MERGE = Correction("merge", ("t1", "t2"))


def test_nothing_decided_forbids_nothing() -> None:
    assert compiled([]) is NONE
    assert NONE.home_of(["i1"]) is None
    assert not NONE.forbids("t1", ["i1"])
    assert not NONE.apart("t1", "t2")
    assert not NONE.one


def test_of_two_decisions_on_one_item_the_later_counts() -> None:
    first = compiled([PIN, EXCLUDE])
    assert first.home_of(["i1"]) is None
    assert first.forbids("t1", ["s9", "i1"])
    second = compiled([EXCLUDE, PIN])
    assert second.home_of(["s9", "i1"]) == "t1"
    assert not second.forbids("t1", ["i1"])
    assert compiled([PIN, Correction("pin", ("i1",), "t3")]).home_of(["i1"]) == "t3"


def test_what_is_decided_of_a_story_later_than_of_its_items_counts_for_them_too() -> None:
    texts = {"s9": ["i1"]}
    assert compiled([PIN, Correction("pin", ("s9",), "t3")], texts=texts).homes == {"s9": "t3"}
    merge = Correction("merge", ("s8", "s9"))
    assert compiled([PIN, merge], texts=texts).home_of(["i1"]) is None
    assert compiled([merge, PIN], texts=texts).home_of(["i1"]) == "t1"
    home = Correction("pin", ("s9",), "t1")
    assert not compiled([EXCLUDE, home], texts=texts).forbids("t1", ["i1"])


def test_what_is_kept_out_of_a_thread_is_kept_out_of_all_that_it_is_one_with() -> None:
    links = compiled([EXCLUDE, Correction("merge", ("t3", "t2")), MERGE])
    assert all(links.forbids(thread, ["i1"]) for thread in ("t1", "t2", "t3"))
    assert links.one["t1"] == {"t1", "t2", "t3"}


def test_what_is_apart_is_apart_from_all_that_the_other_is_one_with() -> None:
    links = compiled([MERGE, Correction("apart", ("t2", "t3"))])
    assert links.apart("t1", "t3")
    assert links.apart("t3", "t1")
    assert not links.apart("t1", "t2")


def test_what_is_split_off_has_a_home_of_its_own_that_never_joins_the_old_one() -> None:
    split = Correction("split", ("i1", "s2"), "t1")
    links = compiled([split])
    assert links.home_of(["i1"]) == links.home_of(["s2"]) == new_thread(split)
    assert links.apart("t1", new_thread(split))
    assert new_thread(split) != new_thread(Correction("split", ("i2",), "t1"))


def test_what_is_split_off_once_more_does_not_follow_its_empty_home_back() -> None:
    split = Correction("split", ("i1",), "t1")
    home = new_thread(split)
    assert compiled([split], aliases={home: "t1"}).home_of(["i1"]) == home
    merge = Correction("merge", (home, "t2"))
    assert compiled([split, merge], aliases={home: "t2"}).home_of(["i1"]) == "t2"


def test_a_merge_that_names_what_was_merged_away_speaks_of_what_that_leads_to() -> None:
    links = compiled(
        [Correction("exclude", ("i1",), "t3"), Correction("merge", ("t3", "t2"))],
        aliases={"t2": "t1"},
        known=["t1", "t3"],
    )
    assert "t1" in links.one["t3"]
    assert links.forbids("t1", ["i1"])


def test_a_thread_that_was_merged_away_and_a_copy_lead_on() -> None:
    links = compiled(
        [PIN, Correction("rename", thread="t1", title="Ours")],
        aliases={"t1": "t0"},
        originals={"i1": "i0"},
        known=["t0"],
    )
    assert links.home_of(["i0"]) == "t0"
    assert links.titles == {"t0": "Ours"}
    assert "t0" not in links.unborn
