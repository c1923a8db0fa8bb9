"""pydantic's errors -> faults with a place, a reason and a hint. Pure.

The value itself is looked at (its type, the words near it) and never quoted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from syndicate.config import languages
from syndicate.config.addresses import NOT_HTTP
from syndicate.config.faults import SHOWN, Fault, Mark, Tree, Where
from syndicate.config.hints import did_you_mean
from syndicate.config.keys import keys_at

# example.org/feed, localhost:8000: what a browser would take for an address.
_BARE_ADDRESS = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}(?::\d+)?(?:[/?].*)?")
_BARE_HERE = re.compile(r"(?:localhost|[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?:[:/].*)?")
_SCHEME = re.compile(r"([A-Za-z]+):/*")
_CURLY = re.compile(r"[\u2018-\u201f\xab\xbb]")
_KEY = "[key]"  # how pydantic's `loc` says that the key itself is meant
_WORD = re.compile(r"'(\w+)'")  # of pydantic's "'auto' or 'off'"
_REASONS = {
    "missing": "must be given",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "float_type": "must be a number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "list_type": "must be a list",
    "dict_type": "must be a mapping of keys to values",
    "model_type": "must be a mapping of keys to values",
    "string_pattern_mismatch": "must be 1 to 80 of the characters a-z, 0-9 and -",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "too_long": "must have at most {max_length} entries",
    "too_short": "must name at least one",
    "string_too_long": "must have at most {max_length} characters",
}
_NAME = "it is part of an address; what people read is its title, in any letters"
_HINTS = {
    "list_type": "write [one, two]",
    "dict_type": "write {key: value}",
    "model_type": "write {key: value}",
    "missing": "add it",
    "too_short": "add one, or remove the key",
}


def faults_of(
    error: ValidationError, tree: Tree, known: Callable[[Where], tuple[str, ...]] = keys_at
) -> list[Fault]:
    """Return all that is wrong in file order, but for values that were reported before.

    `known` gives the keys that the file may hold at a place. Only the first are told in full: a hint takes time,
    and a hostile file may hold a hundred thousand faults.
    """
    places = [(*_place(detail, tree), detail) for detail in error.errors(include_url=False)]
    places = [place for place in places if not tree.is_broken(place[0])]
    places.sort(key=lambda place: place[1])
    told = [_fault(*place, known, tree) for place in places[:SHOWN]]
    return told + [Fault(where, mark, "is wrong, too") for where, mark, _ in places[SHOWN:]]


def _place(detail: ErrorDetails, tree: Tree) -> tuple[Where, Mark]:
    where: Where = detail["loc"]
    kind = detail["type"]
    at_key = kind == "extra_forbidden"
    if where[-1:] == (_KEY,):
        where, at_key = where[:-1], True
    mark = tree.mark(where, at_key=at_key)
    # What is missing has a name but no place; the short form of a source has no key `url`.
    return where if kind == "missing" else tree.known(where), mark


def _fault(
    where: Where,
    mark: Mark,
    detail: ErrorDetails,
    known: Callable[[Where], tuple[str, ...]],
    tree: Tree,
) -> Fault:
    kind = detail["type"]
    if kind == "extra_forbidden":
        cut = detail["input"] is None and where[:-1] in tree.braced
        hint = _which_key(where, known(where[:-1]), is_cut=cut)
        return Fault(where, mark, "is not a known key", hint)
    if kind == "literal_error":
        words = _WORD.findall(detail["ctx"]["expected"])
        reason = "must be " + ", ".join(words[:-1]) + f" or {words[-1]}"
        return Fault(where, mark, reason, did_you_mean(detail["input"], words))
    if kind == "model_type" and where[:1] == ("sources",):
        reason = "must be an address, or a mapping with a url"
        return Fault(where, mark, reason, "write one, or remove it")
    if kind == "value_error" and where[-2:-1] == ("languages",):
        return Fault(where, mark, _reason(detail), languages.meant(detail["input"]))
    if kind == "string_pattern_mismatch" and detail["loc"][-1:] == (_KEY,):
        return Fault(where, mark, _reason(detail), _NAME)
    reason = _reason(detail)
    if reason == NOT_HTTP:
        return Fault(where, mark, reason, _scheme(detail["input"]))
    return Fault(where, mark, reason, _hint(kind, detail["input"]))


def _scheme(address: str) -> str | None:
    """What to write before the address, or in place of what stands there."""
    if _BARE_ADDRESS.fullmatch(address):
        return "write https:// before it"
    if _BARE_HERE.fullmatch(address):
        return "write http:// before it"
    if _CURLY.match(address):
        return "write straight quotes, or none"
    found = _SCHEME.match(address)
    if found and found[1].lower() == "feed":
        return "leave out feed:, or write http:// in its place"
    return did_you_mean(found[1], ("https", "http")) if found else None


def _reason(detail: ErrorDetails) -> str:
    context: dict[str, Any] = detail.get("ctx", {})
    if detail["type"] == "value_error":
        return str(context["error"])
    known = _REASONS.get(detail["type"])
    return known.format_map(context) if known else "is not allowed here"


def _hint(kind: str, value: object) -> str | None:
    if value is None:
        return "nothing is written here"
    if kind == "string_type" and isinstance(value, bool | int | float):
        return "put it in quotes"
    if kind == "string_type" and isinstance(value, dict):
        return 'put text that holds ": " in quotes'
    if kind == "string_type" and isinstance(value, list):
        return "write each as an entry of its own: [one, two]"
    if kind == "list_type" and isinstance(value, dict):
        return "begin each entry with a - and a space"
    if kind in {"dict_type", "model_type"} and isinstance(value, list) and _is_dashed(value):
        return "leave out the - before its names"
    if kind == "int_type" and isinstance(value, str) and value.strip().isdecimal():
        return "remove the quotes"
    return _HINTS.get(kind)


def _is_dashed(entries: list[object]) -> bool:
    return bool(entries) and all(isinstance(entry, dict) for entry in entries)


def _which_key(where: Where, known: tuple[str, ...], *, is_cut: bool) -> str | None:
    key = where[-1]
    if isinstance(key, str) and key != key.strip():
        return "remove the spaces beside it; a wide one of a web page indents nothing"
    if near := did_you_mean(where[-1], known):
        return near
    if is_cut:  # {title: The Gulf, a story at a time}
        return "a text that holds a comma needs quotes between { and }"
    return f"known here: {', '.join(known)}" if known else None
