"""Items -> what their entries are filed under: words of the source, our tags and topics, the agency. Pure.

Each of ours has a scheme (RFC 4287, 4.2.2.2), so that a reader can tell it from a word of the source. The schemes
are the same at every site: a filter that somebody wrote for one works on all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from syndicate.model import Category, Item, Topic
from syndicate.publish import prose

TAG: Final = "urn:x-syndicate:tag"  # of its source, in feeds.yaml
TOPIC: Final = "urn:x-syndicate:topic"  # declared there
AGENCY: Final = "urn:x-syndicate:agency"  # that the text credits

Topics = Mapping[str, Iterable[Topic]]  # by the id of the item
NONE: Final[Topics] = MappingProxyType({})


def categories(item: Item, tags: Iterable[str], topics: Iterable[Topic]) -> tuple[Category, ...]:
    """Return all that an item is filed under: what its source says first."""
    return tuple(_categories(item, tags, topics))


def _categories(item: Item, tags: Iterable[str], topics: Iterable[Topic]) -> Iterator[Category]:
    terms = dict(item.terms)
    for name in item.categories:
        yield Category(terms[name], label=name) if name in terms else Category(name)
    for tag in tags:
        yield Category(tag, TAG)
    for topic in topics:
        yield Category(topic.slug, TOPIC, topic.title)
    if by := prose.agency(item):
        yield Category(by, AGENCY)
