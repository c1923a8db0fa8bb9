"""Whatever people decided, whatever comes, in whatever portions: their word holds, and gives the same threads."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.cluster import Memory, step
from syndicate.cluster.decisions.corrections import Corrections, compiled
from syndicate.cluster.minting import minted
from syndicate.cluster.step import DEFAULTS
from syndicate.model import Correction, Item
from tests.property.test_cluster_replay import Saved, streams

LENIENT = replace(DEFAULTS, thread=replace(DEFAULTS.thread, sensed=0.01, plain=0.01, unsure=0.0))


@st.composite
def decided(draw: st.DrawFn) -> tuple[list[Item], tuple[Correction, ...]]:
    """A stream of items, and decisions on threads that may come of it."""
    items = draw(streams())
    if not items:
        return items, ()
    item = st.sampled_from([one.id for one in items])
    thread = item.map(lambda one: minted("t", one))
    one = st.one_of(
        st.builds(lambda i, t: Correction("pin", (i,), t), item, thread),
        st.builds(lambda i, t: Correction("exclude", (i,), t), item, thread),
        st.builds(lambda a, b: Correction("merge", (a, b)), thread, thread),
        st.builds(lambda a, b: Correction("apart", (a, b)), thread, thread),
        st.builds(lambda i, t: Correction("split", (i,), t), item, thread),
        st.builds(lambda t: Correction("rename", thread=t, title="Ours"), thread),
    )
    return items, tuple(draw(st.lists(one, max_size=4)))


def replay(items: list[Item], corrections: Corrections, cut: int | None = None) -> Saved:
    saved = Saved()
    if cut is None:
        saved.save(step(Memory(), items, (), LENIENT, corrections))
        return saved
    saved.save(step(Memory(), items[:cut], (), LENIENT, corrections))
    saved.save(step(saved.recall(items), items[cut:], (), LENIENT, corrections))
    return saved


@given(decided(), st.integers(0, 25))
@settings(max_examples=80)
def test_a_restart_changes_nothing(
    given_: tuple[list[Item], tuple[Correction, ...]], cut: int
) -> None:
    items, decisions = given_
    corrections = compiled(decisions)
    assert replay(items, corrections, cut).__dict__ == replay(items, corrections).__dict__


@given(decided())
@settings(max_examples=120)
def test_must_links_and_cannot_links_always_hold(
    given_: tuple[list[Item], tuple[Correction, ...]],
) -> None:
    items, decisions = given_
    corrections = compiled(decisions)
    saved = replay(items, corrections)
    for one in saved.assignments.values():
        if one.copy_of is not None:
            continue  # it stands where its original stands
        thread_id = saved.stories[one.story_id].thread_id or ""
        home = corrections.home_of([one.item_id])
        assert home is None or thread_id in {home, *corrections.one.get(home, ())}
        assert not corrections.forbids(thread_id, [one.item_id])
    for thread in saved.threads.values():
        if thread.merged_into is not None:
            assert not corrections.apart(thread.id, thread.merged_into)
        else:
            assert thread.title == corrections.titles.get(thread.id, thread.title)
    living = {thread.id for thread in saved.threads.values() if thread.merged_into is None}
    assert all(len(living & names) <= 1 for names in corrections.one.values())
