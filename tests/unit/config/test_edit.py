from __future__ import annotations

import stat
from pathlib import Path

import pytest
import yaml

from syndicate.config import load
from syndicate.config.edit import add, add_topic, faults, followed, remove_topic
from syndicate.config.faults import Plain
from syndicate.config.splice import Addition, splice
from syndicate.errors import ConfigError, SyndicateError
from syndicate.model import twin

NEW = Addition("https://new.example/feed?a=1&b=2")
LONG = Addition("https://long.example/feed", 'It\'s: a "title" #1', ("news", "2014", "no"), "1h")
SHORT_ITEM = "- https://new.example/feed?a=1&b=2"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "feeds.yaml"


def edited(file: Path, text: str, *additions: Addition) -> str:
    file.write_bytes(text.encode())
    add(followed(file, {}), additions or (NEW,), {})
    return file.read_bytes().decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "sources:\n  - https://a.example/ # one\n  # - https://off.example/\n\ntitle: T\n",
            f"sources:\n  - https://a.example/ # one\n  {SHORT_ITEM}\n  # - https://off.example/\n\ntitle: T\n",
            id="above the comments after the last one",
        ),
        pytest.param(
            "sources:\n- https://a.example/\ntitle: T\n",
            f"sources:\n- https://a.example/\n{SHORT_ITEM}\ntitle: T\n",
            id="a list in the first column",
        ),
        pytest.param(
            "sources:\r\n    -   https://a.example/\r\n# end\r\n",
            f"sources:\r\n    -   https://a.example/\r\n    {SHORT_ITEM}\r\n# end\r\n",
            id="line breaks of Windows, and any indentation",
        ),
        pytest.param(
            "sources:\n  - https://a.example/",
            f"sources:\n  - https://a.example/\n  {SHORT_ITEM}",
            id="no line break at the end",
        ),
        pytest.param(
            "\ufefftitle: T\nsources:\t# none yet\n",
            f"\ufefftitle: T\nsources:\t# none yet\n  {SHORT_ITEM}\n",
            id="a byte order mark, a tab, an empty key",
        ),
        pytest.param(
            "title: T\nserver: {port: 1}\n# the end\n",
            f"title: T\nserver: {{port: 1}}\nsources:\n  {SHORT_ITEM}\n# the end\n",
            id="no key",
        ),
        pytest.param(
            "sources:\n  - url: https://a.example/\n    title:\n\n...\n",
            f"sources:\n  - url: https://a.example/\n    title:\n  {SHORT_ITEM}\n\n...\n",
            id="an empty value, and an end of the document",
        ),
        pytest.param(
            "sources:\n  - url: https://a.example/\n    headers:\n      X: >-\n        a\n        b\n\n# c\ntitle: T\n",
            f"sources:\n  - url: https://a.example/\n    headers:\n      X: >-\n        a\n        b\n\n  {SHORT_ITEM}\n# c\ntitle: T\n",
            id="a folded text",
        ),
        pytest.param(
            "sources: [https://a.example/, {url: https://b.example/} ] # c\n",
            'sources: [https://a.example/, {url: https://b.example/}, "https://new.example/feed?a=1&b=2" ] # c\n',
            id="a list in brackets",
        ),
        pytest.param(
            "sources: []\ntitle: T\n",
            'sources: ["https://new.example/feed?a=1&b=2"]\ntitle: T\n',
            id="empty brackets",
        ),
        pytest.param(
            '{"title": "T"}\n',
            '{"sources": ["https://new.example/feed?a=1&b=2"], "title": "T"}\n',
            id="JSON",
        ),
        pytest.param("# soon\n", f"# soon\nsources:\n  {SHORT_ITEM}\n", id="comments only"),
        pytest.param("", f"sources:\n  {SHORT_ITEM}\n", id="nothing at all"),
        pytest.param("---\n", f"---\nsources:\n  {SHORT_ITEM}\n", id="a document that is empty"),
    ],
)
def test_a_source_is_put_behind_the_last_one_and_nothing_else_changes(
    file: Path, before: str, after: str
) -> None:
    assert edited(file, before) == after


def test_the_parser_without_c_gives_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "sources:\n- https://a.example/ # one\n# end\ntitle: T\n",
        "title: T\nsources: [https://a.example/, {url: https://b.example/} ]\n",
        "sources:\n  - url: https://a.example/\n    headers:\n      X: |\n        a\n\n# c\n",
        "title: T\nsources: # none\n",
    ]
    fast = [splice(text, "sources", (NEW.plain, LONG.plain)) for text in texts]
    monkeypatch.setattr("syndicate.config.splice.LOADER", yaml.SafeLoader)
    assert [splice(text, "sources", (NEW.plain, LONG.plain)) for text in texts] == fast


