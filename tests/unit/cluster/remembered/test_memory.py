import dataclasses
from datetime import timedelta

import numpy as np
import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.meaning import senses
from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.remembered import shelf, sketch
from syndicate.cluster.remembered.memory import STORY_LIVES
from syndicate.cluster.texts.fingerprint import marks, shingles, take, words
from syndicate.cluster.texts.marks import series
from syndicate.cluster.words.rarity import LEAST, Frequencies, forgotten
from syndicate.model import Remembered
from tests.unit.cluster.news import FOLLOW_UP, MATCH, REWRITE, START, WIRE, homes, item, stories


def test_a_sketch_comes_back_as_it_was() -> None:
    memory = Memory()
    step(memory, [item("Grain ship “adrift” off Varna", WIRE), item("Tugs", REWRITE, at=1)], ())
    for note in memory.notes.values():
        assert sketch.read_note(note.id, "en", sketch.write_note(note)) == note
    for live in memory.stories.values():
        assert sketch.read_profile(sketch.write_profile(live.profile)) == live.profile


def test_a_sketch_of_the_first_form_is_still_read() -> None:
    written = (
        '{"a":5,"c":null,"g":"Reuters","k":"k1","l":7,"n":3,"o":"s1","t":"Tugs","v":3,"w":9,'
        '"x":{"@varna":0.6,"tug":0.8}}\n'
    )
    note = sketch.read_note("i1", "en", written.encode() + b"abc" + bytes([1, 0, 0, 0, 2, 0, 0, 0]))
    assert note is not None
    assert (note.title, note.agency, note.copy_of, note.sense) == ("Tugs", "Reuters", None, b"abc")
    assert note.vector == {"@varna": 0.6, "tug": 0.8}
    assert (note.print.whole, list(note.print.words)) == (9, [1, 2])
    told = b'{"f":5,"h":"i1","l":6,"p":2,"r":["i1","i2"],"s":{"tug":1.6},"v":1}\nabc'
    profile = sketch.Profile(5, 6, {"tug": 1.6}, ("i1", "i2"), "i1", 2, b"abc")
    assert sketch.read_profile(told) == profile
    assert sketch.read_profile(sketch.write_profile(profile)) == profile


def test_a_sketch_of_another_form_is_not_read() -> None:
    for other in (b"", b"\xff\x00", b'{"v":99}\n'):
        assert sketch.read_note("i1", "en", other) is None
        assert sketch.read_profile(other) is None


def test_what_is_past_is_forgotten_whole() -> None:
    memory = Memory()
    step(memory, [item("Grain ship adrift", WIRE), item("A copy", WIRE, at=1)], ())
    step(memory, [item("Kestrel win at the death", MATCH, at=24 * 20)], ())
    assert [note.title for note in memory.notes.values()] == ["Kestrel win at the death"]
    assert len(memory.stories) == 1
    assert len(memory.threads) == 2
    assert memory.held.everyone() == set(memory.notes)
    step(memory, [item("Maria Stella sails", FOLLOW_UP, at=24 * 300)], ())
    assert len(memory.threads) == 1


def test_the_words_of_a_thread_of_one_story_are_held_once_until_that_has_left() -> None:
    memory = Memory()
    ship, late = item("Grain ship adrift", WIRE), item("Kestrel win", MATCH, at=24 * 20)
    step(memory, [ship], ())
    ((thread_id, thread),) = memory.threads.items()
    assert thread_id not in memory.thread_terms["en"]
    words = thread.profile.sum
    assert len(memory.story_terms["en"].nearest(words, 3, marked=True)) == 1
    step(memory, [late], ())
    assert [key for _, key in memory.thread_terms["en"].nearest(words, 3)] == [thread_id]
    found = memory.story_terms["en"].nearest(words, 3, marked=True)
    assert thread.profile.lead not in [key for _, key in found]


def test_a_sentence_vector_is_held_once_while_its_story_has_one_item() -> None:
    sensed, plain = Memory(), Memory()
    meant = np.linspace(-1, 1, DIMENSIONS).astype(np.float32)
    ship = item("Grain ship adrift", WIRE)
    step(sensed, [ship], (), encode=lambda _: meant)
    step(plain, [ship], ())
    assert len(sensed.notes[ship.id].sense) == DIMENSIONS
    assert len(sensed.notes._kept[ship.id]) <= len(plain.notes._kept[ship.id])


