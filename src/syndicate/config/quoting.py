"""A value -> how it is written into feeds.yaml, so that it is read back as the same text. Pure."""

from __future__ import annotations

import re

# Where nothing has to be looked at twice: no sign that YAML, in any version of it, may take for its own.
_PLAIN = re.compile(
    r"[A-Za-z][A-Za-z0-9_./~%+=?&;!$()@:-]*(?: [A-Za-z0-9(][A-Za-z0-9_./~%+=()-]*)*"
)
_PLAIN_IN_FLOW = re.compile(r"[A-Za-z][A-Za-z0-9_./~%+-]*(?: [A-Za-z0-9(][A-Za-z0-9_./~%+()-]*)*")
_DURATION = re.compile(r"[0-9]{1,8}[smhd]")
# What YAML 1.1 or 1.2 reads as something other than text.
_TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Return the text as one YAML scalar on one line, in quotes where it needs them (YAML 1.2.2, 7.3)."""
    plain = _PLAIN_IN_FLOW if in_flow else _PLAIN
    is_key = text.endswith(":") or ": " in text
    is_word = plain.fullmatch(text) and text.lower() not in _TAKEN and not is_key
    return text if is_word or _DURATION.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + "".join(map(_character, text)) + '"'


def _character(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    point = ord(char)
    return f"\\u{point:04x}" if point <= 0xFFFF else f"\\U{point:08x}"
