import zlib
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from syndicate.cluster import Memory, explain, step, threads
from syndicate.cluster.meaning.senses import DIMENSIONS
from syndicate.cluster.meaning.sentences import Sentence
from syndicate.cluster.remembered.live import LiveThread
from syndicate.model import Clustering, Item, Member, Remembered, Story, Term, Thread
from tests.unit.cluster.news import FOLLOW_UP, MATCH, RECIPE, REWRITE, WIRE, homes, item

DAY = 86400
SALVAGE = (
    "Salvage crews in Varna have begun to lift grain from the Maria Stella, three weeks after the ship "
    "struck the northern breakwater. The harbour authority says the Maria Stella will be towed to "
    "Burgas, where insurers and the owner dispute who pays for the breakwater."
)
FIRST = item("Grain ship Maria Stella adrift off Varna", WIRE, key="first")
SECOND = item(
    "Tugs save grain carrier Maria Stella at Varna breakwater", REWRITE, at=1, key="second"
)
OTHERS = (
    item("Chickpeas with spinach", RECIPE, at=2, key="recipe"),
    item("Kestrel win at the death", MATCH, at=3, key="match"),
)
LATER = item("Maria Stella: salvage begins at Varna breakwater", SALVAGE, at=24 * 21, key="later")


def recalled(*kept: Clustering, items: Sequence[Item]) -> Memory:
    seen = {one.id: one.seen_at for one in items}
    stories: dict[str, Story] = {}
    threads: dict[str, Thread] = {}
    members: list[Member] = []
    terms: dict[tuple[str, str], Term] = {}
    for clustering in kept:
        stories |= {story.id: story for story in clustering.stories}
        threads |= {thread.id: thread for thread in clustering.threads}
        terms |= {(term.language, term.text): term for term in clustering.terms}
        members += [
            Member(one.item_id, one.story_id, "en", seen[one.item_id], one.sketch)
            for one in clustering.assignments
        ]
    memory = Memory()
    memory.take(Remembered([*stories.values()], [*threads.values()], [*terms.values()], members))
    return memory


def test_every_first_report_opens_a_thread() -> None:
    clustering = step(Memory(), [FIRST, *OTHERS], ())
    assert len(set(homes(clustering))) == 3
    assert all(thread.story_count == thread.item_count == 1 for thread in clustering.threads)


def test_a_thread_wakes_after_weeks_under_its_old_id() -> None:
    clustering = step(Memory(), [FIRST, SECOND, *OTHERS, LATER], ())
    first, second, recipe, match, later = homes(clustering)
    assert first == second == later
    assert len({first, recipe, match}) == 3
    assert len({story.id for story in clustering.stories if story.thread_id == first}) == 2
    reason = next(link.reason for link in clustering.links if link.reason.score < 1.0)
    assert {"varna", "stella"} <= set(reason.shared)
    stories = {story.id: story for story in clustering.stories}
    assert reason.nearest in stories  # the story that leads the thread, told with the time between
    assert reason.gap is not None
    assert 20 * DAY < reason.gap <= 21 * DAY


def test_a_thread_wakes_after_a_restart_too() -> None:
    before = step(Memory(), [FIRST, SECOND, *OTHERS], ())
    memory = recalled(before, items=[FIRST, SECOND, *OTHERS])
    after = step(memory, [LATER], ())
    assert after.stories[0].thread_id == before.stories[0].thread_id or (
        after.stories[0].thread_id in homes(before)
    )
    assert homes(after)[0] == homes(before)[0]


def test_a_reason_tells_the_names_in_common_before_other_words() -> None:
    told = {"breakwater": 0.9, "@varna": 0.2, "varna": 0.2, "#3": 0.3}
    assert explain.shared(told, told) == ("breakwater", "3", "varna")
    assert explain.shared(told, told, names_first=True) == ("varna", "breakwater", "3")


def test_ids_are_made_from_the_founding_item() -> None:
    one, other = step(Memory(), [FIRST], ()), step(Memory(), [*OTHERS, FIRST], ())
    assert {story.id for story in one.stories} < {story.id for story in other.stories}
    assert {thread.id for thread in one.threads} < {thread.id for thread in other.threads}
    assert one.threads[0].id.startswith("t")
    assert one.stories[0].id.startswith("s")


def test_a_thread_counts_its_stories_and_items() -> None:
    follow_up = item("Maria Stella to leave Varna under tow", FOLLOW_UP, at=60, key="follow")
    clustering = step(Memory(), [FIRST, SECOND, follow_up, LATER], ())
    (thread,) = [one for one in clustering.threads if one.merged_into is None]
    assert thread.item_count == 4
    assert thread.story_count == len({story.id for story in clustering.stories})
    assert thread.opened_at == FIRST.published_at
    assert thread.updated_at == LATER.seen_at


