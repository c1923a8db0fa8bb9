from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from multidict import CIMultiDict

from syndicate.web.allowance import client_of


def request_of(peer: str, *forwarded: str) -> Any:
    headers = CIMultiDict([("X-Forwarded-For", each) for each in forwarded])
    return SimpleNamespace(remote=peer, headers=headers)


@pytest.mark.parametrize(
    ("peer", "client"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        ("no address", "no address"),
        ("100.64.0.1", "100.64.0.1"),
    ],
)
def test_a_client_is_an_address_or_the_network_of_a_household(peer: str, client: str) -> None:
    assert client_of(request_of(peer, "198.51.100.7")) == client


@pytest.mark.parametrize(
    "proxy",
    ["127.0.0.1", "::1", "::ffff:127.0.0.1", "", "172.18.0.5", "10.42.1.9", "fd00::5"],
)
def test_a_proxy_of_this_machine_or_network_names_the_client(proxy: str) -> None:
    assert (
        client_of(request_of(proxy, "203.0.113.9", "198.51.100.1, 198.51.100.7")) == "198.51.100.7"
    )
    assert client_of(request_of(proxy, "::ffff:198.51.100.7")) == "198.51.100.7"
