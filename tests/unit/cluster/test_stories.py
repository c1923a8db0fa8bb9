from dataclasses import replace
from datetime import date

import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.changes import Tuning
from syndicate.cluster.decisions.corrections import compiled
from syndicate.cluster.minting import minted
from syndicate.cluster.step import DEFAULTS
from syndicate.cluster.stories import Measure
from syndicate.model import Correction, CorrectionKind, Reason
from tests.unit.cluster.news import FOLLOW_UP, MATCH, RECIPE, REWRITE, START, WIRE, item, stories


def test_reports_of_one_event_make_a_story() -> None:
    one, two, recipe, match = stories(
        step(
            Memory(),
            [
                item("Grain ship adrift off Varna", WIRE),
                item("Tugs save grain carrier at Varna breakwater", REWRITE, at=1),
                item("Chickpeas with spinach", RECIPE, at=2),
                item("Kestrel win at the death", MATCH, at=3),
            ],
            (),
        )
    )
    assert one == two
    assert len({one, recipe, match}) == 3


def test_a_report_long_after_is_another_story() -> None:
    early, late = stories(
        step(
            Memory(),
            [
                item("Grain ship adrift off Varna", WIRE),
                item("Tugs save grain carrier at Varna breakwater", REWRITE, at=24 * 9),
            ],
            (),
        )
    )
    assert early != late


def test_old_reports_that_are_seen_together_find_each_other() -> None:
    first = item("Grain ship adrift off Varna", WIRE, at=-9000, seen=0)
    other = item("Kestrel win at the death", MATCH, at=-10, seen=0.1)
    second = item("Tugs save grain carrier at Varna breakwater", REWRITE, at=-8999, seen=0.2)
    one, apart, two = stories(step(Memory(), [first, other, second], ()))
    assert one == two != apart


def test_a_dateline_tells_the_time_of_an_old_text_posted_again() -> None:
    old = item("Grain ship adrift off Varna", WIRE, at=0, on=date(2025, 3, 2))
    new = item("Tugs save grain carrier at Varna breakwater", REWRITE, at=1)
    clustering = step(Memory(), [old, new], ())
    assert len(set(stories(clustering))) == 2
    assert min(story.opened_at for story in clustering.stories).year == 2025
    assert all(story.updated_at >= START for story in clustering.stories)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flood live: Day 1", "Flood live: Day 2"),
        ("Morning briefing", "Morning briefing"),
    ],
)
def test_the_parts_of_a_series_are_stories_of_one_thread(one: str, other: str) -> None:
    clustering = step(
        Memory(),
        [
            item(one, "The river rose by a hand in the night. " + RECIPE, source="mail"),
            item(other, "The river fell in the morning. " + MATCH, at=24, source="mail"),
        ],
        (),
    )
    assert len({story.id for story in clustering.stories}) == 2
    assert len({story.thread_id for story in clustering.stories}) == 1


def test_items_of_two_languages_are_never_one_story() -> None:
    clustering = step(
        Memory(),
        [
            item("Maria Stella Varna", "Maria Stella Varna Burgas", language="en"),
            item("Maria Stella Varna", "Varna Maria Stella Burgas", at=1, language="de"),
        ],
        (),
    )
    assert sorted(story.language for story in clustering.stories) == ["de", "en"]


def test_a_story_takes_the_clearest_headline_without_the_publisher() -> None:
    clustering = step(
        Memory(),
        [
            item("LIVE", WIRE),
            item(
                "Grain ship adrift off Varna breakwater held by two tugs | Coast Online",
                REWRITE,
                at=1,
            ),
            item("Grain ship Maria Stella may leave Varna under tow", FOLLOW_UP, at=20),
        ],
        (),
    )
    (story,) = clustering.stories
    assert story.title == "Grain ship adrift off Varna breakwater held by two tugs"
    assert story.item_count == 3


def test_report_that_a_veto_kept_out_of_a_story_is_told_which_and_why() -> None:
    text = "A bomb in the market of Karsk killed people on Thursday, the police of the town said."
    clustering = step(
        Memory(),
        [
            item("Bomb in Karsk kills 5", text),
            item("Kestrel win at the death", MATCH, at=1),
            item("Bomb in Karsk kills 9", f"Two days later again. {text}", at=48),
        ],
        (),
    )
    first, _, other = (one.reasons[0] for one in clustering.assignments)
    assert first.almost == ""
    assert other.note == "the first report of its event that we saw"
    assert other.almost == (
        "“Bomb in Karsk kills 5” was ruled out: the same headline with another number (5, here 9)"
    )


def test_place_that_ruled_a_story_out_is_told_as_the_headlines_write_it() -> None:
    text = "A ferry sank off the coast of {}; its crew was saved by a fishing boat."
    clustering = step(
        Memory(),
        [
            item(f"Ferry sinks off {place}, crew saved", text.format(place), at=at)
            for at, place in enumerate(("Greece", "Norway"))
        ],
        (),
    )
    assert clustering.assignments[1].reasons[0].almost == (
        "“Ferry sinks off Greece, crew saved” was ruled out: "
        "the same headline with another place (Greece, here Norway)"
    )


