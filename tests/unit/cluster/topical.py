"""For tests of topics: what a topic says of an item by itself, every word weighed the same."""

from collections.abc import Collection, Mapping

from syndicate.cluster import terms
from syndicate.cluster.sentences import Sentence, encoder, meaning
from syndicate.cluster.topics import Judged, declared, note_of
from syndicate.cluster.vectors import length
from syndicate.model import Item, Topic, TopicMatch


def even(counts: Mapping[str, float]) -> dict[str, float]:
    size = length(counts) or 1.0
    return {term: count / size for term, count in counts.items()}


def judge(topic: Topic, item: Item, tags: Collection[str] = ()) -> Judged:
    words = terms.read(item)

    def sense() -> Sentence | None:
        return meaning(encoder(), item.title, item.text)

    note = note_of(item, words)
    return declared((topic,), encoder()).judge(item, note, words, even, tags, sense)


def match(topic: Topic, item: Item, tags: Collection[str] = ()) -> TopicMatch | None:
    return next(iter(judge(topic, item, tags).matches), None)
