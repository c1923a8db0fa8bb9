"""What stands in a story whose core belongs to a topic belongs to it, too."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from syndicate.cluster import Memory, step
from syndicate.cluster.declared import filling
from syndicate.cluster.words.rarity import Frequencies
from syndicate.model import Clustering, Item, Member, Remembered, Topic, Vote
from tests.unit.cluster.news import WIRE, item, stories

VARNA = Topic("varna", "Varna", any=("Varna",), none=("film",))
TUGS = "Tugs hold the grain ship Maria Stella off the breakwater"
FIRST = item(f"{TUGS} all night", "The crew is well, the pilots said after the gale.", at=0)
SECOND = item(f"{TUGS} near Varna", "The harbour of Varna is closed until the wind drops.", at=1)
THIRD = item(f"{TUGS} as Varna waits", "Varna closed its northern entrance for big vessels.", at=2)
FOURTH = item(
    f"{TUGS} for a second day", "Divers look for damage to the hull of the carrier.", at=3
)
FIFTH = item(f"{TUGS} while Varna sleeps", "Varna hears the horns of its tugs.", at=3.5)
SIXTH = item(f"{TUGS} and Varna watches", "Varna counts the tugs from its pier.", at=3.7)
FILM = item(f"{TUGS} in a film", "A crew shot the scene again for the evening programme.", at=4)
COPY = replace(THIRD, id="copy", source_id="other", text=THIRD.text)


def told(items: Sequence[Item], topics: Sequence[Topic] = (VARNA,), parts: int = 1) -> Clustering:
    """Place items, in as many steps as is said, from a memory that is recalled between two steps."""
    memory, found = Memory(), Clustering()
    members: list[Member] = []
    size = -(-len(items) // parts)
    for at in range(0, len(items), size):
        portion = items[at : at + size]
        new = step(memory, portion, topics)
        found = replace(
            new,
            assignments=found.assignments + new.assignments,
            matches=found.matches + new.matches,
            barred=found.barred + new.barred,
        )
        members += [
            Member(one.item_id, one.story_id, "en", each.seen_at, one.sketch)
            for one, each in zip(new.assignments, portion, strict=True)
        ]
        votes: dict[str, list[tuple[str, Vote]]] = {}
        for match in found.matches:
            votes.setdefault(match.item_id, []).append((match.slug, "own" if match.own else "with"))
        for bar in found.barred:
            votes.setdefault(bar.item_id, []).append((bar.slug, "barred"))
        if parts > 1:
            known = [replace(one, votes=tuple(votes.get(one.item_id, ()))) for one in members]
            memory = Memory()
            memory.take(Remembered(new.stories, new.threads, new.terms, known))
    return found


def taken(clustering: Clustering, slug: str = "varna") -> list[str]:
    return [one.item_id for one in clustering.matches if one.slug == slug]


def test_the_reports_of_these_tests_are_one_story() -> None:
    assert len(set(stories(told([FIRST, SECOND, THIRD, FOURTH, FILM, COPY])))) == 1


def test_an_item_belongs_with_its_story_once_two_thirds_of_its_reports_do() -> None:
    found = told([SECOND, THIRD, FOURTH])
    assert taken(found) == [SECOND.id, THIRD.id, FOURTH.id]
    reason = found.matches[-1].reason
    assert reason.note == "2 of the 3 reports of its story belong"
    assert reason.score == pytest.approx(2 / 3, abs=1e-3)
    assert not found.matches[-1].own


def test_what_came_before_the_core_was_formed_is_taken_then() -> None:
    assert taken(told([FIRST, SECOND])) == [SECOND.id]
    assert taken(told([FIRST, SECOND, THIRD])) == [SECOND.id, THIRD.id, FIRST.id]


def test_half_of_the_reports_are_no_core() -> None:
    assert taken(told([FIRST, SECOND, FOURTH])) == [SECOND.id]


def test_what_a_topic_forbids_stays_out_whatever_its_story_says() -> None:
    found = told([FILM, SECOND, THIRD, FIFTH, SIXTH, FIRST])
    assert FILM.id not in taken(found)
    assert FIRST.id in taken(found)
    assert [(one.slug, one.item_id) for one in found.barred] == [("varna", FILM.id)]


def test_where_a_topic_does_not_look_it_takes_nothing_with_the_story() -> None:
    topic = replace(VARNA, agencies=("AFP",))
    items = [replace(one, agency="AFP") for one in (SECOND, THIRD, FIFTH, SIXTH)]
    assert taken(told([*items, FIRST, replace(FOURTH, agency="AFP")], [topic])) == [
        SECOND.id, THIRD.id, FIFTH.id, SIXTH.id, FOURTH.id,
    ]  # fmt: skip


def test_a_narrow_topic_takes_nothing_with_the_story() -> None:
    assert FIRST.id not in taken(told([SECOND, THIRD, FIRST], [replace(VARNA, breadth="narrow")]))


def test_copies_do_not_count_for_the_core_but_belong_with_it() -> None:
    bare = Topic("sea", "Sea", any=("lighthouse",))
    first = item("Adrift", WIRE, categories=("lighthouse",))
    copies = [item(f"Ashore {n}", WIRE, at=n, source=f"s{n}") for n in (1, 2)]
    found = told([first, *copies], [bare])
    assert taken(found, "sea") == [first.id, *(copy.id for copy in copies)]
    assert found.matches[-1].reason.note == "the report that it repeats belongs"


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 3, 1, 0, 4, 2), (4, 0, 1, 2, 5, 3)])
def test_a_memory_that_was_recalled_takes_what_one_that_stayed_takes(order: Sequence[int]) -> None:
    items = [(FIRST, SECOND, THIRD, FOURTH, FILM, COPY)[number] for number in order]
    items = [replace(one, seen_at=FIRST.seen_at, published_at=FIRST.seen_at) for one in items]
    stayed = told(items)
    assert told(items, parts=len(items)).matches == stayed.matches


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 3, 1, 0, 4, 2), (1, 0, 3, 2, 4, 5)])
def test_a_topic_that_is_declared_later_takes_what_it_would_have_taken(
    order: Sequence[int],
) -> None:
    items = [(FIRST, SECOND, THIRD, FOURTH, FILM, COPY)[number] for number in order]
    items = [replace(one, seen_at=FIRST.seen_at, published_at=FIRST.seen_at) for one in items]
    online, later = told(items), told(items, [])
    members = [
        Member(one.item_id, one.story_id, "en", FIRST.seen_at, one.sketch)
        for one in later.assignments
    ]
    by_id = {member.item_id: member for member in members}
    known = Frequencies()
    known.learn(later.terms)
    judged = filling.judged((VARNA,), items, by_id, known, {})
    votes: dict[str, Vote] = {one.item_id: "own" if one.own else "with" for one in judged.matches}
    votes |= {one.item_id: "barred" for one in judged.barred}
    cast = [
        replace(one, votes=((VARNA.slug, votes[one.item_id]),) if one.item_id in votes else ())
        for one in members
    ]
    found = (*judged.matches, *filling.with_stories(VARNA, cast, {}))
    assert {(one.item_id, one.own) for one in found} == {(one.item_id, one.own) for one in online.matches}  # fmt: skip
