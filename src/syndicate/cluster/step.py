"""New items + what is remembered -> copies, stories, threads and topics, with reasons. Read this first. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache, partial
from types import MappingProxyType

from syndicate.cluster import copies, explain, repair, stories
from syndicate.cluster.changes import DEFAULTS, Changes, Tuning
from syndicate.cluster.copies import Copy
from syndicate.cluster.decisions.corrections import NONE, Corrections
from syndicate.cluster.declared import cores
from syndicate.cluster.headlines import columns, roundups
from syndicate.cluster.meaning.sentences import Encode, Sentence, meaning
from syndicate.cluster.minting import minted
from syndicate.cluster.placing import grow, open_story, retitle
from syndicate.cluster.remembered import sketch
from syndicate.cluster.remembered.live import LiveStory
from syndicate.cluster.remembered.memory import Memory
from syndicate.cluster.remembered.sketch import Note
from syndicate.cluster.texts import blurbs, fingerprint, marks
from syndicate.cluster.topics import Tags, declared
from syndicate.cluster.words import terms
from syndicate.model import (
    Assignment,
    Clustering,
    Edited,
    Item,
    Reason,
    Story,
    Topic,
    is_heard,
)

__all__ = ["DEFAULTS", "Memory", "Tuning", "step"]

NO_TAGS: Tags = MappingProxyType({})


def step(
    memory: Memory,
    items: Sequence[Item],
    topics: Sequence[Topic],
    tuning: Tuning = DEFAULTS,
    corrections: Corrections = NONE,
    encode: Encode | None = None,
    tags: Tags = NO_TAGS,
    edited: Sequence[Edited] = (),
) -> Clustering:
    """Place new items, one after the other, and tell all that changed. Memory moves on with them.

    With `encode`, items are compared by what their sentences mean too, not by their words alone.
    `tags` are those of sources, which topics may ask for. `edited` are those of the items that are remembered which
    their sources edited, at least since the last step: they stay where they are.
    """
    for each in edited:
        _edit(memory, each)
    changes = Changes(memory, tuning, declared(tuple(topics), encode), corrections, encode, tags)
    memory.kept = corrections.named
    for each in edited:
        retitle(changes, each.item_id)
    for item in items:
        if item.id not in memory.notes:
            _place(changes, item)
    return changes.result()


def _edit(memory: Memory, edited: Edited) -> None:
    """What an item says now is known for its copies' sake."""
    first = memory.notes.get(edited.item_id)
    if first is not None and first.copy_of is None:
        title, told = terms.headline(edited.title), fingerprint.take(edited.text)
        memory.editions.put(replace(first, title=title, print=told), first, edited.at)


def _place(changes: Changes, item: Item) -> None:
    """One item: a copy joins its original's story; a report joins its story, or opens one."""
    memory = changes.memory
    memory.grow_older(item.seen_at)
    note, words, text = _read(memory, item)
    # Asked for at most once.
    meant = cache(partial(meaning, changes.encode, terms.told(item), text))
    judged = changes.topics.judge(
        item, note, words, memory.frequencies, changes.tags.get(item.source_id, ()), sense=meant
    )
    is_episode = any(is_heard(file.media_type) for file in item.enclosures)
    copy = copies.find(memory, note, episode=is_episode)
    if copy is not None:
        _repeat(changes, item, note, copy)
    elif roundups.is_roundup(note.title) or _is_next_of_column(memory, note):
        _gather(changes, item, note)
    else:
        by_headline = bool(item.text) and not text
        _report(
            changes, item, _sensed(changes, note, item, meant()), words, by_headline=by_headline
        )
    changes.barred.extend(judged.barred)
    changes.matches.extend(cores.cast(changes, judged, item.id))


def _report(
    changes: Changes, item: Item, note: Note, words: terms.Words, *, by_headline: bool
) -> None:
    """A report joins the story of its event, or opens one; its words become less rare."""
    memory = changes.memory
    found, reason = _reported(changes, note)
    if by_headline:
        reason = replace(reason, note=f"{reason.note}{blurbs.TOLD}")
    live = _join(changes, found.live, item, note) if found else _open(changes, item, note)
    changes.assignments.append(_assign(live, note, reason))
    counted = memory.frequencies.count(words.language, words.counts, item.seen_at)
    changes.terms.update(((term.language, term.text), term) for term in counted)
    repair.look_about(changes, live.story.id)


def _is_next_of_column(memory: Memory, note: Note) -> bool:
    """Whether a source has told another number of a column; a first one may be a report that is called so."""
    name = marks.series(note) if columns.name(note.title) else None
    return name is not None and any(memory.latest(name))


