"""The house rules as pure functions: a module in, its violations out. Only `ast` is used.

What they hold a module against is in architecture_plan.py. test_architecture.py puts every module of src/syndicate through them; test_architecture_itself.py
proves on deliberate violations that each of them bites.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.architecture_plan import (
    CATCH_ALL,
    CLOCKS,
    DICE,
    FILE_LINES,
    FLOOR_OF,
    FUNCTION_LINES,
    IMPURE_CALLS,
    IMPURE_IMPORTS,
    LIBRARIES,
    NOT_PURE,
    PACKAGE,
    PURE,
    VAGUE_CLASSES,
    VAGUE_FILES,
    VISITORS,
)


@dataclass(frozen=True)
class Module:
    """One file of the package. `path` is relative to src/syndicate, with forward slashes."""

    path: str
    source: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The dotted name, without the package's own: "normalize.feed"; "" for the package."""
        return self.path.removesuffix(".py").removesuffix("__init__").strip("/").replace("/", ".")

    @property
    def room(self) -> str:
        """What stands on a floor: "normalize", "corridors.polling"."""
        return room_of(self.name)


@dataclass(frozen=True, order=True)
class Violation:
    """A rule broken at one place."""

    path: str
    line: int
    rule: str
    text: str

    def __str__(self) -> str:
        return f"src/{PACKAGE}/{self.path}:{self.line}: {self.rule}: {self.text}"


@dataclass(frozen=True)
class Import:
    """One name that a module imports: `target` is what stands after `from`, `name` what it takes."""

    line: int
    target: str
    name: str = ""

    @property
    def full(self) -> str:
        """The dotted name of what is imported, which may be a module or something in one."""
        return f"{self.target}.{self.name}" if self.name else self.target

    @property
    def room(self) -> str | None:
        """The room of ours that it leads into; None when it leads out of the package."""
        first, *rest = self.full.split(".")
        if first != PACKAGE:
            return None
        if not rest or (rest[0] not in FLOOR_OF and self.target == PACKAGE):
            return "__init__"
        return room_of(".".join(rest))


Rule = Callable[[Module], Iterator[Violation]]


def room_of(name: str) -> str:
    """Give the room of a module by its dotted name, or by the name of something in it."""
    folder, _, within = name.partition(".")
    corridor = f"{folder}.{within.partition('.')[0]}"
    return corridor if corridor in FLOOR_OF else folder or "__init__"


def parse(path: str, source: str) -> Module:
    """Read a module from its text."""
    return Module(path, source, ast.parse(source, path))


def check(module: Module) -> list[Violation]:
    """Put a module through every rule that looks at one module alone."""
    return sorted({violation for rule in RULES for violation in rule(module)})


def imports(module: Module, tree: ast.AST | None = None) -> Iterator[Import]:
    """Yield every import, wherever it stands: TYPE_CHECKING and functions count too."""
    for node in ast.walk(tree or module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom):
            target = _absolute(module, node)
            for alias in node.names:
                yield Import(node.lineno, target, alias.name)


def layers(module: Module) -> Iterator[Violation]:
    """Imports point down only; rooms on one floor never import each other; some doors are closed."""
    if module.room not in FLOOR_OF:
        yield Violation(module.path, 1, "layers", f"room {module.room!r} has no floor: see FLOORS")
        return
    for found in imports(module):
        room = found.room
        if room is None or room == module.room:
            continue
        text = ""
        if room not in FLOOR_OF:
            text = f"room {room!r} has no floor: see FLOORS"
        elif FLOOR_OF[room] == FLOOR_OF[module.room]:
            text = f"{module.room} and {room} are on one floor and must not know each other"
        elif FLOOR_OF[room] > FLOOR_OF[module.room]:
            text = f"{module.room} imports {room}, which is above it"
        elif module.room not in VISITORS.get(room, {module.room}):
            text = f"{room} may be imported by {', '.join(sorted(VISITORS[room]))} only"
        if text:
            yield Violation(module.path, found.line, "layers", text)


