from dataclasses import replace

import pytest

from syndicate.cluster.words.terms import headline, read_text, told
from tests.unit.cluster.news import item


def terms(title: str, text: str = "", language: str = "en") -> set[str]:
    return set(read_text(title, text, language).counts)


def test_only_what_an_entry_without_a_word_is_called_tells_nothing() -> None:
    titles = ("Node.js", "a.mp3", "Untitled", "2.5兆円の予算", "Pier.")
    assert [told(item(title)) for title in titles] == [*titles]
    assert told(replace(item("Node.js"), is_untitled=True)) == ""


def test_names_count_beside_their_stems() -> None:
    assert terms("Ministers meet in Vienna over wheat") == {
        "minist",
        "meet",
        "vienna",
        "@vienna",
        "wheat",
    }


def test_capitals_of_a_title_case_headline_tell_no_names() -> None:
    assert not any(
        term.startswith("@") for term in terms("Ministers Meet Quietly Over Wheat Prices")
    )


def test_acronyms_are_names_even_there_and_with_dots() -> None:
    assert "@nato" in terms("Ministers Meet Quietly At NATO Headquarters")
    assert terms("U.S. sends wheat") == terms("US sends wheat")


def test_a_shouted_headline_tells_no_names() -> None:
    assert not any(term.startswith("@") for term in terms("MINISTERS MEET IN VIENNA"))


def test_numbers_are_terms_of_their_own() -> None:
    assert {"#1500", "#2.5"} <= terms("1,500 tonnes for 2.5 million")


def test_it_is_the_same_word_with_another_apostrophe_and_its_accents_written_apart() -> None:
    assert terms("L’Élysée dément", language="fr") == terms(
        "L'E\u0301lyse\u0301e dément", language="fr"
    )
    assert "don't" not in terms("Ministers don’t meet")


def test_chinese_is_read_in_pairs() -> None:
    assert terms("伊拉克增兵", language="zh") == {"伊拉", "拉克", "克增", "增兵"}


def test_the_first_forty_words_are_enough() -> None:
    assert terms("Wheat", "alpha " * 40 + "omega") == {"wheat", "alpha"}


def test_a_title_weighs_twice() -> None:
    counts = read_text("Wheat", "barley").counts
    assert counts["wheat"] == 2 * counts["barley"]


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Grain ship adrift off Varna - The Coast Post", "Grain ship adrift off Varna"),
        ("Grain ship adrift off Varna | Outlet", "Grain ship adrift off Varna"),
        ("Grain ship adrift off Varna – Coast Times", "Grain ship adrift off Varna"),
        ("Iraq asks for arms - defence minister", "Iraq asks for arms - defence minister"),
        ("Ship adrift | Outlet", "Ship adrift | Outlet"),
    ],
)
def test_the_publisher_is_cut_from_a_headline(title: str, cut: str) -> None:
    assert headline(title) == cut


@pytest.mark.parametrize(
    ("title", "language"),
    [
        ("The ship was adrift for a day", "en"),
        ("Das Schiff war einen Tag lang auf See", "de"),
        ("Le navire est resté dans la baie pendant deux jours", "fr"),
        ("El barco estuvo a la deriva durante un día", "es"),
        ("Взрыв в порту", "ru"),
        ("港で船が漂流", "ja"),
        ("美国向伊拉克增兵", "zh"),
        ("انفجار في الميناء", "ar"),
        ("Maria Stella", "en"),
    ],
)
def test_an_untold_language_is_guessed(title: str, language: str) -> None:
    assert read_text(title).language == language


def test_a_regional_language_is_the_language() -> None:
    assert read_text("Wheat", "", "en-GB").language == "en"
    assert read_text("Weizen und Gerste", "", "de_AT").language == "de"


def test_a_run_of_letters_without_end_is_no_word() -> None:
    assert terms("Wheat " + "a" * 300 + " " + "B" * 300 + " " + "7" * 300) == {"wheat"}


@pytest.mark.parametrize(
    ("opening", "places"),
    [
        ("VARNA, Bulgaria, March 2 (NPA) -- ", {"@varna", "varna", "@bulgaria", "bulgaria"}),
        ("Sofia/VARNA March 2, 2026 (Reuters) - ", {"sofia", "@varna", "varna"}),
        ("(AP) — ", set()),
        ("VARNA -- ", {"@varna", "varna"}),
    ],
)
def test_of_a_dateline_only_the_places_count(opening: str, places: set[str]) -> None:
    text = "Tugs hold the ship."
    assert terms("Wheat", opening + text) == terms("Wheat", text) | places
