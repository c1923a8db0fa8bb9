"""Address -> why it may not be dialled. Pure.

An explicit rule: IPv4 outside the IANA registry of special addresses; IPv6 inside 2000::/3, the only
block that is given out, and outside its special parts. `ipaddress.is_global` lets multicast, NAT64 of
loopback and site-local addresses through, and changes its mind between versions of Python.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

# IANA IPv4 Special-Purpose Address Registry, multicast and what is reserved
_IPV4 = tuple(
    (IPv4Network(block), name)
    for block, name in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a carrier's shared network"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local, where clouds keep their metadata"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.31.196.0/24", "AS112"),
        ("192.52.193.0/24", "multicast tunnelling"),
        ("192.88.99.0/24", "the old 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("192.175.48.0/24", "AS112"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)

# What is special inside 2000::/3; then names for well-known blocks outside of it
_IPV6 = tuple(
    (IPv6Network(block), name)
    for block, name in (
        ("2001::/32", "Teredo tunnelling"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4 tunnelling"),
        ("2620:4f:8000::/48", "AS112"),
        ("3fff::/20", "documentation"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("64:ff9b:1::/48", "local translation to IPv4"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "a private network, as it was written once"),
        ("ff00::/8", "multicast"),
    )
)
_GIVEN_OUT = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses may be dialled: public ones, and what `allow_networks` lists besides.

    `advice` is for who is refused. Raise ValueError for a text in `allow_networks` that is no network.
    """

    allow_networks: tuple[str, ...] = ()
    advice: str = field(
        default="if it shall be fetched, list its network under fetch.allow_networks",
        compare=False,
    )
    _allowed: tuple[IPv4Network | IPv6Network, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        allowed = tuple(ip_network(text, strict=False) for text in self.allow_networks)
        object.__setattr__(self, "_allowed", allowed)

    def refusal(self, host_ip: str) -> str | None:
        """Tell to what the address belongs that may not be dialled; None if it may be."""
        try:
            address = ip_address(host_ip)
        except ValueError:
            return "what is not a plain IP address"
        if isinstance(address, IPv6Address) and address.scope_id is not None:
            return "an address with a zone, which is never public"
        if self._is_listed(address):
            return None
        inner = _carried(address)
        if inner is not None:
            return None if self._is_listed(inner) else _special(inner)
        return _special(address)

    def is_chosen(self, host_ip: str) -> bool:
        """Tell whether people allowed this address though it is not public."""
        return self.refusal(host_ip) is None and _PUBLIC.refusal(host_ip) is not None

    def lists(self, host_ip: str) -> bool:
        """Tell whether people listed this address, public or not."""
        try:
            address = ip_address(host_ip)
        except ValueError:
            return False
        reached = (address, _carried(address) or address)
        return self.refusal(host_ip) is None and any(map(self._is_listed, reached))

    def _is_listed(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._allowed)


_PUBLIC = AddressPolicy()


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that is really reached. 6to4 and Teredo carry one too: both refused."""
    if isinstance(address, IPv4Address):
        return None
    if address in _NAT64:  # a translator for IPv6-only networks (RFC 6052)
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def _special(address: IPv4Address | IPv6Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((f"{name} ({net})" for net, name in _IPV4 if address in net), None)
    for network, name in _IPV6:
        if address in network:
            return f"{name} ({network})"
    return None if address in _GIVEN_OUT else "what is not given out as public (outside 2000::/3)"
