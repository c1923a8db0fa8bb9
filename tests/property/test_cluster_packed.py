"""What is held in few bytes answers as the plain thing would."""

from array import array
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster.remembered import ages, holders, numbering, shelf
from syndicate.cluster.remembered.ages import Ages
from syndicate.cluster.remembered.frozen import Frozen
from syndicate.cluster.remembered.holders import Holders
from syndicate.cluster.remembered.live import LiveStory, LiveThread
from syndicate.cluster.remembered.numbering import Numbering
from syndicate.cluster.remembered.shelf import Shelf
from syndicate.cluster.remembered.sketch import Note, Profile
from syndicate.cluster.texts import fingerprint
from syndicate.cluster.texts.fingerprint import take
from syndicate.cluster.words.lexicon import Lexicon
from syndicate.cluster.words.rarity import Frequencies
from syndicate.cluster.words.vectors import unit
from syndicate.model import Story, Thread

START = datetime(2026, 1, 1, tzinfo=UTC)
words = st.text(min_size=1, max_size=6)
four_places = st.integers(0, 99_999).map(lambda steps: steps / 10_000)
large = st.integers(0, 10**8).map(lambda steps: steps / 10_000)
vectors = st.dictionaries(words, four_places, max_size=20)
# Words that differ only in a zero at their end, after eight bytes, or after sixteen.
spelling_words = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=6),
    st.text("a\0", max_size=18),
)
any_vectors = vectors | st.dictionaries(words, large) | st.dictionaries(words, st.floats(-5, 5))


@given(st.lists(any_vectors, max_size=8))
def test_a_packed_vector_comes_back_exactly_and_in_its_order(told: list[dict[str, float]]) -> None:
    lexicon = Lexicon()
    packed = [lexicon.pack(vector) for vector in told]
    assert [list(lexicon.unpack(one).items()) for one in packed] == [
        list(one.items()) for one in told
    ]
    assert len(lexicon) == len({word for vector in told for word in vector})


@given(
    st.lists(spelling_words, max_size=40),
    st.lists(st.lists(st.lists(spelling_words, min_size=1, max_size=8), max_size=4), max_size=4),
    st.integers(0, 4),
)
def test_words_of_many_sketches_have_the_numbers_that_each_has(
    known: list[str], pages: list[list[list[str]]], kept: int
) -> None:
    lexicon = Lexicon()
    lexicon.pack(dict.fromkeys(known, 1.0))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(numbering, "KEPT", kept)
        numbers = Numbering(lexicon)
        for page in pages:
            told = ["\n".join(texts).encode() for texts in page]
            numbers.learn(told)
            found = [array("I", numbers.of(one)) for one in told]
            assert [[lexicon.texts[number] for number in one] for one in found] == page
    assert len(lexicon.texts) == len(set(lexicon.texts))


def test_a_vector_of_four_places_takes_six_bytes_a_word() -> None:
    vector = {f"w{number}": number / 10_000 for number in range(50)}
    assert len(Lexicon().pack(vector)) == 1 + 6 * 50


keys = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(keys, st.none() | st.integers()), max_size=80), st.integers(1, 4))
def test_a_shelf_is_a_mapping(changes: list[tuple[str, int | None]], warm: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "WARM", warm)
        patch.setattr(shelf, "PARTS", warm)
        kept = Shelf[int](lambda value: str(value).encode(), lambda key, written: int(written), {})
        plain: dict[str, int] = {}
        for key, value in changes:
            if value is not None:
                kept.put(key, value)
                plain[key] = value
            elif key in plain:
                kept.drop(key)
                del plain[key]
            told = {key: kept.part(key, lambda _, written: written.decode()) for key in kept}
            assert told == {key: str(value) for key, value in plain.items()}
            assert {key: kept[key] for key in kept} == plain
            assert kept.get("nobody") is None
            assert len(kept._warm) + len(kept._cooling) <= 2 * warm


@given(st.lists(st.lists(st.integers(0, 2**32 - 1), max_size=40), max_size=6))
def test_the_marks_of_many_texts_are_those_of_each(texts: list[list[int]]) -> None:
    told = [array("I", text) for text in texts]
    assert fingerprint.marks_of(told) == [
        fingerprint.marks(fingerprint.shingles(text)) for text in told
    ]


