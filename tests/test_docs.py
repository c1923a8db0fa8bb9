"""What people can set, type, ask for or scrape is documented."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Any

import click
import pytest

from syndicate.cli.main import HOMES, main
from syndicate.config import parse, schema
from syndicate.config.corrections import parse_corrections
from syndicate.metrics import Metrics
from syndicate.web.app import ROUTES
from tests.paths import ROOT

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


def keys(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        properties: dict[str, Any] = node.get("properties", {})
        yield from properties
        for value in node.values():
            yield from keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from keys(value)


def sections(page: Path) -> set[str]:
    """Give the names of a page's headings, as GitHub makes them."""
    prose = re.sub(r"^```.*?^```", "", page.read_text(), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}


@pytest.mark.parametrize("key", sorted(set(keys(schema()))))
def test_every_setting_is_documented_and_shown_in_the_example(key: str) -> None:
    assert f"`{key}" in (DOCS / "feeds-yaml.md").read_text()
    assert re.search(rf"\b{key}:", (ROOT / "feeds.yaml").read_text())


@pytest.mark.parametrize("name", sorted(HOMES))
def test_every_command_and_its_options_are_documented(name: str) -> None:
    page = (DOCS / "commands.md").read_text()
    assert f"`syndicate {name}" in page
    command = main.get_command(click.Context(main), name)
    assert command is not None
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert any(option in page for option in parameter.opts), parameter.opts


@pytest.mark.parametrize("path", sorted({route.path for route in ROUTES}))
def test_every_route_is_documented(path: str) -> None:
    shown = re.sub(r"\{(\w+)(:[^{}]*)?\}", "{}", path.replace("{suffix:atom|rss|json}", "*"))
    page = re.sub(r"\{atom,rss,json\}", "*", (DOCS / "http.md").read_text())
    assert f"`{shown}" in re.sub(r"\{(\w+)\}", "{}", page)


def test_every_metric_is_documented() -> None:
    page = (DOCS / "operations.md").read_text()
    exposition = Metrics().exposition()[0].decode()
    names = set(re.findall(r"^# TYPE (\w+) (?:counter|gauge|histogram)$", exposition, re.MULTILINE))
    missing = sorted(name for name in names if not name.endswith("_created") and name not in page)
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_the_pages_leads_somewhere(page: Any) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)", page.read_text())
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_section_leads_to_its_heading(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)", page.read_text())
    lost = [
        f"{name}#{section}"
        for name, section in targets
        if section not in sections((page.parent / name) if name else page)
    ]
    assert lost == []


def test_every_decision_is_headed_by_its_number() -> None:
    decisions = sorted((DOCS / "decisions").glob("*.md"))
    numbers = [re.match(r"# (\d+)\. ", each.read_text()) for each in decisions]
    assert [found and int(found[1]) for found in numbers] == [
        int(each.name[:4]) for each in decisions
    ]
    assert decisions


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_example_of_a_file_is_one_that_can_be_read(page: Path, tmp_path: Path) -> None:
    (tmp_path / "token.txt").write_text("token")
    known = {"BLOG_TOKEN": "token", "FEED_KEY": "key", "PROXY_PASSWORD": "password"}
    for example in re.findall(r"^```yaml\n(.*?)^```", page.read_text(), re.DOTALL | re.MULTILINE):
        if example.startswith("corrections:"):
            parse_corrections(example.encode(), tmp_path / "corrections.yaml")
        else:
            parse(example.encode(), path=tmp_path / "feeds.yaml", environ=known)


def test_every_top_level_dependency_has_its_reason() -> None:
    reasons = (DOCS / "decisions" / "0007-dependencies.md").read_text().casefold()
    project = (ROOT / "pyproject.toml").read_text().split("[dependency-groups]")[0]
    names = re.findall(r'^  "([A-Za-z][\w.-]*)(?:\[[^\]]*\])?[><=]', project, re.MULTILINE)
    known = {"jinja2": "jinja2", "pystemmer": "pystemmer", "psycopg": "psycopg"}
    missing = [name for name in names if known.get(name.casefold(), name.casefold()) not in reasons]
    assert names
    assert missing == []


def test_the_source_distribution_holds_all_that_is_told_of_and_tested() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    taken = project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    pages = "".join(page.read_text() for page in ROOT.glob("*.md"))
    told = re.findall(r"\]\((?!https?:)(?:\./)?([\w.-]+)", pages) + re.findall(r"`(\w+)/", pages)
    worked_with = re.findall(
        r"(?:requirements[\w-]*\.lock|scripts)\b", (ROOT / "Makefile").read_text()
    )
    asked = {name for name in told if (ROOT / name).exists()} | {*worked_with, "Makefile", "tests"}
    held = [PurePath(name.removeprefix("/")) for name in taken]
    assert {"benchmarks", "deploy", "requirements.lock"} <= asked
    assert [
        name for name in sorted(asked) if not any(PurePath(name).match(str(one)) for one in held)
    ] == []
