"""Secrets stay out of the file: ${NAME} and ${file:PATH}."""

from __future__ import annotations

from pathlib import Path

import pytest

from syndicate.config import Settings, load
from syndicate.errors import ConfigError
from syndicate.model import source_id


def settings(folder: Path, text: str, **environ: str) -> Settings:
    path = folder / "feeds.yaml"
    path.write_text(text, "utf-8")
    return load(path, environ)


def refusal(folder: Path, text: str, **environ: str) -> str:
    with pytest.raises(ConfigError) as raised:
        settings(folder, text, **environ)
    return str(raised.value).removeprefix(f"{folder}/")


def header(value: str) -> str:
    return f"sources: [{{url: https://a.example/, headers: {{A: '{value}'}}}}]"


def test_variables_stand_for_parts_of_headers_and_addresses(tmp_path: Path) -> None:
    text = (
        "sources: [{url: 'https://me:${PW}@a.example/?key=${KEY}', headers: {A: 'Bearer ${KEY}'}}]"
    )
    (source,) = settings(tmp_path, text, PW="x", KEY="y").sources
    assert source.url == "https://me:x@a.example/?key=y"
    assert source.headers == (("A", "Bearer y"),)


def test_variables_stand_for_parts_of_the_proxy_and_settings_do_not_show_it(tmp_path: Path) -> None:
    text = "fetch: {proxy: 'http://me:${PW}@proxy.example.org:3128'}"
    found = settings(tmp_path, text, PW="s3cr3t")
    assert found.proxy == "http://me:s3cr3t@proxy.example.org:3128"
    assert "s3cr3t" not in repr(found)
    assert settings(tmp_path, "fetch: {proxy: }").proxy is None
    assert refusal(tmp_path, text) == (
        "feeds.yaml:1:16: fetch.proxy: the environment variable PW is not set"
    )


def test_a_new_secret_does_not_make_a_new_source(tmp_path: Path) -> None:
    address = "https://a.example/?key=${KEY}"
    first, second = (settings(tmp_path, f"sources: ['{address}']", KEY=key) for key in "ab")
    assert first.sources[0].url != second.sources[0].url
    assert first.sources[0].id == second.sources[0].id == source_id(address)


def test_files_lie_beside_feeds_yaml_and_lose_their_line_end(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("Bearer z\n")
    assert settings(tmp_path, header("${file:token}")).sources[0].headers == (("A", "Bearer z"),)
    absolute = header(f"${{file:{tmp_path}/token}}")
    assert settings(tmp_path, absolute).sources[0].headers == (("A", "Bearer z"),)


def test_credentials_of_the_service_come_first(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "token").write_text("given")
    (tmp_path / "token").write_text("beside")
    (tmp_path / "other").write_text("other")
    credentials = str(tmp_path / "given")
    text = header("${file:token} ${file:other}")
    got = settings(tmp_path, text, CREDENTIALS_DIRECTORY=credentials)
    assert got.sources[0].headers == (("A", "given other"),)


def test_two_dollar_signs_are_one(tmp_path: Path) -> None:
    assert settings(tmp_path, header("$${A} $1")).sources[0].headers == (("A", "${A} $1"),)


def test_a_secret_is_not_looked_into_again(tmp_path: Path) -> None:
    got = settings(tmp_path, header("${A}"), A="${B}", B="no")
    assert got.sources[0].headers == (("A", "${B}"),)


def test_other_texts_are_taken_as_they_stand(tmp_path: Path) -> None:
    assert settings(tmp_path, "title: '${A}'", A="x").title == "${A}"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("${NOPE}", "the environment variable NOPE is not set"),
        ("${TOKENN}", 'the environment variable TOKENN is not set (did you mean "TOKEN"?)'),
        ("${EMPTY}", "the environment variable EMPTY is empty"),
        ("${file:nope}", "the file nope cannot be read: No such file or directory"),
        ("${file:.}", "the file . cannot be read: Is a directory"),
        ("${file:binary}", "the file binary is not UTF-8 text"),
        ("${file:empty}", "the file empty is empty"),
        ("${file:large}", "the file large is larger than 64 KiB"),
        ("${file:}", "${file:} names no file"),
        ("${TOKEN:-x}", "${...} must hold the name of a variable, or file: and a path"),
        ("a ${TOKEN", "${ is never closed (write ${NAME}, or $${ for the signs themselves)"),
    ],
)
def test_a_secret_that_cannot_be_had_is_an_error_at_its_place(
    tmp_path: Path, value: str, told: str
) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "large").write_text("x" * 70_000)
    text = header(value)
    place = f"feeds.yaml:1:50: sources[0].headers.A: {told}"
    assert refusal(tmp_path, text, TOKEN="t", EMPTY=" ") == place


def test_a_secret_with_line_breaks_is_refused_without_being_told(tmp_path: Path) -> None:
    told = refusal(tmp_path, header("${A}"), A="s3cr3t\r\nHost: evil")
    assert "line breaks" in told
    assert "s3cr3t" not in told


def test_no_secret_is_in_the_repr_of_the_settings(tmp_path: Path) -> None:
    text = "store: 'postgresql://me:${A}@h/d'\nsources: ['https://a.example/${A}']"
    assert "s3cr3t" not in repr(settings(tmp_path, text, A="s3cr3t"))
