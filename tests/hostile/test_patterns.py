"""Patterns read what a feed made for them no more than once: not again from each of its letters."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from syndicate.cluster.declared import signs, spellings
from syndicate.cluster.texts import fingerprint
from syndicate.normalize.markup import embeds, html, pictures
from syndicate.spoken import plain
from syndicate.store.words import words
from tests.unit.normalize.test_item import rss


def starts(pattern: re.Pattern[str], text: str) -> int:
    """At how many places of a text it finds something."""
    return sum(pattern.match(text, at) is not None for at in range(len(text)))


@pytest.mark.parametrize("length", [10, 100, 1000])
def test_a_candidate_of_a_set_of_pictures_begins_nowhere_within_it(length: int) -> None:
    assert starts(pictures._CANDIDATE, f"{'a' * length}, {'b' * length}") == 2
    assert starts(pictures._CANDIDATE, f"{' ' * length}a") == 1


@pytest.mark.parametrize("count", [2, 20, 200])
def test_a_frame_and_an_annotation_end_before_another_begins(count: int) -> None:
    assert starts(embeds._FRAME, "<iframe " * count + ">") == 1
    assert starts(html._ANNOTATION, "<annotation>" * count + "</annotation>") == 1


@pytest.mark.parametrize("length", [1000, 100_000])
def test_a_site_is_looked_for_in_no_more_of_a_title_than_names_have(
    monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    given: list[str | None] = []

    def sites(*titles: str | None) -> frozenset[str]:
        given.extend(titles)
        return frozenset()

    monkeypatch.setattr("syndicate.normalize.furniture.headline.sites", sites)
    rss(
        f"<title>Pier</title><source url='https://q.example/'>a{chr(0xA0) * length}b{'c' * length}</source>"
    )
    assert max(len(title or "") for title in given) <= 256


def test_what_is_made_for_patterns_is_still_read() -> None:
    shown = html.sanitize(
        f'<img src="/a.jpg" srcset="{"a" * 8000} x, /b.jpg 2x">', "https://q.example/"
    )
    assert 'src="https://q.example/a.jpg"' in shown
    assert 'srcset="https://q.example/x, https://q.example/b.jpg 2x"' in shown


@pytest.mark.parametrize(
    "read",
    [fingerprint.take, spellings.even, signs.folded, plain, words],
    ids=lambda one: one.__name__,
)
def test_marks_without_end_on_one_letter_are_not_put_in_order(
    read: Callable[[str], object],
) -> None:
    """To sort these takes five seconds; a body holds six times as many, and that takes minutes."""
    text = f"Talks {chr(0xF73) * 40_000} end"
    began = time.process_time()
    read(text)
    assert time.process_time() - began < 2
