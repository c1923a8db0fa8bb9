from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.publish.edits import Edit, Passage, amends, compare, history

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Said:
    title: str
    text: str
    ended_at: datetime


def test_words_that_came_and_went_stand_side_by_side() -> None:
    assert compare("Five boats sank in the bay.", "Six boats sank in the bay at noon.") == (
        Passage("old", "Five"),
        Passage("new", "Six"),
        Passage("same", "boats sank in the"),
        Passage("old", "bay."),
        Passage("new", "bay at noon."),
    )


def test_equal_texts_have_nothing_to_tell() -> None:
    assert compare("Five boats  sank.", "Five boats sank.") == ()


def test_long_stretches_without_change_are_cut() -> None:
    middle = " ".join(f"w{number}" for number in range(40))
    found = compare(f"old {middle} end", f"new {middle} end")
    assert [passage.kind for passage in found] == ["old", "new", "same", "cut"]
    assert found[2].words == "w0 w1 w2 w3 w4 w5 w6 w7"


def test_what_stays_the_same_behind_a_long_insertion_is_no_change() -> None:
    rest = " ".join(f"w{number}" for number in range(3000))
    kinds = [passage.kind for passage in compare(rest, f"{'new ' * 500}{rest}")]
    assert kinds == ["new", "same", "cut"]


def test_texts_made_to_be_hard_to_compare_are_compared_in_no_time() -> None:
    old, new = (
        " ".join(f"{1000 - number // 20} {by}{number}" for number in range(1000)) for by in "xy"
    )
    spent_s = process_time()
    history([Said("", text, NOON) for text in (old, new, old)], "", new)
    assert process_time() - spent_s < 1.5


_TEXTS = st.lists(st.sampled_from("abcde"), max_size=60).map(" ".join)


@given(_TEXTS, _TEXTS)
def test_both_texts_can_be_read_from_what_is_told(old: str, new: str) -> None:
    found = compare(old, new)
    if old == new:
        assert found == ()
        return
    for text, left_out in ((old, "new"), (new, "old")):
        told = " ".join(each.words for each in found if each.kind != left_out and each.words)
        assert told == text


def test_history_tells_the_newest_edit_first_and_flags_what_owns_to_a_mistake() -> None:
    first = Said("Mine closed", "Nine men are trapped.", NOON)
    second = Said("Mine closed", "Seven men are trapped.", NOON + HOUR)
    told = history(
        [first, second],
        "Mine closed",
        "Seven men were trapped.\nCorrection: An earlier report gave a wrong number.",
    )
    assert [(edit.at, edit.amends) for edit in told] == [
        (NOON + HOUR, "correction"),
        (NOON, None),
    ]
    assert told[1] == Edit(
        NOON,
        (),
        (Passage("old", "Nine"), Passage("new", "Seven"), Passage("same", "men are trapped.")),
    )
    assert history([], "Mine closed", "text") == ()


@pytest.mark.parametrize(
    "line",
    [
        "CORRECTION: Harbour fire",
        "Corrected: harbour fire",
        "(Correction) Harbour fire",
        "An earlier version of this article named the wrong ship.",
        "This story was amended on 3 March to correct the date.",
        "Korrektur: Hafenbrand",
        "Rectificatif - incendie au port",
        "更正：港口火灾",
        "Исправление: пожар в порту",
    ],
)
def test_wording_of_a_correction_is_known(line: str) -> None:
    assert amends(line, "") == amends("Fire", f"Text.\n{line}") == "correction"


@pytest.mark.parametrize("line", ["RETRACTED: Study on reefs", "Retraction: reefs", "This paper has been withdrawn by its authors.", "Zurückgezogen: Riffe"])  # fmt: skip
def test_wording_of_a_retraction_is_known(line: str) -> None:
    assert amends(line, "") == "retraction"


@pytest.mark.parametrize(
    "line",
    [
        "Correctional officers strike",
        "The minister demanded a correction: at once",
        "Market correction feared",
        "Corrections officer hurt",
        "Troops withdrawn from the border",
        "Withdrawn troops return",
        "He said an earlier version of this article of law was harsher",
    ],
)
def test_talk_of_corrections_is_none(line: str) -> None:
    assert amends(line, f"Text.\n{line}") is None
