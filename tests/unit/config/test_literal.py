"""What is taken as it is written, and was probably meant otherwise, is noted and stops nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from syndicate.config.load import parse


def notes(text: str, **environ: str) -> list[str]:
    found = parse(text.encode(), path=Path("feeds.yaml"), environ=environ)
    return [str(note) for note in found.notes]


@pytest.mark.parametrize("value", ["$TOKEN", "Bearer $TOKEN"])
def test_a_variable_without_braces_is_noted(value: str) -> None:
    text = f"sources:\n  - url: https://a.example/\n    headers: {{Authorization: {value}}}\n"
    assert notes(text, TOKEN="x") == [
        "feeds.yaml:3:30: sources[0].headers.Authorization: is sent as it stands, for a name needs braces (write ${NAME})"
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('title: "${NAME}"\n', "1:8: title"),
        ('outputs: {o: {title: "all of ${file:x}"}}\n', "1:22: outputs.o.title"),
        ('topics: {t: {any: ["${NAME}"]}}\n', "1:20: topics.t.any[0]"),
    ],
)
def test_a_reference_where_none_is_replaced_is_noted(text: str, place: str) -> None:
    (note,) = notes(text, NAME="x")
    assert note.startswith(f"feeds.yaml:{place}: holds ${{, which nothing replaces here (")


@pytest.mark.parametrize("letter", ["\u200b", "\u00ad", "\ufeff"])
@pytest.mark.parametrize("form", ["{}", "{{url: {}}}"])
def test_a_letter_that_nobody_sees_in_an_address_is_noted(letter: str, form: str) -> None:
    (note,) = notes(f"sources: [{form.format(f'https://a.example/feed{letter}')}]\n")
    assert f"holds U+{ord(letter):04X}, which nobody sees (remove it)" in note


def test_what_a_reference_stands_for_is_not_looked_at() -> None:
    text = (
        "sources:\n"
        '  - url: "https://a.example/?${KEY}"\n'
        '    was: "https://a.example/?${OLD}"\n'
        '    headers: {X-Key: "${TOKEN}", X-Price: "$${5}", X-Sum: $5}\n'
    )
    assert notes(text, KEY="a\u200bb", TOKEN="$NAME") == []
