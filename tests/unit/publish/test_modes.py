from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from syndicate.model import Reason, StoredItem, Topic
from syndicate.outputs.windows import position
from syndicate.publish import filing
from syndicate.publish.developments import developments
from syndicate.publish.digest import Paper, digest
from syndicate.publish.positions import decoded
from syndicate.publish.stories import from_stories
from tests.unit.publish.samples import NOON, SITE, SOURCES, story
from tests.unit.publish.samples import stored as numbered


def stored(number: int, *args: Any, **changes: Any) -> StoredItem:
    """A report without a figure, so that nothing but its origin can be new."""
    letter = chr(ord("A") + number % 26)
    words = {"title": f"Report {letter}", "text": f"What report {letter} says at length."}
    return numbered(number, *args, **words | changes)


IRAQ = Topic("iraq", "Iraq")
PAPER = Paper(("desk",), SITE, 9)
MEMBERS = {
    "y1": [
        stored(4, "s3"),
        stored(1, "s1", agency="Xinhua"),
        stored(2, "s2", "i1"),
        stored(3, "s2", agency="XINHUA"),
        stored(5, "s3"),
    ]
}


def test_a_story_names_every_member_once_with_copies_beneath_their_text() -> None:
    (entry,) = from_stories([story()], MEMBERS, SOURCES, site=SITE)
    assert entry.url == f"{SITE}/threads/t1#y1"
    assert [link.href for link in entry.links] == [
        "https://s1.example/1",
        "https://s2.example/2",
        "https://s2.example/3",
        "https://s3.example/4",
        "https://s3.example/5",
    ]
    assert "<p>4 reports from 2 origins, and 1 copy:</p>" in entry.content_html
    assert entry.content_html.count("<li>") == 4
    assert 'also at <a href="https://s2.example/2">The Daily Copy</a>' in entry.content_html


def test_a_story_without_copies_speaks_of_none() -> None:
    (entry,) = from_stories([story()], {"y1": MEMBERS["y1"][:1]}, SOURCES, site=SITE)
    assert "<p>1 report from 1 origin:</p>" in entry.content_html


def test_a_story_is_filed_under_what_we_file_any_of_it_under() -> None:
    sources = SOURCES | {"s2": replace(SOURCES["s2"], tags=("town", "sea"))}
    members = {"y1": [*MEMBERS["y1"], stored(6, "s1", categories=("Their word",))]}
    topics = {"i3": [IRAQ], "i4": [IRAQ]}
    (entry,) = from_stories([story()], members, sources, site=SITE, topics=topics)
    assert [(each.scheme, each.term) for each in entry.categories] == [
        (filing.AGENCY, "Xinhua"),
        (filing.TAG, "town"),
        (filing.TAG, "sea"),
        (filing.TOPIC, "iraq"),
        (filing.AGENCY, "XINHUA"),
    ]


def test_what_has_no_address_leads_to_its_page_here() -> None:
    alone = {"y1": [stored(1, url=None)]}
    told = from_stories([story(thread_id=None)], alone, SOURCES, site=SITE)
    told += developments([story()], alone, SOURCES, limit=1, site=SITE)
    assert [entry.url for entry in told] == [f"{SITE}/items/i1"] * 2


def test_a_development_is_filed_as_its_report_is() -> None:
    entries = developments([story()], MEMBERS, SOURCES, limit=9, topics={"i1": [IRAQ]})
    terms = [[each.term for each in entry.categories] for entry in entries]
    assert terms == [[], ["iraq", "Xinhua"]]


def test_a_storys_id_never_depends_on_what_it_holds() -> None:
    (before,) = from_stories([story()], MEMBERS, SOURCES, site=SITE)
    (after,) = from_stories(
        [story(title="Other", minutes=99)],
        {"y1": MEMBERS["y1"][:1]},
        SOURCES,
        site="https://b.example",
    )
    assert before.id == after.id


def test_published_of_a_story_does_not_go_back_when_a_report_or_a_copy_of_an_earlier_date_joins() -> (
    None
):
    first, day = stored(1), timedelta(days=1)
    later = [stored(n, "s2", copy, published_at=NOON - day) for n, copy in ((2, None), (3, "i1"))]
    (before,) = from_stories([story()], {"y1": [first]}, SOURCES, site=SITE)
    (after,) = from_stories(
        [story(opened_at=NOON - day)], {"y1": [first, *later]}, SOURCES, site=SITE
    )
    assert before.published_at == after.published_at == first.item.published_at


def test_a_story_without_a_publishable_member_is_no_entry() -> None:
    assert from_stories([story()], {}, SOURCES, site=SITE) == ()


