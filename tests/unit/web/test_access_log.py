from __future__ import annotations

import pytest

from syndicate.web.access_log import network, shown


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("192.0.2.77", "192.0.2.0"),
        ("2001:db8:1:2:3::4", "2001:db8:1::"),
        ("::ffff:192.0.2.77", "192.0.2.0"),
        ("fe80::1%eth0", "fe80::"),
        ("", "-"),
        ("x\ny", "-"),
    ],
)
def test_of_an_address_only_its_network_is_told(address: str, told: str) -> None:
    assert network(address).partition("%")[0] == told


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("/outputs/desk.atom", "/outputs/desk.atom"),
        ("/outputs/desk.atom?token=secret", "/outputs/desk.atom"),
        ("/search.atom?q=secret", "/search.atom"),
        ("/?x=secret", "/"),
        ("/push/secret", "/push/…"),
        ("/private/secret/desk.atom", "/private/…"),
        ("/secret", "/…"),
        ("//private/secret/desk.atom", "//…"),
        ("/.x/secret", "/.x/…"),
        ("http://user:secret@x/", "-"),
        ('/outputs/"\x1b[2J\n.atom', "/outputs/'\\x1b[2J\\x0a.atom"),
    ],
)
def test_of_a_path_only_what_is_for_everybody_is_told(target: str, told: str) -> None:
    assert shown(target) == told.replace("\\", "/") if "\\" in told else shown(target) == told
    assert "secret" not in shown(target)
