"""feeds.yaml is read as YAML 1.2, and no file brings the process down."""

from __future__ import annotations

import math
import os
import subprocess
import sys

import pytest
import yaml

from syndicate.config import yaml_nodes
from syndicate.config.faults import Plain
from syndicate.config.gate import LIMIT_BYTES
from syndicate.config.yaml_nodes import LIMIT_NODES, read
from tests.paths import SOURCE

# A file that ends the process would end the tests as well: each of these is read by a process of its own.
READ_IT = """
import sys, time
from pathlib import Path
from syndicate.config import parse
from syndicate.errors import ConfigError
def seconds(text):
    content, before, reason = text.encode(), time.process_time(), ""
    try:
        parse(content, path=Path("feeds.yaml"), environ={})
    except ConfigError as error:
        reason = error.problems[0].reason
    return time.process_time() - before, reason

source = "- {{url: 'https://example.com/feed/{}', tags: [a, b]}}\\n".format
seconds("sources:\\n" + source(0))  # what is set up once is no part of either
usual, nothing = seconds("sources:\\n" + "".join(map(source, range(2_500))))
assert not nothing, nothing
bomb, reason = seconds(eval(sys.argv[1]))
print(bomb / usual, reason)
"""
# Counting lines for coverage would count as time.
PLAIN = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
PLAIN["PYTHONPATH"] = str(SOURCE.parent)
BOMBS = {
    "brackets": "'a: ' + '[' * 100_000",
    "only brackets": "'[' * 100_000",
    "braces": "'a: ' + '{b: ' * 100_000",
    "block lists": "'a: ' + '\\n' + '- ' * 100_000",
    "question marks": "'? ' * 100_000",
    "a complex key": "'? ' + '[' * 100_000",
    "aliases": "'a: &a [x]\\n' + ''.join(f'{c}: &{c} [' + ('*' + b + ', ') * 9 + ']\\n' for b, c in zip('abcdefgh', 'bcdefghi'))",
    "merge keys": "'a: &a {x: y}\\n' + ''.join(f'{c}: &{c}\\n  <<: [' + ('*' + b + ', ') * 9 + ']\\n' for b, c in zip('abcdefgh', 'bcdefghi'))",
    "many aliases": "'sources:\\n' + '- *a\\n' * 60_000",
    "an alias of itself": "'sources: &a [*a]'",
    "size": "'#' * 3_000_000",
    "values": "'a: [' + 'b, ' * 600_000 + ']'",
    "tag directives": "''.join(f'%TAG !{n}! x\\n' for n in range(100_000)) + '--- a'",
    "a long number": "'server: {port: ' + '9' * 100_000 + '}'",
    "a long key": "'server: {\"' + 'k' * 1_000_000 + '\": 1}'",
    "unset secrets": "'sources:\\n' + '- ${A}\\n' * 60_000",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_in_no_more_time_than_twenty_thousand_sources_take(bomb: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_IT, bomb],
        capture_output=True,
        text=True,
        timeout=30,
        env=PLAIN,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    times, _, reason = done.stdout.partition(" ")
    assert reason.strip()
    assert float(times) < 8  # how fast the machine is cancels out: both were read by one process


def test_ten_thousand_sources_fit() -> None:
    source = "  - url: https://example.com/feed/{}\n    tags: [a, b]\n    every: 15m\n    republish: link\n"
    text = "sources:\n" + "".join(source.format(number) for number in range(10_000))
    sources = read(text).data["sources"]
    assert isinstance(sources, list)
    assert len(sources) == 10_000
    assert len(text) < LIMIT_BYTES
    assert LIMIT_NODES < 200_000


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("off", "off"),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("-7", -7),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("+.inf", math.inf),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2014-11-06", "2014-11-06"),
        ("1.2.3", "1.2.3"),
        ("-", "-"),
        (".", "."),
        ("<<", "<<"),
        ("true", True),
        ("FALSE", False),
        ("~", None),
        ("Null", None),
        ("", None),
        ("'true'", "true"),
        ('"7"', "7"),
        ("'~'", "~"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_values_are_those_of_yaml_1_2(written: str, value: Plain) -> None:
    text = "key: '-'" if written == "-" else f"key: {written}"
    got = read(text).data["key"]
    assert got == value
    assert type(got) is type(value)


def test_not_a_number_is_a_float() -> None:
    got = read("key: .nan").data["key"]
    assert isinstance(got, float)
    assert math.isnan(got)


def test_keys_are_always_text() -> None:
    assert read("no: 1\n2026: 2\n~: 3\n").data == {"no": 1, "2026": 2, "~": 3}


def test_every_key_and_value_has_its_place() -> None:
    tree = read("a:\n  - b: 'x'\n    ü: |\n      y\n")
    assert tree.keys[("a",)] == (1, 1)
    assert tree.values[("a",)] == (2, 3)
    assert tree.values[("a", 0, "b")] == (2, 8)
    assert tree.keys[("a", 0, "ü")] == (3, 5)
    assert tree.mark(("a", 0, "missing", "deeper")) == (2, 5)


def test_the_parser_without_c_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1, 'b', {c: no}]\nd: |\n  e\n"
    fast = read(text)
    monkeypatch.setattr(yaml_nodes, "LOADER", yaml.SafeLoader)
    assert read(text) == fast
