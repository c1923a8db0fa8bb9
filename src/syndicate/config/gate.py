"""Bytes of feeds.yaml -> text that the YAML parser may be given. Pure.

libyaml needs seconds for some small files: what it cannot bear is refused before it sees the text.
"""

from __future__ import annotations

import codecs
import re

from syndicate.config.faults import Mark, Unreadable

LIMIT_BYTES = 2 * 1024 * 1024

# YAML 1.2.2, 5.1: what a file may hold.
_NOT_YAML = re.compile(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = "\n\r\x85\u2028\u2029"
_MERGE_MARK = re.compile(r"^(?:<<<<<<<|>>>>>>>) ", re.MULTILINE)
# Each %TAG is compared to all before it: 100 000 of them take a quarter of a minute.
_TAG_DIRECTIVE = re.compile(rf"(?:^|[{_BREAK}])%TAG")


def text_of(content: bytes) -> str:
    """Return the text of the file, or raise Unreadable telling what to do."""
    if len(content) > LIMIT_BYTES:
        raise Unreadable(f"is larger than {LIMIT_BYTES // 1024} KiB", "is this the right file?")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Unreadable("is written in UTF-16", "save it as UTF-8")
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        raise Unreadable("is not UTF-8 from here on", "save it as UTF-8", mark_of(before)) from None
    if found := _NOT_YAML.search(text):
        reason = f"holds the character U+{ord(found[0]):04X}, which YAML does not allow"
        raise Unreadable(
            reason, "remove it, or save the file as plain text", mark_after(text, found)
        )
    if found := _MERGE_MARK.search(text):
        reason = "holds the marks of a merge that was not finished"
        hint = "keep one side, and remove the lines of <<<<<<<, ======= and >>>>>>>"
        raise Unreadable(reason, hint, mark_after(text, found))
    if found := _TAG_DIRECTIVE.search(text):
        raise Unreadable("%TAG is not used here", "remove the line", mark_after(text, found))
    return text


def is_blank(text: str) -> bool:
    """Tell whether a file holds nothing but comments."""
    lines = text.splitlines()
    return all(line.strip() in {"", "---"} or line.lstrip().startswith("#") for line in lines)


def mark_after(text: str, found: re.Match[str]) -> Mark:
    """Return where a match begins, past a line break that it opens with."""
    opens_with_break = found[0][0] in _BREAK
    return mark_of(text[: found.start() + opens_with_break])


def mark_of(before: str) -> Mark:
    """Return line and column of what comes after this text."""
    lines = re.split(rf"\r\n|[{_BREAK}]", before)
    return len(lines), len(lines[-1]) + 1
