"""corrections.yaml: read as strictly as feeds.yaml, and edited without touching anything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from syndicate.config.corrections import load_corrections, plain
from syndicate.config.edit import followed
from syndicate.config.edit_corrections import decide
from syndicate.errors import ConfigError, SyndicateError
from syndicate.model import Correction

MERGE = Correction("merge", ("t1", "t2"), note='"Siege" and "The siege: day 3"')
APART = Correction("apart", ("s1", "s2"))
SPLIT = Correction("split", ("i1", "s4"), thread="t3")
PIN = Correction("pin", ("i5",), thread="t1")
EXCLUDE = Correction("exclude", ("i6",), thread="t1")
RENAME = Correction("rename", thread="t1", title="Talks: the long way to no")
ALL = (MERGE, APART, SPLIT, PIN, EXCLUDE, RENAME)


@pytest.fixture
def feeds(tmp_path: Path) -> Path:
    return tmp_path / "feeds.yaml"


def write(feeds: Path, text: str) -> Path:
    file = feeds.with_name("corrections.yaml")
    file.write_text(text, encoding="utf-8")
    return file


def told(feeds: Path, text: str) -> list[str]:
    write(feeds, text)
    with pytest.raises(ConfigError) as caught:
        load_corrections(feeds)
    return [f"{one.line}:{one.column} {one.key}: {one.reason}" for one in caught.value.problems]


def test_no_file_is_not_the_same_as_an_empty_one(feeds: Path) -> None:
    assert load_corrections(feeds) is None
    for text in ("", "# nothing yet\n", "corrections:\n", "corrections: []\n"):
        write(feeds, text)
        assert load_corrections(feeds) == ()


def test_a_file_of_which_nobody_can_tell_whether_it_is_there_is_a_fault_and_no_crash(
    tmp_path: Path,
) -> None:
    """As in a folder that may not be entered: the daemon goes on with what it has."""
    beside = tmp_path / ("x" * 300) / "feeds.yaml"
    with pytest.raises(ConfigError, match=r"corrections\.yaml:1:1: cannot be read: File name too"):
        load_corrections(beside)
    with pytest.raises(ConfigError, match=r"feeds\.yaml:1:1: cannot be read: File name too"):
        followed(beside, {})


def test_every_decision_comes_back_as_a_command_wrote_it(feeds: Path) -> None:
    for one in ALL:
        decide(feeds, add=[one])
    assert load_corrections(feeds) == ALL


def test_all_forms_can_be_written_by_hand(feeds: Path) -> None:
    write(
        feeds,
        """\
corrections:
  - {merge: [t1, t2], note: '"Siege" and "The siege: day 3"'}
  - apart: [s1, s2]
  - split: t3
    items:
      - i1
      - s4
  - pin: i5
    thread: t1
  - exclude: i6
    thread: t1
  - rename: t1
    title: >
      Talks: the long way
      to no
