"""How wide a topic is, told from its examples."""

import numpy as np
import pytest

from syndicate.cluster.declared import breadth
from syndicate.cluster.meaning.sentences import Sentence
from syndicate.cluster.words import terms
from syndicate.model import Topic
from tests.unit.cluster.news import item
from tests.unit.cluster.topical import match

ONE_EVENT = (
    "Ferry runs aground off the northern cape in fog",
    "Fog blamed as ferry runs aground off northern cape",
    "Ferry aground off the cape: crews take passengers off in fog",
)
ONE_AFFAIR = (
    "Ferry runs aground off the northern cape in fog",
    "Minister orders new rules for ships after the grounding",
    "Captain of the stranded vessel stands trial",
)


def at_angle(cosine: float) -> tuple[Sentence, Sentence]:
    one = np.array([1.0, 0.0], np.float32)
    return one, np.array([cosine, np.sqrt(1.0 - cosine**2)], np.float32)


@pytest.mark.parametrize(
    ("cosine", "share"), [(1.0, 1.0), (0.7, 1.0), (0.525, 0.85), (0.35, 0.7), (-1.0, 0.7)]
)
def test_the_less_examples_mean_alike_the_less_an_item_must(cosine: float, share: float) -> None:
    assert breadth.by_meaning(at_angle(cosine)) == pytest.approx(share, abs=1e-6)


def test_a_single_example_tells_nothing_of_breadth() -> None:
    assert breadth.by_meaning(at_angle(0.0)[:1]) == 1.0
    assert breadth.by_words([terms.read_text(ONE_EVENT[0])]) == 1.0


def test_words_tell_of_breadth_as_well() -> None:
    event, affair = ([terms.read_text(text) for text in texts] for texts in (ONE_EVENT, ONE_AFFAIR))
    assert breadth.LEAST <= breadth.by_words(affair) < breadth.by_words(event) <= 1.0


def test_examples_in_other_languages_do_not_make_a_topic_wide_by_words() -> None:
    same = terms.read_text(ONE_EVENT[0], "", "en")
    other = terms.read_text("Fähre läuft im Nebel vor dem Nordkap auf Grund", "", "de")
    assert breadth.by_words([same, same, other]) == breadth.by_words([same, same]) == 1.0


def test_examples_of_an_affair_find_what_examples_of_one_event_leave_out() -> None:
    report = item("Inquiry into the stranded ferry hears the captain and the minister")
    assert match(Topic("affair", "Affair", like=ONE_AFFAIR), report) is not None
    assert match(Topic("event", "Event", like=ONE_EVENT), report) is None
