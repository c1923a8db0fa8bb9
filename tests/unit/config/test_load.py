"""What people write in feeds.yaml, and what the rooms get from it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from syndicate.config import Settings, load
from syndicate.errors import ConfigError
from syndicate.model import source_id

DESIGN_SAMPLE = """\
title: Middle East desk
url: https://news.example.org/            # where readers reach us; ids and links are made from it
contact: desk@example.org                 # goes into the User-Agent
server: {host: 127.0.0.1, port: 8420}
store: sqlite:///syndicate.db             # or postgresql://...
fetch: {allow_networks: []}               # non-public networks that may be fetched, e.g. [127.0.0.0/8]; none by default

sources:
  - https://example.com/world/rss.xml     # short form
  - url: https://blog.example.net/feeds/posts/default
    tags: [blog]
    every: auto                           # auto (adaptive), or 15m, 2h ...
    republish: excerpt                    # full | excerpt | link | none
    headers: {Authorization: "${BLOG_TOKEN}"}

topics:
  islamic-state-iraq:
    title: Islamic State in Iraq
    any: [Islamic State, ISIS, ISIL, Daesh]
    all: [Iraq]
    none: [video game]
    like: ["Iraq asks for training and equipment against Islamic State"]

outputs:
  desk: {title: Everything, tags: [world], mode: items, limit: 100}       # items | stories | developments | digest
"""


def settings(folder: Path, text: str, **environ: str) -> Settings:
    path = folder / "feeds.yaml"
    path.write_text(text, "utf-8")
    return load(path, environ)


def test_the_sample_of_the_design_loads(tmp_path: Path) -> None:
    got = settings(tmp_path, DESIGN_SAMPLE, BLOG_TOKEN="Bearer 42")
    assert (got.title, got.url, got.contact) == (
        "Middle East desk",
        "https://news.example.org",
        "desk@example.org",
    )
    assert (got.host, got.port, got.store) == (
        "127.0.0.1",
        8420,
        f"sqlite:///{tmp_path}/syndicate.db",
    )
    short, long = got.sources
    assert short.id == source_id("https://example.com/world/rss.xml")
    assert (short.every, short.republish, short.tags, short.headers) == (None, "full", (), ())
    assert (long.every, long.republish, long.tags) == (None, "excerpt", ("blog",))
    assert long.headers == (("Authorization", "Bearer 42"),)
    topic = got.topics[0]
    assert (topic.slug, topic.all, topic.none) == ("islamic-state-iraq", ("Iraq",), ("video game",))
    output = got.outputs[0]
    assert (output.name, output.mode, output.limit, output.tags) == (
        "desk",
        "items",
        100,
        ("world",),
    )


def test_a_tag_that_no_source_carries_yet_is_noted_but_no_error(tmp_path: Path) -> None:
    (note,) = settings(tmp_path, DESIGN_SAMPLE, BLOG_TOKEN="x").notes
    assert note.key == "outputs.desk.tags[0]"
    assert (note.line, note.hint) == (25, "sources carry: blog")


def test_everything_has_a_default(tmp_path: Path) -> None:
    got = settings(tmp_path, "title: Mine\n")
    assert (got.sources, got.topics, got.outputs, got.notes) == ((), (), (), ())
    assert (got.url, got.contact, got.allow_networks) == ("http://127.0.0.1:8420", None, ())
    assert got.store == f"sqlite:///{tmp_path}/syndicate.db"


def test_a_key_left_empty_counts_as_not_written(tmp_path: Path) -> None:
    text = (
        "title:\nurl:\ncontact:\nserver:\nstore:\nfetch:\ndefaults:\nsources:\ntopics:\noutputs:\n"
    )
    empty = settings(tmp_path, text)
    assert empty == settings(tmp_path, "title: Syndicate")


def test_an_output_may_say_nothing_and_then_carries_all(tmp_path: Path) -> None:
    (output,) = settings(tmp_path, "outputs:\n  all-news:\n").outputs
    assert (output.title, output.tags, output.mode) == ("All news", (), "items")


def test_defaults_hold_for_sources_that_do_not_say_otherwise(tmp_path: Path) -> None:
    text = """\
