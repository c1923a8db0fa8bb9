"""Text of feeds.yaml -> plain data with a mark for every key and value.

Built straight from the parser's events, never from its nodes: libyaml's composer recurses, and a hundred thousand
brackets end the process there. Its events survive them, and reading stops at the first level too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from syndicate.config.faults import SHOWN, Fault, Mark, Plain, Tree, Unreadable, Where, printable
from syndicate.config.yaml_core import value_of
from syndicate.config.yaml_errors import unreadable

LIMIT_DEPTH = 20
LIMIT_NODES = 150_000  # ten thousand sources in long form

# The parser in C is ten times as fast; it is missing where PyYAML was built without libyaml.
LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_GLUED_KEY = re.compile(r"\w+:(?!//)[^ ]")


def read(text: str, first: str = "sources") -> Tree:
    """Return the one document of the file. Raise Unreadable where nothing more can be told.

    Where more is wrong than anybody is shown, the tree ends there. `first` is the key to begin such a file with.
    """
    reader = _Reader(text, first)
    try:
        reader.document()
    except _Enough:
        pass
    except yaml.YAMLError as error:
        raise unreadable(error, text) from None
    return reader.tree


class _Enough(Exception):
    """More is wrong than anybody is shown."""


class _Reader:
    """Walks the events once, counting nodes and levels."""

    def __init__(self, text: str, first: str) -> None:
        self.tree = Tree()
        self._first = first
        self._events: Iterator[yaml.Event] = iter(yaml.parse(text, Loader=LOADER))
        self._left = LIMIT_NODES

    def document(self) -> None:
        """Read everything: a stream of exactly one document, which is a mapping."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise Unreadable("is empty", "begin with `sources:` and a list of feed addresses")
        root = self._next()
        if isinstance(root, yaml.ScalarEvent) and root.value == "":
            raise Unreadable("is empty", "begin with `sources:` and a list of feed addresses")
        if isinstance(root, yaml.SequenceStartEvent):
            reason, hint = (
                "is a list, not a mapping of keys",
                f"put the list under `{self._first}:`",
            )
            raise Unreadable(reason, hint, _mark(root))
        if not isinstance(root, yaml.MappingStartEvent):
            glued = isinstance(root, yaml.ScalarEvent) and _GLUED_KEY.match(root.value)
            hint = (
                "a key is followed by a colon and a space"
                if glued
                else f"begin with `{self._first}:`"
            )
            raise Unreadable("is not a mapping of keys", hint, _mark(root))
        self._refuse_tag(root, ())
        self.tree.values[()] = _mark(root)
        self.tree.data = self._mapping((), root)
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            hint = "join them into one and remove the `---`"
            raise Unreadable("holds a second document", hint, _mark(after))

    def _next(self) -> yaml.Event:
        event = next(self._events)
        self._left -= 1
        if len(self.tree.faults) > SHOWN:
            raise _Enough
        if self._left < 0:
            reason = f"holds more than {LIMIT_NODES} keys and values"
            raise Unreadable(reason, "is this the right file?", _mark(event))
        return event

    def _value(self, event: yaml.Event, where: Where) -> Plain:
        self.tree.values[where] = _mark(event)
        if len(where) > LIMIT_DEPTH:
            reason = f"is nested more than {LIMIT_DEPTH} levels deep"
            raise Unreadable(reason, "is a bracket left open?", _mark(event))
        if isinstance(event, yaml.AliasEvent):
            hint = "write the value out, or set it once under `defaults:`"
            self.tree.break_at(where, "aliases (*name) are not used here", hint)
            return None
        self._refuse_tag(event, where)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where, event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        assert isinstance(event, yaml.ScalarEvent)  # noqa: S101
        return value_of(event.value) if event.implicit[0] else event.value

    def _sequence(self, where: Where) -> list[Plain]:
        found: list[Plain] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            found.append(self._value(event, (*where, len(found))))
        return found

    def _mapping(self, where: Where, begins: yaml.MappingStartEvent) -> dict[str, Plain]:
        if begins.flow_style:
            self.tree.braced.add(where)
        found: dict[str, Plain] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self._fault(where, event, "a key must be plain text")
                self._skip(event)
                self._skip(self._next())
                continue
            key = event.value
            inner = (*where, key)
            if key in found:
                line = self.tree.keys[inner][0]
                reason = f"stands here twice, first on line {line}"
                self._fault(inner, event, reason, "keep one of them")
                self._skip(self._next())
                continue
            self.tree.keys[inner] = _mark(event)
            self._refuse_tag(event, inner)
            found[key] = self._value(self._next(), inner)
        return found

    def _skip(self, event: yaml.Event) -> None:
        """Pass over a node that has no place of its own in the data."""
        depth = 0
        while True:
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return
            if depth > LIMIT_DEPTH:
                raise Unreadable("is nested too deep", "is a bracket left open?", _mark(event))
            event = self._next()

    def _refuse_tag(self, event: yaml.Event, where: Where) -> None:
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.tree.broken.add(where)
            name = printable(tag.replace("tag:yaml.org,2002:", "!!"))
            self._fault(where, event, f"tags ({name}) are not used here", "remove it")

    def _fault(self, where: Where, event: yaml.Event, reason: str, hint: str | None = None) -> None:
        self.tree.faults.append(Fault(where, _mark(event), reason, hint))


def _mark(event: yaml.Event) -> Mark:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
