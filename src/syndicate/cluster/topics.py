"""Declared topics -> which items belong, and which words say so. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from syndicate.cluster import languages, terms
from syndicate.cluster.terms import Token, Words
from syndicate.cluster.variants import forms
from syndicate.cluster.vectors import Vector, length
from syndicate.model import Item, Reason, Topic, TopicMatch

LIKE = 0.45  # how near to an example an item must be
IN_TITLE, IN_LEAD, IN_TEXT = 1.0, 0.8, 0.6  # how prominently it speaks of the topic
MOST_WORDS = 2000

Field = str  # "any", "all", "none"
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One declared term: its words in order, each in all the forms that count as the same word."""

    topic: int
    field: Field
    text: str
    words: tuple[frozenset[str], ...]
    stems: tuple[str, ...]


@dataclass(slots=True)
class TopicIndex:
    """All declared topics, by the first word of each term: an item asks only for the words it has."""

    topics: tuple[Topic, ...]
    by_word: dict[str, list[_Phrase]] = field(default_factory=dict)
    unspaced: list[_Phrase] = field(default_factory=list)
    examples: list[tuple[int, str, Words]] = field(default_factory=list)
    by_example: dict[str, list[int]] = field(default_factory=dict)

    def matches(self, item: Item, words: Words, vector: Vector) -> list[TopicMatch]:
        """Tell to which topics an item belongs."""
        if not self.topics:
            return []
        text = _Text(item, words.language)
        hits = self._hits(text)
        near = self._nearest(words, vector)
        found = []
        for at in sorted(hits.keys() | near.keys()):
            reason = _judge(self.topics[at], hits.get(at, {}), near.get(at))
            if reason is not None:
                found.append(TopicMatch(self.topics[at].slug, item.id, reason))
        return found

    def _hits(self, text: "_Text") -> dict[int, dict[tuple[Field, str], float]]:
        """Which declared terms stand in a text: topic -> (field, term) -> prominence."""
        found: dict[int, dict[tuple[Field, str], float]] = {}
        for at, keys in enumerate(text.keys):
            if self.by_word.keys().isdisjoint(keys):
                continue
            for phrase in {id(p): p for key in keys for p in self.by_word.get(key, ())}.values():
                if text.has(phrase, at):
                    terms_of = found.setdefault(phrase.topic, {})
                    key = (phrase.field, phrase.text)
                    terms_of[key] = max(terms_of.get(key, 0.0), text.prominence[at])
        for phrase in self.unspaced:
            place = text.plain.find(phrase.text.casefold())
            if place >= 0:
                level = IN_TITLE if place < text.title_length else IN_LEAD
                found.setdefault(phrase.topic, {})[phrase.field, phrase.text] = level
        return found

    def _nearest(self, words: Words, vector: Vector) -> dict[int, tuple[float, str]]:
        """How near an item is to the examples of each topic, at best."""
        products: dict[int, float] = {}
        for term, weight in vector.items():
            for number in self.by_example.get(term, ()):
                products[number] = products.get(number, 0.0) + weight * weight
        if not products:
            return {}
        near: dict[int, tuple[float, str]] = {}
        told, size = _Rarity(words, vector), length(vector)
        for number in sorted(products):
            # What is shared cannot be nearer than all that an item has of it.
            if products[number] < (LIKE * size) ** 2:
                continue
            topic, text, example = self.examples[number]
            likeness = told.likeness(example) if example.language == words.language else 0.0
            if likeness >= LIKE and likeness > near.get(topic, (0.0, ""))[0]:
                near[topic] = (likeness, text)
        return near


