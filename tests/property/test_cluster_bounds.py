"""What rules a story out before it is read never rules out what would be found."""

from hypothesis import given
from hypothesis import strategies as st

from syndicate.cluster import similarity
from syndicate.cluster.meaning.senses import DIMENSIONS, steps
from syndicate.cluster.remembered.sketch import Note, Profile
from syndicate.cluster.similarity import Weights
from syndicate.cluster.stories import joined, opened
from syndicate.cluster.words.lexicon import Lexicon

words = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 10_000), max_size=6)
directions = st.lists(st.integers(-9, 9), min_size=DIMENSIONS // 128, max_size=DIMENSIONS // 128)
shares = st.integers(0, 100).map(lambda share: share / 100)
weights = st.builds(Weights, shares, shares, shares, shares)


@st.composite
def notes(draw: st.DrawFn) -> Note:
    told = {word: step / 10_000 for word, step in draw(words).items()}
    return Note(
        draw(st.uuids().map(str)), "s", "A title", draw(st.integers(0, 10**6)), "", "",
        vector=told, sense=steps(draw(directions) * 128),
    )  # fmt: skip


@given(notes(), st.lists(st.lists(notes(), min_size=1, max_size=4), max_size=4), weights)
def test_no_score_is_above_its_bound(note: Note, stories: list[list[Note]], by: Weights) -> None:
    profiles = [_story(members) for members in stories]
    near = similarity.nearness(note, profiles, stories)
    for profile, members, told in zip(profiles, stories, near, strict=True):
        score = similarity.score(note, profile, members, told, by)
        assert score.total <= similarity.most(told, by)


@given(notes(), st.lists(notes(), min_size=1, max_size=4), weights)
def test_a_story_of_one_report_is_compared_as_that_report(
    note: Note, others: list[Note], by: Weights
) -> None:
    lexicon = Lexicon()
    for other in others:
        held = lexicon.packed(other.vector)
        profile = Profile(other.at, other.at, held, (other.id,), other.id, sense=other.sense)
        same = Note(
            other.id, "s", "A title", other.at, "", "", vector=held, sense=bytes(other.sense)
        )
        once = similarity.nearness(note, [profile], [[same]])
        same = Note(
            other.id, "s", "A title", other.at, "", "",
            vector=lexicon.packed(dict(other.vector)), sense=other.sense,
        )  # fmt: skip
        twice = similarity.nearness(note, [profile], [[same]])
        assert once == twice


def _story(members: list[Note]) -> Profile:
    profile = opened(members[0])
    for note in members[1:]:
        profile = joined(profile, note)
    return profile
