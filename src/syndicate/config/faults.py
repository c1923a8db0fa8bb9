"""Where in the file something stands, and what is wrong there. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from syndicate.errors import ConfigError, Problem

# What YAML gives, once aliases, tags and complex keys are refused.
Plain = bool | int | float | str | list["Plain"] | dict[str, "Plain"] | None
Where = tuple[str | int, ...]  # ("sources", 3, "every")
Mark = tuple[int, int]  # line and column, from 1

SHOWN = 100  # nobody mends more in one go, and a hostile file may hold a hundred thousand


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. Neither reason nor hint ever quotes a value: it can be a secret."""

    where: Where
    mark: Mark
    reason: str
    hint: str | None = None


@dataclass(slots=True)
class Tree:
    """Plain data, and where each key and value stands.

    `broken` lists values that could not be read, `braced` the mappings that stand between { and }.
    """

    data: dict[str, Plain] = field(default_factory=dict)
    values: dict[Where, Mark] = field(default_factory=dict)
    keys: dict[Where, Mark] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    broken: set[Where] = field(default_factory=set)
    braced: set[Where] = field(default_factory=set)

    def known(self, where: Where) -> Where:
        """Return the longest beginning of `where` that the file really holds."""
        while where and where not in self.values:
            where = where[:-1]
        return where

    def mark(self, where: Where, *, at_key: bool = False) -> Mark:
        """Return where a value stands, or its key; for what is missing, where it ought to be."""
        if at_key and where in self.keys:
            return self.keys[where]
        return self.values.get(self.known(where), (1, 1))

    def is_broken(self, where: Where) -> bool:
        """Tell whether the value, or one that holds it, was reported already."""
        return any(where[:end] in self.broken for end in range(len(where) + 1))

    def break_at(self, where: Where, reason: str, hint: str | None = None) -> None:
        """Report a value that cannot be read, so that nothing more is said about it."""
        self.broken.add(where)
        self.faults.append(Fault(where, self.mark(where), reason, hint))


class Unreadable(Exception):
    """The file cannot be read any further, so this is the only fault that can be told."""

    def __init__(self, reason: str, hint: str | None = None, mark: Mark = (1, 1)) -> None:
        self.fault = Fault((), mark, reason, hint)
        super().__init__(reason)


@contextmanager
def readable(file: str) -> Iterator[None]:
    """Raise ConfigError where what is done here finds that the file cannot be read any further."""
    try:
        yield
    except Unreadable as error:
        raise ConfigError(problems([error.fault], file)) from None


def as_list(value: Plain) -> list[Plain]:
    """Return a list as it is; of anything else, which the forms refuse, nothing."""
    return value if isinstance(value, list) else []


def as_dict(value: Plain) -> dict[str, Plain]:
    """Return a mapping as it is; of anything else, which the forms refuse, nothing."""
    return value if isinstance(value, dict) else {}


def dotted(where: Where) -> str:
    """Return a path the way people write it: `sources[3].headers.Authorization`."""
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{printable(part)}"
    return text.removeprefix(".")


def printable(text: str) -> str:
    """Return text that is safe and short enough for one line of a terminal."""
    short = text if len(text) <= 60 else text[:59] + "…"
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in short)


def problems(faults: list[Fault], file: str) -> tuple[Problem, ...]:
    """Return faults in file order, with the file's name; the first hundred of them."""
    faults = sorted(faults, key=lambda fault: fault.mark)
    shown = [
        Problem(file, *fault.mark, dotted(fault.where), fault.reason, fault.hint)
        for fault in faults[:SHOWN]
    ]
    if len(faults) > SHOWN:
        reason = f"{SHOWN} problems are told above; there are more from here on"
        shown.append(Problem(file, *faults[SHOWN].mark, "", reason))
    return tuple(shown)
