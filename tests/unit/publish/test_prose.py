from __future__ import annotations

import pytest

from syndicate.publish import prose


@pytest.mark.parametrize(
    "words", ["زلزال في العراق", "צפון עיראק", "\u202etxt.exe", "\u2067mixed", "Peace \u200f!"]
)
def test_what_runs_from_right_to_left_moves_nothing_beside_it(words: str) -> None:
    assert prose.escaped(words) == f"<bdi>{words}</bdi>"
    assert prose.link(None, f"{words} & co") == f"<bdi>{words} &amp; co</bdi>"
    assert prose.link("https://a.example/", words) == (
        f'<a href="https://a.example/"><bdi>{words}</bdi></a>'
    )


@pytest.mark.parametrize(
    "words", ["Quake in Iraq", "伊拉克地震", "Землетрясение", "भूकंप", "แผ่นดินไหว", "👩‍🚀 up"]
)
def test_what_runs_from_left_to_right_stands_as_it_is(words: str) -> None:
    assert prose.escaped(words) == words
