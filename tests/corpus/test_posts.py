"""Posts of many systems, their furniture labelled: no text is cut, hardly any furniture is left."""

from __future__ import annotations

import pytest

from tests.furniture import SYSTEMS, posts, total

LEFT = 0.02  # of the characters of furniture, in posts that the rules were made with
LEFT_UNSEEN = 0.2


@pytest.mark.parametrize("system", SYSTEMS)
def test_furniture_goes_and_every_word_of_the_text_stays(system: str) -> None:
    known, held_out = (total(system, held_out=held_out) for held_out in (False, True))
    assert known.cut == held_out.cut == 0
    assert known.left <= LEFT * known.furniture
    assert held_out.left <= LEFT_UNSEEN * held_out.furniture


def test_there_are_posts_of_six_systems_and_in_many_languages() -> None:
    found = [post for system in SYSTEMS for post in posts(system)]
    assert len(found) >= 60
    assert len(SYSTEMS) >= 6
    assert {"en", "de", "fr", "es", "ru", "ar"} <= {post.language for post in found}
    assert all(post.text for post in found)
