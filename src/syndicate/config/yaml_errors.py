"""What the YAML parser complains of -> what a person can do about it. Pure."""

from __future__ import annotations

import re

import yaml

from syndicate.config.faults import Mark, Unreadable
from syndicate.config.gate import mark_of

_QUOTED = 'put text that holds ": " or begins with a sign such as @, &, *, {, [ or % in quotes'
_NO_COLON = "could not find expected ':'"
_HINTS = {
    "mapping values are not allowed": f"check the indentation; {_QUOTED}",
    "did not find expected ',' or ']'": (
        "close the list that opens on line {opened} with ]; put values that hold [, ] or , in quotes"
    ),
    "did not find expected ',' or '}'": (
        'close what opens on line {opened} with }; put values such as "${NAME}" in quotes'
    ),
    "did not find expected key": "check the indentation: keys of one group start in one column",
    "did not find expected '-'": "check the indentation: items of one list start in one column",
    "did not find expected node content": "a value or a closing bracket is missing",
    _NO_COLON: "a key is followed by a colon and a space",
    "block sequence entries are not allowed": "write the first - on a line of its own, or [one, two]",
    "found unknown escape character": "write \\\\ for a backslash, or use single quotes",
    "found character that cannot start": _QUOTED,
    "did not find expected alphabetic": _QUOTED,
    "found a tab character": "indent with spaces",
}
# What comes along when a piece of a web page or of a letter is pasted, and what YAML makes of it.
_WIDE_INDENT = re.compile(r"^ *(?=[\xa0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff])", re.MULTILINE)
# A text that goes on behind its last quote: 'World's desk'.
_PAST_QUOTE = re.compile(r"['\"] *$")
_GLUED_DASH = re.compile(r"^ *-(?=[^\s-])", re.MULTILINE)
_HIDDEN_BREAK = re.compile(r"(?=[\x85\u2028\u2029])")


def unreadable(error: yaml.YAMLError, text: str) -> Unreadable:
    """Return the one fault that stopped the parser. It quotes no value of the file."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or "cannot be read"
    if mark is None:
        return Unreadable(f"is not YAML: {problem}")
    if "unexpected end of stream" in problem and (opened := getattr(error, "context_mark", None)):
        return Unreadable("a quote opens here and is never closed", "close it", _place(opened))
    if problem.startswith("found character that cannot start") and _is_tab(text, mark.index):
        return Unreadable("a tab stands where only spaces may", "indent with spaces", _place(mark))
    opened = getattr(error, "context_mark", None) or mark
    if slip := _pasted(text, opened.index, mark.index) or _glued(problem, text, mark):
        return slip
    hint = next((hint for start, hint in _HINTS.items() if problem.startswith(start)), None)
    if hint is None:
        return Unreadable(f"is not YAML: {problem}", None, _place(mark))
    at = opened if problem.startswith(_NO_COLON) else mark
    hint = hint.replace("{opened}", str(opened.line + 1))
    return Unreadable(f"is not YAML: {problem}", hint, _place(at))


def _place(mark: yaml.Mark) -> Mark:
    return mark.line + 1, mark.column + 1


def _is_tab(text: str, index: int) -> bool:
    return text[index : index + 1] == "\t"


def _pasted(text: str, opened: int, stopped: int) -> Unreadable | None:
    """Find what nobody sees in an editor, in the lines that the parser stumbled over."""
    first = text.rfind("\n", 0, max(opened - 1, 0)) + 1
    if found := _WIDE_INDENT.search(text, first, stopped + 1):
        reason = f"is indented with U+{ord(text[found.end()]):04X}, which YAML takes for a letter"
        return Unreadable(reason, "write plain spaces", mark_of(text[: found.end()]))
    if found := _HIDDEN_BREAK.search(text, first, stopped):
        reason = f"holds U+{ord(text[found.end()]):04X}, which YAML takes for the end of a line"
        return Unreadable(reason, "remove it", mark_of(text[: found.end()]))
    return None


def _glued(problem: str, text: str, mark: yaml.Mark) -> Unreadable | None:
    """Find a text that goes on behind its quotes, or a - without a space on the lines before."""
    if problem.startswith("did not find expected"):
        line = text[text.rfind("\n", 0, mark.index) + 1 : mark.index]
        if _PAST_QUOTE.search(line):
            hint = (
                "write '' for an apostrophe between single quotes, or put the text in double quotes"
            )
            return Unreadable("a text in quotes ends before this", hint, _place(mark))
    if problem.startswith("mapping values are not allowed"):
        first = text.rfind("\n", 0, text.rfind("\n", 0, mark.index)) + 1
        if found := _GLUED_DASH.search(text, first, mark.index):
            place = mark_of(text[: found.end()])
            return Unreadable("a - without a space begins no item", "write a space after it", place)
    return None
