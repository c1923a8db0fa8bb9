"""A value that a key cannot have: what is told, and where."""

from __future__ import annotations

import pytest

from tests.unit.config.refused import only, problems


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: 2024", "1:8: title: must be text (put it in quotes)"),
        ('server: {port: "80"}', "1:16: server.port: must be a whole number (remove the quotes)"),
        ("server: {port: 80.0}", "1:16: server.port: must be a whole number"),
        ("server: {port: true}", "1:16: server.port: must be a whole number"),
        ("server: 8420", "1:9: server: must be a mapping of keys to values (write {key: value})"),
        ("server: {host: 'a b'}", "1:16: server.host: must be a host name or an IP address"),
        *(
            (
                f"server: {{host: '{host}'}}",
                "1:16: server.host: must be a host name or an IP address, without scheme and port",
            )
            for host in ("http://0.0.0.0", "0.0.0.0:80", "::1/64", "[::1]")
        ),
        (
            "sources: {a: https://a.example/}",
            "1:10: sources: must be a list (begin each entry with a - and a space)",
        ),
        (
            "topics:\n  - t: {any: [x]}",
            "2:3: topics: must be a mapping of keys to values (leave out the - before its names)",
        ),
        *(
            (
                f"defaults: {{every: {every}}}",
                (
                    "1:19: defaults.every: "
                    "must be auto, or a whole number and one letter: 90s, 15m, 2h or 1d"
                ),
            )
            for every in ("5", "5min", "1h30m", "1.5h", "10M", "hourly")
        ),
        (
            "sources: [{url: https://a.example/, \u00a0tags: [a]}]",
            (
                "1:37: sources[0].\\u00a0tags: is not a known key "
                "(remove the spaces beside it; a wide one of a web page indents nothing)"
            ),
        ),
        ("sources: https://a.example/", "1:10: sources: must be a list (write [one, two])"),
        (
            "sources: [12]",
            "1:11: sources[0]: must be an address, or a mapping with a url (write one, or remove it)",
        ),
        ("topics: [x]", "1:9: topics: must be a mapping of keys to values (write {key: value})"),
        (
            "topics: {t: {title: x}}",
            "1:13: topics.t: must have at least one of any, all, phrase, like, tags, agencies and languages",
        ),
        (
            "topics: {t: {any: [a], breadth: brod}}",
            '1:33: topics.t.breadth: must be broad, normal or narrow (did you mean "broad"?)',
        ),
        (
            f"topics: {{t: {{like: [{', '.join('abcdefghijk')}]}}}}",
            "1:20: topics.t.like: must have at most 10 entries",
        ),
        (
            f"topics: {{t: {{any: [x], unlike: [{', '.join('abcdefghijk')}]}}}}",
            "1:32: topics.t.unlike: must have at most 10 entries",
        ),
        (
            "names: {Islamic State: []}",
            "1:24: names.Islamic State: must name at least one (add one, or remove the key)",
        ),
        (
            "names: {Islamic State: ISIS}",
            "1:24: names.Islamic State: must be a list (write [one, two])",
        ),
        ("names: [ISIS]", "1:8: names: must be a mapping of keys to values (write {key: value})"),
        (
            "names: {Islamic State: [ISIS], Nile: [isis]}",
            "1:39: names.Nile[0]: stands under another name, too, on line 1 (put all names of one thing under one)",
        ),
        (
            "topics: {t: {any: [Iraq], names: {Iran: [Persia]}}}",
            "1:35: topics.t.names.Iran: is not asked for by this topic (write it under any, all or none, too)",
        ),
        (
            'topics: {t: {any: [x], none: ["..."]}}',
            "1:31: topics.t.none[0]: must have a letter or a digit",
        ),
        (
            'names: {Iraq: ["—"]}',
            "1:16: names.Iraq[0]: must have a letter or a digit",
        ),
        (
            "topics: {t: {languages: [english]}}",
            "1:26: topics.t.languages[0]: must be the code of a language, such as en, ar or zh (did you mean en?)",
        ),
        (
            "topics: {t: {languages: [xx]}}",
            "1:26: topics.t.languages[0]: must be the code of a language, such as en, ar or zh",
        ),
        (
            "topics: {t: {any: [G7: summit]}}",
            '1:20: topics.t.any[0]: must be text (put text that holds ": " in quotes)',
        ),
        (
            "topics: {t: {any: [[Iraq, Syria]]}}",
            "1:20: topics.t.any[0]: must be text (write each as an entry of its own: [one, two])",
        ),
        (
            "topics: {t: {any: [a], not: [b]}}",
            '1:24: topics.t.not: is not a known key (did you mean "none"?)',
        ),
        (
            "topics: {t: {agencies: [Xinhau]}}",
            '1:25: topics.t.agencies[0]: is no agency that we know (did you mean "Xinhua"?)',
        ),
        (
            "topics: {t: {any: [a], aliases: {}}}",
            '1:24: topics.t.aliases: is not a known key (did you mean "names"?)',
        ),
        (
            "topics: {A b: {any: [x]}}",
            (
                "1:10: topics.A b: must be 1 to 80 of the characters a-z, 0-9 and - "
                "(it is part of an address; what people read is its title, in any letters)"
            ),
        ),
        (
            "outputs: {気候: {}}",
            (
                "1:11: outputs.気候: must be 1 to 80 of the characters a-z, 0-9 and - "
                "(it is part of an address; what people read is its title, in any letters)"
            ),
        ),
        ("topics: {t: {any: x}}", "1:19: topics.t.any: must be a list (write [one, two])"),
        ("topics: {t: {any: ['']}}", "1:20: topics.t.any[0]: must not be empty"),
        (
            "clustering: {stories: stern}",
            "1:23: clustering.stories: must be loose, normal or strict, or a number from 0.5 to 2",
        ),
        (
            "clustering: {threads: 3}",
            "1:23: clustering.threads: must be loose, normal or strict, or a number from 0.5 to 2",
        ),
        (
            "clustering: {thread: strict}",
            '1:14: clustering.thread: is not a known key (did you mean "threads"?)',
        ),
        (
            "clustering: {vectors: on}",
            "1:23: clustering.vectors: must be auto or off",
        ),
        (
            "access: privat",
            '1:9: access: must be public or private (did you mean "private"?)',
        ),
        ("topics: {t: {any: [a], access: x}}", "1:32: topics.t.access: must be public or private"),
        ("hub: on", "1:6: hub: must be auto or off"),
        ("outputs: {o: {limit: 1001}}", "1:22: outputs.o.limit: must be at most 1000"),
        ('title: "a\\x07b"', "1:8: title: must not hold control characters"),
        (
            "url: https://a.example/?q",
            "1:6: url: must hold nothing but scheme, host, port and path",
        ),
        (
            "url: https://u@a.example/",
            "1:6: url: must hold nothing but scheme, host, port and path",
        ),
        (
            "store: sqlite://x.db",
            "1:8: store: must be sqlite:///FILE (three slashes) or postgresql://HOST/DATABASE",
        ),
        ('store: "sqlite:///:memory:"', "1:8: store: must name a file: sqlite:///syndicate.db"),
        (
            "fetch: {proxy: https://proxy.example.org:3128}",
            (
                "1:16: fetch.proxy: must begin with http://, for no other proxy can be used; "
                "sources by https go through it, too"
            ),
        ),
        (
            "fetch: {proxy: socks5://127.0.0.1:1080}",
            (
                "1:16: fetch.proxy: must begin with http://, for no other proxy can be used; "
                "sources by https go through it, too"
            ),
        ),
        (
            "fetch: {proxy: 'http://:3128'}",
            "1:16: fetch.proxy: must name a host and a port, such as http://proxy.example.org:3128",
        ),
        (
            "fetch: {proxy: 'http://127.1:3128'}",
            "1:16: fetch.proxy: must name a host and a port, such as http://proxy.example.org:3128",
        ),
        (
            "fetch: {proxy: 'http://me:pa/s@proxy.example.org:3128'}",
            "1:16: fetch.proxy: must be a web address; its host or port cannot be read",
        ),
        (
            "fetch: {proxy: 'http://proxy.example.org:3128/pac'}",
            (
                "1:16: fetch.proxy: must hold nothing but a login, a host and a port; "
                "in a password write / as %2F, ? as %3F and # as %23"
            ),
        ),
        (
            "fetch: {allow_networks: [home]}",
            "1:26: fetch.allow_networks[0]: must be an IP network such as 127.0.0.0/8 or fd00::/8",
        ),
    ],
)
def test_wrong_values_are_told_in_words(text: str, told: str) -> None:
    assert only(text) == f"feeds.yaml:{told}"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org",
        "//example.org/feed",
        "ftp://example.org/feed",
        "file:///etc/passwd",
        "https://",
        "https:///feed",
        "https://exa mple.org/",
        "https://a..example/",
        "https://a.example:99999/",
        "https://[::1/",
        "https://a.example\\@b.example/",
        "javascript:alert(1)",
    ],
)
def test_an_address_must_be_http_and_name_a_host(address: str) -> None:
    quoted = address.replace("\\", "\\\\")
    (problem,) = problems(f'sources: ["{quoted}"]')
    assert problem.key == "sources[0]"
    assert problem.reason.startswith("must ")


