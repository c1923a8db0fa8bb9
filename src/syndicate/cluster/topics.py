"""Declared topics -> which items belong, and why; which must not, whatever their story says. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from syndicate.cluster.declared.examples import Bar, Bars, Examples, Likeness, Sense, read
from syndicate.cluster.declared.terms import IN_LEAD, IN_TITLE, Asked, Field, Hits, Terms
from syndicate.cluster.meaning.sentences import Encode
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.words import terms
from syndicate.cluster.words.rarity import Frequencies
from syndicate.cluster.words.terms import Words
from syndicate.model import Barred, Item, Reason, Topic, TopicMatch

# How near to its examples an item must be, by the breadth of the topic.
LIKE = {
    "broad": Bars(Bar(0.25, 0.34), Bar(0.125, 0.18)),
    "normal": Bars(Bar(0.31, 0.40), Bar(0.175, 0.23)),
    "narrow": Bars(Bar(0.37, 0.46), Bar(0.225, 0.28)),
}

Near = Mapping[bool, Likeness]  # to what is wanted, and to what is not
Tags = Mapping[str, Collection[str]]  # by source


@dataclass(frozen=True, slots=True)
class Judged:
    """What the topics say of an item: where it belongs, and where it must not."""

    matches: tuple[TopicMatch, ...] = ()
    barred: tuple[Barred, ...] = ()


@dataclass(slots=True)
class TopicIndex:
    """All declared topics, so that an item asks only for the words and examples that it comes near."""

    topics: tuple[Topic, ...]
    terms: Terms = field(default_factory=Terms)
    examples: Examples = field(default_factory=Examples)
    open: list[int] = field(default_factory=list)  # topics of all that passes their filters
    number_of: dict[str, int] = field(default_factory=dict)

    def judge(
        self, item: Item, note: Note, words: Words, known: Frequencies, tags: Collection[str] = (),
        sense: Sense = lambda: None,
    ) -> Judged:  # fmt: skip
        """Tell to which topics an item belongs, and to which it must not."""
        if not self.topics:
            return Judged()
        hits = self.terms.hits(item, words.language)
        near: dict[int, dict[bool, Likeness]] = {}
        likely = self.examples.near(words, sense, known, item.seen_at)
        for (at, wanted), likeness in likely.items():
            near.setdefault(at, {})[wanted] = likeness
        matches, barred = [], []
        for at in sorted({*hits, *near, *self.open}):
            topic = self.topics[at]
            if not admits(topic, note, tags):
                continue
            told = hits.get(at, {})
            if _forbids(told, near.get(at, {})):
                barred.append(Barred(topic.slug, item.id))
            elif (reason := _reason(topic, told, near.get(at, {}))) is not None:
                matches.append(TopicMatch(topic.slug, item.id, reason))
        return Judged(tuple(matches), tuple(barred))

    def topic(self, slug: str) -> Topic | None:
        """Give a topic by its name."""
        at = self.number_of.get(slug)
        return None if at is None else self.topics[at]


def admits(topic: Topic, note: Note, tags: Collection[str]) -> bool:
    """Whether a topic looks at items of this source, agency and language at all."""
    return (
        (not topic.tags or not set(topic.tags).isdisjoint(tags))
        and (not topic.languages or note.language in topic.languages)
        and (not topic.agencies or note.agency in topic.agencies)
    )


@lru_cache(maxsize=8)
def declared(topics: tuple[Topic, ...], encode: Encode | None = None) -> TopicIndex:
    """Read the declared topics once, their examples by meaning too where there is an encoder."""
    index = TopicIndex(topics)
    for at, topic in enumerate(topics):
        index.number_of[topic.slug] = at
        for asked in _asked(at, topic):
            index.terms.add(asked)
        bars = LIKE[topic.breadth]
        for texts, wanted in ((topic.like, True), (topic.unlike, False)):
            examples = [read(text, encode) for text in topic.examples(texts)]
            index.examples.add(at, examples, wanted=wanted, bars=bars)
        if _asks_only_whence(topic):
            index.open.append(at)
    return index


def _asked(at: int, topic: Topic) -> Iterator[Asked]:
    """Every term of a topic, under each of its names."""
    other = {name.casefold(): names for names in topic.names for name in names}
    said: tuple[tuple[Field, Sequence[str]], ...] = (
        ("any", topic.any), ("all", topic.all), ("none", topic.none),
    )  # fmt: skip
    for name, texts in said:
        for text in texts:
            for called in dict.fromkeys((text, *other.get(text.casefold(), ()))):
                yield Asked(at, name, text, called)
    for text in topic.phrase:
        yield Asked(at, "any", text, text, exact=True)


def _forbids(hits: Hits, near: Near) -> bool:
    """Whether a word that must not occur does, or it is nearest to an example of what is not meant."""
    if any(name == "none" for name, _ in hits):
        return True
    return False in near and (True not in near or near[False].total > near[True].total)


def _reason(topic: Topic, hits: Hits, near: Near) -> Reason | None:
    """Weigh what was found: by words (any, and all), by examples, or by where it comes from alone."""
    some, every = (*topic.any, *topic.phrase), dict.fromkeys(topic.all)
    any_of = [text for text in dict.fromkeys(some) if ("any", text) in hits]
    all_of = [text for text in every if ("all", text) in hits]
    if (some or every) and (any_of or not some) and len(all_of) == len(every):
        return _by_words(hits, any_of, all_of)
    if True in near:
        like = near[True]
        note = f"is like the example “{like.nearest}”"
        return Reason("topic", min(1.0, like.total), parts=like.parts, note=note)
    if _asks_only_whence(topic):
        return Reason("topic", 1.0, note="comes from where the topic looks")
    return None


def _asks_only_whence(topic: Topic) -> bool:
    """Whether everything belongs that comes from where a topic looks."""
    asks = topic.any or topic.all or topic.phrase or topic.like
    return not asks and bool(topic.tags or topic.agencies or topic.languages)


def _by_words(hits: Hits, any_of: Sequence[str], all_of: Sequence[str]) -> Reason:
    level = min(
        max((hits["any", text][0] for text in any_of), default=1.0),
        min((hits["all", text][0] for text in all_of), default=1.0),
    )
    found = [(text, hits["any", text][1]) for text in any_of]
    found += [(text, hits["all", text][1]) for text in all_of]
    told = [text if called == text else f"{text} ({called})" for text, called in found]
    where = {IN_TITLE: "in the title", IN_LEAD: "at the beginning"}.get(level, "in the text")
    shared = tuple(dict.fromkeys(text for text, _ in found))
    note = f"speaks of {' and '.join(dict.fromkeys(told))} {where}"
    return Reason("topic", level, shared, note=note)


def note_of(item: Item, words: Words) -> Note:
    """What topics look at of an item, where it has no place yet."""
    agency = item.agency or (item.dateline.agency if item.dateline else None) or ""
    return Note(
        item.id, item.source_id, terms.headline(item.title), 0, "", agency,
        length=words.length, language=words.language,
    )  # fmt: skip
