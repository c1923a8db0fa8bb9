"""A file that cannot be read as YAML is told where it stumbles, and what to do."""

from __future__ import annotations

import pytest

from tests.unit.config.refused import only, parsed_or_not, problems


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "1:1: is empty (begin with `sources:` and a list of feed addresses)"),
        (
            b"# only a remark\n",
            "1:1: is empty (begin with `sources:` and a list of feed addresses)",
        ),
        (b"---\n", "1:1: is empty (begin with `sources:` and a list of feed addresses)"),
        (
            b"- https://a.example/",
            "1:1: is a list, not a mapping of keys (put the list under `sources:`)",
        ),
        (b"https://a.example/", "1:1: is not a mapping of keys (begin with `sources:`)"),
        (
            b"title: a\n---\ntitle: b",
            "2:1: holds a second document (join them into one and remove the `---`)",
        ),
        (
            "title: ä\nurl: \xe9".encode("latin-1"),
            "1:8: is not UTF-8 from here on (save it as UTF-8)",
        ),
        ("title: a".encode("utf-16"), "1:1: is written in UTF-16 (save it as UTF-8)"),
        (
            b"title: a\nurl: \0",
            "2:6: holds the character U+0000, which YAML does not allow (remove it, or save the file as plain text)",
        ),
        (b"sources:\n\t- a", "2:1: a tab stands where only spaces may (indent with spaces)"),
        (b"title: 'a\nurl: b", "1:8: a quote opens here and is never closed (close it)"),
        (b"title: a\n%TAG ! x", "2:1: %TAG is not used here (remove the line)"),
    ],
)
def test_a_file_that_is_no_yaml_is_told_what_to_do(text: bytes, told: str) -> None:
    assert only(text) == f"feeds.yaml:{told}"


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c",
        "a: [1, 2\nb: 3",
        "a: {b: ${X}}",
        "a: @b",
        "a:\n- b\nc",
        'a: "\\q"',
        "a:\n  - b\n c: d",
    ],
)
def test_broken_yaml_has_a_place_and_a_hint(text: str) -> None:
    (problem,) = problems(text)
    assert problem.reason.startswith("is not YAML: ")
    assert problem.hint


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "a:\n  - b\n\t- c",
            "3:1: is not YAML: found a tab character that violates indentation (indent with spaces)",
        ),
        (
            "a: - b",
            "1:4: is not YAML: block sequence entries are not allowed in this context (write the first - on a line of its own, or [one, two])",
        ),
        (
            "a:\n\u00a0 - b\n  - c: d",
            "2:1: is indented with U+00A0, which YAML takes for a letter (write plain spaces)",
        ),
        (
            "a: one\u2028two\nb: c",
            "1:7: holds U+2028, which YAML takes for the end of a line (remove it)",
        ),
        (
            "a: b\n<<<<<<< mine\nc: d\n=======\nc: e\n>>>>>>> theirs\n",
            "2:1: holds the marks of a merge that was not finished (keep one side, and remove the lines of <<<<<<<, ======= and >>>>>>>)",
        ),
    ],
)
def test_what_an_editor_does_not_show_is_found_where_it_stands(text: str, told: str) -> None:
    assert only(text) == f"feeds.yaml:{told}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "sources:\n  - a\n  - url: b\n    tags: [x, y\n    every: 1h\n",
            (
                "5:10: is not YAML: did not find expected ',' or ']' "
                "(close the list that opens on line 4 with ]; put values that hold [, ] or , in quotes)"
            ),
        ),
        (
            "title: T\nsources\n  - a\n  - url: b\n",
            "2:1: is not YAML: could not find expected ':' (a key is followed by a colon and a space)",
        ),
        (
            "title:T\n",
            "1:1: is not a mapping of keys (a key is followed by a colon and a space)",
        ),
        (
            "sources:\n  -a\n  - url: b\n",
            "2:4: a - without a space begins no item (write a space after it)",
        ),
        (
            "title: 'World's desk'\n",
            (
                "1:15: a text in quotes ends before this "
                "(write '' for an apostrophe between single quotes, or put the text in double quotes)"
            ),
        ),
        (
            'sources:\n  - "a" b\n',
            (
                "2:9: a text in quotes ends before this "
                "(write '' for an apostrophe between single quotes, or put the text in double quotes)"
            ),
        ),
        (
            "topics: {t: {any: [*Iraq*]}}\n",
            (
                "1:25: is not YAML: did not find expected alphabetic or numeric character "
                '(put text that holds ": " or begins with a sign such as @, &, *, {, [ or % in quotes)'
            ),
        ),
    ],
)
def test_what_is_told_is_the_slip_and_not_what_the_parser_made_of_it(text: str, told: str) -> None:
    assert only(text) == f"feeds.yaml:{told}"


@pytest.mark.parametrize("text", ["a: @b", "a: 'b\u2028c'\nd: e: f"])
def test_what_stands_in_good_lines_is_not_blamed(text: str) -> None:
    assert not any("which YAML takes" in problem.reason for problem in parsed_or_not(text))


def test_tags_and_aliases_are_refused_and_nothing_else_is_said_of_their_values() -> None:
    text = "title: !!python/object:os.system x\nurl: *a\nsources: !x [1]\n"
    assert [problem.reason for problem in problems(text)] == [
        "tags (!!python/object:os.system) are not used here",
        "aliases (*name) are not used here",
        "tags (!x) are not used here",
    ]


def test_a_key_must_be_text() -> None:
    assert only("? [a, [b]]\n: {c: d}\n") == "feeds.yaml:1:3: a key must be plain text"