def test_values_are_quoted_where_yaml_would_take_them_for_something_else(file: Path) -> None:
    assert edited(file, "sources:\n", LONG) == (
        "sources:\n"
        "  - url: https://long.example/feed\n"
        '    title: "It\'s: a \\"title\\" #1"\n'
        '    tags: [news, "2014", "no"]\n'
        "    every: 1h\n"
    )


def test_several_additions_to_brackets_stand_on_lines_of_their_own(file: Path) -> None:
    found = edited(file, "sources: []\n", NEW, LONG)
    assert found.startswith('sources: ["https://new.example/feed?a=1&b=2",\n  {url: ')
    assert [source.url for source in load(file, {}).sources] == [NEW.url, LONG.url]


def test_a_file_that_is_not_there_is_made(file: Path) -> None:
    add(followed(file, {}), (NEW,), {})
    assert [source.url for source in load(file, {}).sources] == [NEW.url]


def test_mode_and_links_stay(file: Path) -> None:
    real = file.with_name("real.yaml")
    real.write_text("sources: []\n")
    real.chmod(0o640)
    file.symlink_to(real)
    add(followed(file, {}), (NEW,), {})
    assert file.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert NEW.url in real.read_text()
    assert {one.name for one in file.parent.iterdir()} == {"feeds.yaml", "real.yaml"}


def test_a_file_that_changed_meanwhile_is_left_alone(file: Path) -> None:
    file.write_text("sources: []\n")
    before = followed(file, {})
    file.write_text("sources: [https://b.example/]\n")
    with pytest.raises(SyndicateError, match="changed by someone else"):
        add(before, (NEW,), {})
    assert file.read_text() == "sources: [https://b.example/]\n"


def test_a_file_that_changes_while_the_draft_goes_to_disk_is_left_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("sources: []\n")

    def slow(handle: int) -> None:
        file.write_text("sources: [https://b.example/]\n")

    monkeypatch.setattr("syndicate.config.replacing.os.fsync", slow)
    with pytest.raises(SyndicateError, match="changed by someone else"):
        add(followed(file, {}), (NEW,), {})
    assert file.read_text() == "sources: [https://b.example/]\n"
    assert [one.name for one in file.parent.iterdir()] == ["feeds.yaml"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: T\nsources: ~\n", ":2:10: .*leave it empty, or write a list"),
        ("{title: T,\n sources: }\n", ":2:11: .*write `sources: \\[\\]`"),
    ],
)
def test_a_layout_that_has_no_place_is_refused_and_left_alone(
    file: Path, text: str, told: str
) -> None:
    with pytest.raises(SyndicateError, match=told):
        edited(file, text)
    assert file.read_text() == text


def test_an_addition_that_would_make_the_file_wrong_is_not_written(file: Path) -> None:
    text = "sources:\n  - https://a.example/\noutputs: {desk: {tags: [world]}}\n"
    with pytest.raises(SyndicateError, match="nothing was written"):
        edited(file, text, Addition("https://b.example/", tags=("worlds",)))
    assert file.read_text() == text


def test_a_file_that_is_wrong_already_is_not_edited(file: Path) -> None:
    with pytest.raises(ConfigError, match="titel"):
        edited(file, "titel: T\n")


def test_a_folder_that_may_not_be_written_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("sources: []\n")
    before = followed(file, {})

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("syndicate.config.replacing.tempfile.mkstemp", forbidden)
    with pytest.raises(SyndicateError, match="run this as the user"):
        add(before, (NEW,), {})


def test_the_line_of_a_source_is_known_by_any_spelling_of_its_address(file: Path) -> None:
    file.write_text(
        "title: T\nsources:\n  - https://A.example/feed/\n  - http://b.example:8080/x?y=1\n"
    )
    before = followed(file, {})
    assert before.place("http://a.example/feed") == f"{file}:3"
    assert before.place("https://b.example:8080/x?y=1") == f"{file}:4"
    assert before.place("https://b.example/x?y=1") is None


def test_twins_differ_by_scheme_and_last_slash_only() -> None:
    assert twin("http://a.example:80/f/") == twin("https://A.example/f")
    assert (
        len(
            {
                twin("https://a.example/f"),
                twin("https://a.example/g"),
                twin("https://a.example/f?x"),
            }
        )
        == 3
    )


def test_twins_are_known_whether_letters_are_encoded_or_not() -> None:
    assert twin("https://münchen.example/ж?q=ü") == twin(
        "https://xn--mnchen-3ya.example/%D0%B6?q=%C3%BC"
    )


