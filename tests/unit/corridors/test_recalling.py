"""An image tells by which code it was made, and of what."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from syndicate.corridors import recalling

ROOT = Path(str(recalling.__file__)).parents[1]
ROOMS = {
    "syndicate.cluster",
    "syndicate.model",
}  # what they are asked for stands in modules of theirs
REMEMBERED = "syndicate.cluster.remembered"
MADE_BY = recalling.MADE_BY
PLACES = [ROOT / name for name in (*MADE_BY, *recalling.TOLD_BY)]
FILES = sorted(
    file.relative_to(ROOT).as_posix()
    for place in PLACES
    for file in (place.glob("*.py") if place.is_dir() else [place])
)


def test_all_code_that_makes_a_memory_tells_one_form_of_images_from_another() -> None:
    seen, waiting = set[str](), {f"{REMEMBERED}.memory", f"{REMEMBERED}.image"}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= set(_ours(name)) - seen
    made_by = {_file(name) for name in seen - {"syndicate.errors"}}  # what is raised makes nothing
    told = {place: {file for file in made_by if file.startswith(place)} for place in MADE_BY}
    assert made_by == set[str]().union(*told.values())
    assert all(told.values())


@pytest.mark.parametrize("changed", [*FILES, "store/migrations/sqlite/9999_next.sql"])
def test_whatever_changes_of_it_is_another_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    monkeypatch.setattr(recalling, "files", lambda _: tmp_path)
    for name in (*FILES, "store/migrations/sqlite/0001_start.sql"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    before = recalling.form.__wrapped__()
    assert before == recalling.form.__wrapped__()
    with (tmp_path / changed).open("ab") as file:
        file.write(b" ")
    assert recalling.form.__wrapped__() != before


def test_the_form_is_told_when_the_code_is_read_for_its_files_may_be_replaced_while_it_runs() -> (
    None
):
    told = "from syndicate.corridors import recalling; print(recalling.form.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


def _ours(name: str) -> Iterator[str]:
    """The modules of Syndicate that one takes anything from."""
    for node in ast.walk(_tree(name)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("syndicate"):
            for each in node.names:
                yield _home(str(node.module), each.name)


def _file(module: str) -> str:
    path = Path(module.removeprefix("syndicate.").replace(".", "/"))
    return (path / "__init__.py" if (ROOT / path).is_dir() else path.with_suffix(".py")).as_posix()


def _home(module: str, name: str) -> str:
    """Where a name is from: a module, which may be named itself, or what a room has it from."""
    if _is_module(f"{module}.{name}"):
        return f"{module}.{name}"
    if module not in ROOMS:
        return module
    return next(
        str(node.module)
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.ImportFrom) and name in {one.name for one in node.names}
    )


def _is_module(name: str) -> bool:
    path = ROOT / name.removeprefix("syndicate.").replace(".", "/")
    return path.with_suffix(".py").is_file() or path.is_dir()


def _tree(name: str) -> ast.Module:
    spec = find_spec(name)
    assert spec
    assert spec.origin
    return ast.parse(Path(spec.origin).read_text(encoding="utf-8"))