class _Rarity:
    """How much each word of an item weighs by itself, to weigh an example's words alike."""

    def __init__(self, words: Words, vector: Vector) -> None:
        self.vector, self.size = vector, length(vector) or 1.0
        self.of = {term: vector[term] / words.counts[term] for term in vector}
        self.usual = sorted(self.of.values())[len(self.of) // 2]

    def likeness(self, example: Words) -> float:
        """Cosine of an example and the item."""
        told = {
            term: count * self.of.get(term, self.usual) for term, count in example.counts.items()
        }
        product = sum(
            weight * self.vector[term] for term, weight in told.items() if term in self.vector
        )
        return product / ((length(told) or 1.0) * self.size)


class _Text:
    """An item's words, each under the keys by which a declared word may know it."""

    def __init__(self, item: Item, language: str) -> None:
        title = list(terms.tokens(item.title))
        body = [t for t, _ in zip(terms.tokens(item.text), range(MOST_WORDS), strict=False)]
        extra = [token for category in item.categories for token in terms.tokens(category)]
        self.tokens: list[Token] = [*title, _BREAK, *body, _BREAK, *extra]
        lowered = [token.text.casefold() for token in self.tokens]
        stemmed = languages.stems(lowered, language)
        self.keys = [
            {word, f"{language}:{stem}"} for word, stem in zip(lowered, stemmed, strict=True)
        ]
        lead = len(title) + 1 + terms.LEAD_WORDS
        self.prominence = [
            IN_TITLE if at < len(title) else IN_LEAD if at < lead else IN_TEXT
            for at in range(len(self.tokens))
        ]
        self.plain = f"{item.title}\n{item.text[:8000]}\n{' '.join(item.categories)}".casefold()
        self.title_length = len(item.title)

    def has(self, phrase: _Phrase, at: int) -> bool:
        """Whether all words of a phrase stand here, in order."""
        if at + len(phrase.words) > len(self.keys):
            return False
        return all(self._is(at + offset, allowed) for offset, allowed in enumerate(phrase.words))

    def _is(self, at: int, allowed: frozenset[str]) -> bool:
        if not self.keys[at].isdisjoint(allowed):
            return True
        word = self.tokens[at].text
        # "Polish" is Poland's, "polish" is not: such forms count only with their capital.
        return word[:1].isupper() and "^" + word.casefold() in allowed


_BREAK = Token("\n", "stop")


def match(topic: Topic, item: Item, vector: Vector | None = None) -> TopicMatch | None:
    """Tell whether an item belongs to a topic. Without a vector every word weighs the same."""
    words = terms.read(item)
    size = length(words.counts) or 1.0
    even = {term: count / size for term, count in words.counts.items()}
    found = declared((topic,)).matches(item, words, even if vector is None else vector)
    return found[0] if found else None


@lru_cache(maxsize=8)
def declared(topics: tuple[Topic, ...]) -> TopicIndex:
    """Read the declared topics once."""
    index = TopicIndex(topics)
    for at, topic in enumerate(topics):
        declarations: tuple[tuple[Field, Sequence[str]], ...] = (
            ("any", topic.any), ("all", topic.all), ("none", topic.none),
        )  # fmt: skip
        for name, texts in declarations:
            for text in texts:
                _add(index, at, name, text)
        for text in topic.like:
            _add_example(index, at, text)
    return index


def _add(index: TopicIndex, topic: int, name: Field, text: str) -> None:
    tokens = list(terms.tokens(text))
    if not tokens:
        return
    words = tuple(forms(token.text) for token in tokens)
    phrase = _Phrase(topic, name, text, words, ())
    if _UNSPACED.search(text):
        index.unspaced.append(phrase)
        return
    for key in words[0]:
        index.by_word.setdefault(key.removeprefix("^"), []).append(phrase)


def _add_example(index: TopicIndex, topic: int, text: str) -> None:
    words = terms.read_text(text)
    number = len(index.examples)
    index.examples.append((topic, text, words))
    for term in words.counts:
        index.by_example.setdefault(term, []).append(number)


def _judge(
    topic: Topic,
    hits: Mapping[tuple[Field, str], float],
    near: tuple[float, str] | None,
) -> Reason | None:
    """Weigh what was found: by words (any, and all), or by an example; none forbids both."""
    if any(name == "none" for name, _ in hits):
        return None
    any_of = _found(hits, "any", topic.any)
    all_of = _found(hits, "all", topic.all)
    by_words = (
        bool(topic.any or topic.all)
        and (bool(any_of) or not topic.any)
        and len(all_of) == len(dict.fromkeys(topic.all))
    )
    if by_words:
        shared = (*any_of, *all_of)
        level = min(
            max((hits["any", text] for text in any_of), default=1.0),
            min((hits["all", text] for text in all_of), default=1.0),
        )
        where = {IN_TITLE: "in the title", IN_LEAD: "at the beginning"}.get(level, "in the text")
        return Reason("topic", level, shared, note=f"speaks of {' and '.join(shared)} {where}")
    if near is not None:
        likeness, example = near
        return Reason(
            "topic", round(min(1.0, likeness), 4), note=f"is like the example “{example}”"
        )
    return None


def _found(
    hits: Mapping[tuple[Field, str], float], name: Field, texts: Iterable[str]
) -> tuple[str, ...]:
    return tuple(text for text in dict.fromkeys(texts) if (name, text) in hits)
