from __future__ import annotations

from dataclasses import replace

import pytest

from syndicate.cluster.about import gist
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.step import step
from syndicate.model import Item, Thread
from tests.unit.cluster.news import FOLLOW_UP, REWRITE, WIRE, item

SHIP = (
    item("Grain ship adrift off Varna harbour", WIRE, at=0),
    item("Tugs pull grain ship Maria Stella clear of Varna breakwater", REWRITE, at=3),
)


def opened(*items: Item) -> Thread:
    found = step(Memory(), items, ())
    return max(found.threads, key=lambda thread: thread.item_count)


def test_summary_is_a_sentence_that_a_member_wrote() -> None:
    line = gist.summary(opened(*SHIP), SHIP)
    assert line is not None
    source = next(each for each in SHIP if each.id == line.item_id)
    assert line.text in (source.title, *source.text.split(". ")) or line.text in source.text


def test_summary_adds_to_the_title() -> None:
    thread = opened(*SHIP)
    line = gist.summary(thread, SHIP)
    assert line is not None
    assert line.text != thread.title


def test_summary_has_no_dateline() -> None:
    wired = item("Grain ship adrift off Varna harbour", f"VARNA, March 2 (Xinhua) -- {WIRE}")
    line = gist.summary(opened(wired), [wired])
    assert line is not None
    assert line.text.startswith("The harbour authority of Varna")


def test_no_sentence_is_broken_off() -> None:
    long = item("Grain ship adrift", "A grain ship drifted, and " + "so it went on, " * 60)
    assert gist.summary(opened(long), [long]) is None


@pytest.mark.parametrize("title", ["Gen. Petrov visits the port of Varna on Monday morning"])
def test_title_of_a_person_ends_no_sentence(title: str) -> None:
    text = (
        "On Monday Gen. Petrov thanked the crews of the two tugs in the harbour of Varna. He left."
    )
    member = item(title, text)
    line = gist.summary(opened(member), [member])
    assert line is not None
    assert line.text.endswith("harbour of Varna.")


def test_summary_is_neither_said_to_readers_nor_of_several_entries_of_a_live_blog() -> None:
    text = (
        "Follow our coverage of the grain ship Maria Stella adrift off Varna harbour. "
        "06:05 Two tugs hold the grain ship Maria Stella off the breakwater. "
        "05:40 Divers look for damage to the ship Maria Stella in Varna."
    )
    member = item("Ship adrift", text)
    line = gist.summary(opened(member), [member])
    assert line is not None
    assert line.text in {
        "06:05 Two tugs hold the grain ship Maria Stella off the breakwater.",
        "05:40 Divers look for damage to the ship Maria Stella in Varna.",
    }


def test_summary_is_no_headline_of_an_opinion() -> None:
    opinion = item("Opinion: Varna must pay for the grain ship Maria Stella", "Pay.", at=1)
    members = (SHIP[0], opinion)
    line = gist.summary(opened(SHIP[0]), members)
    assert line is not None
    assert line.item_id == SHIP[0].id


def test_summary_is_not_of_a_report_that_its_source_took_back() -> None:
    claim = item(
        "Grain ship Maria Stella adrift off Varna",
        "Pirates hold Maria Stella off Varna.",
        source="p",
    )
    back = item(
        "Retraction: Varna", "No pirates are on the Maria Stella off Varna, police say.", at=1, source="p"
    )  # fmt: skip
    members = (back, claim)
    line = gist.summary(opened(*members[::-1]), members)
    assert line is not None
    assert line.text == back.text


def test_what_a_source_told_since_it_took_a_report_back_speaks_again() -> None:
    claim = item("Pirates hold grain ship Maria Stella off Varna breakwater", source="p")
    back = item("Retraction: Varna", "No pirates.", at=1, source="p")
    since = item("Tugs pull grain ship Maria Stella clear of Varna breakwater", at=9, source="p")
    other = item("Grain ship Maria Stella adrift off Varna harbour", WIRE, at=3)
    thread = opened(other)
    line = gist.summary(thread, (since, back, claim))
    assert line is not None
    assert line.item_id == since.id
    assert gist.summary(thread, (back, claim)) is None


