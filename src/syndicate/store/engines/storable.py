"""Values -> values that both engines can hold: no NUL, no half of a surrogate pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from syndicate.protocols import Values


def storable(values: Values | None) -> dict[str, Any]:
    """Give the values with every text made whole."""
    return {name: whole(value) for name, value in (values or {}).items()}


def whole(value: Any) -> Any:
    """Give a value, or what is inside of a structure, without what no database would take."""
    if isinstance(value, str):
        return _whole_text(value)
    if value is None or isinstance(value, int):  # most else; the questions below are slow
        return value
    if isinstance(value, Mapping):
        return {_whole_text(name): whole(inside) for name, inside in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [whole(inside) for inside in value]
    return value


def _whole_text(text: str) -> str:
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text
