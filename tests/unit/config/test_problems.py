"""What is wrong in feeds.yaml is told all at once, each thing at its place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from syndicate.config import load, parse
from syndicate.errors import ConfigError
from syndicate.query import written as written_query
from tests.unit.config.refused import only, problems


def test_all_errors_are_told_at_once_in_file_order() -> None:
    text = """\
titel: Mine
server: {port: 70000, hots: x}
sources:
  - https://a.example/rss
  - url: https://A.example:443/rss
    evry: 5m
  - url: htp://b.example/
    republish: exerpt
  - tags: [News]
outputs:
  o: {mode: itms, limit: 0}
"""
    assert [str(problem) for problem in problems(text)] == [
        'feeds.yaml:1:1: titel: is not a known key (did you mean "title"?)',
        "feeds.yaml:2:16: server.port: must be at most 65535",
        'feeds.yaml:2:23: server.hots: is not a known key (did you mean "host"?)',
        "feeds.yaml:5:10: sources[1].url: is the same source as sources[0] on line 4 (keep one of them)",
        'feeds.yaml:6:5: sources[1].evry: is not a known key (did you mean "every"?)',
        'feeds.yaml:7:10: sources[2].url: must be an address that begins with http:// or https:// (did you mean "http"?)',
        'feeds.yaml:8:16: sources[2].republish: must be full, excerpt, link or none (did you mean "excerpt"?)',
        "feeds.yaml:9:5: sources[3].url: must be given (add it)",
        "feeds.yaml:9:12: sources[3].tags[0]: must be 1 to 80 of the characters a-z, 0-9 and -",
        'feeds.yaml:11:13: outputs.o.mode: must be items, stories, developments or digest (did you mean "items"?)',
        "feeds.yaml:11:26: outputs.o.limit: must be at least 1",
    ]


def test_a_duplicate_key_names_both_lines() -> None:
    text = "title: One\nurl: https://a.example\ntitle: Two\n"
    assert (
        only(text) == "feeds.yaml:3:1: title: stands here twice, first on line 1 (keep one of them)"
    )


def test_an_unknown_key_with_no_likeness_lists_what_is_known() -> None:
    assert only("fetch: {zzz: 1}") == (
        "feeds.yaml:1:9: fetch.zzz: is not a known key (known here: proxy, allow_networks)"
    )


def test_a_text_that_ends_at_its_comma_is_told_to_need_quotes() -> None:
    assert only("outputs: {o: {title: The Gulf, a story at a time}}") == (
        "feeds.yaml:1:32: outputs.o.a story at a time: is not a known key "
        "(a text that holds a comma needs quotes between { and })"
    )


def test_an_unknown_key_without_a_value_on_a_line_of_its_own_is_no_cut_text() -> None:
    assert only("fetch:\n  zzz:\n") == (
        "feeds.yaml:2:3: fetch.zzz: is not a known key (known here: proxy, allow_networks)"
    )


def test_the_words_of_other_readers_are_understood() -> None:
    assert problems("feeds: []")[0].hint == 'did you mean "sources"?'
    assert (
        problems("sources: [{url: https://a.example/, interval: 1h}]")[0].hint
        == 'did you mean "every"?'
    )


def test_a_topic_with_a_misspelt_tag_is_an_error() -> None:
    text = "sources: [{url: https://a.example/, tags: [world]}]\ntopics: {t: {tags: [wrold]}}"
    assert only(text) == (
        'feeds.yaml:2:21: topics.t.tags[0]: no source carries this tag (did you mean "world"?)'
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            "query: 'tags:sport'",
            'is not a key that can be searched by, at column 1 of the text; did you mean "tag:"?',
        ),
        ("query: 'war \"x'", "has a quotation mark that is not closed, at column 5 of the text"),
        ("topics: [irak]", 'is no topic that is declared here (did you mean "iraq"?)'),
        ("max_age: 7", "must be any, or a whole number and one letter: 12h or 30d"),
        ("share: 0", "must be at least 0.01"),
        ("share: half", "must be a number"),
    ],
)
def test_a_filter_of_an_output_that_cannot_be_understood_is_told(written: str, told: str) -> None:
    text = f"topics: {{iraq: {{any: [Iraq]}}}}\noutputs: {{o: {{{written}}}}}"
    assert only(text).endswith(told)


def test_the_keys_of_an_output_become_one_query() -> None:
    text = b"""
topics: {iraq: {any: [Iraq], limit: 20, max_age: 12h, share: 1}}
outputs:
  o: {query: 'siege -tag:sport', topics: [iraq], agencies: [associated press], languages: [en], max_age: 7d, share: 0.25}