def test_report_that_was_rewritten_into_a_retraction_silences_what_came_before_that() -> None:
    claim = item("Pirates hold grain ship Maria Stella off Varna breakwater", at=5, source="p")
    back = item("Retraction: Varna", "No pirates.", at=1, source="p")
    rewritten = replace(back, claimed_updated_at=claim.published_at)
    thread = opened(*SHIP)
    assert gist.summary(thread, (claim, back)) is not None
    assert gist.summary(thread, (claim, rewritten)) is None


def test_without_a_sketch_nothing_is_chosen() -> None:
    thread = opened(*SHIP)
    bare = Thread(thread.id, "en", thread.title, thread.opened_at, thread.updated_at, 1, 2)
    assert gist.summary(bare, SHIP) is None


def test_names_stand_as_they_are_written_and_whole() -> None:
    members = (*SHIP, item("Maria Stella may sail under tow on Friday", FOLLOW_UP, at=50))
    found = gist.names(opened(*SHIP), members, ())
    assert "Maria Stella" in found
    assert "Varna" in found
    assert not {"Stella", "Monday", "Two", "Friday"} & set(found)


def test_name_with_an_article_is_one_name() -> None:
    text = "Police said that Abu Bakr al-Baghdadi was hurt. It is not known where al-Baghdadi is."
    members = [item(f"Leader hurt in strike {place}", text, at=place) for place in (1, 2)]
    assert "Abu Bakr al-Baghdadi" in gist.names(opened(*members), members, ())


def test_name_that_begins_a_sentence_is_whole() -> None:
    text = "Harbour Command says the ship is safe. Yesterday tugs from Varna met her."
    members = [item(f"Grain ship under tow {place}", text, at=place) for place in (1, 2)]
    found = gist.names(opened(*members), members, ())
    assert "Harbour Command" in found
    assert not {"Command", "Yesterday"} & set(found)


def test_first_word_of_a_sentence_is_of_no_name_that_mostly_stands_without_it() -> None:
    text = "Volcano Etna is calm, they say. People near Etna sleep."
    members = [
        item(f"What to know, part {n}", text if n < 2 else "People near Etna sleep.", at=n)
        for n in range(9)
    ]
    found = gist.names(opened(*members), members, ())
    assert "Etna" in found
    assert "Volcano Etna" not in found


def test_name_is_not_told_a_second_time_with_the_word_that_begins_a_sentence() -> None:
    texts = ["Challenger Grace Banda leads."] * 2 + ["They say that Grace Banda won."] * 4
    texts += ["Grace Banda has won."] * 2
    members = [item(f"What to know, part {n}", text, at=n) for n, text in enumerate(texts)]
    assert gist.names(opened(*members), members, ()) == ("Grace Banda",)


def test_headline_s_first_word_is_of_no_name() -> None:
    members = [item(f"Missing Petrov found alive, officials say {n}", at=n) for n in (1, 2)]
    assert gist.names(opened(*members), members, ()) == ("Petrov",)


def test_initials_keep_their_last_point_and_weigh_as_their_word_does() -> None:
    text = "The ship sails for the U.S. navy now, and crews from Varna go home."
    members = [item(f"Grain ship sold to the U.S. {place}", text, at=place) for place in (1, 2)]
    assert gist.names(opened(*members), members, ())[0] == "U.S."


def test_owner_and_what_is_owned_are_two_names() -> None:
    text = "The buyer is Carlos Slim's America Movil, from Mexico."
    members = [item(f"Mobile firm sold {place}", text, at=place) for place in (1, 2)]
    found = gist.names(opened(*members), members, ())
    assert {"Carlos Slim", "America Movil"} <= set(found)


def test_agency_that_tells_it_is_not_what_it_is_about() -> None:
    text = "The port will open again, officials told Xinhua in Varna."
    members = [item(f"Port of Varna opens again {place}", text, at=place) for place in (1, 2)]
    assert "Xinhua" not in gist.names(opened(*members), members, ("Xinhua",))


def test_german_noun_is_no_name() -> None:
    text = "Am Montag hat die Polizei den Hafen gesperrt, sagte Maria Petrowa der Zeitung."
    members = [
        item(f"Die Polizei sperrt den Hafen {n}", text, at=n, language="de") for n in (1, 2, 3, 4)
    ]
    found = gist.names(opened(*members), members, ())
    assert "Maria Petrowa" in found
    assert not {"Polizei", "Hafen", "Zeitung"} & set(found)
