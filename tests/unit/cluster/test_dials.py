"""Dials move the bars, and nothing else."""

from __future__ import annotations

import pytest

from syndicate.cluster.changes import DEFAULTS
from syndicate.cluster.dials import tuning
from syndicate.model import Dial, Dials


def test_normal_is_what_was_set_on_labelled_news() -> None:
    assert tuning(Dials()) == DEFAULTS
    assert tuning(Dials(1.0, 1.0)) == DEFAULTS


@pytest.mark.parametrize("words", [8, 20, 48])
def test_strict_asks_for_more_and_loose_for_less(words: int) -> None:
    order: list[Dial] = [0.5, "loose", "normal", "strict", 2.0]
    told = [tuning(Dials(dial, dial)) for dial in order]
    for sensed in (True, False):
        measures = [one.story.sensed if sensed else one.story.plain for one in told]
        forms = [measure.by(words) for measure in measures]
        bars = [form.bar for form in forms]
        twins = [form.twin_words for form in forms]
        assert bars == sorted(set(bars))
        assert twins == sorted(set(twins))
        threads = [one.thread.at(1000, sensed=sensed) for one in told]
        assert threads == sorted(set(threads))


def test_each_dial_moves_its_own_bars_only() -> None:
    assert tuning(Dials(stories="strict")).thread == DEFAULTS.thread
    assert tuning(Dials(threads="strict")).story == DEFAULTS.story
