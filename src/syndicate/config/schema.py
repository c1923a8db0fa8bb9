"""The shape of feeds.yaml -> JSON Schema (draft 2020-12), for editors. Pure."""

from __future__ import annotations

from typing import Any

from syndicate.config.forms import ASKING, FileForm

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, object]:
    """Return what an editor needs to complete and check feeds.yaml while it is written."""
    found: dict[str, Any] = FileForm.model_json_schema()
    keys, parts = found["properties"], found["$defs"]
    parts["TopicForm"]["anyOf"] = [{"required": [key]} for key in ASKING]
    keys["sources"]["items"] = {"anyOf": [_short_form(parts), {"$ref": "#/$defs/SourceForm"}]}
    for section in ("topics", "outputs"):
        keys[section]["additionalProperties"] = False  # a name that fits no pattern
    named = keys["outputs"]["patternProperties"]
    named.update({pattern: _or_empty(shape) for pattern, shape in named.items()})
    _name(found, "feeds.yaml of Syndicate")
    for name, part in parts.items():
        _name(part, name.removesuffix("Form").lower())
    return {"$schema": DIALECT, **found}


def _name(part: dict[str, Any], title: str) -> None:
    """Title a part, drop pydantic's guesses at titles, and let keys be empty that need not be written."""
    part["title"] = title
    required = part.get("required", ())
    for key, shape in part["properties"].items():
        shape.pop("title", None)
        if shape.get("default", 0) is None:
            del shape["default"]
        if key not in required:
            part["properties"][key] = _or_empty(shape)


def _or_empty(shape: dict[str, Any]) -> dict[str, Any]:
    if {"type": "null"} in shape.get("anyOf", ()):
        return shape
    outside: dict[str, Any] = {
        key: shape.pop(key) for key in ("description", "default") if key in shape
    }
    return {**outside, "anyOf": [shape, {"type": "null"}]}


def _short_form(parts: dict[str, Any]) -> dict[str, Any]:
    url: dict[str, Any] = parts["SourceForm"]["properties"]["url"]
    return {**url, "title": "address", "description": "Short form: the address of the feed alone."}