""",
    )
    assert load_corrections(feeds) == ALL


def test_a_command_keeps_comments_and_layout(feeds: Path) -> None:
    file = write(feeds, "# ours\ncorrections:\n- merge: [t1, t2]   # surely\n# the end\n")
    decide(feeds, add=[PIN])
    assert file.read_text() == (
        "# ours\ncorrections:\n- merge: [t1, t2]   # surely\n- pin: i5\n  thread: t1\n# the end\n"
    )
    decide(feeds, drop=[Correction("merge", ("t1", "t2")).name])
    assert file.read_text() == "# ours\ncorrections:\n- pin: i5\n  thread: t1\n# the end\n"
    decide(feeds, drop=[PIN.name])
    assert file.read_text() == "# ours\ncorrections:\n# the end\n"
    decide(feeds, add=[RENAME])
    assert load_corrections(feeds) == (RENAME,)


def test_dropping_and_adding_at_once_replaces(feeds: Path) -> None:
    decide(feeds, add=[EXCLUDE, MERGE])
    decide(feeds, add=[Correction("pin", ("i6",), thread="t1")], drop=[EXCLUDE.name])
    assert load_corrections(feeds) == (MERGE, Correction("pin", ("i6",), thread="t1"))


def test_what_cannot_be_edited_is_left_alone(feeds: Path) -> None:
    text = "corrections: [{merge: [t1, t2]}, # of whom is this?\n  {apart: [s1, s2]}]\n"
    file = write(feeds, text)
    for one in (MERGE, APART):
        with pytest.raises(SyndicateError, match=r"corrections\.yaml:1:34: .*by hand"):
            decide(feeds, drop=[one.name])
    assert file.read_text() == text
    decide(feeds, add=[PIN])
    assert load_corrections(feeds) == (Correction("merge", ("t1", "t2")), APART, PIN)


@pytest.mark.parametrize("before", ["corrections: []\n", "# ours\ncorrections: [ ] # none\n"])
def test_what_a_command_wrote_into_an_empty_list_another_takes_out_of_it(
    feeds: Path, before: str
) -> None:
    file = write(feeds, before)
    decide(feeds, add=[MERGE, SPLIT])
    decide(feeds, add=[PIN])
    decide(feeds, add=[Correction("exclude", PIN.ids, PIN.thread)])
    assert load_corrections(feeds) == (MERGE, SPLIT, Correction("exclude", PIN.ids, PIN.thread))
    decide(feeds, drop=[MERGE.name])
    decide(feeds, drop=[Correction("exclude", PIN.ids, PIN.thread).name])
    assert load_corrections(feeds) == (SPLIT,)
    decide(feeds, drop=[SPLIT.name])
    assert file.read_text().split() == before.split()


def test_a_comma_after_the_last_in_brackets_goes_with_it(feeds: Path) -> None:
    file = write(feeds, "corrections: [{apart: [s1, s2]},]\n")
    decide(feeds, drop=[APART.name])
    assert file.read_text() == "corrections: []\n"


def test_a_decision_that_stands_already_is_not_written_again(feeds: Path) -> None:
    decide(feeds, add=[PIN])
    text = feeds.with_name("corrections.yaml").read_bytes()
    decide(feeds, add=[PIN])
    assert feeds.with_name("corrections.yaml").read_bytes() == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (MERGE, Correction("apart", ("t2", "t1"))),
        (PIN, Correction("pin", ("i5",), thread="t9")),
        (PIN, Correction("exclude", ("i5",), thread="t1")),
        (RENAME, Correction("rename", thread="t1", title="Another")),
    ],
)
def test_a_new_decision_takes_the_place_of_what_it_contradicts(
    feeds: Path, old: Correction, new: Correction
) -> None:
    decide(feeds, add=[APART, old, SPLIT])
    decide(feeds, add=[new])
    assert load_corrections(feeds) == (APART, SPLIT, new)


def test_an_item_may_be_kept_out_of_several_threads(feeds: Path) -> None:
    decide(feeds, add=[EXCLUDE])
    decide(feeds, add=[Correction("exclude", ("i6",), thread="t2")])
    assert len(load_corrections(feeds) or ()) == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("merge: [t1, t2]\n", "1:1 merge: is not a known key"),
        ("corrections:\n  - pin: i1\n    tread: t1\n", "3:5 corrections[0].tread: is not a known key"),
        ("corrections:\n  - pin: t1\n    thread: t1\n", "2:10 corrections[0].pin: must be the id of an item (i...) or a story (s...)"),
        ("corrections:\n  - rename: i1\n    title: x\n", "2:13 corrections[0].rename: must be the id of a thread, such as t2kd7f3mzq4xw5ab"),
        ("corrections:\n  - merge: [t1, s2]\n", "2:5 corrections[0]: must name two threads, or two stories"),
        ("corrections:\n  - merge: []\n", "2:5 corrections[0]: must name two threads, or two stories"),
        ("corrections:\n  - apart: []\n", "2:5 corrections[0]: must name two threads, or two stories"),
        ("corrections:\n  - merge: [t1, t1]\n", "2:5 corrections[0]: must name two threads, or two stories"),
        ("corrections:\n  - merge: [t1, t2]\n    pin: i1\n", "2:5 corrections[0]: must have exactly one of merge, apart, split, pin, exclude, rename"),
        ("corrections:\n  - note: x\n", "2:5 corrections[0]: must have exactly one of merge, apart, split, pin, exclude, rename"),
        ("corrections:\n  - pin: i1\n", "2:5 corrections[0]: must have thread beside pin"),
        ("corrections:\n  - merge: [t1, t2]\n    title: x\n", "2:5 corrections[0]: must not have title beside merge"),
        ("corrections:\n  - merge: [t1, t2]\n  - apart: [t2, t1]\n", "3:5 corrections[1]: cannot hold: line 2 says the opposite"),
        ("corrections:\n  - merge: [t1, t2]\n  - merge: [t2, t1]\n", "3:5 corrections[1]: cannot hold: line 2 stands here already"),
        ("corrections:\n  - pin: i1\n    thread: t1\n  - exclude: i1\n    thread: t1\n", "4:5 corrections[1]: cannot hold: line 2 says the opposite"),
        ("corrections:\n  - rename: t1\n    title: a\n  - rename: t1\n    title: b\n", "4:5 corrections[1]: cannot hold: line 2 names this thread, too"),
        ("corrections:\n  - {pin: s1, thread: t1}\n  - {pin: s2, thread: t2}\n  - merge: [s1, s2]\n", "4:5 corrections[2]: cannot hold: not with lines 2 and 3: one story cannot stand in two threads"),
        ("corrections:\n  - merge: [s1, s2]\n  - {pin: s2, thread: t1}\n  - {split: t1, items: [s1]}\n", "4:5 corrections[2]: cannot hold: not with lines 2 and 3: one story cannot stand in two threads"),
        ("corrections:\n  - merge: [s1, s2]\n  - {pin: s2, thread: t1}\n  - {exclude: s1, thread: t1}\n", "4:5 corrections[2]: cannot hold: not with lines 2 and 3: what stands in a thread cannot be kept out of it"),
        ("corrections:\n  - {pin: i1, thread: t1}\n  - {exclude: i1, thread: t2}\n  - merge: [t1, t2]\n", "4:5 corrections[2]: cannot hold: not with lines 2 and 3: what stands in a thread cannot be kept out of it"),
        ("corrections:\n  - merge: [t1, t2]\n  - merge: [t2, t3]\n  - apart: [t1, t3]\n", "4:5 corrections[2]: cannot hold: not with line 3: what is one cannot be apart"),
        ("corrections:\n\t- x\n", "2:1 : a tab stands where only spaces may"),
    ],
)  # fmt: skip
def test_a_slip_is_told_with_its_place(feeds: Path, text: str, problem: str) -> None:
    assert told(feeds, text) == [problem]


def test_a_list_without_its_key_is_told_which_one(feeds: Path) -> None:
    feeds.with_name("corrections.yaml").write_text("- merge: [t1, t2]\n")
    with pytest.raises(ConfigError, match="put the list under `corrections:`"):
        load_corrections(feeds)


@pytest.mark.parametrize(
    "text",
    [
        "merge: [s1, s2]\n  - {pin: s1, thread: t1}\n  - {pin: s2, thread: t1}",
        "merge: [s1, s2]\n  - {pin: s1, thread: t1}\n  - {pin: s2, thread: t2}\n  - merge: [t1, t2]",
        "merge: [s1, s2]\n  - {pin: s1, thread: t1}\n  - {pin: s1, thread: t2}",
        "merge: [s1, s2]\n  - {pin: s1, thread: t1}\n  - {exclude: s2, thread: t2}",
        "merge: [t1, t2]\n  - apart: [t1, t3]",
    ],
)
def test_what_can_hold_together_is_no_fault(feeds: Path, text: str) -> None:
    write(feeds, f"corrections:\n  - {text}\n")
    assert load_corrections(feeds)


def test_a_name_depends_on_what_is_said_only() -> None:
    assert MERGE.name == Correction("merge", ("t2", "t1")).name
    assert len({one.name for one in ALL}) == len(ALL)
    assert plain(APART) == {"apart": ["s1", "s2"]}