defaults: {every: 2h, republish: link, tags: [world]}
sources:
  - https://a.example/
  - {url: https://b.example/, every: auto, republish: full, tags: []}
"""
    first, second = settings(tmp_path, text).sources
    assert (first.every, first.republish, first.tags) == (timedelta(hours=2), "link", ("world",))
    assert (second.every, second.republish, second.tags) == (None, "full", ())


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("2s", timedelta(seconds=2)),
        ("15m", timedelta(minutes=15)),
        ("2h", timedelta(hours=2)),
        ("1d", timedelta(days=1)),
        ("auto", None),
    ],
)
def test_durations_are_written_with_their_unit(
    tmp_path: Path, written: str, length: timedelta | None
) -> None:
    text = f"sources: [{{url: https://a.example/, every: {written}}}]"
    assert settings(tmp_path, text).sources[0].every == length


@pytest.mark.parametrize(
    "written", ["0s", "15", "15 m", "m", "-1h", "367d", "99999999d", "[1h]", "yes"]
)
def test_other_durations_are_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(ConfigError, match=r"feeds\.yaml:1:\d+: defaults\.every: must "):
        settings(tmp_path, f"defaults: {{every: {written}}}")


@pytest.mark.parametrize(
    ("server", "url"),
    [
        ("{host: 0.0.0.0}", "http://localhost:8420"),
        ('{host: "::1", port: 80}', "http://[::1]:80"),
        ("{host: news.example, port: 0}", "http://news.example:0"),
    ],
)
def test_our_own_address_is_made_from_the_server(tmp_path: Path, server: str, url: str) -> None:
    assert settings(tmp_path, f"server: {server}").url == url


@pytest.mark.parametrize(
    ("named", "found"), [("/var/cache/ours:/var/cache/more", "/var/cache/ours"), ("", None)]
)
def test_what_can_be_made_again_has_the_first_folder_that_the_environment_names(
    tmp_path: Path, named: str, found: str | None
) -> None:
    told = settings(tmp_path, "sources: [https://example.com/feed]", CACHE_DIRECTORY=named)
    assert told.cache == (Path(found) if found else None)
    assert settings(tmp_path, "sources: [https://example.com/feed]").cache is None


def test_a_store_may_lie_anywhere(tmp_path: Path) -> None:
    assert settings(tmp_path, "store: sqlite:////var/s.db").store == "sqlite:////var/s.db"
    address = "postgresql://me:${PW}@db.example/news"
    assert settings(tmp_path, f"store: {address}", PW="x").store == address.replace("${PW}", "x")


def test_networks_are_brought_into_their_usual_form(tmp_path: Path) -> None:
    text = 'fetch: {allow_networks: [127.0.0.0/8, 10.1.2.3, "fd00::/8"]}'
    assert settings(tmp_path, text).allow_networks == ("127.0.0.0/8", "10.1.2.3/32", "fd00::/8")


def test_names_may_look_like_numbers(tmp_path: Path) -> None:
    assert settings(tmp_path, "topics: {2026: {any: [Vote]}}").topics[0].slug == "2026"


def test_text_in_any_script_is_kept_and_folded_lines_are_joined(tmp_path: Path) -> None:
    text = "title: Nachrichten für 東京\ntopics:\n  t:\n    like:\n      - one\n        two\n"
    got = settings(tmp_path, text)
    assert (got.title, got.topics[0].like) == ("Nachrichten für 東京", ("one two",))


def test_a_byte_order_mark_and_windows_line_ends_are_no_problem(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: Mine\r\nsources:\r\n  - https://a.example/\r\n")
    assert load(path, {}).title == "Mine"


def test_an_id_is_made_from_the_address_and_stays() -> None:
    assert source_id("https://www.nasa.gov/feed/") == "s2fqebjsoqakj"


TERMS = """\
defaults: {full_text: true, rights: © Desk, licence: https://licences.example/all}
sources:
  - https://a.example/
  - {url: https://b.example/, full_text: false, rights: © B, licence: https://licences.example/b}
"""


def test_full_text_and_terms_are_those_of_the_source_else_of_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.config.rules.find_spec", lambda name: name)
    first, second = settings(tmp_path, TERMS).sources
    assert (first.full_text, first.rights) == (True, "© Desk")
    assert first.licence == "https://licences.example/all"
    assert (second.full_text, second.rights) == (False, "© B")
    assert second.licence == "https://licences.example/b"


@pytest.mark.parametrize("missing", ["trafilatura", "protego"])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("defaults: {full_text: true}", "1:23: defaults.full_text"),
        ("sources:\n  - {url: https://a.example/, full_text: true}", "2:42: sources[0].full_text"),
    ],
)
def test_full_text_without_what_reads_pages_is_an_error_that_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, text: str, place: str
) -> None:
    monkeypatch.setattr("syndicate.config.rules.find_spec", lambda name: name != missing or None)
    with pytest.raises(ConfigError) as caught:
        settings(tmp_path, text)
    (problem,) = caught.value.problems
    assert f"{place}: needs what reads web pages, and that is not installed" in str(problem)
    assert "install -e '.[fulltext]'" in str(problem)


def test_full_text_switched_off_needs_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.config.rules.find_spec", lambda name: None)
    text = "defaults: {full_text: false}\nsources: [https://a.example/]"
    assert not settings(tmp_path, text).sources[0].full_text


@pytest.mark.parametrize("value", ["yes please", "1", "[true]"])
def test_full_text_is_true_or_false(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match=r"defaults\.full_text: must be true or false"):
        settings(tmp_path, f"defaults: {{full_text: {value}}}")


@pytest.mark.parametrize("value", ["CC-BY", "javascript:alert(1)"])
def test_licence_is_a_web_address(tmp_path: Path, value: str) -> None:
    with pytest.raises(ConfigError, match=r"defaults\.licence: must be an address"):
        settings(tmp_path, f'defaults: {{licence: "{value}"}}')
