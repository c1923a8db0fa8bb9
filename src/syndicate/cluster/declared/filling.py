"""New topics + stored items -> what they would say of them by now, had they been there when these came. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from syndicate.cluster.declared import cores
from syndicate.cluster.meaning.sentences import Encode, meaning
from syndicate.cluster.remembered import sketch
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.topics import Judged, Tags, declared, note_of
from syndicate.cluster.words import terms
from syndicate.cluster.words.rarity import Frequencies
from syndicate.model import Barred, Item, Member, Topic, TopicMatch


def judged(
    topics: tuple[Topic, ...],
    items: Sequence[Item],
    members: Mapping[str, Member],
    known: Frequencies,
    tags: Tags,
    encode: Encode | None = None,
) -> Judged:
    """Tell which items belong by themselves and which must not: words are weighed as they are by now."""
    index = declared(topics, encode)
    matches: list[TopicMatch] = []
    barred: list[Barred] = []
    for item in items:
        words = terms.read(item)
        member = members.get(item.id)
        note = sketch.read_note(item.id, member.language, member.sketch) if member else None
        is_copy = note is not None and note.copy_of is not None
        if note is None or is_copy:
            note = note_of(item, words)
        told = index.judge(
            item, note, words, known, tags.get(item.source_id, ()),
            partial(meaning, encode, terms.told(item), item.text),
        )  # fmt: skip
        matches += [replace(one, own=not is_copy) for one in told.matches]
        barred += told.barred
    return Judged(tuple(matches), tuple(barred))


def with_stories(topic: Topic, members: Sequence[Member], tags: Tags) -> tuple[TopicMatch, ...]:
    """Give the items that belong because the core of their story does. Members come story by story, as stored."""
    found: list[TopicMatch] = []
    for _, story in groupby(members, key=lambda member: member.story_id):
        notes = [(_note(member), dict(member.votes).get(topic.slug)) for member in story]
        found += cores.replayed(topic, [(n, vote) for n, vote in notes if n is not None], tags)
    return tuple(found)


def _note(member: Member) -> Note | None:
    return sketch.read_note(member.item_id, member.language, member.sketch)
