"""Editors complete and check feeds.yaml by its JSON Schema, and the shipped file is an example that works."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from syndicate.config import load, schema
from tests.paths import ROOT
from tests.unit.config.test_load import DESIGN_SAMPLE

SHIPPED = ROOT / "feeds.yaml"


def validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema())


def forms() -> Iterator[tuple[str, dict[str, Any]]]:
    whole: dict[str, Any] = schema()
    yield "", whole
    yield from whole["$defs"].items()


def keys() -> set[str]:
    return {key for _, form in forms() for key in form["properties"]}


def test_the_schema_is_valid_itself_and_is_json() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


def test_every_key_is_described() -> None:
    for name, form in forms():
        for key, shape in form["properties"].items():
            assert shape.get("description"), f"{name}.{key}"


@pytest.mark.parametrize(
    "text", [SHIPPED.read_text("utf-8"), DESIGN_SAMPLE], ids=["shipped", "design"]
)
def test_the_examples_fit_the_schema(text: str) -> None:
    validator().validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    "text",
    [
        "titel: x",
        "sources: [{tags: [a]}]",
        "sources: [12]",
        "sources: [{url: 'https://a.example/', every: 5 minutes}]",
        "topics: {Bad Name: {any: [x]}}",
        "topics: {t: {title: x}}",
        "outputs: {o: {mode: itms}}",
        "outputs: {o: {limit: 0}}",
        "server: {port: 70000}",
    ],
)
def test_what_load_refuses_the_schema_refuses(text: str) -> None:
    assert not validator().is_valid(yaml.safe_load(text))


@pytest.mark.parametrize("text", ["outputs: {o: }", "contact:", "sources:", "server: {host: }"])
def test_keys_may_be_left_empty_in_the_schema_too(text: str) -> None:
    validator().validate(yaml.safe_load(text))


def test_the_shipped_file_loads_without_a_note() -> None:
    got = load(SHIPPED, {})
    assert len(got.sources) == 12
    assert (len(got.topics), len(got.outputs)) == (2, 3)
    assert got.notes == ()


def test_the_shipped_file_shows_every_key_with_a_remark() -> None:
    lines = SHIPPED.read_text("utf-8").splitlines()
    for key in keys():
        assert any(f"{key}:" in line for line in lines), key


def test_the_page_about_the_file_names_every_key() -> None:
    page = (ROOT / "docs" / "feeds-yaml.md").read_text("utf-8")
    for key in keys():
        assert f"`{key}" in page, key


def test_the_examples_of_the_page_load(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "feeds-yaml.md").read_text("utf-8")
    examples = [part.partition("```")[0] for part in page.split("```yaml\n")[1:]]
    assert examples
    environ = dict.fromkeys(("BLOG_TOKEN", "FEED_KEY", "DB_PASSWORD"), "x")
    (tmp_path / "token.txt").write_text("x")
    for number, example in enumerate(examples):
        path = tmp_path / f"{number}.yaml"
        path.write_text(example, "utf-8")
        load(path, environ)