def test_report_that_just_missed_a_story_is_told_which() -> None:
    first = item("Grain ship adrift off Varna", WIRE)
    second = item("Tugs save grain carrier at Varna breakwater", REWRITE, at=1)
    (_, joined) = (one.reasons[0] for one in step(Memory(), [first, second], ()).assignments)
    near, far = (
        step(Memory(), [first, second], (), barred(joined.score + more)).assignments[1].reasons[0]
        for more in (0.02, 0.2)
    )
    assert near.note == far.note == "the first report of its event that we saw"
    assert near.almost == "almost joined “Grain ship adrift off Varna”"
    assert far.almost == ""


def test_report_that_a_person_had_placed_before_it_came_says_so() -> None:
    reports = [
        item("Grain ship adrift off Varna", WIRE, key="first"),
        item("Tugs save grain carrier at Varna breakwater", REWRITE, at=1, key="second"),
    ]
    thread = minted("t", "first")

    def told(kind: CorrectionKind) -> Reason:
        decided = compiled([Correction(kind, ("second",), thread)])
        return step(Memory(), reports, (), corrections=decided).assignments[1].reasons[0]

    assert (told("pin").relation, told("pin").note) == ("person", "a person said where it stands")
    assert told("exclude").almost == "a person keeps it out of “Grain ship adrift off Varna”"


def test_a_member_is_told_why_it_is_there() -> None:
    clustering = step(
        Memory(),
        [
            item("Grain ship adrift off Varna", WIRE, key="first"),
            item("Tugs save grain carrier at Varna breakwater", REWRITE, at=1),
        ],
        (),
    )
    opened, joined = (one.reasons[0] for one in clustering.assignments)
    assert opened.note == "the first report of its event that we saw"
    assert joined.nearest == "first"
    assert {"varna", "tug"} <= set(joined.shared)
    assert 0.0 < joined.score <= 1.0
    assert dict(joined.parts)["words"] > 0.0


def test_an_item_that_comes_again_is_left_where_it_is() -> None:
    memory, once = Memory(), item("Grain ship adrift off Varna", WIRE)
    step(memory, [once], ())
    assert step(memory, [once], ()).assignments == ()


def test_an_item_without_any_word_has_a_story_of_its_own() -> None:
    clustering = step(Memory(), [item(""), item("", at=1), item("…", "—", at=2)], ())
    assert len(set(stories(clustering))) == 3


def barred(bar: float) -> Tuning:
    """What an item must reach to join a story; what is usual is only told."""
    plain = DEFAULTS.story.plain
    full, titled = (replace(form, bar=bar, background=0.0) for form in (plain.full, plain.titled))
    return replace(DEFAULTS, story=replace(DEFAULTS.story, plain=Measure(full, titled)))


def usual(age: float) -> float:
    """What a report has in common with any story of its subject, where these are so many hours old."""
    places = ("Varna", "Burgas", "Sozopol", "Nessebar", "Balchik", "Pomorie")
    memory, title = Memory(), "Regatta in {}: a protest over the broken buoy"
    step(memory, [item(title.format(place), at=-age) for place in places], (), barred(1.0))
    last = item(title.format("Varna harbour"))
    return dict(step(memory, [last], (), barred(0.1)).assignments[0].reasons[0].parts)["usual"]


@pytest.mark.parametrize(
    "titles",
    [
        ("social.example/@ana/11", "social.example/@bo/12"),
        ("Untitled, 2026-03-02", "Untitled, 2026-03-02"),
        ("harbour-walk.mp3", "harbour-talk.mp3"),
    ],
)
def test_the_addresses_of_entries_without_a_word_make_no_story(titles: tuple[str, str]) -> None:
    clustering = step(
        Memory(),
        [
            replace(item(title, source=f"s{at}", key=f"i{at}", at=at), is_untitled=True)
            for at, title in enumerate(titles)
        ],
        (),
    )
    assert len(set(stories(clustering))) == 2


def test_what_is_usual_for_a_subject_is_so_however_old_its_stories_are() -> None:
    assert usual(age=1) < -0.3
    assert usual(age=120) == pytest.approx(usual(age=1), abs=0.02)  # words are rarer by then


@pytest.mark.parametrize(("days", "less"), [(2.5, 0.0), (3.5, -0.022), (5.0, -0.063)])
def test_a_story_that_lasts_longer_than_an_event_takes_more_to_join(
    days: float, less: float
) -> None:
    still = (
        "The Maria Stella, the grain carrier that was adrift off Varna, lies at the breakwater still. Divers look "
        "at its hull, two tugs hold it, and the harbour authority keeps the northern entrance shut."
    )
    reports = [
        item("Grain ship adrift off Varna", WIRE),
        item("Tugs save grain carrier at Varna breakwater", REWRITE, at=1),
        item("Tugs hold grain carrier at Varna breakwater still", still, at=24 * days),
    ]
    told = step(Memory(), reports, ())

    assert len(set(stories(told))) == 1
    parts = dict(told.assignments[-1].reasons[0].parts)
    assert parts.get("age", 0.0) == pytest.approx(less, abs=0.001)
