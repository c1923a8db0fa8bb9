"""Any bytes are read or refused; what is written is what is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from syndicate.config import parse
from syndicate.config.yaml_core import value_of
from syndicate.config.yaml_nodes import read
from syndicate.errors import ConfigError, Problem

FILE = Path("feeds.yaml")
KEYS = [
    "title",
    "url",
    "contact",
    "server",
    "store",
    "fetch",
    "defaults",
    "sources",
    "topics",
    "outputs",
]
KEYS += [
    "tags",
    "every",
    "republish",
    "headers",
    "any",
    "all",
    "none",
    "like",
    "mode",
    "limit",
    "port",
]
SIGNS = [
    "${",
    "}",
    "file:",
    "\n",
    "\n  ",
    "\n- ",
    ": ",
    "[",
    "]",
    "{",
    ", ",
    "*a",
    "&a ",
    "!!int ",
    "? ",
    '"',
    "'",
]
SIGNS += [
    "#",
    "|\n",
    ">\n",
    "%TAG",
    "---\n",
    "\\",
    "https://",
    "https://a.example/",
    "15m",
    "1e999",
    ".nan",
    "\t",
]

slugs = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=12)
texts = words.map(lambda text: " ".join(text.split())).filter(bool)
told = texts.filter(lambda text: any(map(str.isalnum, text)))
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words | st.sampled_from(SIGNS),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(words | st.sampled_from(KEYS), inner, max_size=4)
    ),
    max_leaves=20,
)


def survives(content: bytes) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        parse(content, path=FILE, environ={"A": "x"})
    except ConfigError as error:
        problems = error.problems or (Problem("", 0, 0, "", ""),)
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)
    assert all(problem.reason for problem in problems)


@given(st.binary())
def test_no_bytes_do_more_than_be_refused(content: bytes) -> None:
    survives(content)


@given(st.lists(st.sampled_from(KEYS + SIGNS) | st.text(max_size=3), max_size=40))
def test_no_text_does_more_than_be_refused(parts: list[str]) -> None:
    survives("".join(parts).encode("utf-8", "surrogatepass"))


@given(st.dictionaries(st.sampled_from(KEYS), plain))
def test_no_values_do_more_than_be_refused(data: dict[str, Any]) -> None:
    survives(yaml.safe_dump(data, allow_unicode=True).encode())


@given(
    st.dictionaries(
        words,
        st.recursive(
            words,
            lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
            max_leaves=8,
        ),
    )
)
def test_texts_lists_and_mappings_are_read_as_they_were_written(data: dict[str, Any]) -> None:
    written = yaml.dump(data, Dumper=Quoting, allow_unicode=True)
    assert read(written).data == data


class Quoting(yaml.SafeDumper):
    """Writes every text in quotes, so that no schema has a say, and writes equal things twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


Quoting.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


@given(st.integers(), st.floats(allow_nan=False))
def test_numbers_are_read_as_they_were_written(whole: int, broken: float) -> None:
    if len(str(whole)) <= 100:
        assert value_of(str(whole)) == whole
    if broken not in (float("inf"), float("-inf")):
        assert value_of(repr(broken)) == broken


valid = st.fixed_dictionaries(
    {},
    optional={
        "title": texts,
        "sources": st.lists(
            slugs.map(lambda slug: f"https://a.example/{slug}")
            | st.fixed_dictionaries(
                {"url": slugs.map(lambda slug: f"https://b.example/{slug}")},
                optional={
                    "title": texts,
                    "tags": st.lists(slugs),
                    "every": st.sampled_from(["auto", "5m"]),
                },
            ),
            unique_by=lambda source: source if isinstance(source, str) else source["url"],
        ),
        "topics": st.dictionaries(
            slugs, st.fixed_dictionaries({"any": st.lists(told, min_size=1)})
        ),
        "outputs": st.dictionaries(
            slugs, st.fixed_dictionaries({}, optional={"limit": st.integers(1, 1000)})
        ),
    },
)


@given(valid)
def test_a_valid_file_gives_what_it_says(data: dict[str, Any]) -> None:
    got = parse(yaml.dump(data, Dumper=Quoting, sort_keys=False).encode(), path=FILE, environ={})
    sources = data.get("sources", [])
    assert [source.url for source in got.sources] == [
        source if isinstance(source, str) else source["url"] for source in sources
    ]
    assert {topic.slug: list(topic.any) for topic in got.topics} == {
        slug: list(dict.fromkeys(topic["any"])) for slug, topic in data.get("topics", {}).items()
    }
    assert [output.limit for output in got.outputs] == [
        output.get("limit", 100) for output in data.get("outputs", {}).values()
    ]
    assert (
        parse(yaml.dump(data, Dumper=Quoting, sort_keys=False).encode(), path=FILE, environ={})
        == got
    )
