from datetime import timedelta

from syndicate.cluster import Memory, step
from syndicate.cluster.decisions.corrections import compiled
from syndicate.cluster.headlines import headline
from syndicate.cluster.remembered.sketch import Note, Profile
from syndicate.model import Correction, Edited
from tests.unit.cluster.news import FOLLOW_UP, MATCH, REWRITE, START, WIRE, item


def note(key: str, title: str, **vector: float) -> Note:
    return Note(key, "s", title, 0, "", "", vector=vector)


CENTRE = {"ship": 1.0, "varna": 1.0, "tug": 0.5}


def test_the_headline_nearest_to_the_centre_is_taken() -> None:
    near = note("a", "Tugs hold ship off Varna", ship=0.6, varna=0.6, tug=0.5)
    far = note("b", "What the wheat market makes of it", ship=0.1, wheat=0.9)
    assert headline.choose(Profile(0, 0, CENTRE, ("a", "b"), "b"), [near, far]) == near


def test_a_headline_is_kept_unless_another_is_clearly_better() -> None:
    held = note("a", "Ship adrift near Varna harbour", ship=0.6, varna=0.6)
    slightly = note("b", "Tugs hold ship off Varna", ship=0.6, varna=0.6, tug=0.2)
    assert headline.choose(Profile(0, 0, CENTRE, ("a", "b"), "a"), [held, slightly]) == held


def test_questions_shouts_and_single_words_speak_for_nobody() -> None:
    plain = note("a", "Tugs hold ship off Varna", ship=0.6, varna=0.6)
    for title in (
        "SHIP ADRIFT OFF VARNA",
        "Who let the ship drift off Varna?",
        "Adrift",
        "Live: ship off Varna",
        "Opinion: the ship off Varna is ours",
        "In pictures: ship off Varna",
        "Correction: ship off Varna",
        "Ship off Varna live: the latest",
        "Ship off Varna: latest updates",
    ):
        other = note("b", title, ship=0.6, varna=0.6)
        assert headline.merit(other.title) < headline.merit(plain.title)


def test_a_story_without_remembered_members_keeps_its_title() -> None:
    assert headline.choose(Profile(0, 0, CENTRE, (), "a"), []) is None


def test_a_report_that_its_source_took_back_speaks_for_nobody() -> None:
    reports = [
        item("Grain ship adrift off Varna was attacked", REWRITE, source="post"),
        item("Grain ship adrift off Varna", WIRE, at=1, source="wire"),
        item(
            "Retraction: Grain ship off Varna",
            "Nobody attacked the Maria Stella off Varna, the harbour authority says; two tugs hold the "
            "grain ship off the breakwater, and the report is withdrawn.",
            at=2,
            source="post",
        ),
    ]
    (story,) = step(Memory(), reports[:2], ()).stories
    assert story.title == reports[0].title
    (story,) = step(Memory(), reports, ()).stories
    assert story.title == reports[1].title
    (story,) = step(Memory(), reports[::2], ()).stories
    assert story.title == reports[2].title


def test_words_that_begin_like_live_or_watch_speak_for_a_story() -> None:
    for title in (
        "Liverpool ship adrift off Varna",
        "Livestock ship adrift off Varna",
        "Watchdog fines ship off Varna",
        "Videogame ship sold off Varna",
        "Opinion of judge frees the ship",
    ):
        assert headline.merit(title) == headline.merit("Tugs hold ship off Varna")


def edited(title: str, hours: float, key: str = "first") -> Edited:
    return Edited(key, title, WIRE, START + timedelta(hours=hours))


def test_a_story_bears_the_headline_that_its_source_wrote_anew_and_so_does_its_thread() -> None:
    memory = Memory()
    step(memory, [item("Captain arrested over grain ship off Varna", WIRE, key="first")], ())
    asked = edited("Captain questioned, not arrested, over grain ship off Varna", 2)
    other = item("Kestrel win at the death", MATCH, at=2)
    changed = step(memory, [other], (), edited=[asked])
    assert asked.title in [story.title for story in changed.stories]
    assert asked.title in [thread.title for thread in changed.threads]
    assert step(memory, [], (), edited=[asked]).stories == ()  # told again
    grown = step(memory, [item("Tugs save grain carrier at Varna", REWRITE, at=3)], ())
    (story,) = grown.stories
    assert (story.title, story.item_count) == (asked.title, 2)


def test_a_new_headline_lasts_when_the_edit_is_forgotten() -> None:
    memory = Memory()
    step(memory, [item("Captain arrested over grain ship off Varna", WIRE, key="first")], ())
    asked = edited("Captain questioned over grain ship off Varna", 2)
    step(memory, [item("Tugs?", REWRITE, at=24 * 5)], (), edited=[asked])
    (story,) = step(memory, [item("Under tow?", FOLLOW_UP, at=24 * 10)], ()).stories
    assert (story.title, story.item_count) == (asked.title, 3)
    assert memory.editions.of("first") is None


def test_an_edit_of_a_headline_that_a_story_does_not_bear_changes_nothing() -> None:
    memory = Memory()
    reports = [
        item("Captain arrested over grain ship off Varna", WIRE, key="first"),
        item("Tugs?", REWRITE, at=1, key="second"),
    ]
    step(memory, reports, ())
    assert step(memory, [], (), edited=[edited("Tugs!", 2, "second")]).stories == ()


def test_a_thread_that_a_person_named_keeps_its_name() -> None:
    memory = Memory()
    (thread,) = step(memory, [item("Captain arrested", WIRE, key="first")], ()).threads
    named = compiled([Correction("rename", thread=thread.id, title="The ship")])
    changed = step(memory, [], (), corrections=named, edited=[edited("Captain questioned", 1)])
    assert [story.title for story in changed.stories] == ["Captain questioned"]
    assert [one.title for one in changed.threads] == ["The ship"]
