"""For tests of topics: what a topic says of an item by itself, while nothing has been read."""

from collections.abc import Collection

from syndicate.cluster.meaning.sentences import Sentence, encoder, meaning
from syndicate.cluster.topics import Judged, declared, note_of
from syndicate.cluster.words import terms
from syndicate.cluster.words.rarity import Frequencies
from syndicate.model import Item, Topic, TopicMatch


def judge(topic: Topic, item: Item, tags: Collection[str] = ()) -> Judged:
    words = terms.read(item)

    def sense() -> Sentence | None:
        return meaning(encoder(), item.title, item.text)

    note = note_of(item, words)
    return declared((topic,), encoder()).judge(item, note, words, Frequencies(), tags, sense)


def match(topic: Topic, item: Item, tags: Collection[str] = ()) -> TopicMatch | None:
    return next(iter(judge(topic, item, tags).matches), None)
