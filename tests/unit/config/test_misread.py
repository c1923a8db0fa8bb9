"""Words of topics that are read otherwise than they were probably meant are noted, and stop nothing."""

from pathlib import Path

import pytest

from syndicate.config.load import parse


def notes(text: str) -> list[str]:
    return [str(note) for note in parse(text.encode(), path=Path("feeds.yaml"), environ={}).notes]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("Irak*", "holds a *"), ("*stan", "holds a *"), ("Iraq OR Syria", "looks for OR"),
        ("Iraq AND Syria", "looks for AND"), ("Iraq NOT Iran", "looks for NOT"), ("NOT Iran", "looks for NOT"),
        ("Iraq|Syria", "holds a |"), ("-Syria", "begins with a -"), ("/ira[qk]/i", "looks like a pattern"),
    ],
)  # fmt: skip
def test_what_is_no_pattern_here_is_noted(word: str, told: str) -> None:
    (note,) = notes(f"topics:\n  t:\n    all: [oil]\n    any: ['{word}']\n")
    assert note.startswith(f"feeds.yaml:4:11: topics.t.any[0]: {told}")
    assert note.endswith(")"), "it says what to do"


@pytest.mark.parametrize(
    "word",
    ["M*A*S*H", "TRUTH OR DARE", "Portland OR", "F-16", "C++", "24/7", "Yahoo!", "AT&T", "rock and roll"],
)  # fmt: skip
def test_a_name_with_a_sign_is_taken_as_it_is(word: str) -> None:
    assert not notes(f"topics: {{t: {{any: ['{word}']}}}}")


def test_names_are_looked_at_too() -> None:
    text = "names: {Iraq: ['Irak*']}\ntopics: {t: {any: [Iraq, Nile], names: {Nile: ['Nil*']}}}\n"
    first, second = notes(text)
    assert first.startswith("feeds.yaml:1:16: names.Iraq[0]: holds a *")
    assert second.startswith("feeds.yaml:2:48: topics.t.names.Nile[0]: holds a *")


@pytest.mark.parametrize("key", ["any", "all", "phrase"])
def test_what_a_topic_asks_for_and_forbids_is_noted(key: str) -> None:
    (note,) = notes(f"topics:\n  t:\n    {key}: [oil, Iraq]\n    none: [iraq]\n")
    column = len(f"    {key}: [oil, ") + 1
    assert note.startswith(
        f"feeds.yaml:3:{column}: topics.t.{key}[1]: stands under none, too, so that nothing"
    )
