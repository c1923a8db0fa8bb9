from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.model import Reason
from syndicate.publish.why import after, as_written, line, short, standing
from tests.unit.publish.samples import item, stored

FIGHT = item(
    1,
    title="Peshmerga fighters retake a Mosul suburb",
    text="MOSUL, Nov 9 - Peshmerga fighters near Mosul said the Islamic State had left. The U.S. agreed.",
)
STORY = Reason("story", 0.6, ("mosul", "peshmerga"), gap=3 * 3600)
THREAD = Reason("thread", 0.4, ("islam", "state"), gap=-2 * 86400)
OPENED = Reason("story", 1.0, note="the first report of its event that we saw")


def test_words_stand_as_the_item_writes_them() -> None:
    assert as_written(("mosul", "fight", "peshmerga"), FIGHT) == ("Mosul", "Peshmerga fighters")


def test_word_behind_an_article_or_with_another_apostrophe_is_found_in_the_item() -> None:
    report = replace(FIGHT, title="L’Irak demande à l’ONU l’aide. O’Brien", text="")
    assert as_written(("irak", "onu", "o'brien"), report) == ("Irak", "ONU", "O'Brien")


def test_names_that_stand_side_by_side_are_one_name() -> None:
    assert as_written(("state", "islam"), FIGHT) == ("Islamic State",)


def test_name_in_capitals_is_written_as_elsewhere_and_an_acronym_with_its_dots() -> None:
    assert as_written(("mosul", "us"), FIGHT) == ("Mosul", "U.S.")


def test_word_that_the_item_does_not_have_is_told_as_it_is_known() -> None:
    assert as_written(("kirkuk", "isi", "isis"), FIGHT) == ("kirkuk", "isis")


def test_stem_on_i_is_the_word_on_y_and_not_one_that_only_begins_alike() -> None:
    report = replace(FIGHT, title="Arms for the army", text="The navy and both armies wait.")
    assert as_written(("armi", "navi"), report) == ("army", "navy")


def test_word_that_only_the_rest_of_its_story_has_is_told_as_that_writes_it() -> None:
    report = replace(FIGHT, title="Twelve workers die in a copper mine near Mosul", text="")
    shared = ("mosul", "peshmerga", "fighter", "state", "islam")
    assert as_written(shared, report, beside=[FIGHT]) == (
        "Mosul",
        "Peshmerga fighters",
        "Islamic State",
    )
    assert as_written(shared, report, quote=False, beside=[FIGHT]) == ("Mosul",)


def test_item_that_joined_a_story_tells_what_they_share_and_how_long_after_it_came() -> None:
    told = short(FIGHT, (STORY, THREAD))
    assert told == "shares Mosul, Peshmerga; 3 h after the report most like it"


def test_item_that_opened_a_story_tells_what_joined_that_to_the_thread() -> None:
    told = short(FIGHT, (OPENED, THREAD))
    assert told == "a new event; shares Islamic State; 2 days before the nearest story"


def test_item_that_opened_its_thread_has_nothing_to_tell() -> None:
    assert short(FIGHT, (OPENED, Reason("thread", 1.0, note="the story that opened it"))) == ""
    assert short(FIGHT, ()) == ""


def test_decision_of_a_person_is_told_without_their_words() -> None:
    decided = Reason("person", 1.0, note="our lawyer says so")
    assert short(FIGHT, (decided,)) == "put here by hand"
    assert short(FIGHT, (STORY, decided, THREAD)) == "put here by hand", "not where it stood before"


def test_what_joined_an_item_to_where_a_person_took_it_from_is_told_no_more() -> None:
    by_hand = Reason("person", 1.0, note="a person said so: exclude (c1)")
    a_copy = Reason("copy", 1.0, note="the same text")
    assert standing((STORY, by_hand, THREAD)) == (by_hand, THREAD)
    assert standing((a_copy, by_hand)) == (a_copy, by_hand)
    assert standing((STORY, THREAD)) == (STORY, THREAD)


def test_source_s_own_feed_gives_no_reason() -> None:
    shown = replace(stored(1), item=FIGHT)
    assert line("", shown, {FIGHT.id: (STORY,)}) == ""
    assert line("In this thread", shown, {}) == ""
    assert line("In this thread", shown, {FIGHT.id: (STORY,)}) == (
        "<p><small>In this thread: shares Mosul, Peshmerga; 3 h after the report most like it.</small></p>"
    )


@pytest.mark.parametrize(
    ("gap", "told"),
    [
        (None, ""),
        (0, "at the same time as it"),
        (-119, "at the same time as it"),
        (900, "15 min after it"),
        (-7200, "2 h before it"),
        (47 * 3600, "47 h after it"),
        (48 * 3600, "2 days after it"),
    ],
)
def test_gap_is_told_as_people_say_it(gap: int | None, told: str) -> None:
    assert after(Reason("story", 1.0, gap=gap)) == told


@given(
    st.lists(st.text(max_size=12), max_size=8),
    st.text(max_size=80),
    st.sampled_from(["copy", "story", "thread", "topic", "person"]),
    st.text(max_size=40),
)
def test_no_reason_becomes_markup(shared: list[str], title: str, relation: str, note: str) -> None:
    reason = Reason(relation, 0.5, ("<b>", *shared), note=f"<i>{note}", gap=60)  # type: ignore[arg-type]
    told = short(replace(FIGHT, title=title), (reason,))
    told = re.sub("</?bdi>", "", told)  # ours, around what runs from right to left
    assert "<" not in told
    assert ">" not in told


def test_where_only_the_link_may_be_given_no_word_of_the_text_is_told() -> None:
    both = Reason("story", 0.6, ("mosul", "islam", "state"), gap=7200)
    told = short(FIGHT, (both,), quote=False)
    assert told == "shares Mosul; 2 h after the report most like it"
    none = Reason("story", 0.6, ("islam", "state"), gap=7200)
    assert short(FIGHT, (none,), quote=False) == "2 h after the report most like it"
