"""Sources and topics into feeds.yaml, by command: every byte that was there stays, or nothing is written."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from syndicate.config.explain import faults_of
from syndicate.config.faults import (
    Plain,
    Tree,
    Unreadable,
    as_dict,
    as_list,
    dotted,
    problems,
    readable,
)
from syndicate.config.forms import SourceForm
from syndicate.config.gate import is_blank, text_of
from syndicate.config.load import parse, standing
from syndicate.config.replacing import replace_content
from syndicate.config.settings import Settings
from syndicate.config.splice import Addition, cut_entry, entry, splice
from syndicate.config.yaml_nodes import read
from syndicate.errors import ConfigError, SyndicateError
from syndicate.model import twin

_NEW = b"""\
# What Syndicate follows. Check a change with `syndicate check`; all keys are told in docs/feeds-yaml.md
sources:
"""


@dataclass(frozen=True, slots=True)
class Followed:
    """What feeds.yaml says, and on which line each source stands. `content` is None while there is no such file."""

    settings: Settings
    content: bytes | None = field(repr=False)
    _lines: Mapping[str, int] = field(repr=False)

    def place(self, url: str) -> str | None:
        """Tell where a source stands that has this address or had it before: file and line.

        http and https are one, as is a last slash.
        """
        line = self._lines.get(twin(url))
        return f"{self.settings.path}:{line}" if line else None


def followed(path: Path, environ: Mapping[str, str]) -> Followed:
    """Read the file to add to it; one that is not there, or holds nothing, follows nothing. Raises ConfigError."""
    with readable(str(path)):
        content = standing(path)
    if content is None or is_blank(text_of(content)):
        return Followed(parse(_NEW, path=path, environ=environ), content, {})
    settings = parse(content, path=path, environ=environ)
    tree = read(text_of(content))
    known = [(index, source.url) for index, source in enumerate(settings.sources)]
    known += [(index, url) for index, source in enumerate(settings.sources) for url in source.was]
    lines: dict[str, int] = {}
    for index, url in known:
        lines.setdefault(twin(url), tree.mark(("sources", index))[0])
    return Followed(settings, content, lines)


def add(before: Followed, additions: Sequence[Addition], environ: Mapping[str, str]) -> None:
    """Write the additions into the file, or raise SyndicateError and leave it as it is."""
    plain = [one.plain for one in additions]

    def said(data: dict[str, Plain]) -> dict[str, Plain]:
        return {**data, "sources": [*as_list(data.get("sources")), *plain]}

    _write(before, environ, lambda text: splice(text, "sources", plain), said)


def add_topic(
    before: Followed, slug: str, topic: Mapping[str, Plain], environ: Mapping[str, str]
) -> None:
    """Write a topic into the file, or raise SyndicateError and leave it as it is."""

    def said(data: dict[str, Plain]) -> dict[str, Plain]:
        return {**data, "topics": {**as_dict(data.get("topics")), slug: {**topic}}}

    _write(before, environ, lambda text: entry(text, "topics", slug, topic), said)


def remove_topic(before: Followed, slug: str, environ: Mapping[str, str]) -> None:
    """Take a topic out of the file, or raise SyndicateError and leave it as it is."""
    place = [topic.slug for topic in before.settings.topics].index(slug)

    def said(data: dict[str, Plain]) -> dict[str, Plain]:
        topics = as_dict(data.get("topics"))
        return {**data, "topics": {name: each for name, each in topics.items() if name != slug}}

    _write(before, environ, lambda text: cut_entry(text, "topics", place), said)


def _write(
    before: Followed,
    environ: Mapping[str, str],
    edited: Callable[[str], str],
    said: Callable[[dict[str, Plain]], dict[str, Plain]],
) -> None:
    """Edit the text; `said` tells from what it says what it must say then."""
    path = before.settings.path
    old = _NEW if before.content is None else before.content
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    try:
        new = mark + edited(text_of(old)).encode()
        _compare(old, new, said)
        parse(new, path=path, environ=environ)
        replace_content(path, before.content, new)
    except Unreadable as error:
        told = ConfigError(problems([error.fault], str(path)))
        raise SyndicateError(f"nothing was written: {told}") from None
    except ConfigError as error:
        raise SyndicateError(f"nothing was written, for this would be wrong: {error}") from None


def faults(addition: Addition) -> tuple[str, ...]:
    """Tell what feeds.yaml would not take, each with its key."""
    try:
        SourceForm.model_validate(addition.plain)
    except ValidationError as error:
        tree = Tree(data={}, values=dict.fromkeys(_places(addition), (1, 1)))
        return tuple(f"{dotted(one.where)}: {one.reason}" for one in faults_of(error, tree))
    return ()


def _places(addition: Addition) -> list[tuple[str | int, ...]]:
    tags = [("tags", index) for index in range(len(addition.tags))]
    return [("url",), ("title",), ("tags",), ("every",), *tags]


def _filled(data: Mapping[str, Plain]) -> dict[str, Plain]:
    """Leave out what is empty: `topics:` says no more than `topics: {}`."""
    return {key: value for key, value in data.items() if value not in (None, [], {})}


def _compare(old: bytes, new: bytes, said: Callable[[dict[str, Plain]], dict[str, Plain]]) -> None:
    """Raise Unreadable unless the new file says what the old one did, and what was added."""
    before = {} if is_blank(text_of(old)) else read(text_of(old)).data
    found = read(text_of(new))
    if found.faults or _filled(found.data) != _filled(said(before)):
        raise Unreadable("the layout is one that no command can add to", "add the lines by hand")
