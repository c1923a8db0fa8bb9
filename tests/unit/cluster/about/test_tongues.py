from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.about.romanised import skeleton
from syndicate.cluster.about.tongues import Bar, Card, also_in
from syndicate.cluster.meaning.sentences import Sentence

BAR = Bar(rarity=0.9, rarity_alone=3.0, keys_alone=3)


def towards(*parts: float) -> Sentence:
    vector = np.array(parts, dtype=np.float32)
    return vector / np.float32(np.linalg.norm(vector))


QUAKE, MATCH = towards(1, 0, 0.1), towards(0, 1, 0.1)
CARDS = (
    Card("en-quake", "en", 0, 10, frozenset({"trk", "nkr", "#4100"}), QUAKE),
    Card("en-match", "en", 0, 10, frozenset({"ppl", "#13"}), MATCH),
    Card("fr-quake", "fr", 5, 20, frozenset({"trk", "nkr", "#4100"}), towards(1, 0.1, 0)),
    Card("fr-match", "fr", 5, 20, frozenset({"ppl", "#14"}), towards(0.1, 1, 0)),
)


def pairs(*cards: Card, bar: Bar = BAR) -> list[tuple[str, str]]:
    return [(link.one_id, link.other_id) for link in also_in(cards, bar)]


def test_threads_that_are_each_other_s_best_are_linked() -> None:
    assert pairs(*CARDS) == [("en-match", "fr-match"), ("en-quake", "fr-quake")]


def test_link_tells_what_it_stands_on() -> None:
    (link,) = also_in((CARDS[0], CARDS[2]), replace(BAR, rarity=0.5))
    assert link.cosine is not None
    assert link.cosine > 0.98
    assert set(link.shared) == {"trk", "nkr", "#4100"}


def test_vectors_alone_link_nothing() -> None:
    bare = replace(CARDS[2], keys=frozenset(), first=2 * 86400, last=2 * 86400 + 10)
    assert pairs(CARDS[0], bare) == []


def test_vectors_that_are_very_near_link_what_speaks_of_the_same_day() -> None:
    bare = replace(CARDS[2], keys=frozenset())
    assert pairs(CARDS[0], bare) == [("en-quake", "fr-quake")]
    assert pairs(CARDS[0], bare, bar=replace(BAR, sure=0.999)) == []


def test_words_alone_link_nothing_where_vectors_say_no() -> None:
    assert pairs(CARDS[0], replace(CARDS[2], sense=MATCH)) == []


def test_times_that_are_far_apart_link_nothing() -> None:
    later = replace(CARDS[2], first=10 * 86400, last=11 * 86400)
    assert pairs(CARDS[0], later) == []


def test_threads_of_one_language_are_never_linked() -> None:
    assert pairs(CARDS[0], replace(CARDS[2], language="en")) == []


def test_thread_has_one_partner_in_a_language() -> None:
    weaker = replace(CARDS[2], id="fr-weaker", sense=towards(1, 0.4, 0))
    assert ("en-quake", "fr-quake") in pairs(*CARDS, weaker)
    assert "fr-weaker" not in {name for pair in pairs(*CARDS, weaker) for name in pair}


def test_without_vectors_more_must_be_shared() -> None:
    bare = [replace(each, sense=None) for each in CARDS]
    assert pairs(*bare, bar=replace(BAR, rarity_alone=2.0)) == [("en-quake", "fr-quake")]
    assert pairs(*bare, bar=replace(BAR, rarity_alone=6.0)) == []


@given(st.permutations(CARDS))
def test_order_in_which_threads_are_handed_over_says_nothing(cards: list[Card]) -> None:
    assert also_in(cards, BAR) == also_in(CARDS, BAR)


@pytest.mark.parametrize(
    "names",
    [
        ("Biles", "Байлз"),
        ("Lukashenko", "Лукашенко", "لوكاشينكو"),
        ("Doncic", "Dončić", "Дончич"),
        ("Mitsotakis", "Μητσοτάκης"),
        ("Baghdadi", "بغدادي", "Багдади"),
        ("Tokayev", "Токаев"),
    ],
    ids=lambda names: str(names[0]),
)
def test_name_sounds_alike_in_every_alphabet(names: tuple[str, ...]) -> None:
    assert len({skeleton(name) for name in names}) == 1
    assert skeleton(names[0])


def test_other_names_sound_otherwise() -> None:
    assert len({skeleton(name) for name in ("Merkel", "Macron", "Erdogan", "Johnson", "Modi")}) == 5


@pytest.mark.parametrize("name", ["Ali", "東京", "Li", "", "ไทย"])
def test_name_of_few_consonants_or_of_another_script_is_no_evidence(name: str) -> None:
    assert skeleton(name) == ""


@given(st.text(max_size=20))
def test_any_text_has_a_skeleton_of_its_own_alphabet(name: str) -> None:
    assert set(skeleton(name)) <= set("pfkdtslmnr")
