"""What has another address or name keeps its ids, if feeds.yaml says what it was."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from syndicate.config import parse, schema
from syndicate.config.edit import add, followed
from syndicate.config.splice import Addition
from syndicate.model import Source, source_id
from syndicate.query import written
from tests.unit.config.refused import only, problems

OLD, NEW, NEWER = "https://a.example/feed", "https://b.example/feed", "https://c.example/feed"


def sources(*lines: str) -> tuple[Source, ...]:
    return parse(text(*lines).encode(), path=Path("feeds.yaml"), environ={"TOKEN": "42"}).sources


def text(*lines: str) -> str:
    return "sources:\n" + "".join(f"  - {line}\n" for line in lines)


def test_the_id_is_made_of_the_former_address_and_the_new_one_is_asked() -> None:
    (source,) = sources(f"{{url: '{NEW}', was: '{OLD}'}}")
    assert (source.id, source.url, source.was) == (source_id(OLD), NEW, (OLD,))


def test_of_several_former_addresses_the_first_one_counts() -> None:
    (source,) = sources(f"{{url: '{NEWER}', was: ['{OLD}', '{NEW}']}}")
    assert (source.id, source.was) == (source_id(OLD), (OLD, NEW))
    (back,) = sources(f"{{url: '{OLD}', was: ['{OLD}', '{NEW}']}}")
    assert back.id == source_id(OLD)


def test_an_id_stands_for_the_address_that_it_was_made_of() -> None:
    (source,) = sources(f"{{url: '{NEW}', was: {source_id(OLD)}}}")
    assert source.id == source_id(OLD)


@pytest.mark.parametrize("old", ["https://x.example/${TOKEN}/feed", "${FEED_URL}"])
def test_a_former_address_is_taken_as_it_was_written_with_its_references(old: str) -> None:
    (source,) = sources(f'{{url: "{NEW}", was: "{old}"}}')
    assert (source.id, source.was) == (source_id(old), (old,))


def test_who_it_was_is_kept_without_the_password(tmp_path: Path) -> None:
    (source,) = sources(f"{{url: '{NEW}', was: 'https://ada:pw@a.example/feed'}}")
    assert source.was == (OLD,)
    assert source.id == source_id("https://ada:pw@a.example/feed")


def test_two_sources_may_change_places() -> None:
    one, other = sources(f"{{url: '{NEW}', was: '{OLD}'}}", f"{{url: '{OLD}', was: '{NEW}'}}")
    assert (one.id, other.id) == (source_id(OLD), source_id(NEW))


@pytest.mark.parametrize("key", ["", "was:", "was: []"])
def test_who_says_nothing_of_it_was_always_there(key: str) -> None:
    (source,) = sources(f"url: {NEW}\n    {key}")
    assert (source.id, source.was) == (source_id(NEW), ())


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        ((OLD, f"{{url: '{NEW}', was: '{OLD}'}}"), "3:42: sources[1].was: is what sources[0] on line 2"),
        ((f"{{url: '{NEW}', was: '{OLD}'}}", OLD), "2:42: sources[0].was: is what sources[1] on line 3"),
        (
            (f"{{url: '{NEW}', was: '{OLD}'}}", f"{{url: '{NEWER}', was: ['{OLD}']}}"),
            "3:42: sources[1].was: is what sources[0] on line 2",
        ),
        (
            (f"{{url: '{NEW}', was: {source_id(OLD)}}}", OLD),
            "2:42: sources[0].was: is what sources[1] on line 3",
        ),
    ],
    ids=["one above", "one below", "both moved", "by its id"],
)  # fmt: skip
def test_two_sources_that_would_be_one_are_told(lines: tuple[str, ...], where: str) -> None:
    assert only(text(*lines)) == (
        f"feeds.yaml:{where} is, or was (two sources cannot share an id: remove this `was`, or one of the two)"
    )


def test_an_address_that_a_source_has_now_is_none_that_it_had() -> None:
    assert only(text(f"{{url: '{NEW}', was: '{NEW}'}}")) == (
        "feeds.yaml:2:42: sources[0].was: is the address that it has now"
        " (remove `was`: it is for the address before)"
    )
    assert only(text(f"{{url: '{NEW}', was: ['{OLD}', '{NEW}']}}")) == (
        "feeds.yaml:2:42: sources[0].was: names the address that it has now (leave that one out)"
    )


def test_what_is_no_address_is_told_once() -> None:
    wrong = text(f"{{url: '{NEW}', was: [a.example/feed, 'htp://x']}}")
    reason = "must be an address that begins with http:// or https://"
    assert [(one.column, one.key, one.reason, one.hint) for one in problems(wrong)] == [
        (43, "sources[0].was[0]", reason, "write https:// before it"),
        (59, "sources[0].was[1]", reason, 'did you mean "http"?'),
    ]
    assert "must be a list" in only(text(f"{{url: '{NEW}', was: 12}}"))
    assert 'did you mean "was"?' in only(text(f"{{url: '{NEW}', moved_from: '{OLD}'}}"))


@pytest.mark.parametrize(("was", "fits"), [(OLD, True), ([OLD, NEW], True), (None, True), (12, False), ([12], False)])  # fmt: skip
def test_editors_are_told_of_one_address_and_of_a_list(was: object, *, fits: bool) -> None:
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid({"sources": [{"url": NEWER, "was": was}]}) is fits


def test_a_list_from_another_reader_that_has_the_old_address_adds_nothing(tmp_path: Path) -> None:
    file = tmp_path / "feeds.yaml"
    file.write_text(text(f"url: {NEW}\n    was: {OLD}"), "utf-8")
    known = followed(file, {})
    assert known.place(OLD) == known.place("http://a.example/feed/") == f"{file}:2"
    add(known, [Addition(NEWER)], {})
    first, second = yaml.safe_load(file.read_text("utf-8"))["sources"]
    assert (first, second) == ({"url": NEW, "was": OLD}, NEWER)


def feeds(section: str, text: str) -> str:
    """A file whose topics or outputs are these."""
    about = ", any: [x]" if section == "topics" else ""
    return f"{section}: {{{text.replace('}', about + '}')}}}"


@pytest.mark.parametrize("section", ["topics", "outputs"])
def test_what_has_another_name_keeps_the_one_that_its_ids_are_made_of(section: str) -> None:
    text = feeds(section, "new: {was: old}, newer: {was: [first, second]}, other: {limit: 9}")
    settings = parse(text.encode(), path=Path("feeds.yaml"), environ={})
    new, newer, other = settings.topics if section == "topics" else settings.outputs
    assert (new.first_name, newer.first_name, other.first_name) == ("old", "first", "other")
    assert (new.was, newer.was, other.was) == (("old",), ("first", "second"), ())


@pytest.mark.parametrize("section", ["topics", "outputs"])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("old: {limit: 9}, new: {was: old}", "new.was: is what the {noun} old on line 1 is, or was"),
        ("new: {was: old}, old: {limit: 9}", "new.was: is what the {noun} old on line 1 is, or was"),
        ("a: {was: old}, b: {was: [old]}", "b.was: is what the {noun} a on line 1 is, or was"),
        ("a: {was: [x, old]}, b: {was: [y, old]}", "b.was: is what the {noun} a on line 1 is, or was"),
        ("a: {was: a}", "a.was: is the name that it has now (remove `was`"),
        ("a: {was: [b, a]}", "a.was: names the name that it has now (leave that one out)"),
        ("a: {was: Old Name}", "a.was: must be 1 to 80 of the characters a-z, 0-9 and -"),
        ("a: {id: old}", 'a.id: is not a known key (did you mean "was"?)'),
    ],
)  # fmt: skip
def test_no_two_feeds_share_their_ids(section: str, text: str, told: str) -> None:
    noun = section.removesuffix("s")
    assert f": {section}.{told.format(noun=noun)}" in only(feeds(section, text))


@pytest.mark.parametrize("section", ["topics", "outputs"])
@pytest.mark.parametrize(
    "text",
    [
        "a: {was: b}, b: {was: a}",
        "b: {was: a}, c: {was: b}",
        "a: {was: [a, b]}",
        "c: {was: [a, b]}, b: {limit: 9}",
    ],
    ids=["changing places", "one after the other", "back again", "a later name that is another's now"],
)  # fmt: skip
def test_names_may_be_used_again_where_no_id_is(section: str, text: str) -> None:
    parse(feeds(section, text).encode(), path=Path("feeds.yaml"), environ={})


def test_an_output_of_a_topic_that_was_renamed_is_told_what_it_is_called_now() -> None:
    text = "topics: {shipping: {any: [x], was: harbour}}\noutputs: {o: {topics: [harbour]}}"
    assert only(text) == (
        "feeds.yaml:2:24: outputs.o.topics[0]: is no topic that is declared here"
        ' (did you mean "shipping"?)'
    )


def test_a_query_of_an_output_knows_a_topic_by_every_name_that_it_had() -> None:
    settings = parse(
        b"topics:\n"
        b"  shipping: {any: [ship], was: [pier, port, harbour]}\n"
        b"  port: {any: [wine]}\n"
        b"outputs:\n"
        b"  news: {query: 'tug -topic:harbour,shipping,port,other'}\n",
        path=Path("feeds.yaml"),
        environ={},
    )
    (output,) = settings.outputs
    assert written(output.query) == "tug -topic:shipping,port,other"