def test_what_feeds_yaml_would_not_take_is_told_with_its_key() -> None:
    assert faults(LONG) == ()
    told = faults(Addition("ftp://a.example/", "", ("A b",), "3x"))
    assert [one.partition(":")[0] for one in told] == ["url", "tags[0]", "every"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "sources: []\ntopics:\n  a:\n    any: [x]  # one\n# end\n",
            "sources: []\ntopics:\n  a:\n    any: [x]  # one\n{}# end\n",
            id="behind the last topic",
        ),
        pytest.param(
            "topics: # none\nsources: []\n", "topics: # none\n{}sources: []\n", id="no topic yet"
        ),
        pytest.param("sources: []\n# end\n", "sources: []\ntopics:\n{}# end\n", id="no key yet"),
    ],
)
def test_a_topic_stands_behind_the_last_one(file: Path, before: str, after: str) -> None:
    file.write_text(before, encoding="utf-8")
    topic: dict[str, Plain] = {
        "title": "New: a topic",
        "thread": "t1",
        "like": ["One: two", "[three]"],
    }
    add_topic(followed(file, {}), "new", topic, {})
    lines = '  new:\n    title: "New: a topic"\n    thread: t1\n    like:\n      - "One: two"\n      - "[three]"\n'
    assert file.read_text(encoding="utf-8") == after.format(lines)
    (*_, new) = load(file, {}).topics
    assert (new.slug, new.thread, new.like) == ("new", "t1", ("One: two", "[three]"))


@pytest.mark.parametrize("topics", ["{}", "{a: {any: [x]}}", "{a: {any: [x]}, b: {all: [y]} }"])
def test_a_topic_goes_between_braces_where_the_others_stand(file: Path, topics: str) -> None:
    file.write_text(f"sources: []\ntopics: {topics} # ours\n", encoding="utf-8")
    known = len(load(file, {}).topics)
    add_topic(followed(file, {}), "new", {"any": ["y", "z: {"]}, {})
    (*others, new) = load(file, {}).topics
    assert (len(others), new.any) == (known, ("y", "z: {"))
    assert file.read_text(encoding="utf-8").endswith(" # ours\n")


def test_a_file_in_braces_without_topics_is_left_alone(file: Path) -> None:
    text = '# ours\n{"sources": []}\n'
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SyndicateError, match=r":2:1: .*by hand"):
        add_topic(followed(file, {}), "new", {"any": ["y"]}, {})
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("topics:\n  a: {any: [x]} # a\n{}# end\nsources: []\n", "topics:\n  a: {any: [x]} # a\n# end\nsources: []\n"),
        ("topics:\n{}  b:\n    any: [y]\n", "topics:\n  b:\n    any: [y]\n"),
        ("topics:\n{}", "topics:\n"),
        ("topics: {new: {any: [x], all: [z]}, b: {any: [y]}}\n", "topics: {b: {any: [y]}}\n"),
        ("topics: {b: {any: [y]}, new: {any: [x]}, c: {any: [y]}} # c\n", "topics: {b: {any: [y]}, c: {any: [y]}} # c\n"),
        ('{"sources": [], "topics": {"new": {"any": ["x"]}}}\n', '{"sources": [], "topics": {}}\n'),
        ("topics: {new: {any: [x]},}\n", "topics: {}\n"),
    ],
)  # fmt: skip
def test_a_topic_that_is_taken_out_leaves_everything_else(
    file: Path, before: str, after: str
) -> None:
    lines = "  new:\n    title: New\n    any:\n      - x\n      - y\n"
    file.write_text(before.replace("{}", lines) if "\n{}" in before else before, encoding="utf-8")
    remove_topic(followed(file, {}), "new", {})
    assert file.read_text(encoding="utf-8") == after
    assert "new" not in {topic.slug for topic in load(file, {}).topics}


def test_a_comment_beside_a_topic_in_braces_is_not_taken_out_with_it(file: Path) -> None:
    text = "topics: {new: {any: [x]}, # about b\n  b: {any: [y]}}\n"
    file.write_text(text, encoding="utf-8")
    for slug in ("new", "b"):
        with pytest.raises(SyndicateError, match=r":1:27: a comment .*by hand"):
            remove_topic(followed(file, {}), slug, {})
    assert file.read_text(encoding="utf-8") == text


def test_a_topic_is_not_put_into_what_is_no_mapping(file: Path) -> None:
    text = "title: T\ntopics: ~\n"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SyndicateError, match=":2:9: `topics:` is no mapping"):
        add_topic(followed(file, {}), "new", {"any": ["y"]}, {})
    assert file.read_text(encoding="utf-8") == text
