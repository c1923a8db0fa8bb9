"""The house keeps its rules. What they are, and why a line fails: tests/architecture_rules.py."""

from __future__ import annotations

import pytest

from tests import architecture_rules as rules
from tests.paths import SOURCE

MODULES = {
    path: rules.parse(path, (SOURCE / path).read_text("utf-8"))
    for path in sorted(file.relative_to(SOURCE).as_posix() for file in SOURCE.rglob("*.py"))
}


@pytest.mark.parametrize("path", MODULES)
def test_module_keeps_the_house_rules(path: str) -> None:
    report = "\n".join(map(str, rules.check(MODULES[path])))
    assert not report, f"\n{report}"


def test_no_module_imports_itself_in_a_circle() -> None:
    report = "\n".join(map(str, rules.cycles(MODULES.values())))
    assert not report, f"\n{report}"


def test_the_whole_package_was_looked_at() -> None:
    assert "__init__.py" in MODULES
