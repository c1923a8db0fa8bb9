from __future__ import annotations

from typing import Any

import pytest

from syndicate.fetch.address import AddressPolicy
from syndicate.model import Source
from syndicate.websub.callback import is_named, is_public, is_reachable, keeps_secrets

PUBLIC = AddressPolicy()
AT_HOME = AddressPolicy(("127.0.0.0/8", "fd00::/8"))


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example.org",
        "http://news.example.org:8080/desk",
        "https://8.8.8.8",
        "https://[2606:4700::1111]/",
    ],
)
def test_a_public_address_is_reachable(url: str) -> None:
    assert is_reachable(url, PUBLIC.refusal)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8420",
        "http://127.1:8420",
        "http://2130706433",
        "http://[::1]:8420",
        "http://[::ffff:10.0.0.1]",
        "http://10.1.2.3",
        "http://localhost:8420",
        "http://localhost.:8420",
        "http://desk",
        "https://desk.local",
        "https://desk.internal.",
        "https://news.corp",
        "https://news.intranet",
        "https://127.0.0.0x1",
        "https://DESK.TEST",
        "https://a.invalid",
        "https://a.localhost",
        "ftp://news.example.org",
        "https://",
        "https://news.example.org:port",
    ],
)
def test_any_other_is_not(url: str) -> None:
    assert not is_reachable(url, PUBLIC.refusal)


def test_an_address_in_a_network_that_people_allowed_is_reachable_by_choice() -> None:
    assert is_reachable("http://127.0.0.1:8420", AT_HOME.refusal)
    assert is_reachable("http://[fd00::1]", AT_HOME.refusal)
    assert not is_reachable("http://localhost:8420", AT_HOME.refusal)
    assert not is_reachable("http://10.0.0.1", AT_HOME.refusal)


@pytest.mark.parametrize(
    ("hub", "kept"),
    [
        ("https://hub.example/", True),
        ("http://hub.example/", False),
        ("http://127.0.0.1:9/", True),
        ("http://10.0.0.1/", False),
        ("http://8.8.8.8/", False),
    ],
)
def test_a_secret_goes_over_tls_or_stays_in_a_network_that_people_allowed(
    hub: str, kept: bool
) -> None:
    assert keeps_secrets(hub, AT_HOME.is_chosen) is kept


@pytest.mark.parametrize(
    ("more", "public"),
    [
        ({}, True),
        ({"headers": (("Authorization", "x"),)}, False),
        ({"shown_url": "https://a.example/?key=${KEY}"}, False),
    ],
)
def test_a_source_that_needs_a_secret_is_not_told_of(more: dict[str, Any], public: bool) -> None:
    url = "https://a.example/?key=1"
    assert is_public(Source(**{"id": "s1", "url": url, "shown_url": url} | more)) is public


@pytest.mark.parametrize(
    "url",
    ["", "mailto:a@b.example", "https://me:pw@hub.example/", "https://h.example/" + 2048 * "x"],
)
def test_what_cannot_be_a_hub_is_none(url: str) -> None:
    assert not is_named(url)
