"""What is told as new of a story, that it stays told, and what it goes on from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest

from syndicate.model import Reply, StoredItem
from syndicate.publish.developments import Past, developments
from syndicate.publish.entries import minted
from syndicate.publish.news import Brought, Told, new_in
from tests.unit.publish.samples import NOON, SOURCES, stored, story


def said(number: int, title: str, text: str = "", source: str = "s1") -> StoredItem:
    return replace(stored(number, source, title=title, text=text), story_id="y1")


ADRIFT = said(1, "Ferry adrift", "The harbour office said three crew were hurt.")
AGAIN = said(2, "Ferry still adrift", "Three are hurt, the harbour office said again.")
TOLL = said(3, "Ferry: 41 missing", "The harbour office now speaks of 41 missing.")


def titles(*items: StoredItem, past: Past | None = None) -> list[str]:
    found = developments([story()], {"y1": items}, SOURCES, limit=9, past=past)
    return [entry.title for entry in found]


def test_a_second_report_of_one_origin_is_told_only_with_a_new_figure() -> None:
    assert titles(ADRIFT, AGAIN, TOLL) == ["Ferry: 41 missing", "Ferry adrift"]


def test_a_development_says_what_is_new() -> None:
    entry, _ = developments([story()], {"y1": [ADRIFT, AGAIN, TOLL]}, SOURCES, limit=9)
    assert "<p>New after 2 earlier reports: 41.</p>" in entry.content_html


def test_no_words_are_told_of_a_source_that_gives_its_links_alone() -> None:
    only_links = {**SOURCES, "s1": replace(SOURCES["s1"], republish="link")}
    named = replace(TOLL, item=replace(TOLL.item, title="Ferry: the toll"))
    entry, _ = developments([story()], {"y1": [ADRIFT, named]}, only_links, limit=9)
    assert "<p>New after 1 earlier report:</p>" in entry.content_html


def test_a_development_answers_the_first_entry_of_its_story() -> None:
    latest, first = developments([story()], {"y1": [ADRIFT, AGAIN, TOLL]}, SOURCES, limit=9)
    assert first.reply is None
    assert latest.reply == Reply(first.id, ADRIFT.item.url)
    assert first.id == minted("development", ADRIFT.entry_id)


def test_what_was_told_stays_told_when_an_earlier_report_is_edited_to_say_it_too() -> None:
    edited = replace(ADRIFT, item=replace(ADRIFT.item, text="In the end 41 were missing."))
    assert titles(edited, TOLL) == ["Ferry adrift"]
    as_it_came = Past(said={"i1": (ADRIFT.item.title, ADRIFT.item.text)})
    assert titles(edited, TOLL, past=as_it_came) == ["Ferry: 41 missing", "Ferry adrift"]


def test_what_was_told_stays_told_when_its_story_is_merged_into_an_older_one() -> None:
    """AGAIN opened a story of its own, which turned out an hour later to be that of ADRIFT."""
    moved = Past(moves={"i2": ((NOON + timedelta(hours=1), "y2"),)})
    entries = developments([story()], {"y1": [ADRIFT, AGAIN]}, SOURCES, limit=9, past=moved)
    assert [entry.title for entry in entries] == ["Ferry still adrift", "Ferry adrift"]
    assert [entry.reply for entry in entries] == [None, None]  # none, when it was told
    late = replace(AGAIN, item=replace(AGAIN.item, id="i9", seen_at=NOON + timedelta(hours=2)))
    assert titles(ADRIFT, AGAIN, late, past=moved) == ["Ferry still adrift", "Ferry adrift"]


def test_what_was_told_while_it_stood_by_itself_stays_told_when_it_is_put_back() -> None:
    """AGAIN brought nothing new to its story, was put into one of its own for an hour, and came back."""
    hours = [NOON + timedelta(hours=hour) for hour in (1, 2)]
    moved = Past(moves={"i2": ((hours[0], "y1"), (hours[1], "y2"))})
    assert titles(ADRIFT, AGAIN, past=moved) == ["Ferry still adrift", "Ferry adrift"]
    other = Past(moves={"i1": ((hours[0], "y1"), (hours[1], "y2"))})
    assert titles(ADRIFT, AGAIN, past=other) == ["Ferry still adrift", "Ferry adrift"]
    together = Past(moves=dict.fromkeys(("i1", "i2"), ((hours[0], "y1"), (hours[1], "y2"))))
    assert titles(ADRIFT, AGAIN, past=together) == ["Ferry adrift"]


def test_a_report_that_was_told_later_says_what_it_said_then() -> None:
    moved = Past(moves={"i2": ((NOON + timedelta(hours=1), "y1"),)})
    alone = replace(AGAIN, story_id="y2")
    (told,) = developments([story()], {"y1": [alone]}, SOURCES, limit=9, past=moved)
    back = Past(moves={"i2": (*moved.moves["i2"], (NOON + timedelta(hours=2), "y2"))})
    entry, _ = developments([story()], {"y1": [ADRIFT, AGAIN]}, SOURCES, limit=9, past=back)
    assert entry == told


@pytest.mark.parametrize(
    ("before", "text", "found"),
    [
        ("Three died.", "Four people died, officials said.", ("Four",)),
        ("3 died.", "Three people died.", ()),
        ("It cost 1,200 crowns.", "It cost 1.200 crowns, or 1200.", ()),
        ("It rose.", "It rose by 3.5 per cent.", ("3.5",)),
        ("It sank.", "It sank on Nov. 6, 2014 at 14:05, or 2 p.m. on 6 November.", ()),
        ("A man was held.", "A 19-year-old man was held for the 2nd time.", ()),
        ("It spread.", "Covid-19 spread, says the G20, as fast as an F-35.", ()),
        ("It sank.", "船は6月7日に沈み、23人が死亡した。", ("23",)),
        ("It sank.", "Divers found the master, Ada Lund. Lund was alive.", ("Ada Lund",)),
        ("Ada Lund sailed.", "Divers found the master, Ada Lund. Lund was alive.", ()),
        ("It sank.", "Divers came, writes Ada Lund. They found nobody.", ()),
        ("It sank.", "DIVERS FIND ADA LUND. LUND ALIVE.", ()),
        ("It sank.", f"{'Nobody knew more. ' * 40}In the end 41 were missing.", ()),
    ],
)  # fmt: skip
def test_what_is_new_is_a_figure_or_a_name_on_top_of_a_report(
    before: str, text: str, found: tuple[str, ...]
) -> None:
    assert new_in(Brought.by("", text, "en"), [Told.by("", before)]) == found


def test_a_report_is_read_once_however_many_come_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def by(title: str, text: str) -> Told:
        read.append(title)
        return by_heart(title, text)

    by_heart = Told.by
    monkeypatch.setattr(Told, "by", by)
    items = [said(number, f"Report {number}") for number in range(30)]
    assert titles(*items) == [f"Report {number}" for number in (*range(29, 20, -1),)]
    assert sorted(read) == sorted(f"Report {number}" for number in range(29))


def test_nouns_in_capitals_are_no_names() -> None:
    text = "Die Polizei fand die Alte Fähre. Die Alte Fähre lag am Grund."
    assert new_in(Brought.by("", text, "de-AT"), ()) == ()
    assert new_in(Brought.by("", text, "en"), ()) == ("Alte Fähre", "Alte Fähre")[:1]


@pytest.mark.parametrize("sign", ["1", "1.", "1 ", "2014-", "7年"])
def test_figures_without_end_are_read_in_no_time_and_stop_no_feed(sign: str) -> None:
    endless, spent_s = sign * (16_000 // len(sign)), process_time()
    assert new_in(Brought.by("", "12 left"), [Told.by("", endless)]) == ("12",)
    assert new_in(Brought.by(endless, endless), [Told.by("", endless)]) == ()
    assert process_time() - spent_s < 2
