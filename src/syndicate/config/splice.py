"""The text of a file and items to add to a list in it -> the same text with them in it. Pure.

Nothing is written anew: the new lines go to one place, found by the marks of the parser, and every character
around it stays. The end of a list is that of its last value: the parser's own end lies behind the comments after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import yaml

from syndicate.config.faults import Mark, Plain, Unreadable
from syndicate.config.gate import mark_of
from syndicate.config.quoting import scalar
from syndicate.config.yaml_nodes import LOADER

# What ends a line for the parser (YAML 1.1, 4.2).
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_USUAL_BREAKS = ("\r\n", "\n", "\r")
_COMMA = re.compile(r"\s*,")
_STEP = 2


@dataclass(frozen=True, slots=True)
class Addition:
    """A source that is to stand in feeds.yaml: its keys, as they are written there."""

    url: str
    title: str | None = None
    tags: tuple[str, ...] = ()
    every: str | None = None

    @property
    def plain(self) -> Plain:
        """What the file says once it is added: an address alone where nothing else is given."""
        rest: dict[str, Plain] = {}
        if self.title:
            rest["title"] = self.title
        if self.tags:
            rest["tags"] = list(self.tags)
        if self.every:
            rest["every"] = self.every
        return {"url": self.url, **rest} if rest else self.url


def splice(text: str, key: str, additions: Sequence[Plain]) -> str:
    """Return the text with the additions behind the last item of a list. Raise Unreadable where there is no place."""
    layout = _layout(text, key)
    root, found = layout.root or _Span(0, 0, (1, 1)), layout.found
    if found and found.kind == "brackets":
        return _in_brackets(text, layout, found, additions)
    if found and found.kind == "lines":
        return _in_lines(text, layout.items[-1][1], found.column, additions)
    if found and found.start < found.end:
        raise Unreadable(f"`{key}:` is no list", "leave it empty, or write a list", found.mark)
    if root.kind == "brackets":
        return _in_braces(text, layout, root, additions)
    if found:
        return _in_lines(text, found.end, root.column + _STEP, additions)
    end = layout.end if layout.root else len(text)
    header = " " * root.column + f"{key}:"
    return _in_lines(text, end, root.column + _STEP, additions, header)


def entry(text: str, key: str, name: str, plain: Mapping[str, Plain]) -> str:
    """Return the text with one more named entry in a mapping of them. Raise Unreadable where there is no place."""
    layout = _layout(text, key)
    root, found = layout.root or _Span(0, 0, (1, 1)), layout.found
    if found and found.kind == "brackets":
        at = layout.items[-1][1] if layout.items else found.end
        told = f"{name}: {_value({**plain}, in_flow=True)}"
        return text[:at] + (f", {told}" if layout.items else told) + text[at:]
    if root.kind == "brackets":
        reason = f"there is no `{key}:` between the braces"
        raise Unreadable(reason, "add the lines by hand", root.mark)
    if found and found.kind == "" and found.start < found.end:
        raise Unreadable(f"`{key}:` is no mapping", "leave it empty, or write one", found.mark)
    column = found.column if found and found.kind == "lines" else root.column + _STEP
    indent = " " * column
    lines = [] if found else [" " * root.column + f"{key}:"]
    lines.append(f"{indent}{name}:")
    for inner, value in plain.items():
        told = _value(value, in_flow=False) if not isinstance(value, list) else ""
        lines.append(f"{indent}  {inner}: {told}".rstrip())
        if isinstance(value, list):
            lines += [f"{indent}    - {_value(each, in_flow=False)}" for each in value]
    if found:
        return _below(text, layout.items[-1][1] if layout.items else found.end, lines)
    return _below(text, layout.end if layout.root else len(text), lines)


def cut(text: str, key: str, place: int) -> str:
    """Return the text without one item of a list: its lines, or what stands in brackets. Raise Unreadable."""
    layout = _layout(text, key)
    if layout.found is None or layout.found.kind != "lines":
        return _out_of_brackets(text, layout.items, place)
    start, end = layout.items[place]
    dash = text.rindex("-", layout.items[place - 1][1] if place else 0, start)
    return _without(text, dash, end)


def _out_of_brackets(text: str, items: Sequence[tuple[int, int]], place: int) -> str:
    """Leave out an item and the comma beside it; no comment goes along that may be about another one."""
    start, end = items[place]
    if place:
        start = items[place - 1][1]
    elif len(items) > 1:
        end = items[1][0]
    elif comma := _COMMA.match(text, end):
        end = comma.end()
    for gap_start, gap_end in ((start, items[place][0]), (items[place][1], end)):
        if (at := text.find("#", gap_start, gap_end)) >= 0:
            reason = "a comment stands between the brackets"
            raise Unreadable(reason, "remove the item by hand", mark_of(text[:at]))
    return text[:start] + text[end:]


def cut_entry(text: str, key: str, place: int) -> str:
    """Return the text without one named entry of a mapping of them: its lines, or what stands in braces."""
    layout = _layout(text, key)
    names, values = layout.items[::2], layout.items[1::2]
    if layout.found is None or layout.found.kind != "brackets":
        return _without(text, names[place][0], values[place][1])
    entries = [(name[0], value[1]) for name, value in zip(names, values, strict=True)]
    return _out_of_brackets(text, entries, place)


def _without(text: str, start: int, end: int) -> str:
    """Leave out the lines between the one that holds `start` and the one that `end` is on, both included."""
    before = [found.end() for found in _BREAK.finditer(text, 0, start)]
    after = None if _BREAK.fullmatch(text[end - 1]) else _BREAK.search(text, end)
    rest = end if _BREAK.fullmatch(text[end - 1]) else after.end() if after else len(text)
    return text[: before[-1] if before else 0] + text[rest:]


@dataclass(frozen=True, slots=True)
class _Span:
    """Where a value stands, or, of a collection, its first sign. Indexes count characters."""

    start: int
    end: int
    mark: Mark
    kind: Literal["", "lines", "brackets"] = ""

    @property
    def column(self) -> int:
        return self.mark[1] - 1


@dataclass(slots=True)
class _Layout:
    """Where things are: what a key holds, where each item of it begins and its last value ends, the end of it all."""

    key: str
    root: _Span | None = None
    found: _Span | None = None
    items: list[tuple[int, int]] = field(default_factory=list)
    end: int = 0
    keys: list[str] = field(default_factory=list)


def _layout(text: str, key: str) -> _Layout:
    found = _Layout(key)
    opened: list[str] = []  # the kind of each collection that is open
    is_key = True
    for event in yaml.parse(text, Loader=LOADER):
        span = _span(event)
        if isinstance(event, yaml.NodeEvent) and len(opened) == 1:
            if is_key:
                found.keys.append(getattr(event, "value", ""))
            elif found.keys[-1] == key:
                found.found = span
            is_key = not is_key
        if isinstance(event, yaml.NodeEvent) and len(opened) == 2 and found.keys[-1] == key:
            found.items.append((span.start, span.end))
        if isinstance(event, yaml.CollectionStartEvent):
            found.root = found.root or span
            opened.append(span.kind)
        elif isinstance(event, yaml.ScalarEvent) or (
            isinstance(event, yaml.CollectionEndEvent) and opened.pop() == "brackets"
        ):
            found.end = span.end
            # That of a list in brackets itself is not the end of its last item.
            if len(opened) > 1 and found.keys[-1] == key:
                found.items[-1] = found.items[-1][0], span.end
    return found


def _span(event: yaml.Event) -> _Span:
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:  # never: text that is parsed has places
        return _Span(0, 0, (1, 1))
    kind: Literal["", "lines", "brackets"] = ""
    if isinstance(event, yaml.CollectionStartEvent):
        kind = "brackets" if event.flow_style else "lines"
    return _Span(start.index, end.index, (start.line + 1, start.column + 1), kind)


def _in_lines(
    text: str, end: int, column: int, additions: Sequence[Plain], header: str = ""
) -> str:
    """Put items on lines of their own, below the line on which the last one ends."""
    lines = [header] if header else []
    for addition in additions:
        lines += _lines(addition, " " * column)
    return _below(text, end, lines)


def _below(text: str, end: int, lines: Sequence[str]) -> str:
    at = end
    if at and not _BREAK.fullmatch(text[at - 1]):
        found = _BREAK.search(text, at)
        at = found.end() if found else len(text)
    usual = _line_break(text, at)
    block = usual.join(lines)
    is_open = at == len(text) and at > 0 and not _BREAK.fullmatch(text[-1])
    block = usual + block if is_open else block + usual
    return text[:at] + block + text[at:]


def _line_break(text: str, at: int) -> str:
    """The kind of line break that is used next to this place."""
    found = _BREAK.search(text, max(0, at - 2), at) or _BREAK.search(text)
    return found[0] if found and found[0] in _USUAL_BREAKS else "\n"


def _lines(plain: Plain, indent: str) -> list[str]:
    if not isinstance(plain, dict):
        return [f"{indent}- {_value(plain, in_flow=False)}"]
    pairs = [f"{key}: {_value(value, in_flow=False)}" for key, value in plain.items()]
    return [f"{indent}- {pairs[0]}", *(f"{indent}  {pair}" for pair in pairs[1:])]


def _in_brackets(text: str, layout: _Layout, found: _Span, additions: Sequence[Plain]) -> str:
    """Put items into a list in brackets; several of them on lines of their own."""
    at = layout.items[-1][1] if layout.items else found.end
    gap = " "
    if len(additions) > 1:
        column = layout.root.column if layout.root else 0
        gap = _line_break(text, at) + " " * (column + _STEP)
    items = f",{gap}".join(_value(addition, in_flow=True) for addition in additions)
    return text[:at] + (f",{gap}{items}" if layout.items else items) + text[at:]


def _in_braces(text: str, layout: _Layout, root: _Span, additions: Sequence[Plain]) -> str:
    """Put the key itself into a file that is written in braces, like JSON."""
    key = layout.key
    if layout.found:
        reason = f"`{key}:` is empty, between braces"
        raise Unreadable(reason, f"write `{key}: []`", layout.found.mark)
    items = ", ".join(_value(addition, in_flow=True) for addition in additions)
    rest = ", " if layout.keys else ""
    return f'{text[: root.end]}"{key}": [{items}]{rest}{text[root.end :]}'


def _value(value: Plain, *, in_flow: bool) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_value(one, in_flow=True) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {_value(v, in_flow=True)}" for k, v in value.items()) + "}"
    return scalar(str(value), in_flow=in_flow)