def test_sketches_of_another_version_are_passed_over() -> None:
    before = step(Memory(), [FIRST], ())
    story, thread, kept = before.stories[0], before.threads[0], before.assignments[0]
    memory = Memory()
    memory.take(
        Remembered(
            [replace(story, sketch=b'{"v":0}')],
            [replace(thread, sketch=b"")],
            before.terms,
            [Member(kept.item_id, story.id, "en", FIRST.seen_at, kept.sketch)],
        )
    )
    after = step(memory, [SECOND], ())
    assert after.stories[0].id != story.id


def homes_of(memory: Memory, item_id: str) -> str:
    """The thread of an item."""
    return memory.stories[memory.story_of[item_id]].story.thread_id or ""


def test_a_story_that_stays_apart_tells_which_thread_it_almost_entered() -> None:
    bar = threads.Bar()
    memory = Memory()
    step(memory, [FIRST, SECOND, *OTHERS], ())
    live = memory.threads[homes_of(memory, FIRST.id)]
    story = memory.stories[memory.story_of[FIRST.id]]
    profile = threads.opened(story.profile, "s-new")
    nameless = {word: weight for word, weight in profile.sum.items() if not word.startswith("@")}
    found, almost = threads.find(
        memory, replace(profile, sum=nameless), "en", (), replace(bar, plain=0.0)
    )
    assert found is None
    assert almost == f"“{live.thread.title}” was ruled out: no name in common"
    found, almost = threads.find(memory, profile, "en", (), replace(bar, plain=2.0))
    assert (found, almost) == (None, "")
    needed = bar.at(memory.frequencies.documents("en", memory.newest), sensed=False) - bar.plain
    found, _ = threads.find(memory, profile, "en", (), bar)
    assert found is not None
    close = replace(bar, plain=found.score.total + 0.01 - needed)
    assert threads.find(memory, profile, "en", (), close) == (
        None,
        f"almost continued “{live.thread.title}”",
    )


def test_what_opened_a_thread_says_that_it_is_news_of_its_own() -> None:
    links = step(Memory(), [FIRST, *OTHERS], ()).links
    assert {(link.reason.note, link.reason.almost) for link in links} == {
        ("the story that opened the thread", "")
    }


def test_a_rival_thread_is_told_of() -> None:
    memory = Memory()
    step(memory, [FIRST, SECOND, *OTHERS], ())
    live = memory.threads[homes_of(memory, FIRST.id)]
    twin = LiveThread(replace(live.thread, id="t-twin", title="The twin"), live.profile)
    memory.put_thread(twin)
    profile = memory.stories[memory.story_of[FIRST.id]].profile
    found, almost = threads.find(memory, profile, "en", (), threads.Bar())
    assert found is not None
    assert almost == ""
    other = ({live.thread.title, "The twin"} - {found.live.thread.title}).pop()
    assert found.almost == f"almost as near to “{other}”"


def test_news_of_one_affair_is_known_by_its_names_and_meaning_though_it_shares_few_words() -> None:
    hearing = item(
        "Captain tells inquiry of a broken rudder",
        "The master of the Maria Stella told a court in Varna that her steering failed before dawn.",
        at=24 * 12, key="hearing",
    )  # fmt: skip
    feast = item(
        "Fishermen bless their boats",
        "At Varna a choir sang in the old harbour church; the Maria Stella lay beyond, forgotten.",
        at=24 * 12, key="feast",
    )  # fmt: skip

    def encode(text: str) -> Sentence:
        ship = any(word in text for word in ("ship", "grain", "Captain"))
        return _leaning(0 if ship else zlib.crc32(text.encode()))

    clustering = step(Memory(), [FIRST, SECOND, *OTHERS, hearing, feast], (), encode=encode)
    first, *_, told_of_ship, told_of_feast = homes(clustering)
    assert told_of_ship == first
    assert told_of_feast != first
    told = [dict(link.reason.parts) for link in clustering.links if link.reason.parts]
    assert all(parts.keys() == {"names", "words", "meaning", "time"} for parts in told)


def _leaning(seed: int) -> Sentence:
    """A vector of length 1, near to those of the same seed and to no other."""
    told = np.random.default_rng(seed).normal(size=DIMENSIONS)
    return np.asarray(told / np.linalg.norm(told), np.float32)