def libraries(module: Module) -> Iterator[Violation]:
    """One library, one room."""
    for found in imports(module):
        library = found.target.partition(".")[0]
        if library == PACKAGE or (library in sys.stdlib_module_names and library not in LIBRARIES):
            continue
        text = ""
        if library not in LIBRARIES:
            text = f"{library} is not known: give it a room, add a row to LIBRARIES"
        elif not _is_in(module.path, LIBRARIES[library]):
            text = f"{library} lives in {', '.join(LIBRARIES[library])} only"
        if text:
            yield Violation(module.path, found.line, "libraries", text)


def purity(module: Module) -> Iterator[Violation]:
    """Pure modules have no async, clock, randomness, logging, file or socket."""
    if not _is_pure(module):
        return
    for found in imports(module):
        if any(_is_within(name, IMPURE_IMPORTS) for name in (found.target, found.full)):
            yield Violation(module.path, found.line, "purity", f"imports {found.full}")
        elif found.target == "uuid" and found.name in DICE:
            yield Violation(module.path, found.line, "purity", f"uses {found.full}")
    datetimes = _names_of(module, "datetime")
    for node in ast.walk(module.tree):
        text = _impurity(node, datetimes)
        if text:
            yield Violation(module.path, getattr(node, "lineno", 1), "purity", text)


def sizes(module: Module) -> Iterator[Violation]:
    """A file has 400 lines at most, a function 50, its docstring not counted."""
    lines = len(module.source.splitlines())
    if lines > FILE_LINES:
        yield Violation(module.path, lines, "sizes", f"{lines} lines, {FILE_LINES} at most")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = _length(node) - _docstring_length(node)
            if length > FUNCTION_LINES:
                text = f"{node.name} has {length} lines, {FUNCTION_LINES} at most"
                yield Violation(module.path, node.lineno, "sizes", text)


def names(module: Module) -> Iterator[Violation]:
    """A name says what a thing is: no Manager, Helper, Handler, Base; no utils.py."""
    for part in module.path.removesuffix(".py").split("/"):
        if part in VAGUE_FILES:
            yield Violation(module.path, 1, "names", f"{part} says nothing about what is inside")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and node.name.endswith(VAGUE_CLASSES):
            text = f"class {node.name}: name it for what it is or does"
            yield Violation(module.path, node.lineno, "names", text)


def exceptions(module: Module) -> Iterator[Violation]:
    """Nobody catches everything, but for the places named in CATCH_ALL."""
    allowed = CATCH_ALL.get(module.path, 0)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and node.type is None:
            yield Violation(module.path, node.lineno, "exceptions", "bare except")
        elif isinstance(node, ast.ExceptHandler | ast.Call) and _catches_all(node):
            allowed -= 1
            if allowed < 0:
                text = "catches everything: see CATCH_ALL"
                yield Violation(module.path, node.lineno, "exceptions", text)


RULES: tuple[Rule, ...] = (layers, libraries, purity, sizes, names, exceptions)


def cycles(modules: Iterable[Module]) -> list[Violation]:
    """Find modules that import each other while they are being imported, however long the way."""
    by_name = {module.name: module for module in modules}
    edges = {name: dict(_needs(module, by_name)) for name, module in by_name.items()}
    reach = {name: _reachable(name, edges) for name in edges}
    found = []
    for name, needs in edges.items():
        for target, line in needs.items():
            if target == name or name in reach[target]:
                text = f"{name or PACKAGE} and {target or PACKAGE} import each other"
                found.append(Violation(by_name[name].path, line, "cycles", text))
    return sorted(found)


def stray(modules: Collection[Module]) -> list[str]:
    """Tell which rows of the plan have nothing left to speak of: they would guard an empty place."""
    rooms = {module.room for module in modules}
    imported = {
        (found.target.partition(".")[0], module.path)
        for module in modules
        for found in imports(module)
    }
    found = [f"FLOORS: there is no {room}" for room in FLOOR_OF if room not in rooms]
    found += [f"VISITORS: there is no {room}" for room in VISITORS if room not in rooms]
    for place in (*PURE, *NOT_PURE, *CATCH_ALL):
        if not any(_is_in(module.path, [place]) for module in modules):
            found.append(f"there is no {place}")
    for library, places in LIBRARIES.items():
        for place in places:
            if not any(name == library and _is_in(path, [place]) for name, path in imported):
                found.append(f"LIBRARIES: nothing in {place} imports {library}")
    return found