def test_a_copy_whose_text_lies_elsewhere_stands_for_it() -> None:
    (entry,) = from_stories([story()], {"y1": [stored(2, "s2", "i1")]}, SOURCES, site=SITE)
    assert [link.href for link in entry.links] == ["https://s2.example/2"]


def test_only_a_new_origin_is_a_development() -> None:
    entries = developments([story()], MEMBERS, SOURCES, limit=10)
    assert [entry.title for entry in entries] == ["Report E", "Report B"]
    latest = entries[0]
    assert "A new voice after 2 earlier reports:" in latest.content_html
    assert [link.rel for link in latest.links] == ["via", "related", "related"]


def test_a_development_keeps_its_id_and_text_when_its_story_grows_or_moves() -> None:
    few = {"y2": MEMBERS["y1"][:4]}
    before = developments([story("y2", title="Older title")], few, SOURCES, limit=10)
    after = developments([story()], MEMBERS, SOURCES, limit=10)
    assert before == after


def test_developments_are_limited_to_the_newest() -> None:
    assert [e.title for e in developments([story()], MEMBERS, SOURCES, limit=1)] == ["Report E"]


def test_a_day_is_told_once_a_newer_item_is_there() -> None:
    def days(newest: timedelta) -> list[str]:
        told = digest([story()], MEMBERS, SOURCES, newest_at=NOON + newest, paper=PAPER)
        return [entry.title for entry in told]

    assert days(timedelta(hours=11, minutes=59)) == []
    assert days(timedelta(hours=12)) == ["6 November 2014: 1 story"]
    assert digest([], {}, {}, newest_at=None, paper=PAPER) == ()


def test_a_day_leads_to_where_its_items_begin_on_the_page_of_its_output() -> None:
    page = replace(PAPER, page=f"{SITE}/outputs/desk")
    newest_at = NOON + timedelta(days=1)
    (entry,) = digest([story()], MEMBERS, SOURCES, newest_at=newest_at, paper=page)
    before = decoded((entry.url or "").removeprefix(f"{SITE}/outputs/desk?before="))
    assert before is not None
    assert before[0] == entry.published_at
    assert all(before > position(each) for each in MEMBERS["y1"])
    (unled,) = digest([story()], MEMBERS, SOURCES, newest_at=newest_at, paper=PAPER)
    assert unled == replace(entry, url=None), "what has no page has no link, and is the same entry"


def test_a_day_is_filed_under_what_its_reports_are_and_has_no_links_beside_its_own() -> None:
    sources = SOURCES | {"s2": replace(SOURCES["s2"], tags=("town",))}
    members = MEMBERS | {"y2": [stored(7, "s2", categories=("Their word",)), stored(9999, "s3")]}
    (entry,) = digest(
        [story("y2"), story()],
        members,
        sources,
        newest_at=NOON + timedelta(days=1),
        paper=PAPER,
        topics={"i4": [IRAQ], "i9999": [Topic("later", "Later")]},
    )
    assert [(each.scheme, each.term) for each in entry.categories] == [
        (filing.AGENCY, "Xinhua"),
        (filing.TAG, "town"),
        (filing.AGENCY, "XINHUA"),
        (filing.TOPIC, "iraq"),
    ]
    assert entry.links == ()


def test_a_told_day_stays_as_it_is_when_its_story_goes_on() -> None:
    later = MEMBERS["y1"] + [stored(60 * 24, "s1"), stored(60 * 48, "s2")]
    whole = {
        "stories": [story()],
        "sources": SOURCES,
        "newest_at": NOON + timedelta(days=2),
        "paper": PAPER,
    }
    before = digest(members=MEMBERS, **whole)  # type: ignore[arg-type]
    after = digest(members={"y1": later}, **whole)  # type: ignore[arg-type]
    assert after[-1] == before[0]
    assert [entry.title for entry in after] == [
        "7 November 2014: 1 story",
        "6 November 2014: 1 story",
    ]
    assert before[0].updated_at == NOON + timedelta(hours=12)


WHY = {"i4": (Reason("story", 0.6, ("report", "<b>"), gap=7200),), "i1": ()}


def test_a_story_lists_why_each_report_joined_it() -> None:
    (entry,) = from_stories([story()], MEMBERS, SOURCES, site=SITE, reasons=WHY)
    assert entry.content_html.count("Why here:") == 1
    assert (
        "<br><small>Why here: shares Report, &lt;b&gt;; 2 h after the report most like it.</small></li>"
        in entry.content_html
    )


def test_a_development_says_why_it_is_of_this_story() -> None:
    latest, first = developments([story()], MEMBERS, SOURCES, limit=10, reasons=WHY)
    assert "In this story: shares Report, &lt;b&gt;; 2 h after" in latest.content_html
    assert "In this story" not in first.content_html
