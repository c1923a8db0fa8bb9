"""An address -> which items stand there. Pure."""

from __future__ import annotations

from dataclasses import replace

from syndicate.model import Address, Declared, Output, Query, Topic
from syndicate.query import parse
from syndicate.store.items import Selection


def selected(declared: Declared, address: Address) -> Selection:
    """Say which items are meant: every text once, as soon as it is known to be no copy.

    What a source says itself stands as it came.
    """
    match address.kind:
        case "outputs":
            return of_output(declared.outputs[address.name])
        case "topics":
            return of_topic(declared.topics[address.name])
        case "threads":
            return _shown(Selection(thread_id=address.name))
        case "sources":
            return Selection(source_id=address.name, published_only=True)
        case "tags":
            return of_tag(address.name)
        case "search":
            return of_search(declared.meant(parse(address.name)))


def tells_items(declared: Declared, address: Address) -> bool:
    """Whether an entry of it is an item; only then it has a past that stays as it is."""
    if address.kind == "outputs":
        return declared.outputs[address.name].mode == "items"
    return address.kind != "topics" or declared.topics[address.name].mode == "items"


def of_output(output: Output) -> Selection:
    """Say which items an output is made of."""
    return _shown(Selection(tags=output.tags, query=output.query))


def of_topic(topic: Topic) -> Selection:
    """Say which items stand in the feed of a topic."""
    where = _shown(Selection(topic=topic.slug, grown_from=topic.thread))
    return replace(where, originals_only=topic.fold_copies)


def of_tag(tag: str) -> Selection:
    """Say which items stand in the feed of a tag."""
    return _shown(Selection(tags=(tag,)))


def of_search(query: Query) -> Selection:
    """Say which items stand in the feed of a search."""
    return _shown(Selection(query=query))


def _shown(where: Selection) -> Selection:
    return replace(where, originals_only=True, published_only=True, placed_only=True)