"""
    got = parse(text, path=Path("feeds.yaml"), environ={})
    (output,), (topic,) = got.outputs, got.topics
    assert written_query(output.query) == "siege -tag:sport topic:iraq agency:AP lang:en"
    assert (output.max_age, output.share) == (timedelta(days=7), 0.25)
    assert (topic.limit, topic.max_age, topic.share) == (20, timedelta(hours=12), 1)


@pytest.mark.parametrize("name", ["Sky News", "Fox News", "Arab News"])
def test_an_outlet_that_shares_a_word_with_an_agency_is_no_slip(name: str) -> None:
    text = f"topics: {{t: {{agencies: [{name}]}}}}".encode()
    assert parse(text, path=Path("feeds.yaml"), environ={}).topics[0].agencies == (name,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://bücher.example/f", "http://xn--bcher-kva.example/f"),
        ("http://a.example/ニュース", "http://a.example/%E3%83%8B%E3%83%A5%E3%83%BC%E3%82%B9"),
        ("http://a.example/f", "https://a.example/f/"),
    ],
)
def test_a_source_that_seems_to_be_another_one_is_noted_and_taken(one: str, other: str) -> None:
    text = f"sources:\n  - {one}\n  - url: {other}\n".encode()
    got = parse(text, path=Path("feeds.yaml"), environ={})
    assert len(got.sources) == 2
    (note,) = got.notes
    assert (note.key, note.line) == ("sources[1].url", 3)
    assert "sources[0] on line 2" in note.reason


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("topic:ship", ['names a topic that is not declared here (did you mean "ships"?)']),
        ("siege -tag:sprt", ['names a tag that no source carries (did you mean "sport"?)']),
        ("tag:sport,press", ["names a tag that no source carries"]),
        ("siege OR mole", ["looks for OR as a word (words side by side must all occur, a comma"]),
        ("topic:ships,harbour tag:sport or", []),
    ],
)
def test_what_a_query_names_and_nobody_has_is_noted_and_taken(query: str, told: list[str]) -> None:
    text = (
        "sources: [{url: http://a.example/f, tags: [sport]}]\n"
        "topics: {ships: {was: harbour, any: [ship]}}\n"
        f"outputs: {{o: {{query: '{query}'}}}}\n"
    )
    notes = parse(text.encode(), path=Path("feeds.yaml"), environ={}).notes
    assert len(notes) == len(told)
    for note, words in zip(notes, told, strict=True):
        assert str(note).startswith(f"feeds.yaml:3:22: outputs.o.query: {words}")


def test_an_agency_that_nobody_knows_is_noted_and_taken() -> None:
    text = b"topics: {t: {agencies: [Harbour Wire, associated press]}}"
    got = parse(text, path=Path("feeds.yaml"), environ={})
    assert got.topics[0].agencies == ("Harbour Wire", "AP")
    (note,) = got.notes
    assert str(note).startswith("feeds.yaml:1:25: topics.t.agencies[0]: is no agency that we know")


def test_a_topic_knows_only_the_names_that_it_asks_for() -> None:
    text = b"""\
names: {Islamic State: [ISIS, Daesh], Nile: [Bahr]}
topics: {t: {any: [daesh], all: [Iraq], names: {Iraq: [Irak]}, languages: [pt-BR]}}
"""
    (topic,) = parse(text, path=Path("feeds.yaml"), environ={}).topics
    assert topic.names == (("Iraq", "Irak"), ("Islamic State", "ISIS", "Daesh"))
    assert topic.languages == ("pt",)


def test_an_output_with_a_misspelt_tag_is_an_error() -> None:
    text = "sources: [{url: https://a.example/, tags: [world]}]\noutputs: {o: {tags: [wrold]}}"
    assert only(text) == (
        'feeds.yaml:2:22: outputs.o.tags[0]: no source carries this tag (did you mean "world"?)'
    )


def test_keys_are_shown_short_and_without_control_characters() -> None:
    text = '"a\\e[2J' + "x" * 100 + '": 1'
    key = problems(text)[0].key
    assert key.startswith("a\\u001b[2J")
    assert len(key) < 80


def test_no_more_than_a_hundred_problems_are_told() -> None:
    found = problems("".join(f"k{number}: 1\n" for number in range(250)))
    assert len(found) == 101
    assert found[-1].reason == "100 problems are told above; there are more from here on"


def test_no_message_quotes_a_value() -> None:
    secret = "s3cr3t"
    text = f"""\
title: [{secret}]
url: {secret}
server: {{host: "{secret} x", port: {secret}}}
store: {secret}
fetch: {{allow_networks: [{secret}], proxy: "{secret}"}}
defaults: {{every: {secret}, republish: {secret}, tags: [{secret}_]}}
sources: ["{secret}", {{url: "{secret}", headers: {{A: "{secret}\\n"}}}}, [{secret}]]
topics: {{t: {secret}}}
outputs: {{o: {{mode: {secret}, limit: {secret}, tags: [{secret}, s3cr3d]}}}}
"""
    found = problems(text)
    assert len(found) >= 15
    assert secret not in "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("make", "reason"), [(Path.exists, "there is no such file"), (Path.mkdir, "is a folder")]
)
def test_a_file_that_cannot_be_opened_is_named(
    tmp_path: Path, make: Callable[[Path], object], reason: str
) -> None:
    path = tmp_path / "feeds.yaml"
    make(path)
    with pytest.raises(ConfigError) as raised:
        load(path, {})
    (problem,) = raised.value.problems
    assert (problem.file, problem.reason) == (str(path), reason)
    assert problem.hint
