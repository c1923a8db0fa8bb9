"""Two stories become one only where nothing tells them apart."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.changes import Tuning
from syndicate.cluster.decisions.corrections import NONE, compiled
from syndicate.cluster.minting import minted
from syndicate.cluster.similarity import Score
from syndicate.cluster.step import DEFAULTS
from syndicate.cluster.stories import Measure
from syndicate.cluster.threads import Bar
from syndicate.model import Clustering, Correction, Item
from tests.unit.cluster.news import item

SHIP = "Grain ship Maria Stella adrift off Varna"
VOTE = "Pension reform passes in Varna council"
PENSION = "Pension reform divides Burgas"
ASIDES = ("gale", "divers", "insurers")
# The ids of what the first report of each event opens, where the second does not enter the thread of the first.
SHIP_STORY, VOTE_STORY = minted("s", "i0"), minted("s", "i3")
SHIP_THREAD, VOTE_THREAD = minted("t", "i0"), minted("t", "i3")
NEVER, ALWAYS = Bar(plain=9.0), Bar(plain=0.0, unsure=0.0, time=0.0)


def tuning(*, twin_words: float, loose: float = 0.0, thread: Bar = DEFAULTS.thread) -> Tuning:
    """How near two stories must be to be one, how far two halves to be two, and what continues a thread."""
    plain = DEFAULTS.story.plain
    full, titled = (
        replace(form, bar=0.5, background=0.0, twin_words=twin_words, loose=loose)
        for form in (plain.full, plain.titled)
    )
    story = replace(DEFAULTS.story, plain=Measure(full, titled))
    return replace(DEFAULTS, story=story, thread=thread)


def reports_of(*titles: str, hours: float = 0.1) -> list[Item]:
    """Three reports of each event, one after the other."""
    headlines = [f"{title}: {aside}" for title in titles for aside in ASIDES]
    return [item(each, at=hours * n, key=f"i{n}") for n, each in enumerate(headlines)]


SIX = tuple(reports_of(SHIP, VOTE))


def last_of(
    by: Tuning,
    reports: Sequence[Item] = SIX,
    *,
    thread: Bar = DEFAULTS.thread,
    decisions: Sequence[Correction] = (),
) -> Clustering:
    """Reports of two events, which were not near enough before the last came."""
    memory, corrections = Memory(), compiled(decisions) if decisions else NONE
    step(memory, reports[:-1], (), tuning(twin_words=1.0, thread=thread), corrections)
    return step(memory, reports[-1:], (), by, corrections)


def merged(done: Clustering) -> list[tuple[str, str]]:
    return [(event.from_id, event.into_id) for event in done.events]


def counts(done: Clustering) -> dict[str, tuple[int, int]]:
    """How many stories and items each thread has that lives."""
    live = [thread for thread in done.threads if thread.merged_into is None]
    return {thread.id: (thread.story_count, thread.item_count) for thread in live}


def test_two_stories_that_are_near_enough_are_merged() -> None:
    (event,) = last_of(tuning(twin_words=0.0)).events
    assert (event.kind, event.by) == ("merge", "repair")
    assert len(event.moved) == 3


def test_thread_whose_only_story_was_merged_away_leads_on_to_that_of_the_older_one() -> None:
    done = last_of(tuning(twin_words=0.0, thread=NEVER), thread=NEVER)
    assert merged(done) == [(VOTE_STORY, SHIP_STORY)]
    assert done.events[0].thread_id == VOTE_THREAD
    assert {each.id: each.merged_into for each in done.stories}[VOTE_STORY] == SHIP_STORY
    assert counts(done) == {SHIP_THREAD: (1, 6)}
    assert {each.id: each.merged_into for each in done.threads}[VOTE_THREAD] == SHIP_THREAD
    (whole,) = [each for each in done.stories if each.id == SHIP_STORY]
    assert (whole.item_count, whole.updated_at) == (6, SIX[-1].seen_at)


@pytest.mark.parametrize("titles", [(SHIP, PENSION, VOTE), (PENSION, SHIP, VOTE)])
def test_of_two_stories_that_a_third_may_be_merged_into_the_nearer_is_chosen(
    titles: Sequence[str],
) -> None:
    done = last_of(tuning(twin_words=0.0, thread=NEVER), reports_of(*titles), thread=NEVER)
    assert merged(done) == [(minted("s", "i6"), minted("s", f"i{3 * titles.index(PENSION)}"))]


def test_two_stories_of_one_thread_count_there_as_one_when_they_are_merged() -> None:
    done = last_of(tuning(twin_words=0.0))
    assert counts(done) == {SHIP_THREAD: (1, 6)}
    assert done.events[0].thread_id == "", "no item left its thread"


@pytest.mark.parametrize(("hours", "are_one"), [(6.0, True), (15.0, False)])
def test_story_that_readers_have_known_for_a_day_is_not_merged_away(
    hours: float, are_one: bool
) -> None:
    by = tuning(twin_words=-1.0, thread=NEVER)
    assert bool(last_of(by, reports_of(SHIP, VOTE, hours=hours), thread=NEVER).events) is are_one


@pytest.mark.parametrize("named", [SHIP_THREAD, VOTE_THREAD])
def test_story_is_not_merged_out_of_a_thread_that_a_person_spoke_of_nor_into_it(named: str) -> None:
    decision = Correction("rename", thread=named, title="Varna")
    by = tuning(twin_words=0.0, thread=NEVER)
    assert not last_of(by, thread=NEVER, decisions=[decision]).events


def test_stories_of_one_thread_are_merged_though_a_person_gave_it_its_title() -> None:
    decision = Correction("rename", thread=SHIP_THREAD, title="Varna")
    done = last_of(tuning(twin_words=0.0), decisions=[decision])
    assert merged(done) == [(VOTE_STORY, SHIP_STORY)]


def test_stories_with_headlines_that_differ_in_a_number_alone_are_never_merged() -> None:
    reports = reports_of("Ferry fire off Varna kills 3", "Ferry fire off Varna kills 5")
    assert not last_of(tuning(twin_words=0.0, thread=NEVER), reports, thread=NEVER).events


def test_story_alone_in_its_thread_enters_the_one_that_it_turns_out_to_continue() -> None:
    done = last_of(tuning(twin_words=1.0, thread=ALWAYS), thread=NEVER)
    assert merged(done) == [(VOTE_THREAD, SHIP_THREAD)]
    assert done.events[0].moved == (VOTE_STORY,)
    assert {each.id: each.thread_id for each in done.stories}[VOTE_STORY] == SHIP_THREAD
    assert {each.id: each.merged_into for each in done.threads}[VOTE_THREAD] == SHIP_THREAD
    assert counts(done) == {SHIP_THREAD: (2, 6)}


def test_of_two_threads_of_one_story_that_with_more_items_keeps_its_id() -> None:
    done = last_of(tuning(twin_words=1.0, thread=ALWAYS), SIX[1:], thread=NEVER)
    assert merged(done) == [(minted("t", "i1"), VOTE_THREAD)]


def test_thread_of_several_stories_is_not_merged_away() -> None:
    memory, reports = Memory(), SIX
    dockers = item("Dockers of Varna strike against later pensions", at=0.35)
    step(memory, reports[:4], (), tuning(twin_words=1.0, thread=NEVER))
    (thread,) = step(memory, [dockers], (), tuning(twin_words=1.0, thread=ALWAYS)).threads
    assert (thread.id, thread.story_count) == (VOTE_THREAD, 2)
    assert not step(memory, reports[4:], (), tuning(twin_words=1.0, thread=ALWAYS)).events


@pytest.mark.parametrize(
    "decision",
    [
        Correction("rename", thread=VOTE_THREAD, title="Pensions"),
        Correction("apart", (SHIP_THREAD, VOTE_THREAD)),
        Correction("exclude", ("i4",), SHIP_THREAD),
    ],
    ids=["has a name", "kept apart", "put out of the other"],
)
def test_thread_is_not_merged_away_against_what_a_person_decided(decision: Correction) -> None:
    by = tuning(twin_words=1.0, thread=ALWAYS)
    assert not last_of(by, thread=NEVER, decisions=[decision]).events


@pytest.mark.parametrize(("hours", "are_one"), [(48.0, True), (96.0, False)])
def test_thread_that_readers_have_known_for_a_week_is_not_merged_away(
    hours: float, are_one: bool
) -> None:
    by = tuning(twin_words=1.0, thread=ALWAYS)
    assert bool(last_of(by, reports_of(SHIP, VOTE, hours=hours), thread=NEVER).events) is are_one


@pytest.mark.parametrize("twin_words", [0.0, 1.0])
def test_two_stories_that_would_be_parted_again_are_not(twin_words: float) -> None:
    assert last_of(tuning(twin_words=twin_words, loose=0.5)).events == ()


@pytest.mark.parametrize(("late", "are_one"), [(0.0, True), (-0.04, False)])
def test_the_more_time_lies_between_two_stories_the_nearer_they_must_be(
    late: float, are_one: bool
) -> None:
    form = DEFAULTS.story.plain.full
    score = Score(0.0, (("words", form.twin_words + 0.02), ("time", late)))
    assert form.are_twins(score) is are_one
