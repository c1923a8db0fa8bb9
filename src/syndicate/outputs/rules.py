"""What decides which entries the feeds show that are declared: where it is as it was, none leaves for it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from syndicate.model import Address, Condition, Declared, Output, Topic
from syndicate.outputs.windows import window_of
from syndicate.store.definitions import definition


def rules(declared: Declared) -> Mapping[str, str]:
    """Write it for each place, as `Declared.known_as` names these; two topics may have been one thread's."""
    defined = {slug: _definition(declared, slug) for slug in declared.topics}
    told: dict[str, list[str]] = {}
    for address, own in _own(declared, defined):
        shown = repr((window_of(declared, address), own))
        told.setdefault(declared.known_as(address), []).append(shown)
    return {place: "\n".join(sorted(each)) for place, each in told.items()}


def _own(declared: Declared, defined: Mapping[str, str]) -> Iterator[tuple[Address, object]]:
    """Give what decides beside the window. What belongs to a topic is noted as it leaves (`store.departures`)."""
    for name, output in declared.outputs.items():
        asked = replace(output.query, conditions=())
        conditions = [_meant(each, defined) for each in output.query.conditions]
        yield Address("outputs", name), (_form(output), output.tags, asked, conditions)
    for slug, topic in declared.topics.items():
        yield Address("topics", slug), (_form(topic), topic.fold_copies)
    for tag in {tag for source in declared.sources.values() for tag in source.tags}:
        yield Address("tags", tag), ()


def _form(feed: Output | Topic) -> object:
    return feed.mode, feed.editions if feed.mode == "digest" else None


def _meant(condition: Condition, defined: Mapping[str, str]) -> Condition:
    """Say of a topic what it asks for: under another name it is the same."""
    if condition.key != "topic":
        return condition
    return replace(condition, values=tuple(defined.get(slug, slug) for slug in condition.values))


def _definition(declared: Declared, slug: str) -> str:
    topic = declared.topics[slug]
    tags = set(topic.tags)
    carriers = [key for key, source in declared.sources.items() if not tags.isdisjoint(source.tags)]
    return definition(topic, tuple(carriers))