@given(
    st.lists(
        st.tuples(keys, st.none() | st.frozensets(st.integers(0, 30), max_size=12)), max_size=60
    ),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_holders_are_sets(
    changes: list[tuple[str, frozenset[int] | None]], full: int, many: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holders, "FULL", full)
        patch.setattr(holders, "MANY", many)
        held, plain = Holders(), dict[str, frozenset[int]]()
        for item, hashes in changes:
            if item in plain:
                held.release(item, plain.pop(item))
            if hashes is not None:
                held.hold(item, hashes)
                plain[item] = hashes
        for key in range(31):
            assert sorted(held.of(key)) == sorted(one for one, keys in plain.items() if key in keys)
        assert len(held) == sum(map(len, plain.values()))
        assert held.everyone() == {item for item, hashes in plain.items() if hashes}


@given(
    st.dictionaries(keys, st.frozensets(st.integers(0, 30), max_size=12)),
    st.dictionaries(st.sampled_from("ijklmnop"), st.frozensets(st.integers(0, 30), max_size=12)),
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(0, 40),
)
def test_holders_that_come_many_at_once_are_as_those_that_come_one_by_one(
    before: dict[str, frozenset[int]],
    more: dict[str, frozenset[int]],
    full: int,
    many: int,
    waiting: int,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holders, "FULL", full)
        patch.setattr(holders, "MANY", many)
        held = Holders()
        for item, hashes in before.items():
            held.hold(item, hashes)
        patch.setattr(holders, "WAITING", waiting)
        for item, hashes in more.items():
            held.hold_all({item: hashes})
        both = before | more
        assert len(held) == sum(map(len, both.values()))
        for key in range(31):
            assert sorted(held.of(key)) == sorted(one for one, keys in both.items() if key in keys)
        for item, hashes in both.items():
            held.release(item, hashes)
        assert len(held) == 0
        assert not held.everyone()


def test_no_bucket_of_holders_stands_out_as_they_grow() -> None:
    held = Holders()
    for number in range(3000):
        held.hold(f"i{number}", [take(f"{number} {place}").whole for place in range(8)])
    assert len(held) == 24_000
    assert max(map(len, held._hashes)) < 4 * holders.FULL


@given(
    st.lists(st.tuples(st.booleans(), keys, st.integers(0, 50)), max_size=60),
    st.integers(1, 12),
)
def test_what_was_not_seen_for_too_long_is_told_once(
    told: list[tuple[bool, str, int]], span: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ages, "SPAN", span)
        aged, plain, now = Ages(), dict[str, int](), 0
        for see, one, at in told:
            if see:
                aged.put(one, at, plain.get(one))
                plain[one] = at
            else:
                now = max(now, at)
                due = sorted(key for key, seen in plain.items() if seen < now)
                past = []
                for key in aged.past(now, plain.get):
                    past.append(key)
                    del plain[key]
                assert sorted(past) == due


notes = st.builds(
    Note, id=words, source_id=words, title=st.text(max_size=20), at=st.integers(-(10**10), 10**10),
    link=words, agency=words, copy_of=st.none() | words, length=st.integers(0, 60), vector=vectors,
    print=st.text(max_size=60).map(take), language=st.sampled_from(["en", "de"]),
)  # fmt: skip


@given(notes, st.booleans(), st.booleans(), st.integers(1, 3), st.integers(0, 10**15))
def test_what_is_frozen_comes_back_whole(
    note: Note,
    titled: bool,
    shared: bool,
    parts: int,
    late: int,
) -> None:
    at = START + timedelta(microseconds=late)
    held = note.vector if shared else {"other": 0.5}
    title = note.title if titled else "Another title"
    story = Story("s", note.language, title, START, at, parts, "t")
    live = LiveStory(story, Profile(1, 2, held, (note.id,), note.id, parts))
    thread = Thread("t", note.language, title, START, at, 1, parts)
    over = LiveThread(thread, Profile(1, 2, unit(held, 96), ("s",), "s", parts))
    frozen = Frozen(Frequencies())
    frozen.notes.put(note.id, note)
    frozen.stories.put("s", live)
    frozen.threads.put("t", over)
    if titled and shared and parts == 1:
        assert len(frozen.threads._kept["t"]) < 200
    for one, key, plain in (
        (frozen.threads, "t", over),
        (frozen.stories, "s", live),
        (frozen.notes, note.id, note),
    ):
        for kept in (frozen.notes, frozen.stories, frozen.threads):
            kept._warm.clear()
            kept._cooling.clear()
        told = frozen.report(note.id)
        assert (told.id, told.vector, told.sense) == (note.id, note.vector, note.sense)
        assert frozen.story_profile("s") == live.profile
        assert frozen.thread_profile("t") == over.profile
        assert frozen.thread_of("s") == (story.thread_id or "")
        assert one[key] == plain
