"""The house keeps its rules. What they are, and why a line fails: tests/architecture_rules.py."""

from __future__ import annotations

import pytest

from tests import architecture_rules as rules
from tests.architecture_plan import FILE_LINES, FLOORS
from tests.paths import ROOT, SOURCE

ARCHITECTURE = ROOT / "docs" / "architecture.md"

MODULES = {
    path: rules.parse(path, (SOURCE / path).read_text("utf-8"))
    for path in sorted(file.relative_to(SOURCE).as_posix() for file in SOURCE.rglob("*.py"))
}


@pytest.mark.parametrize("path", MODULES)
def test_module_keeps_the_house_rules(path: str) -> None:
    report = "\n".join(map(str, rules.check(MODULES[path])))
    assert not report, f"\n{report}"


@pytest.mark.parametrize("folder", ["tests", "benchmarks"])
def test_no_file_beside_the_house_is_longer_than_one_in_it_may_be(folder: str) -> None:
    long = {
        file.relative_to(ROOT).as_posix(): lines
        for file in (ROOT / folder).rglob("*.py")
        if (lines := len(file.read_text("utf-8").splitlines())) > FILE_LINES
    }
    assert not long


def test_no_module_imports_itself_in_a_circle() -> None:
    report = "\n".join(map(str, rules.cycles(MODULES.values())))
    assert not report, f"\n{report}"


def test_every_row_of_the_plan_speaks_of_something() -> None:
    assert rules.stray(MODULES.values()) == []


def test_the_page_of_the_house_tells_the_floors_as_they_are() -> None:
    told = next(line for line in ARCHITECTURE.read_text("utf-8").splitlines() if " > " in line)
    floors = [set(floor.split(", ")) for floor in told.strip("`.").split(" > ")]
    unnamed = {"__main__", "__init__"}
    assert floors == [floor - unnamed for floor in FLOORS if floor - unnamed]


def test_the_whole_package_was_looked_at() -> None:
    assert "__init__.py" in MODULES