@pytest.mark.parametrize(
    "headers",
    [
        '{"X\\r\\nY": a}',
        '{A: "b\\r\\nC: d"}',
        "{Host: a}",
        "{Range: a}",
        "{Proxy-Authorization: a}",
        "{A: a, a: b}",
        "{A: ☃}",
    ],
)
def test_headers_cannot_be_smuggled(headers: str) -> None:
    (problem,) = problems(f"sources: [{{url: https://a.example/, headers: {headers}}}]")
    assert problem.key.startswith("sources[0].headers")


@pytest.mark.parametrize("address", ["example.org", "www.example.org/feed?x=1"])
def test_an_address_as_browsers_take_it_is_told_what_is_missing(address: str) -> None:
    assert only(f"sources: [{{url: {address!r}}}]").endswith("(write https:// before it)")


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("htps://a.example/", 'did you mean "https"?'),
        ("htp://a.example/", 'did you mean "http"?'),
        ("feed://a.example/", "leave out feed:, or write http:// in its place"),
        ("feed:https://a.example/", "leave out feed:, or write http:// in its place"),
        ("\u201chttps://a.example/\u201d", "write straight quotes, or none"),
        ("localhost:8000/feed", "write http:// before it"),
        ("127.0.0.1:8000", "write http:// before it"),
    ],
)
def test_an_address_that_cannot_be_asked_is_told_how_it_begins(address: str, hint: str) -> None:
    told = "must be an address that begins with http:// or https://"
    assert only(f"sources: ['{address}']") == f"feeds.yaml:1:11: sources[0]: {told} ({hint})"


def test_an_address_of_another_kind_is_told_no_more_than_what_it_must_be() -> None:
    assert only("sources: [ftp://a.example/]").endswith("begins with http:// or https://")
