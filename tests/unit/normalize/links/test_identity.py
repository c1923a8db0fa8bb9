from __future__ import annotations

from datetime import date

import pytest

from syndicate.normalize.links.identity import Marks, digest, item_id, keys

HOME = "https://g.example/"


def marks(guid: str | None = None, url: str | None = None, title: str = "", text: str = "", day: date | None = None) -> Marks:  # fmt: skip
    return Marks(guid, url, title, text, day)


def test_guid_goes_before_link() -> None:
    assert keys([marks("1", "https://g.example/a")], HOME) == [("guid:1", "url:g.example/a")]


def test_front_page_identifies_nothing() -> None:
    assert keys([marks("1", "https://www.g.example")], HOME) == [("guid:1",)]
    assert keys([marks("1", "https://other.example/")], HOME) == [("guid:1",)]


def test_guid_that_two_share_is_told_apart_by_the_link() -> None:
    found = keys([marks("1", "https://g.example/a"), marks("1", "https://g.example/b")])
    assert found == [
        ("guid:1|g.example/a", "url:g.example/a"),
        ("guid:1|g.example/b", "url:g.example/b"),
    ]


def test_guid_and_link_that_two_share_are_told_apart_by_their_words() -> None:
    first, second = keys(
        [marks("1", "https://g.example/a", "A"), marks("1", "https://g.example/a", "B")]
    )
    assert first is not None
    assert second is not None
    assert first[0] != second[0]
    assert not set(first) & set(second)


def test_link_that_two_share_is_no_key() -> None:
    found = keys([marks("1", "https://g.example/a"), marks("2", "https://g.example/a#x")])
    assert found == [("guid:1",), ("guid:2",)]


def test_repetition_word_for_word_is_none() -> None:
    one = marks("1", "https://g.example/a", "A", "text")
    assert keys([one, one]) == [("guid:1", "url:g.example/a"), None]


def test_without_guid_and_link_title_and_day_are_the_key() -> None:
    day = date(2026, 3, 3)
    before = keys([marks(title="A", text="first", day=day)])
    after = keys([marks(title="A", text="first, mended", day=day)])
    assert before == after
    assert (
        keys([marks(title="A", text="x", day=day), marks(title="A", text="y", day=day)])[0]
        != before[0]
    )


def test_digest_leaves_white_space_alone() -> None:
    assert digest("A b", "c\nd") == digest("A  b", "c d")
    assert digest("A", "b") != digest("A b", "")
    assert digest("A", "b") != digest("A", "b", ("https://x.example/1",))


@pytest.mark.parametrize(
    "counter",
    [
        "1,204 views",
        "Comments: 12",
        "# Comments: 45",
        "Points: 3",
        "(7 likes)",
        "12.5k Aufrufe",
        "3 комментария",
    ],
)
def test_digest_leaves_counters_alone(counter: str) -> None:
    assert digest("A", f"text\n{counter}") == digest("A", "text")


@pytest.mark.parametrize(
    "line", ["12 people died", "Views of 1968", "Points: three", "7 likes are enough"]
)
def test_digest_minds_numbers_that_are_news(line: str) -> None:
    assert digest("A", f"text\n{line}") != digest("A", "text")


def test_digest_leaves_typography_alone() -> None:
    assert digest("It’s – “so”…", "co\u00adop") == digest('It\'s - "so"...', "coop")
    assert digest("1.5 percent", "") != digest("15 percent", "")


def test_digest_says_of_which_form_it_is() -> None:
    assert digest("A", "b").startswith("3-")


def test_doubtful_keys_stand_last() -> None:
    day = date(2026, 3, 3)
    one = Marks("1", "https://g.example/a", "A  b", "text", day, digest("A b", "text"))
    (found,) = keys([one], HOME)
    assert found is not None
    assert [key.partition(":")[0] for key in found] == ["guid", "url", "day", "words"]
    other = Marks("2", "https://h.example/x", "a B", "text", day, digest("A b", "text"))
    assert keys([other], HOME)[0][2:] == found[2:]  # type: ignore[index]


def test_guid_that_is_an_address_leads_to_its_item_however_it_is_spelled() -> None:
    (one,) = keys([marks("http://www.g.example/?p=7", "https://g.example/a")], HOME)
    (other,) = keys([marks("https://g.example/?p=7", "https://g.example/b")], HOME)
    assert set(one or ()) & set(other or ()) == {"url:g.example?p=7"}


def test_guid_that_is_the_address_of_another_entry_is_no_second_key() -> None:
    first, _ = keys(
        [
            marks("https://g.example/b", "https://g.example/a"),
            marks("2", "https://g.example/b"),
        ],
        HOME,
    )
    assert first == ("guid:https://g.example/b", "url:g.example/a")


def test_item_id_is_of_the_source() -> None:
    assert item_id("s1", "guid:1") != item_id("s2", "guid:1")
    assert len(item_id("s1", "guid:1")) == 21


@pytest.mark.parametrize(
    ("before", "after", "is_same"),
    [
        ("https://cdn.example/a.mp3?sig=1&expires=2", "https://cdn.example/a.mp3?sig=3", True),
        ("https://cdn.example/a.mp3?utm_source=rss", "http://www.cdn.example/a.mp3", True),
        ("https://cdn.example/a.mp3", "https://cdn.example/b.mp3", False),
        ("https://cdn.example/get?file=1", "https://cdn.example/get?file=2", False),
    ],
)
def test_another_signature_of_a_file_is_no_edit(before: str, after: str, is_same: bool) -> None:
    assert (digest("Talk", "Words", [before]) == digest("Talk", "Words", [after])) is is_same
