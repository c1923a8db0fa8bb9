"""Decisions, and what stands already -> all that has to move so that they hold. Read `settle` first. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from syndicate.cluster.decisions.board import Board
from syndicate.cluster.decisions.corrections import Corrections, new_thread
from syndicate.cluster.decisions.withdrawn import Standing, not_yet
from syndicate.cluster.minting import parted
from syndicate.model import (
    Clustering,
    Correction,
    Event,
    EventKind,
    PastEvent,
    Reason,
    Scene,
    Story,
)

_NOTHING: Final[Standing] = MappingProxyType({})


def settle(
    scene: Scene,
    decisions: Sequence[Correction],
    corrections: Corrections,
    withdrawn: Sequence[PastEvent] = (),
    emptying: Sequence[PastEvent] = (),
    holding: Standing = _NOTHING,
    home: Mapping[int, Collection[str]] = MappingProxyType({}),
) -> Clustering:
    """Take back what nobody wants any more, then make every decision true. Done twice, the second time changes nothing.

    `scene` holds what the decisions and the events speak of; `corrections` are the decisions, compiled. `emptying`
    are events, oldest first, from or into threads that may be empty: what no decision keeps leads on. `holding` are
    events of decisions that hold, oldest first, with these. What went `home` already, by the number of an event, is
    not put back by that.
    """
    board = Board(scene, corrections)
    held = not_yet(withdrawn, holding)
    stays = {past.id: {*held.get(past.id, ()), *home.get(past.id, ())} for past in withdrawn}
    _withdraw(board, withdrawn, holding, stays)
    for each in decisions:
        if each.kind == "merge":
            _merge(board, each)
    _reopen(board, [each for each in decisions if each.kind == "split"])
    for each in decisions:
        if each.kind in ("pin", "split"):
            _hold(board, each)
    for each in decisions:
        if each.kind == "exclude":
            _exclude(board, each)
    for each in decisions:
        if each.kind == "rename":
            _rename(board, each)
    for past in reversed(emptying):
        _lead_on(board, past.event)
    return board.result([past.id for past in withdrawn if past.id not in held])


def _withdraw(
    board: Board,
    withdrawn: Sequence[PastEvent],
    holding: Standing,
    stays: Mapping[int, Collection[str]],
) -> None:
    for past in sorted(withdrawn, key=lambda one: -one.id):
        before = (other for other in withdrawn if other.id < past.id)
        others = {
            name
            for other in (*before, *holding)
            if other.event.into_id == past.event.into_id
            for name in other.event.moved
        }
        _take_back(board, past.event, others, stays[past.id], holding)


def _merge(board: Board, decision: Correction) -> None:
    if decision.ids[0].startswith("s"):
        _merge_stories(board, decision)
        return
    found = [board.thread(name) for name in decision.ids]
    first, second = found
    if first is None or second is None or first.id == second.id:
        return
    one = board.corrections.one.get(decision.ids[0], ())
    if first.id not in one or second.id not in one:
        return  # it leads to where a split took all that it had
    old, young = sorted((first, second), key=lambda one: (one.opened_at, one.id))
    stories = board.stories_of(young.id)
    for story in stories:
        board.move(story, old.id, _why(decision))
    board.end_thread(young.id, old.id)
    _tell(board, decision, "merge", young.id, old.id, [story.id for story in stories])


def _merge_stories(board: Board, decision: Correction) -> None:
    first, second = (board.story(name) for name in decision.ids)
    if first is None or second is None or first.id == second.id:
        return
    if first.language != second.language:
        return  # words of two languages tell nothing together; their threads may be one
    old, young = sorted((first, second), key=lambda one: (one.opened_at, one.id))
    items = [one.assignment.item_id for one in board.members(young.id)]
    said = Reason("person", 1.0, note=_why(decision))
    board.hand_over(items, young.id, old.id, dict.fromkeys(items, said))
    _tell(board, decision, "merge", young.id, old.id, items, young.thread_id)


def _reopen(board: Board, splits: Sequence[Correction]) -> None:
    """Let threads of splits live again that were taken back once, and are decided again; none that a merge ended."""
    for each in splits:
        home = new_thread(each)
        if home in board.corrections.one:
            continue
        texts = [_text(board, name) for name in each.ids if _story_of(board, name)]
        if board.leads_on(home) and home in {board.corrections.home_of([text]) for text in texts}:
            board.revive(home)


def _hold(board: Board, decision: Correction) -> None:
    """Put items and stories where they must stand; those that a later decision speaks of are left to it."""
    wanted = decision.thread if decision.kind == "pin" else new_thread(decision)
    home = _living(board, wanted)
    if home not in board.threads and decision.kind == "pin":
        return  # a thread that nobody has seen yet: the step opens it when its item comes
    names = [name for name in decision.ids if _belongs(board, name, home)]
    _send(board, names, home, decision)


def _belongs(board: Board, name: str, home: str) -> bool:
    """Whether an item or a story must stand in a thread: no story that left it by a later word on one of its items."""
    corrections = board.corrections
    if _living(board, corrections.home_of([_text(board, name)]) or "") != home:
        return False
    story = board.story(name)
    if story is None or story.thread_id == home:
        return True
    texts = {_text(board, one.assignment.item_id) for one in board.members(story.id)}
    homes = {_living(board, own) for text in texts if (own := corrections.home_of([text]))}
    return homes <= {home} and not any(corrections.forbids(home, [text]) for text in texts)


def _living(board: Board, thread_id: str) -> str:
    """The thread that an id leads to, now that merges are done."""
    found = board.thread(thread_id)
    return found.id if found else thread_id


def _exclude(board: Board, decision: Correction) -> None:
    for name in decision.ids:
        text = _text(board, name)
        story = _story_of(board, text)
        thread_id = (story and story.thread_id) or ""
        is_here = _living(board, decision.thread) == thread_id
        if is_here and board.corrections.forbids(thread_id, [text]):
            _send(board, [text], _away(board, thread_id, text), decision)


def _away(board: Board, thread_id: str, text: str) -> str:
    """A thread of its own for what may not stand in this one: none that leads elsewhere, or is closed to it, too."""
    home = parted("t", thread_id, text)
    while _living(board, home) != home or board.corrections.forbids(home, [text]):
        home = parted("t", home, text)
    return home


def _send(board: Board, names: Collection[str], home: str, decision: Correction) -> None:
    """Bring items and stories into a thread; items leave a story that also tells of others."""
    kind: EventKind = "split" if decision.kind == "split" else "move"
    why = _why(decision)
    whole = [story for name in names if (story := board.story(name)) is not None]
    texts = board.texts([name for name in names if name in board.placed])
    for story_id in dict.fromkeys(board.placed[text].assignment.story_id for text in texts):
        story = board.stories[story_id]
        leaving = [text for text in texts if board.placed[text].assignment.story_id == story_id]
        if story.thread_id == home or any(story_id == one.id for one in whole):
            continue
        if len(leaving) == len(board.members(story_id)):
            whole.append(story)
            continue
        own = board.take_out(leaving, story, home, why)
        board.move(own, home, why)
        _tell(board, decision, kind, story_id, own.id, leaving, story.thread_id)
    _move_all(board, [story for story in whole if story.thread_id != home], home, decision, kind)


def _move_all(
    board: Board, stories: Sequence[Story], home: str, decision: Correction, kind: EventKind
) -> None:
    for left in dict.fromkeys(story.thread_id or "" for story in stories):
        moving = [story for story in stories if (story.thread_id or "") == left]
        for story in moving:
            board.move(story, home, _why(decision))
        _tell(board, decision, kind, left, home, [story.id for story in moving])


def _rename(board: Board, decision: Correction) -> None:
    thread = board.thread(decision.thread)
    if thread is None or thread.title == decision.title:
        return
    if decision.title != board.corrections.titles.get(thread.id):
        return  # a later one counts
    board.entitle(thread.id)
    _tell(board, decision, "rename", thread.id, thread.id, ())


def _take_back(
    board: Board,
    event: Event,
    others: Collection[str],
    kept: Collection[str],
    holding: Standing,
) -> None:
    """Put back what was moved; `others` came by events that are taken back after this one, `kept` stays."""
    board.lead_as(event.leads)
    if event.kind == "rename":
        board.entitle(event.into_id)
    elif event.from_id.startswith("s"):
        _take_back_items(board, event, others, kept, holding)
    else:
        _take_back_stories(board, event, others, kept)


def _lead_on(board: Board, event: Event) -> None:
    """What is empty, and no decision keeps alive any more, leads to where that went which stood there."""
    stories = [story for name in event.moved if (story := _story_of(board, name)) is not None]
    own = board.stories.get(event.into_id)  # where items told a story of their own
    home = (own and own.thread_id) or ""
    for thread_id in (event.from_id, event.into_id, event.thread_id, home):
        if stories and thread_id in board.threads and not board.leads_on(thread_id):
            board.close(thread_id, stories[-1].thread_id or "")


def _take_back_stories(
    board: Board, event: Event, others: Collection[str], kept: Collection[str]
) -> None:
    """Put stories back into the thread that they came from; of a split, those too that joined them since."""
    into = board.thread(event.into_id)
    if into is None or into.id == event.from_id or event.from_id not in board.threads:
        return
    there = [story for story in board.stories_of(into.id) if story.id not in kept]
    split = event.kind == "split" and into.id == event.into_id  # else it stands for others, too
    theirs = {story.id for name in others if (story := board.story(name)) is not None}
    returning = [
        story for story in there if story.id in event.moved or (split and story.id not in theirs)
    ]
    if not returning and event.moved:
        return
    board.revive(event.from_id)  # it may have stood empty, kept by its name alone
    for story in returning:
        board.move(story, event.from_id, "put back: a decision was taken back")
    board.close(into.id, event.from_id)


def _take_back_items(
    board: Board,
    event: Event,
    others: Collection[str],
    kept: Collection[str],
    holding: Standing,
) -> None:
    """Put items back into the story that they came from, and that into the thread where it stood."""
    into, origin = board.story(event.into_id), board.stories.get(event.from_id)
    if into is None or origin is None or into.id == origin.id:
        return
    staying = {*board.texts(kept)}
    there = [one.assignment.item_id for one in board.members(into.id)]
    there = [name for name in there if name not in staying and into.id not in kept]
    moved, theirs = board.texts(event.moved), board.texts(others)
    split = event.kind == "split" and into.id == event.into_id
    returning = [name for name in there if name in moved or (split and name not in theirs)]
    if not returning:
        return
    board.revive(origin.id)
    if origin.merged_into is not None and event.thread_id in board.threads:
        board.revive(event.thread_id)
        board.move(board.stories[origin.id], event.thread_id, "put back: a merge was taken back")
    board.hand_over(returning, into.id, origin.id, _still_said(origin.id, returning, holding))


def _still_said(
    story_id: str, item_ids: Collection[str], holding: Standing
) -> Mapping[str, Reason]:
    """Tell which of these items a decision that holds had put into this story; of two, the later counts."""
    there = set(item_ids)
    return {
        name: Reason("person", 1.0, note=_why(decision))
        for past, decision in holding.items()
        if past.event.into_id == story_id
        for name in past.event.moved
        if name in there
    }


def _story_of(board: Board, name: str) -> Story | None:
    placed = board.placed.get(name)
    return board.story(placed.assignment.story_id if placed else name)


def _text(board: Board, name: str) -> str:
    """The original of a copy: what is decided of one holds for the other."""
    placed = board.placed.get(name)
    return (placed and placed.assignment.copy_of) or name


def _why(decision: Correction) -> str:
    return f"a person said so: {decision.kind} ({decision.name})"


def _tell(
    board: Board,
    decision: Correction,
    kind: EventKind,
    from_id: str,
    into_id: str,
    moved: Iterable[str],
    thread_id: str | None = None,
) -> None:
    board.events.append(
        Event(
            kind,
            from_id,
            into_id,
            tuple(moved),
            by="person",
            reason=decision.note or _why(decision),
            thread_id=thread_id or "",
            correction=decision.name,
            leads=board.leads((from_id, into_id)),
        )
    )
