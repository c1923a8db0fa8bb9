"""An image tells by which code it was made."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from syndicate import cluster, recalling


def test_all_code_that_makes_a_memory_tells_one_form_of_images_from_another() -> None:
    room = Path(str(cluster.__file__)).parent
    seen, waiting = set[str](), {f"syndicate.cluster.{one.stem}" for one in room.glob("*.py")}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= set(_ours(name)) - seen
    made_by = {name.split(".")[1] for name in seen}
    assert made_by == {name.removesuffix(".py") for name in recalling.MADE_BY}


def _ours(name: str) -> Iterator[str]:
    """The modules of Syndicate that one imports."""
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        return  # a name within a module
    for node in ast.walk(ast.parse(Path(spec.origin).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("syndicate."):
            yield str(node.module)