def _gather(changes: Changes, item: Item, note: Note) -> None:
    """News of several events in one opens a story, and lends it no words: it would draw all of them together.

    So does a column: its numbers are much alike, and each tells of another day.
    """
    bare = replace(note, vector={})
    told = (
        "news of several events in one: it stands apart from each"
        if roundups.is_roundup(note.title)
        else "a number of a column: it stands apart from what it tells of"
    )
    reason = Reason("story", 1.0, note=told)
    changes.assignments.append(_assign(_open(changes, item, bare), bare, reason))


def _open(changes: Changes, item: Item, note: Note) -> LiveStory:
    at = min(speaks_of(item), item.seen_at)
    story = Story(minted("s", item.id), note.language, note.title, at, item.seen_at, 1)
    return open_story(changes, note, story)


def _reported(changes: Changes, note: Note) -> tuple[stories.Found | None, Reason]:
    """Find the story of a report, if there is one, and tell why.

    What a person pinned tells a story of its own, in the thread that he chose.
    """
    memory, corrections = changes.memory, changes.corrections
    if corrections.home_of((note.id,)) is not None:
        return None, Reason("person", 1.0, note="a person said where it stands")
    closed = corrections.closed_to((note.id,))
    found, almost = stories.find(memory, note, changes.tuning.story, closed)
    if found is not None:
        return found, explain.reported(memory, note, found)
    titles = (memory.threads[key].thread.title for key in sorted(closed & memory.threads.keys()))
    almost = almost or "; ".join(f"a person keeps it out of “{title}”" for title in titles)
    told = "the first report of its event that we saw"
    return None, Reason("story", 1.0, note=told, almost=almost)


def _read(memory: Memory, item: Item) -> tuple[Note, terms.Words, str]:
    """Take what an item says, and its text, where that says anything of it."""
    words, text = terms.read(item), item.text
    note = _bare(item, words.language)
    if not item.is_untitled and blurbs.stands_under_others(memory, note):
        told = terms.read_text(item.title, tag=note.language)
        # Where no language is known, a headline alone may seem to be of one.
        words, text = replace(told, language=note.language), ""
    vector = memory.frequencies.packed(note.language, words.counts, item.seen_at)
    return replace(note, length=words.length, vector=vector), words, text


def _bare(item: Item, language: str) -> Note:
    agency = item.agency or (item.dateline.agency if item.dateline else None)
    return Note(
        id=item.id,
        source_id=item.source_id,
        title=terms.headline(item.title),
        at=sketch.seconds(speaks_of(item)),
        link=item.link_key or "",
        agency=agency or "",
        print=fingerprint.take(item.text),
        language=language,
    )


def _sensed(changes: Changes, note: Note, item: Item, meant: Sentence | None) -> Note:
    """Add what a report means, apart from what all news of its language has in common."""
    if meant is None:
        return note
    sense, usual = changes.memory.background.apart(note.language, meant, item.seen_at)
    changes.usual[usual.language] = usual
    return replace(note, sense=sense)


def speaks_of(item: Item) -> datetime:
    """When an item's news is from: what it claims, or its dateline where that is older."""
    on = item.dateline.on if item.dateline else None
    if on is not None and on < item.published_at.astimezone(UTC).date():
        return datetime.combine(on, time(12), UTC)
    return item.published_at


def _repeat(changes: Changes, item: Item, note: Note, copy: Copy) -> None:
    """Lay a copy beside its original. It adds no words: twenty reprints are one voice."""
    memory = changes.memory
    original = memory.notes[copy.of]
    shared = (original.agency,) if original.agency and original.agency == note.agency else ()
    reason = Reason("copy", explain.bounded(copy.score), shared, (), copy.of, copy.note)
    bare = replace(note, copy_of=copy.of, vector={}, print=fingerprint.take(""))
    live = _join(changes, memory.stories[memory.story_of[copy.of]], item, bare)
    changes.assignments.append(_assign(live, bare, reason))


def _join(changes: Changes, live: LiveStory, item: Item, note: Note) -> LiveStory:
    story = replace(
        live.story,
        opened_at=min(live.story.opened_at, speaks_of(item)),
        updated_at=max(live.story.updated_at, item.seen_at),
        item_count=live.story.item_count + 1,
    )
    return grow(changes, live, note, story)


def _assign(live: LiveStory, note: Note, reason: Reason) -> Assignment:
    return Assignment(note.id, live.story.id, (reason,), note.copy_of, sketch.write_note(note))
