"""Which addresses may be dialled: one row for each trick that is known."""

from __future__ import annotations

import pytest

from syndicate.fetch.address import AddressPolicy

REFUSED = {
    "0.0.0.0": "this network",
    "0.1.2.3": "this network",
    "10.0.0.1": "private",
    "10.255.255.255": "private",
    "100.64.0.1": "carrier",
    "100.127.255.255": "carrier",
    "127.0.0.1": "loopback",
    "127.255.255.254": "loopback",
    "169.254.169.254": "link-local",
    "172.16.0.1": "private",
    "172.31.255.255": "private",
    "192.0.0.8": "protocol",
    "192.0.0.192": "protocol",
    "192.0.2.1": "documentation",
    "192.31.196.1": "AS112",
    "192.52.193.1": "tunnelling",
    "192.88.99.1": "6to4",
    "192.168.1.1": "private",
    "192.175.48.1": "AS112",
    "198.18.0.1": "benchmarking",
    "198.19.255.255": "benchmarking",
    "198.51.100.1": "documentation",
    "203.0.113.1": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.250": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::127.0.0.1": "not given out",
    "::8.8.8.8": "not given out",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:7f00:1": "loopback",
    "::ffff:169.254.169.254": "link-local",
    "::ffff:0:127.0.0.1": "not given out",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b::a9fe:a9fe": "link-local",
    "64:ff9b:1::808:808": "translation",
    "100::1": "not given out",
    "2001::1": "Teredo",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": "Teredo",
    "2001:2::1": "protocol",
    "2001:10::1": "protocol",
    "2001:20::1": "protocol",
    "2001:db8::1": "documentation",
    "2002:7f00:1::": "6to4",
    "2002:808:808::1": "6to4",
    "2620:4f:8000::1": "AS112",
    "3fff::1": "documentation",
    "4000::1": "not given out",
    "5f00::1": "not given out",
    "fc00::1": "private",
    "fd00:ec2::254": "private",
    "fe80::1": "link-local",
    "fe80::1%eth0": "zone",
    "2606:4700::1111%1": "zone",
    "fec0::1": "private",
    "ff02::1": "multicast",
    "": "not a plain",
    "localhost": "not a plain",
    "127.1": "not a plain",
    "2130706433": "not a plain",
    "0x7f.0.0.1": "not a plain",
    "0177.0.0.1": "not a plain",
    "127.0.0.1\x00": "not a plain",
    "１２７.0.0.1": "not a plain",
}

DIALLED = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "192.167.255.255",
    "198.17.255.255",
    "198.20.0.0",
    "223.255.255.255",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2606:4700:4700::1111",
    "2a00:1450::1",
    "3ffe::1",
]


@pytest.mark.parametrize(("address", "reason"), REFUSED.items())
def test_address_that_is_not_public_is_refused_by_name(address: str, reason: str) -> None:
    assert reason in (AddressPolicy().refusal(address) or "dialled")


@pytest.mark.parametrize("address", DIALLED)
def test_public_address_is_dialled(address: str) -> None:
    assert AddressPolicy().refusal(address) is None


@pytest.mark.parametrize("address", sorted(REFUSED))
def test_reason_never_repeats_the_address(address: str) -> None:
    reason = AddressPolicy().refusal(address) or ""
    assert not address or f" {address} " not in f" {reason.strip('()')} "


@pytest.mark.parametrize(
    ("networks", "address"),
    [
        (("127.0.0.0/8",), "127.0.0.1"),
        (("127.0.0.0/8",), "::ffff:127.0.0.1"),
        (("127.0.0.0/8",), "64:ff9b::7f00:1"),
        (("10.1.2.3",), "10.1.2.3"),
        (("10.1.2.3/8",), "10.9.9.9"),
        (("::1",), "::1"),
        (("fd00::/8", "192.168.0.0/16"), "192.168.7.7"),
        (("::ffff:0:0/96",), "::ffff:127.0.0.1"),
    ],
)
def test_listed_network_is_dialled(networks: tuple[str, ...], address: str) -> None:
    assert AddressPolicy(networks).refusal(address) is None


@pytest.mark.parametrize(
    ("networks", "address"),
    [
        (("127.0.0.0/8",), "::1"),
        (("127.0.0.0/8",), "10.0.0.1"),
        (("127.0.0.0/8",), "::127.0.0.1"),
        (("127.0.0.0/8",), "2002:7f00:1::"),
        (("fe80::/10",), "fe80::1%eth0"),
        (("10.1.2.3",), "10.1.2.4"),
    ],
)
def test_list_opens_no_more_than_it_says(networks: tuple[str, ...], address: str) -> None:
    assert AddressPolicy(networks).refusal(address) is not None


def test_text_that_is_no_network_is_an_error() -> None:
    with pytest.raises(ValueError, match="intranet"):
        AddressPolicy(("intranet",))
