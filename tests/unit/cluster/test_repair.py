"""Two stories become one only where nothing tells them apart."""

from dataclasses import replace

import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.changes import Tuning
from syndicate.cluster.similarity import Score
from syndicate.cluster.step import DEFAULTS
from syndicate.cluster.stories import Measure
from syndicate.model import Clustering
from tests.unit.cluster.news import item

SHIP = "Grain ship Maria Stella adrift off Varna"
VOTE = "Pension reform passes in Varna council"
ASIDES = ("gale", "divers", "insurers")


def tuning(*, twin_words: float, loose: float = 0.0) -> Tuning:
    """How near two stories must be to be one, and how far two halves to be two."""
    plain = DEFAULTS.story.plain
    full, titled = (
        replace(form, bar=0.5, background=0.0, twin_words=twin_words, loose=loose)
        for form in (plain.full, plain.titled)
    )
    return replace(DEFAULTS, story=replace(DEFAULTS.story, plain=Measure(full, titled)))


def last_of_six(by: Tuning) -> Clustering:
    """Three reports of each of two events, which were not near enough before the last came."""
    memory = Memory()
    reports = [
        item(f"{title}: {aside}", at=0.1 * number, key=f"i{number}")
        for number, (title, aside) in enumerate(
            (title, aside) for title in (SHIP, VOTE) for aside in ASIDES
        )
    ]
    step(memory, reports[:-1], (), tuning(twin_words=1.0))
    return step(memory, reports[-1:], (), by)


def test_two_stories_that_are_near_enough_are_merged() -> None:
    (event,) = last_of_six(tuning(twin_words=0.0)).events
    assert (event.kind, event.by) == ("merge", "repair")
    assert len(event.moved) == 3


@pytest.mark.parametrize("twin_words", [0.0, 1.0])
def test_two_stories_that_would_be_parted_again_are_not(twin_words: float) -> None:
    assert last_of_six(tuning(twin_words=twin_words, loose=0.5)).events == ()


@pytest.mark.parametrize(("late", "are_one"), [(0.0, True), (-0.04, False)])
def test_the_more_time_lies_between_two_stories_the_nearer_they_must_be(
    late: float, are_one: bool
) -> None:
    form = DEFAULTS.story.plain.full
    score = Score(0.0, (("words", form.twin_words + 0.02), ("time", late)))
    assert form.are_twins(score) is are_one