def _needs(module: Module, by_name: dict[str, Module]) -> Iterator[tuple[str, int]]:
    """Yield the modules of ours that run when this one is imported. TYPE_CHECKING does not run."""
    for statement in _executed(module.tree.body):
        for found in imports(module, statement):
            for full in (found.full, found.target):
                name = full.removeprefix(PACKAGE).removeprefix(".")
                if full.partition(".")[0] == PACKAGE and name in by_name:
                    yield name, found.line
                    break


def _executed(body: Iterable[ast.AST]) -> Iterator[ast.stmt]:
    """Yield the imports that run with the module: neither in a function nor for types only."""
    for node in body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        elif isinstance(node, ast.If) and _last_name(node.test) == "TYPE_CHECKING":
            yield from _executed(node.orelse)
        elif not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield from _executed(ast.iter_child_nodes(node))


def _reachable(start: str, edges: dict[str, dict[str, int]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for target in edges[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = f"{PACKAGE}/{module.path}".removesuffix(".py").split("/")
    return ".".join([*parts[: -node.level], *filter(None, [node.module])])


def _is_pure(module: Module) -> bool:
    if _is_in(module.path, NOT_PURE):
        return False
    return _is_in(module.path, PURE) or "Pure." in (ast.get_docstring(module.tree) or "")


def _is_in(path: str, places: Iterable[str]) -> bool:
    return any(
        path.startswith(place) if place.endswith("/") else fnmatchcase(path, place)
        for place in places
    )


def _is_within(name: str, roots: frozenset[str]) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:end]) in roots for end in range(1, len(parts) + 1))


def _names_of(module: Module, library: str) -> set[str]:
    """The names under which a module knows a library and what it takes from it."""
    return {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if (isinstance(node, ast.ImportFrom) and node.module == library)
        or isinstance(node, ast.Import)
        for alias in node.names
        if isinstance(node, ast.ImportFrom) or alias.name == library
    }


def _impurity(node: ast.AST, datetimes: set[str]) -> str:
    """Tell what makes this node impure; nothing when it is not."""
    match node:
        case ast.AsyncFunctionDef() | ast.Await() | ast.AsyncFor() | ast.AsyncWith():
            return "is asynchronous"
        case ast.comprehension(is_async=1):
            return "is asynchronous"
        case ast.Call(func=ast.Name(id=name)) if name in IMPURE_CALLS:
            return f"calls {name}"
        case ast.Call(func=ast.Attribute(attr=name)) if name in CLOCKS:
            return f"asks the clock ({name}): now is an argument"
        case ast.Attribute(value=base, attr=name) if name in CLOCKS:
            known = {part.id for part in ast.walk(base) if isinstance(part, ast.Name)} & datetimes
            return f"asks the clock ({name}): now is an argument" if known else ""
        case ast.Attribute(value=ast.Name(id="uuid"), attr=name) if name in DICE:
            return f"uses uuid.{name}"
        case ast.Attribute(value=ast.Name(id="np" | "numpy"), attr="random"):
            return "uses numpy.random"
    return ""


def _length(node: ast.stmt) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _docstring_length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return 0 if ast.get_docstring(node, clean=False) is None else _length(node.body[0])


def _last_name(node: ast.expr) -> str:
    return getattr(node, "attr", "") or getattr(node, "id", "")


def _catches_all(node: ast.ExceptHandler | ast.Call) -> bool:
    match node:
        case ast.ExceptHandler(type=ast.Tuple(elts=caught)):
            pass
        case ast.ExceptHandler(type=ast.expr() as kind):
            caught = [kind]
        case ast.Call(func=called, args=caught) if _last_name(called) == "suppress":
            pass
        case _:
            return False
    return any(_last_name(kind) in {"Exception", "BaseException"} for kind in caught)