def test_what_an_earlier_version_summed_up_of_the_meaning_of_a_thread_is_its_direction() -> None:
    memory = Memory()
    step(memory, [item("Grain ship adrift", WIRE)], ())
    ((_, live),) = memory.threads.items()
    direction = senses.steps(range(DIMENSIONS))
    summed = direction
    while len(summed) == len(direction):
        summed = senses.add(summed, summed)
    told = sketch.write_profile(dataclasses.replace(live.profile, sense=summed))
    old = dataclasses.replace(live.thread, sketch=told)
    recalled = Memory()
    recalled.take(Remembered(threads=[old]))
    assert senses.cosine(recalled.threads[old.id].profile.sense, direction) > 0.999
    assert recalled.thread_senses["en"].nearest(direction, 1) == [old.id]


def test_any_eleven_words_in_common_share_a_mark() -> None:
    told = WIRE.split()
    for at in range(len(told) - 11):
        run = " ".join(told[at : at + 11])
        one = marks(shingles(words(f"alpha beta gamma {run} delta")))
        other = marks(shingles(words(f"omega {run} psi chi phi")))
        assert one & other


def test_an_excerpt_leaves_out_the_word_it_breaks_off_in() -> None:
    assert (
        take("Two tugs held the ship off the roc…").whole
        == take("Two tugs held the ship off the").whole
    )
    assert take("Two tugs held the ship […]").whole == take("Two tugs held the").whole


def test_a_word_is_half_forgotten_after_thirty_days() -> None:
    counted = Frequencies()
    counted.count("en", ["ship"], START)
    later = START.replace(month=4, day=1)
    assert counted.documents("en", later) == 0.5
    assert counted.documents("en", START.replace(month=8)) == 0.0


def test_an_item_keeps_no_word_twice_that_stood_in_another() -> None:
    counted = Frequencies()
    (held,) = counted.packed("en", {"ship": 1}, START)
    (again,) = counted.packed("en", {"".join("ship"): 2}, START)
    assert again is held


def test_a_word_of_which_hardly_anything_is_left_counts_as_never_met() -> None:
    counted = Frequencies()
    counted.count("en", ["ship"], START)
    day = timedelta(days=1)
    assert counted.documents("en", START + 30 * day) == LEAST
    assert counted.documents("en", START + 31 * day) == 0.0
    limits = forgotten(START + 31 * day)
    assert [most for most, before in limits if before > START] == [1.0]


def test_what_is_remembered_is_frozen() -> None:
    memory = Memory()
    step(memory, [item("Grain ship adrift", WIRE)], ())
    for kept in (*memory.notes.values(), *memory.stories.values(), *memory.threads.values()):
        assert dataclasses.is_dataclass(kept)
        assert kept.__dataclass_params__.frozen  # type: ignore[union-attr]


def test_no_more_is_remembered_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("syndicate.cluster.remembered.memory.MOST", 5)
    memory = Memory()
    items = [
        item(" ".join(letter * count for count in (4, 6, 8, 10)), at=number)
        for number, letter in enumerate("bcdfghjklmnp")
    ]
    clustering = step(memory, items, ())
    memory.grow_older(memory.newest)
    assert len(clustering.stories) == len(clustering.threads) == 12
    newest = [one.story_id for one in clustering.assignments][-5:]
    assert set(memory.stories) == set(newest)
    assert set(memory.notes) == {one.id for one in items[-5:]}
    assert len(memory.threads) == 5
    assert memory.held.everyone() == set(memory.notes)


def test_a_long_series_is_not_read_again_for_each_item_that_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shelf, "WARM", 16)
    memory, reads = Memory(), []
    kept = memory.notes._read

    def counted(key: str, row: bytes) -> sketch.Note:
        reads.append(key)
        return kept(key, row)

    monkeypatch.setattr(memory.notes, "_read", counted)
    letters = "".join(map(chr, range(97, 123)))
    notices = [
        item(
            "Warnings of the harbour office",
            " ".join(f"{letters[n % 26]}{letters[n // 26]}{word}" for word in letters),
            at=n / 60,
            source="harbour",
        )
        for n in range(300)
    ]
    found = step(memory, notices, ())
    assert (len(set(stories(found))), len(set(homes(found)))) == (300, 1)
    assert len(reads) < 20 * len(notices)  # each of all before it would be half of 300 times 300
    name = series(memory.notes[notices[0].id]) or 0
    assert [*memory.latest(name)] == [one.id for one in reversed(notices)]
    memory.grow_older(notices[100].seen_at + STORY_LIVES)
    assert [*memory.latest(name)] == [one.id for one in reversed(notices[100:])]
